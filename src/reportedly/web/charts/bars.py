"""Small bars: reports over the life of a dossier, a party's statements by month."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.ledger.statements import Month

_MOST_MONTHS = 120


@dataclass(frozen=True)
class Bar:
    """A bar that stands on the axis, and what hangs below it, in units of its own grid."""

    x: int
    height: int
    below: int = 0
    label: str = ""
    told: str = ""
    last_day: str = ""


def sparkline(counts: Sequence[int]) -> str:
    """`counts` over equal stretches of time as an SVG path of upright lines on a grid of 48 by
    12: heights up to 10, at least 2 where there is any."""
    tallest = max(counts, default=0)
    return "".join(
        f"M{3 * x + 1} 11v-{max(2, 10 * count // tallest)}"
        for x, count in enumerate(counts)
        if count
    )


def by_month(months: Sequence[Month]) -> list[Bar]:
    """What a party said above the axis, what it denied below, a step a month, heights up to 40.
    Only the last ten years with statements are drawn."""
    dated = [month for month in months if len(month.month) == 7][-_MOST_MONTHS:]
    if not dated:
        return []
    first = _number(dated[0].month)
    tallest = max(max(month.claims - month.denials, month.denials) for month in dated)
    return [
        Bar(
            x=_number(month.month) - first,
            height=_share(month.claims - month.denials, tallest),
            below=_share(month.denials, tallest),
            label=month.month,
            told=f"{month.claims - month.denials} said, {month.denials} denied",
            last_day=_last_day(month.month),
        )
        for month in dated
        if _number(month.month) - first < _MOST_MONTHS
    ]


def _share(count: int, tallest: int) -> int:
    return max(3, 40 * count // tallest) if count else 0


def _last_day(month: str) -> str:
    year, number = map(int, month.split("-"))
    return f"{month}-{monthrange(year, number)[1]}"


def _number(month: str) -> int:
    year, number = month.split("-")
    return int(year) * 12 + int(number)
