"""How far an attribution is to be trusted as a whole: cue, source and content together.

That a word is a cue says not yet that the right source and content were found for it. A
logistic regression over the network's own certainties says how likely all three are right
enough; attributions are kept by that (a calibration after Platt 1999).
"""

from __future__ import annotations

from math import log

import numpy as np

from reportedly.extraction.attribution.decoding import CONTENT, CUE, SOURCE
from reportedly.extraction.attribution.network import Floats
from reportedly.extraction.attribution.record import Attribution
from reportedly.extraction.attribution.tagger import Tagged

MEASURES = ("cue", "inside", "overlap", "source", "sourceless", "length", "anchor", "constant")
_LEAST = 1e-3


def certainties(tagged: Tagged, attribution: Attribution) -> list[float]:
    """How certain the network is of each part of `attribution`, one a name of `MEASURES`."""
    odds: Floats = np.exp(tagged.labels)
    start = tagged.start
    content = np.concatenate([odds[a - start : b - start, CONTENT] for a, b in attribution.content])
    inside = float(content.sum())
    # What the content shares with the true one is expected to be this of what both hold.
    either = len(content) + float(odds[:, CONTENT].sum()) - inside
    if attribution.source is None:
        source = 1 - float(odds[:, SOURCE].max())
    else:
        first, last = attribution.source
        source = float(odds[first - start : last - start, SOURCE].max())
    return [
        tagged.odds,
        _log_odds(inside / len(content)),
        _log_odds(inside / either),
        _log_odds(source),
        float(attribution.source is None),
        log(len(content)),
        float(odds[tagged.anchor - start, CUE]),
        1.0,
    ]


def _log_odds(probability: float) -> float:
    probability = min(max(probability, _LEAST), 1 - _LEAST)
    return log(probability / (1 - probability))
