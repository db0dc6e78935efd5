"""How each token near a candidate stands to it: one row a pair of candidate and token.

The place of the token in the tree seen from the candidate (through which dependant, how
deep, how far up the common ancestor is), its distance, what stands between them, and
whether they share a quotation. Categories only, computed for all rows at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reportedly.extraction.attribution.layout import Ints, Layout

NAMES = (
    "distance",
    "dependant",
    "relative",
    "ancestor",
    "climb",
    "depth",
    "pauses",
    "sentences",
    "quotation",
    "cues",
)
BEFORE, AFTER = 70, 110
LABELS = 48  # at most so many dependency labels are told apart
SIZES = (19, LABELS, LABELS, 5, LABELS, 8, 8, 9, 12, 8)
_OFFSETS = np.cumsum([0, *SIZES[:-1]], dtype=np.int32)
_HIGHEST = 8
_LEVELS = 4


@dataclass(slots=True)
class Surroundings:
    """Rows of pairs: the token and the number of the candidate of each; their `categories`
    (a column a name); the rows before, behind, of the head (the number of rows if there is
    none), the rows that the token's constituent covers, the number of the row's branch
    (a maximal constituent beside the candidate's own path), and each candidate's own row."""

    token: Ints
    candidate: Ints
    categories: list[Ints]
    before: Ints
    behind: Ints
    head: Ints
    first: Ints
    last: Ints
    branch: Ints
    own: Ints
    begins: Ints


def pair_codes(near: Surroundings) -> Ints:
    """The categories of the pairs, numbered through, a column a feature."""
    codes: Ints = np.stack(near.categories) + _OFFSETS[:, None]
    return codes


def surroundings(layout: Layout, anchors: Ints, dependencies: Ints) -> Surroundings:
    """The rows of the candidates `anchors`; `dependencies` numbers each token's label from 1,
    0 for rare ones."""
    low = np.maximum(layout.paragraph_start[anchors], anchors - BEFORE)
    high = np.minimum(layout.paragraph_end[anchors], anchors + AFTER)
    sizes = high - low
    begins = (np.cumsum(sizes) - sizes).astype(np.int32)
    candidate = np.repeat(np.arange(len(anchors), dtype=np.int32), sizes)
    rows = np.arange(len(candidate), dtype=np.int32)
    shift = (low - begins)[candidate]
    token = rows + shift
    start, end = low[candidate], high[candidate]
    level, chain = _common_ancestors(layout, anchors, token, candidate)
    head = layout.heads[token]
    inside = (head >= start) & (head < end) & (head != token)
    ancestor, path = _path(chain, level, candidate)
    branch, categories = _relations(
        layout, (anchors[candidate], token), level, (ancestor, path), dependencies
    )
    changes = np.ones(len(rows), dtype=bool)
    changes[1:] = (candidate[1:] != candidate[:-1]) | (branch[1:] != branch[:-1])
    return Surroundings(
        token=token,
        candidate=candidate,
        categories=categories,
        before=np.where(token > start, rows - 1, len(rows)),
        behind=np.where(token + 1 < end, rows + 1, len(rows)),
        head=np.where(inside, head - shift, len(rows)),
        first=np.maximum(layout.left[token], start) - shift,
        last=np.minimum(layout.right[token] + 1, end) - shift,
        branch=np.cumsum(changes) - 1,
        own=anchors - low + begins,
        begins=begins,
    )


def _common_ancestors(
    layout: Layout, anchors: Ints, token: Ints, candidate: Ints
) -> tuple[Ints, Ints]:
    """For each row how many steps above the candidate the first ancestor stands whose
    constituent holds the token (`_HIGHEST` where none does), and the candidates' ancestors."""
    chain = np.empty((_HIGHEST, len(anchors)), dtype=np.int32)
    chain[0] = anchors
    for step in range(1, _HIGHEST):
        chain[step] = layout.heads[chain[step - 1]]
    level = np.full(len(token), _HIGHEST, dtype=np.int32)
    for step in range(_HIGHEST - 1, -1, -1):
        ancestor = chain[step][candidate]
        holds = (layout.left[ancestor] <= token) & (token <= layout.right[ancestor])
        level[holds] = step
    return level, chain


def _path(chain: Ints, level: Ints, candidate: Ints) -> tuple[Ints, Ints]:
    """For each row the common ancestor, and the candidate's ancestor one step below it."""
    steps = np.minimum(level, _HIGHEST - 1)
    return chain[steps, candidate], chain[np.maximum(steps - 1, 0), candidate]


def _relations(
    layout: Layout,
    pair: tuple[Ints, Ints],
    level: Ints,
    path: tuple[Ints, Ints],
    dependencies: Ints,
) -> tuple[Ints, list[Ints]]:
    """The branch of each row, and its categories; `path` as `_path` gives it."""
    anchor, token = pair
    ancestor, below_ancestor = path
    related = level < _HIGHEST
    depth = layout.depth
    deepest = layout.above.shape[0] - 1
    branch = layout.above[np.minimum(depth[ancestor] + 1, deepest), token]
    branch = np.where(token == ancestor, token, branch)
    label = np.where(token == ancestor, 0, dependencies[branch])
    behind = (token > anchor).astype(np.int32)
    below = np.clip(depth[token] - depth[branch], 0, 3)
    categories = [
        _distance(token - anchor),
        np.where(related & (level == 0), label, 0),
        np.where(related & (level > 0), label, 0),
        np.where(related, np.minimum(level, _LEVELS - 1), _LEVELS),
        np.where(related & (level > 0), dependencies[below_ancestor], 0),
        np.where(related, below, np.minimum(depth[token], 3)) * 2 + behind,
        np.minimum(np.abs(layout.pauses[token] - layout.pauses[anchor]), 3) * 2 + behind,
        np.clip(layout.sentence[token] - layout.sentence[anchor], -4, 4) + 4,
        _quotation(layout, anchor, token),
        np.minimum(np.abs(layout.strong[token] - layout.strong[anchor]), 3) * 2 + behind,
    ]
    return np.where(related, branch, -1 - layout.sentence[token]), categories


def _distance(offset: Ints) -> Ints:
    """Signed distance in ten steps to each side."""
    far = np.abs(offset)
    step = np.where(far < 4, far, np.searchsorted(np.array([6, 9, 14, 22, 40]), far, "right") + 4)
    return np.sign(offset) * step + 9


def _quotation(layout: Layout, anchor: Ints, token: Ints) -> Ints:
    """Whether the token is quoted, and where its quotation stands to the candidate."""
    own, of = layout.quotation[anchor], layout.quotation[token]
    kind = np.where(of < 0, 0, 5)
    kind[(of >= 0) & (of == own)] = 2
    kind[(of >= 0) & (of == layout.next_quotation[anchor])] = 3
    kind[(of >= 0) & (of == layout.last_quotation[anchor])] = 4
    return kind + np.where(own >= 0, 6, 0)
