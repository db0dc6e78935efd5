"""Suppliers on the left, recipients on the right, and a band for each flow between them.

Each side is ordered by the mean place of those it deals with (the barycentre heuristic of
Sugiyama, Tagawa and Toda 1981), so that few bands cross. The same flows give the same picture.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportedly.ledger.flows import Flow

WIDTH = 1000
_LEFT, _RIGHT, _BAR = 250, 750, 10
_GAP, _LEAST, _HEIGHT = 12, 4.0, 420.0
_SWEEPS = 6
MOST = 60


@dataclass(frozen=True)
class Band:
    """A flow and its curve."""

    flow: Flow
    curve: str
    width: float


@dataclass(frozen=True)
class Node:
    """A party on one side, and how many documents report flows from or to it."""

    code: str
    x: float
    y: float
    height: float
    documents: int


@dataclass(frozen=True)
class Network:
    """The picture."""

    bands: tuple[Band, ...]
    suppliers: tuple[Node, ...]
    recipients: tuple[Node, ...]
    height: float
    bar: int = _BAR


def network(found: Sequence[Flow]) -> Network | None:
    """The strongest of the `found` flows whose two roles are known, or None."""
    shown = [flow for flow in found if flow.supplier and flow.recipient][:MOST]
    if not shown:
        return None
    unit = _HEIGHT / sum(flow.documents for flow in shown)
    widths = {flow: max(_LEAST, flow.documents * unit) for flow in shown}
    left, right = _ordered(shown)
    suppliers = _column(left, [(f.supplier or "", f) for f in shown], widths, _LEFT - _BAR)
    recipients = _column(right, [(f.recipient or "", f) for f in shown], widths, _RIGHT)
    height = max(column[-1].y + column[-1].height for column in (suppliers, recipients)) + 10
    return Network(
        bands=_bands(shown, widths, suppliers, recipients),
        suppliers=suppliers,
        recipients=recipients,
        height=round(height, 1),
    )


def _ordered(shown: Sequence[Flow]) -> tuple[list[str], list[str]]:
    left = list(dict.fromkeys(flow.supplier or "" for flow in shown))
    right = list(dict.fromkeys(flow.recipient or "" for flow in shown))
    for _ in range(_SWEEPS):
        right = _by_means(right, left, [(f.recipient or "", f.supplier or "", f) for f in shown])
        left = _by_means(left, right, [(f.supplier or "", f.recipient or "", f) for f in shown])
    return left, right


def _by_means(
    side: list[str], other: list[str], links: Sequence[tuple[str, str, Flow]]
) -> list[str]:
    places = {code: place for place, code in enumerate(other)}
    sums: dict[str, float] = defaultdict(float)
    weights: dict[str, int] = defaultdict(int)
    for code, partner, flow in links:
        sums[code] += places[partner] * flow.documents
        weights[code] += flow.documents
    return sorted(side, key=lambda code: (sums[code] / max(1, weights[code]), code))


def _column(
    order: Sequence[str],
    ends: Sequence[tuple[str, Flow]],
    widths: Mapping[Flow, float],
    x: float,
) -> tuple[Node, ...]:
    heights: dict[str, float] = defaultdict(float)
    documents: dict[str, int] = defaultdict(int)
    for code, flow in ends:
        heights[code] += widths[flow]
        documents[code] += flow.documents
    nodes, y = [], 10.0
    for code in order:
        nodes.append(Node(code, x, round(y, 1), round(heights[code], 1), documents[code]))
        y += max(heights[code], 10.0) + _GAP
    return tuple(nodes)


def _bands(
    shown: Sequence[Flow],
    widths: Mapping[Flow, float],
    suppliers: Sequence[Node],
    recipients: Sequence[Node],
) -> tuple[Band, ...]:
    starts = {node.code: node.y for node in suppliers}
    ends = {node.code: node.y for node in recipients}
    down = {node.code: place for place, node in enumerate(recipients)}
    along = {node.code: place for place, node in enumerate(suppliers)}
    # A node's bands leave in the order in which they arrive, and the other way round.
    begun, ended = {}, {}
    for flow in sorted(shown, key=lambda f: down[f.recipient or ""]):
        begun[flow] = starts[flow.supplier or ""] + widths[flow] / 2
        starts[flow.supplier or ""] += widths[flow]
    for flow in sorted(shown, key=lambda f: along[f.supplier or ""]):
        ended[flow] = ends[flow.recipient or ""] + widths[flow] / 2
        ends[flow.recipient or ""] += widths[flow]
    middle = (_LEFT + _RIGHT) / 2
    return tuple(
        Band(
            flow,
            f"M{_LEFT} {begun[flow]:.1f}C{middle:g} {begun[flow]:.1f} "
            f"{middle:g} {ended[flow]:.1f} {_RIGHT} {ended[flow]:.1f}",
            round(widths[flow], 1),
        )
        for flow in shown
    )
