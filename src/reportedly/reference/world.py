"""Where states are on a map, and their outlines: Natural Earth, projected by Equal Earth."""

from __future__ import annotations

from functools import cache

import msgspec

from reportedly.reference.loader import load_tsv

WIDTH, HEIGHT = 1000, 428


class Land(msgspec.Struct, frozen=True):
    """A state on the picture: its place, and its outline as an SVG path, in its units."""

    code: str
    x: float
    y: float
    outline: str


@cache
def world() -> dict[str, Land]:
    """All states and lands, by their ISO 3166 alpha-3 codes."""
    return {land.code: land for land in load_tsv("world.tsv", Land)}
