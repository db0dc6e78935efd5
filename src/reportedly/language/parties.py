"""The parties of a document: who is named, and where."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportedly.language.annotated import AnnotatedText
from reportedly.language.gazetteer import Listed, PartyTable, load_table, shipped_table
from reportedly.records import Party, PartyKind

__all__ = ["Parties", "PartyTable", "find_parties", "load_table"]


@dataclass(slots=True)
class Parties:
    """The parties of a text, and the mention that covers each token."""

    text: AnnotatedText
    records: tuple[Party, ...] = ()
    _at: dict[int, str] = field(default_factory=dict)

    def at(self, token: int) -> str | None:
        """The id of the party whose mention covers `token`, or None."""
        return self._at.get(token)

    def of(self, start: int, end: int) -> tuple[str, ...]:
        """The ids of the parties that the noun phrase in the tokens `start` to `end` names,
        members of a conjunction in order."""
        found: dict[str, None] = {}
        heads, deps = self.text.heads, self.text.deps
        for token in range(start, end):
            party = self._at.get(token)
            if party is None:
                continue
            top = token
            while (
                start <= heads[top] < end
                and heads[top] != top
                and (deps[top] == "conj" or self._at.get(heads[top]) == party)
            ):
                top = heads[top]
            if not (start <= heads[top] < end) or heads[top] == top:
                found[party] = None
        return tuple(found)

    def record(self, party_id: str) -> Party:
        """The party with the id `party_id`; raises KeyError if there is none."""
        number = int(party_id[1:]) if party_id[1:].isdigit() else 0
        if not 0 < number <= len(self.records):
            raise KeyError(party_id)
        return self.records[number - 1]


def find_parties(text: AnnotatedText, table: PartyTable | None = None) -> Parties:
    """The parties that `text` names, ids p1, p2 … in order of first mention."""
    table = table or shipped_table()
    keyed: dict[tuple[str, str | None], list[tuple[int, int]]] = {}
    about: dict[tuple[str, str | None], tuple[PartyKind, Listed | None]] = {}
    taken: set[int] = set()
    places: list[tuple[int, int, tuple[str, str | None], PartyKind, Listed | None]] = []
    for found in table.find(text):
        party = found.readings[0].party
        places.append((found.start, found.end, (party.name, party.code), party.kind, party))
        taken.update(range(found.start, found.end))
    for start, end, label in text.entities:
        if label == "PERSON" and not taken.intersection(range(start, end)):
            name = text.text[text.starts[start] : text.ends[end - 1]]
            places.append((start, end, (name, None), "person", None))
    at: dict[int, str] = {}
    for start, end, key, kind, party in sorted(places, key=lambda place: place[:2]):
        keyed.setdefault(key, []).append((start, end))
        about[key] = (kind, party)
    records = []
    for number, (key, spans) in enumerate(keyed.items(), 1):
        kind, party = about[key]
        for start, end in spans:
            at.update(dict.fromkeys(range(start, end), f"p{number}"))
        records.append(
            Party(
                id=f"p{number}",
                name=key[0],
                kind=kind,
                code=key[1],
                country=party.country if party else None,
                mentions=tuple(text.span(start, end) for start, end in spans),
            )
        )
    return Parties(text, tuple(records), at)
