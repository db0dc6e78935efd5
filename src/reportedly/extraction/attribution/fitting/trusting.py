"""Learning how far to trust an attribution, from those that a fitted network finds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from reportedly.extraction.attribution.decoding import decode
from reportedly.extraction.attribution.fitting.encoding import Seen
from reportedly.extraction.attribution.fitting.examples import Example, Gold
from reportedly.extraction.attribution.fitting.gradients import Sample
from reportedly.extraction.attribution.network import Arrays, Floats, Known, read, summed
from reportedly.extraction.attribution.record import Attribution
from reportedly.extraction.attribution.tagger import tagged
from reportedly.extraction.attribution.trust import MEASURES, certainties

_STEPS, _PENALTY = 25, 1e-2
_HALF = 0.5


def fit_trust(samples: Sequence[tuple[Seen, Sample]], weights: Arrays, rounds: int) -> Floats:
    """The weights of the certainties (Newton's method on a penalised logistic loss)."""
    rows: list[list[float]] = []
    right: list[bool] = []
    for seen, sample in samples:
        example = seen.example
        known = Known(
            summed(weights["token"], sample.tokens),
            summed(weights["pair"], sample.pairs),
            summed(weights["candidate"], sample.candidates) + sample.measures @ weights["measures"],
        )
        found = read(weights, sample.near, known, rounds)
        anchors = sample.near.token[sample.near.own]
        for of_cue in tagged(sample.near, anchors, found):
            attribution = decode(example.text, example.quotations, of_cue)
            if attribution is not None:
                rows.append(certainties(of_cue, attribution))
                right.append(_is_right(example, attribution))
    return _regression(np.array(rows).reshape(-1, len(MEASURES)), np.array(right, dtype=float))


def _regression(rows: np.ndarray, right: np.ndarray) -> Floats:
    weights = np.zeros(rows.shape[1])
    penalty = _PENALTY * np.eye(rows.shape[1])
    for _ in range(_STEPS):
        odds = 0.5 + 0.5 * np.tanh(rows @ weights / 2)
        slope = rows.T @ (odds - right) + penalty @ weights
        bend = (rows * (odds * (1 - odds))[:, None]).T @ rows + penalty
        weights -= np.linalg.solve(bend, slope)
    return weights.astype(np.float32)


def _is_right(example: Example, attribution: Attribution) -> bool:
    """Whether any gold attribution has the same source, in part, and half of the content."""
    content = _words(example, [i for a, b in attribution.content for i in range(a, b)])
    source = set(range(*attribution.source)) if attribution.source else set()
    return any(_agrees(example, gold, source, content) for gold in example.gold.values())


def _agrees(example: Example, gold: Gold, source: set[int], content: set[int]) -> bool:
    if not (source & gold.source or not (source or gold.source)):
        return False
    wanted = _words(example, gold.content)
    return len(wanted & content) >= _HALF * len(wanted | content)


def _words(example: Example, tokens: list[int] | frozenset[int]) -> set[int]:
    return {i for i in tokens if example.text.words[i][:1].isalnum()}
