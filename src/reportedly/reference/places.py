"""In which state the parties of the tables act, by any of their names."""

from __future__ import annotations

from functools import cache

import msgspec

from reportedly.reference.loader import load_tsv


class _Row(msgspec.Struct, frozen=True):
    name: str
    aliases: str
    country: str


@cache
def _countries() -> dict[str, str]:
    found = {}
    for row in reversed(load_tsv("parties.tsv", _Row)):
        for name in (row.name, *row.aliases.split("; ")):
            found[name] = row.country
    return found


def place_of(name: str) -> str | None:
    """The ISO 3166 alpha-3 code of the state that the party of that name acts in, or None."""
    return _countries().get(name) or None
