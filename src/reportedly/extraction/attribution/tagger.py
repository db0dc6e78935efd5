"""Tagging: which candidates of a text are cues, and what the tokens around them are.

A first look at the candidates' own features drops the hopeless ones, so that the network
reads the surroundings of the others only (a cascade, Viola and Jones 2001).
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from reportedly.extraction.attribution.layout import Ints, Layout
from reportedly.extraction.attribution.model import Model
from reportedly.extraction.attribution.network import (
    Answers,
    Floats,
    Known,
    first_look,
    read,
    summed,
)
from reportedly.extraction.attribution.surroundings import Surroundings, pair_codes, surroundings
from reportedly.extraction.attribution.view import View
from reportedly.language.annotated import AnnotatedText
from reportedly.language.quotations import Quotations

LEAST_ODDS = -1.5  # that a candidate is a cue, for its surroundings to be decoded
_AT_ONCE = 256


class Tagged:
    """What the tagger says of one candidate: the log-odds that it is a cue, and for the
    tokens from `start` on the logarithms of the four labels' probabilities."""

    __slots__ = ("anchor", "labels", "odds", "start")

    def __init__(self, anchor: int, odds: float, start: int, labels: Floats) -> None:
        """Hold one candidate's answer."""
        self.anchor, self.odds, self.start, self.labels = anchor, odds, start, labels


def tag(text: AnnotatedText, quotations: Quotations, model: Model) -> list[Tagged]:
    """The candidates of `text` that may be cues by the model, in text order."""
    view = View(text, quotations, model.statistics)
    codes = model.candidates.codes(view.categories)
    passed = np.flatnonzero(first_look(model.weights, codes, view.measures) >= model.screen)
    if not len(passed):
        return []
    anchors = np.array(view.candidates, dtype=np.int32)[passed]
    weights = model.weights
    known = summed(weights["candidate"], codes[:, passed])
    known += view.measures[passed] @ weights["measures"]
    layout = view.layout()
    tokens = summed(weights["token"], model.tokens.codes(view.tokens(layout)))
    reading = _Reading(model, layout, model.dependencies(text.deps), tokens)
    found: list[Tagged] = []
    for first in range(0, len(anchors), _AT_ONCE):
        part = slice(first, first + _AT_ONCE)
        found += reading.tag(anchors[part], known[part])
    return found


class _Reading:
    """A text laid out for the network, which reads it some candidates at a time."""

    def __init__(self, model: Model, layout: Layout, dependencies: Ints, tokens: Floats) -> None:
        """Hold what all candidates share."""
        self._model, self._layout = model, layout
        self._dependencies, self._tokens = dependencies, tokens

    def tag(self, anchors: Ints, candidates: Floats) -> list[Tagged]:
        """Those of `anchors` that may be cues; `candidates` holds their short vectors."""
        weights = self._model.weights
        near = surroundings(self._layout, anchors, self._dependencies)
        pairs = summed(weights["pair"], pair_codes(near))
        known = Known(self._tokens, pairs, candidates)
        return tagged(near, anchors, read(weights, near, known, self._model.rounds))


def tagged(near: Surroundings, anchors: Ints, found: Answers) -> list[Tagged]:
    """Those of `anchors` that may be cues, with what the network found of each."""
    labels = found.labels - np.logaddexp.reduce(found.labels, axis=1, keepdims=True)
    bounds = pairwise([*near.begins.tolist(), len(labels)])
    return [
        Tagged(anchor, odds, int(near.token[start]), labels[start:end])
        for anchor, odds, (start, end) in zip(
            anchors.tolist(), found.odds.tolist(), bounds, strict=True
        )
        if odds >= LEAST_ODDS
    ]
