"""Where the marks of the small pictures stand: sparklines of reports, timelines of a dossier.

Only numbers are made here; the templates draw them as SVG.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from reportedly.linking.records import Dossier, Entry

WIDTH = 1000
_ABOVE = ("event",)
_MARGIN = 30
_ROW = 14


@dataclass(frozen=True)
class Bar:
    """A bar of a sparkline, in units of its own grid."""

    x: int
    height: int


@dataclass(frozen=True)
class Mark:
    """An entry on the timeline."""

    x: float
    y: float
    kind: str
    entry: Entry


@dataclass(frozen=True)
class Timeline:
    """A picture of a dossier's timeline: events above the axis, claims below."""

    marks: tuple[Mark, ...]
    ticks: tuple[tuple[float, str], ...]
    axis: float
    height: float
    undated: int


def sparkline(dossier: Dossier, buckets: int = 16) -> list[Bar]:
    """Reports over the time from the first to the last, in `buckets`, heights up to 10."""
    days = [day for report in dossier.reports if (day := _day(report.published))]
    if not days:
        return []
    first, span = min(days), max(1, max(days) - min(days))
    counts = Counter(min(buckets - 1, (day - first) * buckets // span) for day in days)
    tallest = max(counts.values())
    return [Bar(x, max(2, 10 * count // tallest)) for x, count in sorted(counts.items())]


def timeline(dossier: Dossier) -> Timeline | None:
    """The timeline of `dossier`, or None where nothing on it has a date."""
    dated = [(day, entry) for entry in dossier.timeline if (day := _day(entry.date))]
    if not dated:
        return None
    first = min(day for day, _ in dated)
    span = max(1, max(day for day, _ in dated) - first)
    scale = (WIDTH - 2 * _MARGIN) / span
    stacked: dict[tuple[bool, int], int] = Counter()
    placed = []
    for day, entry in sorted(dated, key=lambda item: item[0]):
        x = _MARGIN + (day - first) * scale
        above = entry.kind in _ABOVE
        column = (above, round(x / 14))
        placed.append((x, above, stacked[column], entry))
        stacked[column] += 1
    levels_above = max((level for _, above, level, _ in placed if above), default=-1) + 1
    levels_below = max((level for _, above, level, _ in placed if not above), default=-1) + 1
    axis = 10.0 + levels_above * _ROW
    marks = tuple(
        Mark(
            round(x, 1),
            axis - (level + 1) * _ROW + 4 if above else axis + (level + 1) * _ROW - 1,
            entry.kind,
            entry,
        )
        for x, above, level, entry in placed
    )
    return Timeline(
        marks=marks,
        ticks=_ticks(first, span, scale),
        axis=axis,
        height=axis + levels_below * _ROW + 26,
        undated=len(dossier.timeline) - len(dated),
    )


def _ticks(first: int, span: int, scale: float) -> tuple[tuple[float, str], ...]:
    """A few dates along the axis."""
    count = 1 if span < 2 else min(5, span)
    steps = [first + round(span * step / count) for step in range(count + 1)]
    return tuple(
        (round(_MARGIN + (day - first) * scale, 1), date.fromordinal(day).isoformat())
        for day in dict.fromkeys(steps)
    )


def _day(value: str | None) -> int | None:
    """The ordinal of a date; a month or a year stands at its beginning."""
    if not value:
        return None
    parts = value[:10].split("-")
    try:
        year, month, day = (int(part) for part in (*parts, "1", "1")[:3])
        return date(year, month, day).toordinal()
    except ValueError:
        return None
