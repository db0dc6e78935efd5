"""The slope of the loss of the attribution network, worked out by hand.

Reverse accumulation (Rumelhart, Hinton and Williams 1986) through `network`, so that
fitting needs numpy alone. The loss of a document is the cross-entropy of its labels and of
its candidates, each times a share that makes it a mean over the documents of a step.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reportedly.extraction.attribution.layout import Ints
from reportedly.extraction.attribution.network import (
    HEARD,
    Arrays,
    Ear,
    Floats,
    Known,
    answers,
    first_state,
    gist,
    lengths,
    rounds,
    summed,
)
from reportedly.extraction.attribution.surroundings import Surroundings

KEEP_SHARE = 0.5


@dataclass(slots=True)
class Sample:
    """One document for the network: codes of tokens, pairs and candidates, a column a
    feature, the candidates' measures, and what it should answer: the label of each row,
    which rows count, and which candidates are cues."""

    near: Surroundings
    tokens: Ints
    pairs: Ints
    candidates: Ints
    measures: Floats
    labels: Ints
    counted: NDArray[np.bool_]
    kept: Floats


@dataclass(frozen=True, slots=True)
class Shares:
    """What one row, and one candidate, of a step's documents weighs in its loss."""

    row: float
    candidate: float


class Dropout:
    """How much each category of a sample counts: nothing now and then, so that no answer
    hangs on a single one (Srivastava et al. 2014), and a bit more otherwise."""

    def __init__(self, rate: float, draw: np.random.Generator) -> None:
        """Drop categories at `rate`."""
        self._rate, self._draw = rate, draw

    def shares(self, columns: Ints) -> Floats:
        """The shares of the codes in `columns`."""
        kept = self._draw.random(columns.shape, dtype=np.float32) >= self._rate
        return kept.astype(np.float32) / np.float32(1 - self._rate)


def slope(
    weights: Arrays, sample: Sample, shares: Shares, number: int, dropout: Dropout
) -> tuple[Arrays, Floats]:
    """The gradient of the loss of `sample` after `number` rounds, and the two parts of it."""
    near = sample.near
    columns = {"token": sample.tokens, "pair": sample.pairs, "candidate": sample.candidates}
    kept = {kind: dropout.shares(of) for kind, of in columns.items()}
    known = Known(**{kind: summed(weights[kind], columns[kind], kept[kind]) for kind in columns})
    known.candidate += sample.measures @ weights["measures"]
    first, own = first_state(weights, near, known)
    states = rounds(weights, near, first, number)
    of_all = gist(near, states[-1], own)
    found = answers(weights, states[-1], of_all)
    of_labels, label_loss = _of_labels(found.labels, sample, shares)
    of_odds, keep_loss = _of_odds(found.odds, sample, shares)
    gradient: Arrays = {
        "label": states[-1].T @ of_labels,
        "label_bias": of_labels.sum(0),
        "keep": of_all.T @ of_odds,
        "keep_bias": of_odds.sum(keepdims=True),
    }
    of_state = of_labels @ weights["label"].T
    of_own, of_means, of_added = np.split(of_odds[:, None] * weights["keep"][None, :], 3, axis=1)
    of_state[near.own] += of_own
    of_state += (of_means / lengths(near.begins, len(of_state)))[near.candidate]
    of_state = _through_rounds(weights, near, states, of_state, gradient)
    of_first = _First(of_state * (first > 0), of_added * (own > 0))
    for kind, of_kind in _of_kinds(near, of_first, len(known.token)).items():
        gradient[f"widen_{kind}"] = getattr(known, kind).T @ of_kind
        of_short = of_kind @ weights[f"widen_{kind}"].T
        gradient[kind] = _of_table(columns[kind], kept[kind], of_short, len(weights[kind]))
        if kind == "candidate":
            gradient["measures"] = sample.measures.T @ of_short
    return gradient, np.array([label_loss, keep_loss], dtype=np.float32)


