"""Hold a name against sanctions lists: which entries it resembles, how much, and in what.

A match says that a name resembles an entry's, with a score from 0 to 1. It never says that
somebody is listed: that needs more than a name (date of birth, nationality, identifiers).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from reportedly.assessment.blocking import NameIndex
from reportedly.assessment.entries import EntryKind, ListEntry, ListHeader, SanctionsList
from reportedly.assessment.names import Name, read_name
from reportedly.assessment.resemblance import Resemblance, compare, name_weights
from reportedly.records import Party, Record

Kind = Literal["person", "organisation", "vessel"]

_COMPARED = 300
_SHIP_NUMBER = re.compile(r"(?:IMO\D{0,3})?(\d{7})", re.IGNORECASE)
_SAME_KIND: dict[Kind, frozenset[EntryKind]] = {
    "person": frozenset({"person", "unknown"}),
    "organisation": frozenset({"organisation", "unknown"}),
    "vessel": frozenset({"vessel", "aircraft", "unknown"}),
}
_PARTY_KINDS: dict[str, Kind] = {
    "person": "person",
    "organisation": "organisation",
    "group": "organisation",
    "vessel": "vessel",
}


class Match(Record, frozen=True, kw_only=True):
    """A name resembles an entry of a list.

    `score` is 1 for equal names; `matched_name` is the entry's name or alias that was
    compared, `matched` the pairs of words that correspond (name's, entry's).
    """

    name: str
    score: float
    matched_name: str
    matched: tuple[tuple[str, str], ...]
    entry: ListEntry
    list: str
    list_title: str
    list_version: str
    list_source: str

    @property
    def statement(self) -> str:
        """The match in words."""
        reference = f" {self.entry.reference}" if self.entry.reference else ""
        alias = f", alias {self.matched_name}" if self.matched_name != self.entry.name else ""
        programmes = f", {', '.join(self.entry.programmes)}" if self.entry.programmes else ""
        return (
            f"{self.name}: matches entry{reference} ({self.entry.name}{alias}) of the "
            f"{self.list_title}{programmes}, version {self.list_version}, score {self.score:.2f}"
        )


class Screener:
    """Sanctions lists, ready to be asked. Building it reads every name once."""

    def __init__(self, lists: Sequence[SanctionsList]) -> None:
        self._entries: list[tuple[ListHeader, ListEntry]] = []
        self._names: list[Name] = []
        self._owners: list[int] = []
        self._ships: dict[str, list[int]] = {}
        for sanctions_list in lists:
            for entry in sanctions_list.entries:
                self._add(sanctions_list.header, entry)
        self._index = NameIndex(self._names)

    def _add(self, header: ListHeader, entry: ListEntry) -> None:
        number = len(self._entries)
        self._entries.append((header, entry))
        for name in entry.names:
            self._names.append(read_name(name, entry.kind == "person"))
            self._owners.append(number)
        for identifier in entry.identifiers:
            self._ships.setdefault(identifier, []).append(number)

    def __len__(self) -> int:
        """How many names and aliases are held."""
        return len(self._names)

    def screen(
        self,
        name: str,
        kind: Kind | None = None,
        limit: int = 10,
        threshold: float | None = None,
    ) -> tuple[Match, ...]:
        """The entries that the name resembles at least by `threshold`, the best first.

        A ship's IMO number ("IMO 9253325") matches by itself. `kind` leaves entries of other
        kinds out; `threshold` is the fitted default unless given.
        """
        least = name_weights().threshold if threshold is None else threshold
        found: dict[int, tuple[Resemblance, str]] = {}
        ship = _SHIP_NUMBER.fullmatch(name.strip())
        if ship:
            identifier = f"IMO {ship[1]}"
            for number in self._ships.get(identifier, ()):
                found[number] = (Resemblance(1.0, ((identifier, identifier),)), identifier)
        for number, result, other in () if ship else self._resembling(name, kind):
            if result.score >= least and result.score > found.get(number, (_NOTHING, ""))[0].score:
                found[number] = (result, other)
        ranked = sorted(found.items(), key=lambda item: (-item[1][0].score, item[0]))
        return tuple(
            self._match(name, number, result, other)
            for number, (result, other) in ranked
            if kind is None or self._entries[number][1].kind in _SAME_KIND[kind]
        )[:limit]

    def _resembling(self, name: str, kind: Kind | None) -> list[tuple[int, Resemblance, str]]:
        """Entry, resemblance and its name, for each name worth comparing."""
        as_person, as_body = read_name(name, True), read_name(name, False)
        readings = {"person": [as_person], None: [as_person, as_body]}.get(kind, [as_body])
        share = _COMPARED // len(readings)
        near = {each for read in readings for each in self._index.candidates(read, share)}
        results = []
        for number in sorted(near):
            other = self._names[number]
            result = compare(as_person if other.person else as_body, other)
            results.append((self._owners[number], result, other.text))
        return results

    def _match(self, name: str, number: int, result: Resemblance, other: str) -> Match:
        header, entry = self._entries[number]
        return Match(
            name=name,
            score=round(result.score, 4),
            matched_name=other,
            matched=result.matched,
            entry=entry,
            list=header.name,
            list_title=header.title,
            list_version=header.version,
            list_source=header.source,
        )


_NOTHING = Resemblance(0.0, ())


def screen_parties(screener: Screener, parties: Sequence[Party]) -> dict[str, tuple[Match, ...]]:
    """The matches of each party by its id; states and parties without a match are left out."""
    found = {}
    for party in parties:
        kind = _PARTY_KINDS.get(party.kind)
        if kind is None:
            continue
        matches = screener.screen(party.name, kind)
        if matches:
            found[party.id] = matches
    return found
