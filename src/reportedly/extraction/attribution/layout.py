"""The parse as arrays, so that questions about many pairs of tokens are asked at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reportedly.language.annotated import AnnotatedText
from reportedly.language.quotations import Quotations

Ints = NDArray[np.int32]
_DEEPEST = 60
_MARKS_OF_PAUSE = frozenset({",", ";", "--", "-", "–", "—", ":"})


@dataclass(slots=True)
class Layout:
    """Arrays over the tokens of a text. `above[d, t]` is the ancestor of `t` at depth `d`
    (`t` itself below its own depth); `pauses` and `strong` count commas and likely cues
    up to and with a token; `next_quotation` and `last_quotation` number the nearest other
    quotations of the paragraph, or hold -1."""

    heads: Ints
    left: Ints
    right: Ints
    depth: Ints
    above: Ints
    sentence: Ints
    paragraph_start: Ints
    paragraph_end: Ints
    quotation: Ints
    next_quotation: Ints
    last_quotation: Ints
    pauses: Ints
    strong: Ints


def lay_out(text: AnnotatedText, quotations: Quotations, strong: list[bool]) -> Layout:
    """The arrays of `text`; `strong` says which tokens are likely cues."""
    heads = np.array(text.heads, dtype=np.int32)
    depth, above = _ancestors(heads)
    bounds = np.array(text.paragraphs, dtype=np.int32).reshape(-1, 2)
    paragraph = np.array(text.paragraph_of, dtype=np.int32)
    quotation = np.array(quotations.of, dtype=np.int32)
    return Layout(
        heads=heads,
        left=np.array(text.left, dtype=np.int32),
        right=np.array(text.right, dtype=np.int32),
        depth=depth,
        above=above,
        sentence=np.array(text.sentence_of, dtype=np.int32),
        paragraph_start=bounds[paragraph, 0],
        paragraph_end=bounds[paragraph, 1],
        quotation=quotation,
        next_quotation=_nearest(quotation, paragraph, forward=True),
        last_quotation=_nearest(quotation, paragraph, forward=False),
        pauses=np.cumsum([word in _MARKS_OF_PAUSE for word in text.words], dtype=np.int32),
        strong=np.cumsum(strong, dtype=np.int32),
    )


def _ancestors(heads: Ints) -> tuple[Ints, Ints]:
    """The depth of each token in its tree, and its ancestor at each depth."""
    size = len(heads)
    depth = np.zeros(size, dtype=np.int32)
    climbers = np.arange(size, dtype=np.int32)
    chains = [climbers]
    for _ in range(_DEEPEST):
        higher = heads[climbers]
        moved = higher != climbers
        if not moved.any():
            break
        depth += moved
        climbers = higher
        chains.append(climbers)
    climbed = np.stack(chains)
    levels = np.arange(len(chains), dtype=np.int32)[:, None]
    above = climbed[np.maximum(depth[None, :] - levels, 0), np.arange(size)]
    return depth, above


def _nearest(quotation: Ints, paragraph: Ints, *, forward: bool) -> Ints:
    """For each token the number of the nearest quotation behind (before) it in its paragraph
    that does not hold the token itself, or -1."""
    size = len(quotation)
    found = np.full(size, -1, dtype=np.int32)
    order = range(size - 1, -1, -1) if forward else range(size)
    of, at = quotation.tolist(), paragraph.tolist()
    nearest = beyond = -1
    current = -1
    for token in order:
        if at[token] != current:
            nearest = beyond = -1
            current = at[token]
        number = of[token]
        if number >= 0 and number != nearest:
            nearest, beyond = number, nearest
        found[token] = beyond if number >= 0 else nearest
    return found
