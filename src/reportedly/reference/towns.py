"""In which states towns, ports and bases lie, by the names that news gives them."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from reportedly.reference.loader import load_tsv

Towns = dict[str, tuple[tuple[tuple[str, ...], str], ...]]
_WORD = re.compile(r"'s\b|[^\s'’-]+|-")


class _Row(msgspec.Struct, frozen=True):
    name: str
    code: str


def _rows() -> tuple[_Row, ...]:
    return (*load_tsv("towns.tsv", _Row), *load_tsv("ports.tsv", _Row))


def town_code(name: str) -> str | None:
    """The state of the town called `name`, in any case, or None."""
    return _by_name().get(name.casefold())


@cache
def _by_name() -> dict[str, str]:
    return {row.name.casefold(): row.code for row in _rows()}


@cache
def towns() -> Towns:
    """First word → the names that begin with it, as words, and their states; longest first."""
    found: dict[str, dict[tuple[str, ...], str]] = {}
    for row in _rows():
        words = tuple(_WORD.findall(row.name))
        found.setdefault(words[0], {})[words] = row.code
    return {
        first: tuple(sorted(names.items(), key=lambda name: -len(name[0])))
        for first, names in found.items()
    }
