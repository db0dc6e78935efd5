"""From parsed documents to samples: features as codes, by the values that are frequent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reportedly.extraction.attribution import candidate_categories, token_features
from reportedly.extraction.attribution.categories import Categories
from reportedly.extraction.attribution.decoding import CONTENT, CUE, SOURCE
from reportedly.extraction.attribution.fitting.examples import Example
from reportedly.extraction.attribution.fitting.gradients import Sample
from reportedly.extraction.attribution.layout import Ints
from reportedly.extraction.attribution.network import Floats
from reportedly.extraction.attribution.surroundings import (
    LABELS,
    Surroundings,
    pair_codes,
    surroundings,
)
from reportedly.extraction.attribution.view import View

_RARE_TOKEN, _RARE_CANDIDATE, _RARE_LABEL = 0.0008, 0.002, 0.0005
Values = tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class Seen:
    """A document as it is looked at: its view, and whether each candidate is a cue."""

    example: Example
    view: View
    kept: Floats


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The values that a model tells apart, by feature."""

    dependencies: tuple[str, ...]
    tokens: Values
    candidates: Values


def seen(example: Example, view: View) -> Seen:
    """`view` of `example` with what its candidates are."""
    kept = np.array([anchor in example.gold for anchor in view.candidates], dtype=np.float32)
    return Seen(example, view, kept)


def vocabulary(documents: Sequence[Seen]) -> Vocabulary:
    """The frequent values of all features over `documents`."""
    labels: Counter[str] = Counter()
    tokens: list[Counter[str]] = [Counter() for _ in token_features.NAMES]
    anchors: list[Counter[str]] = [Counter() for _ in candidate_categories.NAMES]
    for document in documents:
        view = document.view
        labels.update(view.text.deps)
        _count(tokens, view.tokens(view.layout()))
        _count(anchors, view.categories)
    return Vocabulary(
        _frequent(labels, _RARE_LABEL)[: LABELS - 1],
        tuple(_frequent(counter, _RARE_TOKEN) for counter in tokens),
        tuple(_frequent(counter, _RARE_CANDIDATE) for counter in anchors),
    )


def _count(counters: list[Counter[str]], columns: Iterable[Sequence[str]]) -> None:
    for counter, column in zip(counters, columns, strict=True):
        counter.update(column)


def _frequent(counter: Counter[str], share: float) -> tuple[str, ...]:
    """The values that make up more than `share` of all, sorted."""
    least = counter.total() * share
    return tuple(sorted(value for value, count in counter.items() if count > least))


class Encoder:
    """Makes samples of documents by the values of a vocabulary."""

    def __init__(self, words: Vocabulary) -> None:
        """Number the values of `words`."""
        self.tokens = Categories(words.tokens)
        self.candidates = Categories(words.candidates)
        self._dependencies = Categories([words.dependencies])

    def sample(self, document: Seen, passed: Ints) -> Sample:
        """The sample of `document` with the candidates of the numbers `passed`."""
        view = document.view
        layout = view.layout()
        anchors = np.array(view.candidates, dtype=np.int32)[passed]
        near = surroundings(layout, anchors, self._dependencies.codes([view.text.deps])[0])
        labels, counted = _labels(document.example, near, anchors)
        return Sample(
            near=near,
            tokens=self.tokens.codes(view.tokens(layout)),
            pairs=pair_codes(near),
            candidates=self.candidates.codes(view.categories)[:, passed],
            measures=view.measures[passed],
            labels=labels,
            counted=counted,
            kept=document.kept[passed],
        )


def _labels(example: Example, near: Surroundings, anchors: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """The label of each row, and which rows count: those of candidates that are cues."""
    labels: Ints = np.zeros(len(near.token), dtype=np.int32)
    counted: NDArray[np.bool_] = np.zeros(len(near.token), dtype=np.bool_)
    bounds = [*near.begins.tolist(), len(near.token)]
    for number, anchor in enumerate(anchors.tolist()):
        gold = example.gold.get(anchor)
        if gold is None:
            continue
        rows = slice(bounds[number], bounds[number + 1])
        counted[rows] = True
        for role, tokens in ((CONTENT, gold.content), (SOURCE, gold.source), (CUE, gold.cue)):
            labels[rows][np.isin(near.token[rows], list(tokens))] = role
    return labels, counted
