"""A dossier's timeline as a picture: what happened above the axis, what was said below it.

Each kind of entry has a lane of its own; entries that would cover each other are one mark that
grows with their number. So the picture of two reports and of two thousand is equally legible.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from reportedly.linking.dates import ordinal
from reportedly.linking.records import Dossier, Entry, Step

WIDTH = 1000
LANES = {
    "event": "events",
    "assertion": "asserted",
    "denial": "denied",
    "doubt": "doubted",
    "no_comment": "other",
    "legal_view": "other",
}
_LEFT, _RIGHT = 78, 40
_FLAG_ROWS, _FLAG_HEIGHT = 8, 19
_LANE_HEIGHT = 34
_APART = 50
_LETTER = 7


@dataclass(frozen=True)
class Mark:
    """Entries of one lane that stand together; their lines below the picture have its `id`."""

    id: str
    x: float
    y: float
    lane: str
    radius: float
    entries: tuple[Entry, ...]
    title: str

    @property
    def count(self) -> int:
        """How many entries it stands for."""
        return len(self.entries)


@dataclass(frozen=True)
class Flag:
    """A status, from when it was reported."""

    x: float
    y: float
    status: str
    title: str
    before: bool
    step: Step


@dataclass(frozen=True)
class Timeline:
    """The picture. `lanes` are names and heights of the lanes' middles."""

    marks: tuple[Mark, ...]
    flags: tuple[Flag, ...]
    ticks: tuple[tuple[float, str], ...]
    lanes: tuple[tuple[str, float], ...]
    axis: float
    height: float
    undated: int
    summary: str


@dataclass(frozen=True)
class _Scale:
    first: int
    last: int

    def x(self, day: int) -> float:
        span = max(1, self.last - self.first)
        return round(_LEFT + 14 + (day - self.first) * (WIDTH - _LEFT - _RIGHT - 14) / span, 1)

    def ticks(self) -> tuple[tuple[float, str], ...]:
        count = min(5, max(1, self.last - self.first))
        days = [self.first + round((self.last - self.first) * n / count) for n in range(count + 1)]
        return tuple(
            (self.x(day), date.fromordinal(day).isoformat()) for day in dict.fromkeys(days)
        )


def timeline(dossier: Dossier) -> Timeline | None:
    """The timeline of `dossier`, or None where nothing on it has a date."""
    dated = [(day, entry) for entry in dossier.timeline if (day := ordinal(entry.date)) is not None]
    steps = [day for step in dossier.history if (day := ordinal(step.date)) is not None]
    days = [day for day, _ in dated] + steps
    if not days:
        return None
    scale = _Scale(min(days), max(days))
    flags = _flags(dossier, scale)
    rows = max((round(flag.y) // _FLAG_HEIGHT for flag in flags), default=-1) + 1
    top = rows * _FLAG_HEIGHT + 6.0
    present = list(dict.fromkeys(LANES.values()))
    middles = {name: top + _LANE_HEIGHT * (n + 0.5) for n, name in enumerate(present)}
    axis = top + _LANE_HEIGHT
    for name in present[1:]:
        middles[name] += 8
    return Timeline(
        marks=_marks(dated, scale, middles),
        flags=flags,
        ticks=scale.ticks(),
        lanes=tuple(middles.items()),
        axis=axis,
        height=top + _LANE_HEIGHT * len(present) + 34,
        undated=len(dossier.timeline) - len(dated),
        summary=_summary(dated, scale),
    )


def _marks(
    dated: list[tuple[int, Entry]], scale: _Scale, middles: dict[str, float]
) -> tuple[Mark, ...]:
    by_lane: dict[str, list[tuple[float, Entry]]] = defaultdict(list)
    for day, entry in sorted(dated, key=lambda item: item[0]):
        by_lane[LANES[entry.kind]].append((scale.x(day), entry))
    marks: list[Mark] = []
    for lane, entries in by_lane.items():
        for group in _together(entries):
            count = len(group.entries)
            radius = round(min(11.0, 4.5 + 1.4 * (count - 1) ** 0.5), 1)
            x, y = round(group.mean, 1), middles[lane]
            some, name = tuple(group.entries), f"mark-{len(marks) + 1}"
            marks.append(Mark(name, x, y, lane, radius, some, _title(group.entries)))
    return tuple(marks)


@dataclass
class _Group:
    total: float
    entries: list[Entry]

    @property
    def mean(self) -> float:
        return self.total / len(self.entries)


def _together(entries: list[tuple[float, Entry]]) -> list[_Group]:
    """`entries`, in order, put together until the means of all groups stand `_APART`."""
    groups: list[_Group] = []
    for x, entry in entries:
        groups.append(_Group(x, [entry]))
        while len(groups) > 1 and groups[-1].mean - groups[-2].mean < _APART:
            last = groups.pop()
            groups[-1].total += last.total
            groups[-1].entries += last.entries
    return groups


def _title(some: list[Entry]) -> str:
    lines = [
        f"{entry.date} {entry.voice + ': ' if entry.voice else ''}{entry.text}"
        for entry in some[:5]
    ]
    return "\n".join([*lines, f"and {len(some) - 5} more"] if len(some) > 5 else lines)


def _flags(dossier: Dossier, scale: _Scale) -> tuple[Flag, ...]:
    """The statuses over the events, in as many rows as keep their words apart."""
    taken = [0.0] * _FLAG_ROWS
    flags = []
    steps = [(day, step) for step in dossier.history if (day := ordinal(step.date)) is not None]
    for day, same in groupby(sorted(steps, key=lambda item: item[0]), key=lambda item: item[0]):
        found = [step for _, step in same]
        x, words = scale.x(day), ", ".join(step.status.replace("_", " ") for step in found)
        wide = len(words) * _LETTER + 14
        before = x + wide > WIDTH
        start = x - wide if before else x
        row = min(range(_FLAG_ROWS), key=lambda n: (taken[n] > start, n))
        taken[row] = start + wide
        sources = "; ".join(dict.fromkeys(name for step in found for name in step.sources))
        title = f"{words}, {found[0].date}, according to {sources or 'the report itself'}"
        flags.append(Flag(x, row * _FLAG_HEIGHT + 13.0, words, title, before, found[0]))
    return tuple(flags)


def _summary(dated: list[tuple[int, Entry]], scale: _Scale) -> str:
    counts = Counter(LANES[entry.kind] for _, entry in dated)
    said = ", ".join(f"{counts[lane]} {lane}" for lane in dict.fromkeys(LANES.values()))
    first, last = date.fromordinal(scale.first), date.fromordinal(scale.last)
    return f"From {first} to {last}: {said}."
