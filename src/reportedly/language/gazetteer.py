"""The names of parties, and the longest of them at each place of a text.

Names of several words are kept under their first word, longest first, so a
document is read once, with one dictionary look-up a token. A capital in the table
asks for a capital in the text ("Turkey", never "turkey"); a name all in capitals
is found in capitals only ("WHO", never "who").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from reportedly.language.annotated import AnnotatedText
from reportedly.records import PartyKind

Form = Literal["name", "adjective", "people", "capital"]
_WORD = re.compile(r"[^\s,&;/]+|[,&;/]")
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")


class PartyRow(msgspec.Struct, frozen=True):
    """A line of parties.tsv, or of a user's own table."""

    name: str
    aliases: str
    kind: PartyKind
    code: str
    country: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A party that a table lists."""

    name: str
    kind: PartyKind
    code: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a name may mean: a listed party, and as what the name stands for it."""

    party: Listed
    form: Form


@dataclass(frozen=True, slots=True)
class Found:
    """A name found in a text: its token range and what it may mean, the likeliest first."""

    start: int
    end: int
    readings: tuple[Reading, ...]


@dataclass(slots=True)
class PartyTable:
    """Listed parties by name: first word → the names that begin with it, longest first."""

    names: dict[tuple[str, ...], list[Reading]] = field(default_factory=dict)
    by_code: dict[str, Listed] = field(default_factory=dict)
    _first: dict[str, list[tuple[tuple[str, ...], list[tuple[str, ...]]]]] = field(
        default_factory=dict
    )

    def add(self, name: str, reading: Reading) -> None:
        """Let `name` mean `reading`, beside what it means already."""
        written = words_of(name)
        if not written:
            return
        words = tuple(word.lower() for word in written)
        entries = self._first.setdefault(words[0], [])
        if words not in self.names:
            self.names[words] = []
            entries.append((words, [written]))
            entries.sort(key=lambda entry: -len(entry[0]))
        else:  # "NATO" and "Nato" are one name, cased in two ways
            next(ways for name, ways in entries if name == words).append(written)
        readings = self.names[words]
        if reading not in readings:
            readings.append(reading)

    def replace(self, name: str, reading: Reading) -> None:
        """Let `name` mean `reading` and nothing else."""
        words = tuple(word.lower() for word in words_of(name))
        if words in self.names:
            self.names[words].clear()
        self.add(name, reading)

    def find(self, text: AnnotatedText) -> list[Found]:
        """The longest names in `text`, none overlapping, from left to right."""
        lower, words = text.lower, text.words
        if "’" in text.text or "‘" in text.text:
            lower = [word.replace("’", "'").replace("‘", "'") for word in lower]
        first = self._first
        found: list[Found] = []
        free = 0
        for token, word in enumerate(lower):
            names = first.get(word)
            if names is None:
                if "-" in word and len(word) > 3:
                    names = first.get(word[: word.index("-")])
                    if names is not None and token >= free and words[token][0].isupper():
                        self._found_in_compound(token, word, found)
                continue
            if token < free:
                continue
            for name, ways in names:
                end = token + len(name)
                if (len(name) == 1 or tuple(lower[token:end]) == name) and any(
                    _cased(words, token, written) for written in ways
                ):
                    found.append(Found(token, end, tuple(self.names[name])))
                    free = end
                    break
        return found

    def _found_in_compound(self, token: int, word: str, found: list[Found]) -> None:
        """Note "U.S." in "U.S.-led", which the tokenizer leaves whole."""
        readings = self.names.get((word[: word.index("-")],))
        if readings is not None:
            found.append(Found(token, token + 1, tuple(readings)))

    def merged(self, rows: Iterable[PartyRow]) -> PartyTable:
        """A table that has `rows` over what stands in this one."""
        table = PartyTable({name: list(found) for name, found in self.names.items()})
        table.by_code = dict(self.by_code)
        table._first = {
            word: [(name, list(ways)) for name, ways in entries]
            for word, entries in self._first.items()
        }
        for row in rows:
            party = listed(row)
            if party.kind == "state" and party.code:
                table.by_code[party.code] = party
            for name in (row.name, *parted(row.aliases)):
                table.replace(name, Reading(party, "name"))
        return table


def words_of(name: str) -> tuple[str, ...]:
    """`name` in the tokens that spaCy's English tokenizer makes of it."""
    pieces: list[str] = []
    for word in _WORD.findall(name.replace("’", "'")):
        parts = _HYPHEN.split(word)
        for number, part in enumerate(parts):
            if number:
                pieces.append("-")
            if len(part) > 2 and part.endswith("'s"):
                pieces += [part[:-2], "'s"]
            elif len(part) > 2 and part.endswith("s'"):
                pieces += [part[:-1], "'"]
            else:
                pieces.append(part)
    return tuple(pieces)


def _cased(words: list[str], start: int, written: tuple[str, ...]) -> bool:
    for offset, model in enumerate(written):
        if model[0].isupper():
            word = words[start + offset]
            if not word[0].isupper():
                return False
            if len(model) > 1 and model.isupper() and not word.split("-")[0].isupper():
                return False
    return True


def listed(row: PartyRow) -> Listed:
    """The party that a line names."""
    return Listed(row.name, row.kind, row.code or None, row.country or None)


def parted(cell: str) -> tuple[str, ...]:
    """The names of a cell, parted by ";"."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())
