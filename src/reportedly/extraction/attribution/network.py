"""A small network that labels the tokens around each candidate cue, in numpy.

A row (candidate, token) begins as the sum of what is known of token, candidate and pair.
In each round it hears from the tokens before and behind it, its head, its constituent,
its branch of the tree and the candidate (message passing over tree and sequence, Gilmer
et al. 2017), with the same weights in every round. It ends with a label: other, source,
cue or content; and the candidate with the log-odds that it is a cue.

Categories have short vectors, which a matrix a kind widens to the state of a row (a
factorised embedding, Lan et al. 2020), so that most numbers go into what rows hear.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reportedly.extraction.attribution.layout import Ints
from reportedly.extraction.attribution.surroundings import Surroundings

Floats = NDArray[np.float32]
Arrays = dict[str, Floats]
HEARD = 6  # what a row hears of other rows and of itself; the candidate comes apart


@dataclass(slots=True)
class Known:
    """The short vectors of tokens, pairs (a row each) and candidates, before widening."""

    token: Floats
    pair: Floats
    candidate: Floats


@dataclass(slots=True)
class Answers:
    """The scores of the four labels of each row, and the log-odds of each candidate."""

    labels: Floats
    odds: Floats


def first_look(weights: Arrays, codes: Ints, measures: Floats) -> Floats:
    """The log-odds of candidates by their own features alone; `codes` is a column a feature."""
    own: Floats = weights["screen"][codes].sum(axis=0)
    return own + measures @ weights["screen_measures"] + weights["screen_bias"]


def summed(table: Floats, columns: Ints, shares: Floats | None = None) -> Floats:
    """The sums of the vectors of several columns of codes, each times its share if given."""
    total: Floats = np.zeros((columns.shape[1], table.shape[1]), dtype=np.float32)
    for number, column in enumerate(columns):
        total += table[column] if shares is None else table[column] * shares[number, :, None]
    return total


def first_state(weights: Arrays, near: Surroundings, known: Known) -> tuple[Floats, Floats]:
    """The state in which the rows begin, and what each candidate adds to that of its rows."""
    token = known.token @ weights["widen_token"]
    candidate = known.candidate @ weights["widen_candidate"]
    state: Floats = known.pair @ weights["widen_pair"]
    state += token[near.token]
    state += candidate[near.candidate]
    return np.maximum(state, 0, out=state), candidate


def rounds(weights: Arrays, near: Surroundings, state: Floats, number: int) -> list[Floats]:
    """The states of the rows after each of `number` rounds, `state` before them."""
    width = state.shape[1]
    messages, bias = weights["messages"], weights["messages_bias"]
    ear = Ear(near, width)
    states = [state]
    for _ in range(number):
        told = ear.hear(state) @ messages[: HEARD * width]
        own = state[near.own] @ messages[HEARD * width :] + bias
        told += own[near.candidate]
        state = state + np.maximum(told, 0, out=told)
        states.append(state)
    return states


def read(weights: Arrays, near: Surroundings, known: Known, number: int) -> Answers:
    """What rows and candidates say after `number` rounds."""
    first, own = first_state(weights, near, known)
    last = rounds(weights, near, first, number)[-1]
    return answers(weights, last, gist(near, last, own))


def answers(weights: Arrays, state: Floats, of_candidates: Floats) -> Answers:
    """What the rows say in the end, and the candidates by their `gist`."""
    return Answers(
        labels=state @ weights["label"] + weights["label_bias"],
        odds=of_candidates @ weights["keep"] + weights["keep_bias"][0],
    )


def gist(near: Surroundings, state: Floats, candidate: Floats) -> Floats:
    """Each candidate's own state, the mean of the states around it, and what it added."""
    means = np.add.reduceat(state, near.begins) / lengths(near.begins, len(state))
    return np.concatenate([state[near.own], means, np.maximum(candidate, 0)], axis=1)


def lengths(begins: Ints, total: int) -> Floats:
    """The lengths of the runs that begin at `begins`, as a column."""
    return np.diff(np.append(begins, total))[:, None].astype(np.float32)


class Ear:
    """Gathers what each row hears; keeps the arrays that every round needs."""

    def __init__(self, near: Surroundings, width: int) -> None:
        """Measure the branches and constituents of `near`."""
        self.near, self.width, size = near, width, len(near.token)
        self.branches = np.flatnonzero(np.diff(near.branch, prepend=-1)).astype(np.int32)
        self.branch_lengths = lengths(self.branches, size)
        self.span_lengths = (near.last - near.first)[:, None].astype(np.float32)
        self._heard = np.empty((size, HEARD * width), dtype=np.float32)
        self._padded = np.zeros((size + 1, width), dtype=np.float32)
        self._sums = np.zeros((size + 1, width))

    def hear(self, state: Floats) -> Floats:
        """For each row the states of itself, the rows before and behind it and of its head,
        and the means of its constituent and of its branch. Overwritten by the next call."""
        near, width, heard = self.near, self.width, self._heard
        self._padded[:-1] = state
        # Widened first: sums that widen as they go take three times as long.
        self._sums[1:] = state
        np.cumsum(self._sums, axis=0, out=self._sums)
        heard[:, :width] = state
        for place, neighbour in enumerate((near.before, near.behind, near.head), 1):
            heard[:, place * width : (place + 1) * width] = self._padded[neighbour]
        within = self._sums[near.last] - self._sums[near.first]
        heard[:, 4 * width : 5 * width] = within / self.span_lengths
        means = np.add.reduceat(state, self.branches) / self.branch_lengths
        heard[:, 5 * width :] = means[near.branch]
        return heard
