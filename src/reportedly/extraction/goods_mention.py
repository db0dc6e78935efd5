"""A mention of goods: where a text names arms or what is traded for them, and of what kind."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.records import Quantity


@dataclass(frozen=True, slots=True)
class GoodsMention:
    """Goods named at the tokens `start` to `end`; `head` is the noun that governs them.

    `uncertain` marks a word that means goods only in the company of others; `bare` one
    that names no arms, but what may be given along with them or for them.
    """

    category: str
    start: int
    end: int
    head: int
    designation: str | None = None
    maker: str | None = None
    quantity: Quantity | None = None
    uncertain: bool = False
    bare: bool = False
