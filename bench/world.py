"""The outlines of the states, made from the npm package world-atlas (Natural Earth, public domain).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python bench/world.py package/ src/reportedly/reference/world.tsv

Needs pycountry, which the program itself does not. Coordinates are projected by Equal Earth
(Šavrič, Patterson and Jenny 2018) onto 1000 units of width; Antarctica is left out. Outlines are
those of scale 1:110m with what a reader can't see taken away (Douglas and Peucker 1973); a state
that is too small for that scale has only its place, from scale 1:50m.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]

WIDTH, SOUTHMOST, FINEST = 1000, -56.5, 0.35
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_UNNUMBERED = {"Kosovo": "XKX"}
# Where the middle of a state would mislead: arrows to Russia lead to Moscow, not to Siberia.
_SEATS = {"RUS": (37.6, 55.8)}
HEAD = """\
# The states on the map: a place and an outline each, in units of a picture 1000 wide (Equal Earth).
# code: ISO 3166 alpha-3 (XKX Kosovo), empty for land that has none; x, y: where its arrows begin
# and end; outline: an SVG path, empty where the state is too small to be drawn at this scale.
# Made by bench/world.py from world-atlas 2.0.2 (npm), Natural Earth 4.1, which is in the public
# domain. Natural Earth draws boundaries as they are held in fact, and so says nothing of right.
"""


def projected(longitude: float, latitude: float) -> Point:
    """The place on the picture."""
    t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    x = _x(math.radians(longitude), t)
    y = t * (_A[0] + _A[1] * t**2 + t**6 * (_A[2] + _A[3] * t**2))
    scale = WIDTH / (2 * _x(math.pi, 0.0))
    top = _height(83.7)
    return (round(WIDTH / 2 + scale * x, 2), round(scale * (top - y), 2))


def _x(longitude: float, t: float) -> float:
    slope = _A[0] + 3 * _A[1] * t**2 + t**6 * (7 * _A[2] + 9 * _A[3] * t**2)
    return 2 * math.sqrt(3) * longitude * math.cos(t) / (3 * slope)


def _height(latitude: float) -> float:
    t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    return t * (_A[0] + _A[1] * t**2 + t**6 * (_A[2] + _A[3] * t**2))


def polygons(topology: dict[str, Any]) -> Iterator[tuple[str, list[Ring]]]:
    """Code and outer rings, in degrees, of each country of a TopoJSON `topology`."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[Ring] = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    countries: Any = import_module("pycountry").countries
    for shape in topology["objects"]["countries"]["geometries"]:
        parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        known = countries.get(numeric=shape.get("id", ""))
        code = known.alpha_3 if known else _UNNUMBERED.get(shape["properties"]["name"], "")
        yield code, [whole for part in parts for whole in _uncrossed(_ring(part[0], arcs))]


def _uncrossed(ring: Ring) -> Iterator[Ring]:
    """`ring`, or, where it crosses the 180th meridian, its part on either side."""
    turned, turn = [ring[0]], 0
    for (before, _), (longitude, latitude) in pairwise(ring):
        if abs(longitude - before) > 180:
            turn += 360 if longitude < before else -360
        turned.append((longitude + turn, latitude))
    for shift in (0, -360, 360):
        part = [(min(180.0, max(-180.0, x + shift)), y) for x, y in turned]
        beyond = [abs(x + shift) > 180 for x, _ in turned]
        # Of what lies beyond, only where the outline leaves and comes back.
        shown = [
            point
            for n, point in enumerate(part)
            if not (beyond[n] and beyond[n - 1] and beyond[(n + 1) % len(part)])
        ]
        if len({x for x, _ in shown}) > 1:
            yield shown


def _ring(indexes: list[int], arcs: list[Ring]) -> Ring:
    ring: Ring = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += arc[1:] if ring else arc
    return ring


def simplified(ring: Ring) -> Ring:
    """`ring` without the points that lie closer than `FINEST` to the line without them."""
    if len(ring) < 4:
        return ring
    middle = len(ring) // 2
    return _thinned(ring[: middle + 1])[:-1] + _thinned(ring[middle:])


def _thinned(line: Ring) -> Ring:
    if len(line) < 3:
        return line
    (ax, ay), (bx, by) = line[0], line[-1]
    length = math.hypot(bx - ax, by - ay)

    def off(point: Point) -> float:
        if not length:
            return math.hypot(point[0] - ax, point[1] - ay)
        return abs((by - ay) * (point[0] - ax) - (bx - ax) * (point[1] - ay)) / length

    furthest = max(range(1, len(line) - 1), key=lambda i: off(line[i]))
    if off(line[furthest]) < FINEST:
        return [line[0], line[-1]]
    return _thinned(line[: furthest + 1])[:-1] + _thinned(line[furthest:])


def area(ring: Ring) -> float:
    """Twice the signed area of `ring`."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]))


def centre(ring: Ring) -> Point:
    """The centroid of `ring`."""
    whole = area(ring)
    if abs(whole) < 1e-9:
        return ring[0]
    x = y = 0.0
    for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]):
        cross = ax * by - bx * ay
        x, y = x + (ax + bx) * cross, y + (ay + by) * cross
    return (x / (3 * whole), y / (3 * whole))


def path(rings: list[Ring]) -> str:
    """`rings` as an SVG path of relative lines, to a tenth of a unit."""
    parts = []
    for ring in rings:
        tenths = [(round(x * 10), round(y * 10)) for x, y in ring]
        moves = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(tenths[:-1])]
        steps = "".join(f"l{_number(dx)} {_number(dy)}" for dx, dy in moves if dx or dy)
        if steps:
            parts.append(f"M{_number(tenths[0][0])} {_number(tenths[0][1])}{steps}z")
    return "".join(parts)


def _number(tenths: int) -> str:
    return f"{tenths / 10:g}"


def rows(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """Code, x, y and outline of each state, by code."""
    drawn: dict[str, list[Ring]] = {}
    for code, rings in polygons(json.loads((folder / "countries-110m.json").read_text("utf-8"))):
        shown = [ring for ring in rings if max(latitude for _, latitude in ring) > SOUTHMOST]
        drawn.setdefault(code, []).extend([projected(*point) for point in r] for r in shown)
    placed = dict(drawn)
    for code, rings in polygons(json.loads((folder / "countries-50m.json").read_text("utf-8"))):
        if code and code != "ATA":
            placed.setdefault(code, [[projected(*point) for point in ring] for ring in rings])
    for code, rings in sorted(placed.items()):
        if rings:
            seat = _SEATS.get(code)
            largest = max(rings, key=lambda ring: abs(area(ring)))
            x, y = projected(*seat) if seat else centre(largest)
            outline = path([simplified(ring) for ring in drawn.get(code, [])])
            yield code, f"{x:.1f}", f"{y:.1f}", outline


if __name__ == "__main__":
    lines = ["\t".join(("code", "x", "y", "outline"))]
    lines += ["\t".join(row) for row in rows(Path(sys.argv[1]))]
    Path(sys.argv[2]).write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
