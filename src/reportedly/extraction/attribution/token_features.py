"""What the tagger sees of a token by itself: categories, no words but closed classes.

Part of speech, dependency, entity, function class, how likely the word is a cue,
quotation, the shape of the word, and which constituents begin and end with it.
"""

from __future__ import annotations

from bisect import bisect_right

import numpy as np

from reportedly.extraction.attribution.layout import Layout
from reportedly.extraction.attribution.statistics import Probabilities
from reportedly.extraction.attribution.words import function_classes, source_classes
from reportedly.language.annotated import AnnotatedText
from reportedly.language.quotations import Quotations

NAMES = (
    "tag",
    "dependency",
    "head",
    "entity",
    "function",
    "cue",
    "quotation",
    "shape",
    "source",
    "opens",
    "closes",
    "place",
)
LEVELS = (0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85)


def token_features(
    text: AnnotatedText, quotations: Quotations, layout: Layout, odds: list[Probabilities]
) -> list[list[str]]:
    """The columns of categories, one a name of `NAMES`."""
    functions, sources = function_classes(), source_classes()
    opens, closes = _constituents(text, layout)
    return [
        text.tags,
        text.deps,
        [text.pos[head] for head in text.heads],
        entities(text),
        [functions.get(word, "") for word in text.lower],
        [level(of_token.cue) for of_token in odds],
        [
            "" if number < 0 else "mark" if token in quotations.marks else "inside"
            for token, number in enumerate(quotations.of)
        ],
        [_shape(word) for word in text.words],
        [sources.get(lemma.lower(), "") for lemma in text.lemmas],
        opens,
        closes,
        _places(text),
    ]


def level(probability: float) -> str:
    """The step of a probability, as a category."""
    return str(bisect_right(LEVELS, probability))


def entities(text: AnnotatedText) -> list[str]:
    """The entity label of each token, or an empty string."""
    labels = [""] * len(text)
    for start, end, label in text.entities:
        labels[start:end] = [label] * (end - start)
    return labels


def _shape(word: str) -> str:
    first = word[:1]
    if first.islower():
        return "lower"
    if first.isupper():
        return "upper" if len(word) > 1 and word.isupper() else "title"
    return "digit" if first.isdigit() else "other"


def _constituents(text: AnnotatedText, layout: Layout) -> tuple[list[str], list[str]]:
    """The dependency of the largest constituent that begins, and that ends, with each token."""
    order = np.argsort(-layout.depth, kind="stable")
    first = np.full(len(text), -1)
    last = np.full(len(text), -1)
    first[layout.left[order]] = order
    last[layout.right[order]] = order
    deps = [*text.deps, ""]
    return [deps[i] for i in first.tolist()], [deps[i] for i in last.tolist()]


def _places(text: AnnotatedText) -> list[str]:
    places: list[str] = []
    for start, end in text.sentences:
        size = end - start
        if size == 1:
            places.append("first")
        else:
            places += ["first", "second", *["middle"] * (size - 3), "last"][: size - 1]
            places.append("last")
    return places
