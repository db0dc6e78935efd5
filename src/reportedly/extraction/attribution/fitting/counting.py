"""Counting the cue words of a corpus: how often seen, how often a cue, in which frame.

While a model is fitted, the counts that a document sees leave its own out (jackknife), so
they are as honest there as they will be on new text.
"""

from __future__ import annotations

from collections.abc import Iterable

from reportedly.extraction.attribution.cues import lexicon
from reportedly.extraction.attribution.fitting.examples import Example
from reportedly.extraction.attribution.statistics import Counts, Key, frames, keys

_MARKS = frozenset([(":", "punctuation"), ("-", "punctuation")])


def counts_of(part: Example) -> dict[Key, Counts]:
    """The counts of one document."""
    counts: dict[Key, Counts] = {}
    of_frames = frames(part.text, part.quotations)
    for token, (key, frame) in enumerate(zip(keys(part.text), of_frames, strict=True)):
        if not key[1]:
            continue
        of_key = counts.setdefault(key, Counts())
        of_key.seen[frame] += 1
        if (found := part.gold.get(token)) is not None:
            of_key.cues[frame] += 1
            of_key.extended += max(found.cue) > token
            of_key.sourceless += not found.source
    return counts


def total(parts: Iterable[dict[Key, Counts]]) -> dict[Key, Counts]:
    """The sums of counts, of the words worth counting: cues, listed ones, and verbs."""
    sums: dict[Key, Counts] = {}
    for part in parts:
        for key, counts in part.items():
            sums.setdefault(key, Counts()).add(counts)
    return {key: counts for key, counts in sorted(sums.items()) if _is_worth_it(key, counts)}


def _is_worth_it(key: Key, counts: Counts) -> bool:
    word = key[0].replace("-", "").isalpha() and key[0].isascii()
    cues, seen = sum(counts.cues), sum(counts.seen)
    often = cues > 1 or key in lexicon() or (key[1] == "verb" and seen > 1)
    return key in _MARKS or (word and often)