def _of_labels(scores: Floats, sample: Sample, shares: Shares) -> tuple[Floats, float]:
    highest = scores.max(axis=1, keepdims=True)
    odds: Floats = np.exp(scores - highest)
    odds /= odds.sum(axis=1, keepdims=True)
    rows = np.arange(len(scores))
    weight: Floats = sample.counted.astype(np.float32) * np.float32(shares.row)
    loss = -float((np.log(odds[rows, sample.labels] + 1e-12) * weight).sum())
    odds[rows, sample.labels] -= 1
    odds *= weight[:, None]
    return odds, loss


def _of_odds(odds: Floats, sample: Sample, shares: Shares) -> tuple[Floats, float]:
    loss = float((np.logaddexp(0, odds) - sample.kept * odds).sum()) * shares.candidate
    gap: Floats = (np.tanh(odds / 2) / 2 + 0.5 - sample.kept).astype(np.float32)
    gap *= KEEP_SHARE * shares.candidate
    return gap, loss


def _through_rounds(
    weights: Arrays, near: Surroundings, states: list[Floats], of_state: Floats, gradient: Arrays
) -> Floats:
    """The gradient by the first state, from that by the last; adds that of the messages."""
    width = of_state.shape[1]
    ear = Ear(near, width)
    messages = weights["messages"]
    of_messages = np.zeros_like(messages)
    of_bias = np.zeros(width, dtype=np.float32)
    for state, later in zip(states[-2::-1], states[:0:-1], strict=True):
        told = of_state * (later > state)
        of_messages[: HEARD * width] += ear.hear(state).T @ told
        of_candidates = np.add.reduceat(told, near.begins)
        of_messages[HEARD * width :] += state[near.own].T @ of_candidates
        of_bias += of_candidates.sum(0)
        of_state = of_state + _unheard(ear, told @ messages[: HEARD * width].T)
        of_state[near.own] += of_candidates @ messages[HEARD * width :].T
    gradient["messages"], gradient["messages_bias"] = of_messages, of_bias
    return of_state


def _unheard(ear: Ear, heard: Floats) -> Floats:
    """The gradient by the states, from that by what `ear` heard of them."""
    near, width, size = ear.near, ear.width, len(heard)
    of_state = heard[:, :width].copy()
    padded = np.zeros((size + 1, width), dtype=np.float32)
    # A row stands before one row at most, and behind one at most.
    padded[near.before] = heard[:, width : 2 * width]
    of_state += padded[:-1]
    padded[:] = 0
    padded[near.behind] = heard[:, 2 * width : 3 * width]
    of_state += padded[:-1]
    of_state += gathered(near.head, heard[:, 3 * width : 4 * width], size + 1)[:-1]
    within = heard[:, 4 * width : 5 * width] / ear.span_lengths
    of_sums = gathered(near.last, within, size + 1) - gathered(near.first, within, size + 1)
    of_state += np.cumsum(of_sums[:0:-1], axis=0)[::-1]
    of_branch = np.add.reduceat(heard[:, 5 * width :], ear.branches) / ear.branch_lengths
    of_state += of_branch[near.branch]
    return of_state


@dataclass(slots=True)
class _First:
    """The gradient by the first state of the rows, and by what the candidates added alone."""

    state: Floats
    added: Floats


def _of_kinds(near: Surroundings, of_first: _First, tokens: int) -> Arrays:
    """The gradients by what tokens, pairs and candidates put into the first state."""
    return {
        "token": gathered(near.token, of_first.state, tokens).astype(np.float32),
        "pair": of_first.state,
        "candidate": np.add.reduceat(of_first.state, near.begins) + of_first.added,
    }


def _of_table(columns: Ints, shares: Floats, of_sums: Floats, size: int) -> Floats:
    """The gradient by a table of `size` vectors, from that by the sums of its rows."""
    total = np.zeros((size, of_sums.shape[1]))
    for column, share in zip(columns, shares, strict=True):
        total += gathered(column, of_sums * share[:, None], size)
    return total.astype(np.float32)


def gathered(places: Ints, values: Floats, size: int) -> NDArray[np.float64]:
    """For each of `size` places the sum of the rows of `values` that belong there."""
    width = values.shape[1]
    flat = (places[:, None] * width + np.arange(width)).ravel()
    sums = np.bincount(flat, values.ravel(), size * width)
    return sums.reshape(size, width).astype(np.float64, copy=False)
