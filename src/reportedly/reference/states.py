"""The names of states and their two codes."""

from __future__ import annotations

from functools import cache

import msgspec

from reportedly.reference.loader import load_tsv


class _Row(msgspec.Struct, frozen=True):
    code: str
    alpha2: str
    name: str
    names: str
    capitals: str


@cache
def _states() -> dict[str, _Row]:
    return {row.code: row for row in reversed(load_tsv("states.tsv", _Row))}


def state_name(code: str) -> str:
    """The short English name of the state of an ISO 3166 alpha-3 `code`; any other code, such
    as the short name of a group, is its own name."""
    state = _states().get(code)
    return state.name if state else code


def alpha2(code: str | None) -> str | None:
    """The ISO 3166-1 alpha-2 code of the state of an alpha-3 `code`, or None."""
    state = _states().get(code or "")
    return state.alpha2 or None if state else None


def code_of_alpha2(code: str) -> str | None:
    """The alpha-3 code of the state of an ISO 3166-1 alpha-2 `code`, or None."""
    return next((row.code for row in _states().values() if row.alpha2 == code), None)


def state_code(name: str) -> str | None:
    """The alpha-3 code of the state that goes by `name`, in any case, or has it as its code."""
    return _codes().get(name.strip().casefold())


@cache
def capitals() -> frozenset[str]:
    """The seats of governments, in lower case."""
    rows = _states().values()
    return frozenset(name.casefold() for row in rows for name in row.capitals.split("; "))


@cache
def _codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for row in _states().values():
        for name in (row.code, row.name, *row.names.split("; ")):
            codes.setdefault(name.casefold(), row.code)
    codes.pop("", None)
    return codes
