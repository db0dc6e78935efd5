"""A small network that labels the tokens around each candidate cue, in numpy.

A row (candidate, token) begins as the sum of what is known of token, candidate and pair.
In each round it hears from the tokens before and behind it, its head, its constituent,
its branch of the tree and the candidate (message passing over tree and sequence, Gilmer
et al. 2017), with the same weights in every round. It ends with a label: other, source,
cue or content; and the candidate with the log-odds that it is a cue.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from reportedly.extraction.attribution.candidates import CandidateFeatures, find_candidates
from reportedly.extraction.attribution.layout import Ints, Layout, lay_out
from reportedly.extraction.attribution.model import Floats, Model
from reportedly.extraction.attribution.statistics import CueStatistics, frames, keys
from reportedly.extraction.attribution.surroundings import SIZES, Surroundings, surroundings
from reportedly.extraction.attribution.token_features import token_features
from reportedly.language.annotated import AnnotatedText
from reportedly.language.quotations import Quotations

LIKELY = 0.3
_AT_ONCE = 256


class Tagged:
    """What the tagger says of one candidate: the log-odds that it is a cue, and for the
    tokens from `start` on the logarithms of the four labels' probabilities."""

    __slots__ = ("anchor", "labels", "odds", "start")

    def __init__(self, anchor: int, odds: float, start: int, labels: Floats) -> None:
        """Hold one candidate's answer."""
        self.anchor, self.odds, self.start, self.labels = anchor, odds, start, labels


def tag(
    text: AnnotatedText, quotations: Quotations, model: Model, statistics: CueStatistics
) -> list[Tagged]:
    """The candidates of `text` that the model takes for cues, in text order."""
    of_keys, of_frames = keys(text), frames(text, quotations)
    odds = [statistics.of(key, frame) for key, frame in zip(of_keys, of_frames, strict=True)]
    candidates = find_candidates(odds)
    if not candidates:
        return []
    layout = lay_out(text, quotations, [of.in_frame >= LIKELY for of in odds])
    table = model.arrays["token"]
    codes = model.tokens(token_features(text, quotations, layout, odds))
    tokens = table[codes[0]]
    for column in codes[1:]:
        tokens += table[column]
    dependencies = model.dependencies(text.deps)
    features = CandidateFeatures(text, quotations, of_keys, of_frames, odds)
    found: list[Tagged] = []
    for first in range(0, len(candidates), _AT_ONCE):
        part = candidates[first : first + _AT_ONCE]
        known = _candidates(model, features, part)
        found += _tag_part(model, layout, dependencies, (tokens, known), part)
    return found


def _candidates(model: Model, features: CandidateFeatures, part: list[int]) -> Floats:
    codes = np.array([model.candidate(features.categories(token)) for token in part])
    measures = np.array([features.measures(token) for token in part], dtype=np.float32)
    known: Floats = model.arrays["candidate"][codes].sum(axis=1)
    return known + measures @ model.arrays["measures"] + model.arrays["bias"]


def _tag_part(
    model: Model,
    layout: Layout,
    dependencies: Ints,
    known: tuple[Floats, Floats],
    candidates: list[int],
) -> list[Tagged]:
    near = surroundings(layout, candidates, dependencies)
    tokens, of_candidates = known
    state = tokens[near.token] + of_candidates[near.candidate]
    table, offset = model.arrays["pair"], 0
    for column, size in zip(near.categories, SIZES, strict=True):
        state += table[offset : offset + size][column]
        offset += size
    state = _rounds(model, near, np.maximum(state, 0))
    sizes = np.diff(np.append(near.begins, len(state)))
    means = np.add.reduceat(state, near.begins) / sizes[:, None]
    both = np.concatenate([state[near.own], means], axis=1)
    odds = both @ model.arrays["keep"] + model.arrays["keep_bias"][0]
    labels = state @ model.arrays["label"] + model.arrays["label_bias"]
    labels -= np.logaddexp.reduce(labels, axis=1, keepdims=True)
    bounds = list(pairwise([*near.begins.tolist(), len(state)]))
    return [
        Tagged(anchor, float(odds[number]), int(near.token[bounds[number][0]]),
               labels[bounds[number][0] : bounds[number][1]])
        for number, anchor in enumerate(candidates)
        if odds[number] >= model.threshold
    ]  # fmt: skip


def _rounds(model: Model, near: Surroundings, state: Floats) -> Floats:
    size, width = state.shape
    weights, bias = model.arrays["messages"], model.arrays["messages_bias"]
    branches = np.flatnonzero(np.diff(near.branch, prepend=-1))
    branch_sizes = np.diff(np.append(branches, size))[:, None].astype(np.float32)
    spans = (near.last - near.first)[:, None].astype(np.float32)
    heard = np.empty((size, 6 * width), dtype=np.float32)
    padded = np.zeros((size + 1, width), dtype=np.float32)
    sums = np.zeros((size + 1, width))
    for _ in range(model.layers):
        padded[:size] = state
        np.cumsum(state, axis=0, dtype=np.float64, out=sums[1:])
        heard[:, :width] = state
        heard[:, width : 2 * width] = padded[near.before]
        heard[:, 2 * width : 3 * width] = padded[near.behind]
        heard[:, 3 * width : 4 * width] = padded[near.head]
        heard[:, 4 * width : 5 * width] = (sums[near.last] - sums[near.first]) / spans
        means = np.add.reduceat(state, branches) / branch_sizes
        heard[:, 5 * width :] = means[near.branch]
        own = state[near.own] @ weights[6 * width :]
        state = state + np.maximum(heard @ weights[: 6 * width] + own[near.candidate] + bias, 0)
    return state
