"""The names of states, by code."""

from __future__ import annotations

from functools import cache

import msgspec

from reportedly.reference.loader import load_tsv


class _Row(msgspec.Struct, frozen=True):
    code: str
    name: str


@cache
def _names() -> dict[str, str]:
    return {row.code: row.name for row in reversed(load_tsv("states.tsv", _Row))}


def state_name(code: str) -> str:
    """The short English name of the state of an ISO 3166 alpha-3 `code`; any other code, such
    as the short name of a group, is its own name."""
    return _names().get(code, code)
