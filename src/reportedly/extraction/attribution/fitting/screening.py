"""The first look at candidates: a logistic regression over their own features.

It need not be right, only never miss much: what it drops is dropped for good.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from reportedly.extraction.attribution.fitting.descent import Descent
from reportedly.extraction.attribution.fitting.encoding import Encoder, Seen
from reportedly.extraction.attribution.fitting.gradients import gathered
from reportedly.extraction.attribution.layout import Ints
from reportedly.extraction.attribution.network import Arrays, Floats, first_look

_EPOCHS, _BATCH, _RATE = 8, 512, 0.02


def fit_screen(documents: Sequence[Seen], encoder: Encoder, draw: np.random.Generator) -> Arrays:
    """The weights of the first look."""
    codes = np.concatenate(
        [encoder.candidates.codes(of.view.categories) for of in documents], axis=1
    )
    measures = np.concatenate([of.view.measures for of in documents])
    kept = np.concatenate([of.kept for of in documents])
    weights: Arrays = {
        "screen": np.zeros(encoder.candidates.size, dtype=np.float32),
        "screen_measures": np.zeros(measures.shape[1], dtype=np.float32),
        "screen_bias": np.zeros(1, dtype=np.float32),
    }
    descent = Descent(weights, _EPOCHS * -(-len(kept) // _BATCH), _RATE)
    for _ in range(_EPOCHS):
        order = draw.permutation(len(kept))
        for first in range(0, len(kept), _BATCH):
            rows = order[first : first + _BATCH]
            descent.step(_slope(weights, codes[:, rows], measures[rows], kept[rows]))
    return descent.average


def _slope(weights: Arrays, codes: Ints, measures: Floats, kept: Floats) -> Arrays:
    odds = first_look(weights, codes, measures)
    error = (0.5 + 0.5 * np.tanh(odds / 2) - kept) / len(kept)
    every: Floats = np.tile(error, len(codes))[:, None].astype(np.float32)
    of_codes = gathered(codes.ravel(), every, len(weights["screen"]))[:, 0]
    return {
        "screen": of_codes.astype(np.float32),
        "screen_measures": measures.T @ error,
        "screen_bias": error.sum(keepdims=True),
    }
