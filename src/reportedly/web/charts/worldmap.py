"""The flows on a map: arcs from supplier to recipient, their width by number of reports.

Each arc bends to the left of its way, so that arms and what is sent back keep apart. A group
without a state of its own stands where its table of parties says it acts.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from reportedly.ledger.flows import Flow
from reportedly.reference.places import place_of
from reportedly.reference.states import state_name
from reportedly.reference.world import HEIGHT, WIDTH, Land, world

_BEND = 0.16
_LABELS = 40
DRAWN = 60
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class View:
    """A part of the map: its name, and left, top, width and height."""

    name: str
    left: float
    top: float
    width: float
    height: float

    @property
    def box(self) -> str:
        """As an SVG view box."""
        return f"{self.left:g} {self.top:g} {self.width:g} {self.height:g}"

    def holds(self, x: float, y: float) -> bool:
        """Whether the place is within."""
        return 0 <= x - self.left <= self.width and 0 <= y - self.top <= self.height


VIEWS = {
    "world": View("World", 0, 0, WIDTH, HEIGHT),
    "europe": View("Europe", 440, 18, 240, 110),
    "middle-east": View("Middle East", 530, 88, 200, 100),
    "africa": View("Africa", 400, 115, 330, 230),
    "asia": View("Asia and Pacific", 640, 40, 330, 260),
    "americas": View("Americas", 130, 30, 340, 380),
}


@dataclass(frozen=True)
class Arc:
    """A flow, its curve, the head of its arrow, and the width of both."""

    flow: Flow
    curve: str
    head: str
    width: float
    box: Box


@dataclass(frozen=True)
class Stop:
    """A party that flows begin or end at, with its name where there is room for it."""

    x: float
    y: float
    radius: float
    name: str
    label: tuple[float, float, str] | None


@dataclass(frozen=True)
class Map:
    """The picture: a part of the world, with the lands that take part told apart."""

    view: View
    unit: float
    lands: tuple[tuple[str, bool], ...]
    arcs: tuple[Arc, ...]
    stops: tuple[Stop, ...]
    unplaced: tuple[Flow, ...]


def world_map(found: Sequence[Flow], view: View) -> Map:
    """The first `DRAWN` of the `found` flows as seen in `view`; those with an open or unknown
    role are `unplaced`."""
    unit = view.width / WIDTH
    most = max((flow.documents for flow in found), default=1)
    arcs, unplaced, placed = [], [], 0
    for flow in found:
        start, end = _place(flow.supplier), _place(flow.recipient)
        if start is None or end is None or start == end:
            unplaced.append(flow)
            continue
        placed += 1
        if placed > DRAWN:
            break
        if view.holds(*start) or view.holds(*end):
            width = unit * (1.3 + 4.2 * math.sqrt(flow.documents / most))
            arcs.append(_arc(flow, start, end, width, unit))
    taking_part = {_land(code) for arc in arcs for code in (arc.flow.supplier, arc.flow.recipient)}
    return Map(
        view=view,
        unit=unit,
        lands=tuple((land.outline, land.code in taking_part) for land in _drawn()),
        # The strongest last, so that they lie on top.
        arcs=tuple(reversed(arcs)),
        stops=tuple(_stops(arcs, view, unit)),
        unplaced=tuple(unplaced),
    )


def _arc(
    flow: Flow, start: tuple[float, float], end: tuple[float, float], width: float, unit: float
) -> Arc:
    (ax, ay), (bx, by) = start, end
    length = math.hypot(bx - ax, by - ay)
    cx = (ax + bx) / 2 + (by - ay) * _BEND
    cy = (ay + by) / 2 - (bx - ax) * _BEND
    # The head points along the curve's end; the curve stops where the head begins.
    angle = math.atan2(by - cy, bx - cx)
    size = min(length / 2.5, 4 * unit + 1.7 * width)
    tip = (bx - 2.5 * unit * math.cos(angle), by - 2.5 * unit * math.sin(angle))
    back = (tip[0] - size * math.cos(angle), tip[1] - size * math.sin(angle))
    side = (size * 0.45 * math.sin(angle), -size * 0.45 * math.cos(angle))
    corners = (tip, (back[0] + side[0], back[1] + side[1]), (back[0] - side[0], back[1] - side[1]))
    return Arc(
        flow=flow,
        curve=f"M{ax:.1f} {ay:.1f}Q{cx:.1f} {cy:.1f} {back[0]:.1f} {back[1]:.1f}",
        head=" ".join(f"{x:.1f},{y:.1f}" for x, y in corners),
        width=round(width, 2),
        box=(
            min(x for x, _ in corners),
            min(y for _, y in corners),
            max(x for x, _ in corners),
            max(y for _, y in corners),
        ),
    )


def _stops(arcs: Sequence[Arc], view: View, unit: float) -> Iterable[Stop]:
    """The ends of `arcs`, the busiest first: they get their names before others take the room."""
    documents: dict[str, int] = {}
    for arc in arcs:
        for code in (arc.flow.supplier, arc.flow.recipient):
            if code:
                documents[code] = documents.get(code, 0) + arc.flow.documents
    taken = [arc.box for arc in arcs]
    free = len(taken) + _LABELS
    for code in sorted(documents, key=lambda code: (-documents[code], code)):
        x, y = _place(code) or (0.0, 0.0)
        if view.holds(x, y):
            name = state_name(code)
            full = len(taken) >= free
            label = None if full else _label(name, (x, y), taken, unit)
            yield Stop(x, y, round(2.4 * unit, 2), name, label)


def _label(
    name: str,
    place: tuple[float, float],
    taken: list[Box],
    unit: float,
) -> tuple[float, float, str] | None:
    """Where the name can be written without covering another; None if nowhere."""
    (x, y), wide, high, off = place, len(name) * 6.8 * unit, 12 * unit, 5 * unit
    for left, base, anchor in (
        (x + off, y + off * 0.8, "start"),
        (x - off - wide, y + off * 0.8, "end"),
        (x - wide / 2, y - off * 1.2, "middle"),
        (x - wide / 2, y + off * 3, "middle"),
    ):
        box = (left, base - high, left + wide, base)
        if all(
            box[2] < other[0] or other[2] < box[0] or box[3] < other[1] or other[3] < box[1]
            for other in taken
        ):
            taken.append(box)
            written = {"start": left, "end": left + wide, "middle": left + wide / 2}[anchor]
            return (round(written, 1), round(base, 1), anchor)
    return None


@cache
def _drawn() -> tuple[Land, ...]:
    return tuple(land for land in world().values() if land.outline)


def _place(code: str | None) -> tuple[float, float] | None:
    land = world().get(_land(code))
    return (land.x, land.y) if land else None


def _land(code: str | None) -> str:
    """The code of the state that a role is in."""
    return code if code in world() else place_of(code or "") or "?"
