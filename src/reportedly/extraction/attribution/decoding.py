"""From the labels of tokens to the ranges of an attribution.

The cue is the run of cue tokens around its head; the source the run that is likeliest
as a whole; the content the likeliest sequence of inside and outside, where every change
costs (Viterbi 1967), the source and the cue left out.
"""

from __future__ import annotations

import numpy as np

from reportedly.extraction.attribution.frames import quoted_person, trimmed
from reportedly.extraction.attribution.network import Floats
from reportedly.extraction.attribution.record import Attribution, Range
from reportedly.extraction.attribution.tagger import Tagged
from reportedly.language.annotated import AnnotatedText
from reportedly.language.quotations import Quotations

OTHER, SOURCE, CUE, CONTENT = range(4)
_CHANGE_COST = 2.0
_NEVER = -50.0
_DESCRIBING = frozenset({"det", "amod", "compound", "nummod", "poss"})
_LONGEST = 8  # tokens of a noun phrase that is mended


def decode(text: AnnotatedText, quotations: Quotations, tagged: Tagged) -> Attribution | None:
    """The attribution of one candidate; None if it has no content."""
    labels, start = tagged.labels, tagged.start
    cue = _cue(labels, tagged.anchor - start)
    rest = np.logaddexp.reduce(labels[:, [OTHER, CUE, CONTENT]], axis=1)
    gains: list[float] = (labels[:, SOURCE] - rest).tolist()
    gains[cue[0] : cue[1]] = [_NEVER] * (cue[1] - cue[0])
    source = _best_run(gains) or _quoted(text, tagged.anchor, start, len(labels))
    source = source and _with_noun(text, source, cue, start)
    rest = np.logaddexp.reduce(labels[:, [OTHER, SOURCE, CUE]], axis=1)
    gains = (labels[:, CONTENT] - rest).tolist()
    for taken in (cue, source or cue):
        gains[taken[0] : taken[1]] = [_NEVER] * (taken[1] - taken[0])
    apart = {*range(*cue), *range(*(source or cue))}
    ranges = (
        trimmed(text, quotations, (_with_article(text, start + first, apart, start), start + last))
        for first, last in _runs(gains)
    )
    content = tuple(found for found in ranges if found is not None)
    if not content:
        return None
    return Attribution(
        tagged.anchor,
        (start + cue[0], start + cue[1]),
        trimmed(text, None, (start + source[0], start + source[1])) if source else None,
        content,
    )


def _with_noun(text: AnnotatedText, source: Range, cue: Range, start: int) -> Range:
    """`source` up to the noun that its last word only describes, if the cue is not in between.
    Both are counted from `start` on."""
    first, end = source
    head = text.heads[start + end - 1] - start
    if text.deps[start + end - 1] not in _DESCRIBING or not end <= head < first + _LONGEST:
        return source
    return source if cue[0] <= head and cue[1] > end else (first, head + 1)


def _with_article(text: AnnotatedText, first: int, taken: set[int], start: int) -> int:
    """Where a run begins that should not leave the article of its first noun behind; `taken`
    are the places of cue and source, counted from `start` on."""
    before = first - 1
    free = before >= start and before - start not in taken
    return before if free and text.deps[before] == "det" and text.heads[before] >= first else first


def _quoted(text: AnnotatedText, anchor: int, start: int, size: int) -> Range | None:
    """The source that a passive of quoting names, within the `size` tokens from `start` on."""
    person = quoted_person(text, anchor)
    if person is None or person[0] < start or person[1] > start + size:
        return None
    return person[0] - start, person[1] - start


def _cue(labels: Floats, anchor: int) -> Range:
    is_cue: list[bool] = (labels.argmax(axis=1) == CUE).tolist()
    first, last = anchor, anchor + 1
    while first > 0 and is_cue[first - 1]:
        first -= 1
    while last < len(is_cue) and is_cue[last]:
        last += 1
    return first, last


def _best_run(gains: list[float]) -> Range | None:
    """The run with the highest sum above zero (Kadane), or None."""
    best, found, total, first = 0.0, None, 0.0, 0
    for place, gain in enumerate(gains):
        if total <= 0:
            total, first = 0.0, place
        total += gain
        if total > best:
            best, found = total, (first, place + 1)
    return found


def _runs(gains: list[float]) -> list[Range]:
    """The runs inside the content: the likeliest sequence of inside and outside."""
    inside, outside = _NEVER, 0.0
    entered: list[bool] = []  # whether the best way to be inside here came from outside
    left: list[bool] = []  # whether the best way to be outside here came from inside
    for gain in gains:
        entering, leaving = outside - _CHANGE_COST, inside - _CHANGE_COST
        entered.append(entering > inside)
        left.append(leaving > outside)
        inside, outside = max(inside, entering) + gain, max(outside, leaving)
    runs: list[Range] = []
    within = inside > outside
    end = len(gains)
    for place in range(len(gains) - 1, -1, -1):
        if within and entered[place]:
            runs.append((place, end))
            within = False
        elif not within and left[place]:
            within, end = True, place
    if within:
        runs.append((0, end))
    return runs[::-1]
