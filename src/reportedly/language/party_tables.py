"""The tables of parties that come with the program, and a user's own laid over them."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import msgspec

from reportedly.language.gazetteer import (
    Form,
    Listed,
    PartyRow,
    PartyTable,
    Reading,
    listed,
    parted,
)
from reportedly.records import ReferenceDataError
from reportedly.reference.loader import load_tsv

_COLUMNS = ("name", "aliases", "kind", "code", "country")
_FILES = ("international_bodies.tsv", "parties.tsv")


class StateRow(msgspec.Struct, frozen=True):
    """A line of states.tsv."""

    code: str
    name: str
    names: str
    adjectives: str
    people: str
    capitals: str
    since: str
    until: str
    successor: str


class PersonRow(msgspec.Struct, frozen=True):
    """A line of persons.tsv."""

    name: str
    aliases: str
    code: str
    gender: str
    offices: str


@cache
def shipped_table() -> PartyTable:
    """The states, bodies, groups and companies that come with the program."""
    table = PartyTable()
    for state in load_tsv("states.tsv", StateRow):
        party = Listed(state.name, "state", state.code, state.code)
        table.by_code[state.code] = party
        forms: tuple[tuple[Form, tuple[str, ...]], ...] = (
            ("name", (state.name, *parted(state.names))),
            ("adjective", parted(state.adjectives)),
            ("people", parted(state.people)),
            ("capital", parted(state.capitals)),
        )
        for form, names in forms:
            for name in names:
                table.add(name, Reading(party, form))
    for file in _FILES:
        for row in load_tsv(file, PartyRow):
            party = listed(row)
            if row.code.startswith("IMG."):
                table.by_code.setdefault(row.code, party)
            for name in (row.name, *parted(row.aliases)):
                table.add(name, Reading(party, "name"))
    for person in load_tsv("persons.tsv", PersonRow):
        state = person.code.split(".")[0]
        party = Listed(
            person.name, "person", person.code, state if state in table.by_code else None
        )
        for name in (person.name, *parted(person.aliases)):
            table.add(name, Reading(party, "name"))
    return table


@cache
def known_persons() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Name of a listed person → gender and the nouns of their offices."""
    return {
        row.name: (row.gender, parted(row.offices)) for row in load_tsv("persons.tsv", PersonRow)
    }


@cache
def _heads() -> dict[str, frozenset[str]]:
    """Last name of a listed member of a government → the states that they governed."""
    found: dict[str, frozenset[str]] = {}
    for row in load_tsv("persons.tsv", PersonRow):
        state, _, sector = row.code.partition(".")
        if sector == "GOV":
            last = row.name.removesuffix(" Jr.").split()[-1]
            for name in (last, *parted(row.aliases)):
                found[name] = found.get(name, frozenset()) | {state}
    return found


def governed_by(name: str) -> str | None:
    """The state that was governed by the person of this last name, where it is one alone:
    "the Bush administration" is that of the United States, whichever Bush it was."""
    states = _heads().get(name, frozenset())
    return next(iter(states)) if len(states) == 1 else None


def load_table(path: str | Path) -> PartyTable:
    """The shipped table with the user's table at `path` laid over it.

    The file is tab-separated with the columns of parties.tsv: name, aliases (parted
    by ";"), kind, code, country; a line that begins with "#" is a comment. Raises
    `ReferenceDataError` naming the file and the line that does not fit.
    """
    try:
        lines = Path(path).read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReferenceDataError(f"{path}: {error}") from error
    numbered = [(i, line) for i, line in enumerate(lines, 1) if line.strip() and line[0] != "#"]
    if not numbered:
        return shipped_table()
    number, header = numbered[0]
    columns = header.split("\t")
    if missing := [column for column in _COLUMNS[:1] + _COLUMNS[2:3] if column not in columns]:
        raise ReferenceDataError(f"{path}, line {number}: no column {', '.join(missing)}")
    if unknown := [column for column in columns if column not in _COLUMNS]:
        raise ReferenceDataError(f"{path}, line {number}: unknown column {unknown[0]!r}")
    rows = []
    for number, line in numbered[1:]:
        values = next(csv.reader([line], delimiter="\t", quoting=csv.QUOTE_NONE))
        if len(values) > len(columns):
            raise ReferenceDataError(
                f"{path}, line {number}: {len(values)} values for {len(columns)} columns"
            )
        given = dict.fromkeys(_COLUMNS, "") | dict(zip(columns, values, strict=False))
        if not given["name"].strip():
            raise ReferenceDataError(f"{path}, line {number}: the name is empty")
        try:
            rows.append(msgspec.convert(given, PartyRow))
        except msgspec.ValidationError as error:
            raise ReferenceDataError(f"{path}, line {number}: {error}") from error
    return shipped_table().merged(rows)
