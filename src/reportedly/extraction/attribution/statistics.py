"""How often a word is a cue: counts by lemma and frame, smoothed to probabilities.

The counts (cue_counts.tsv) are facts about words, made by `bench/train_claims.py` from a
corpus of attributions. A word that was never counted gets the prior of its part of speech,
a higher one if cues.yml names it; a frame's probability is drawn to its word's, and a
word's to its part of speech's (additive smoothing, Jelinek and Mercer 1980).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

import msgspec

from reportedly.extraction.attribution.cues import lexicon
from reportedly.language.annotated import AnnotatedText
from reportedly.language.quotations import Quotations
from reportedly.reference.loader import load_tsv

Key = tuple[str, str]
FRAMES = ("clause", "infinitive", "object", "quotation", "bare")
CLAUSE, INFINITIVE, OBJECT, QUOTATION, BARE = range(5)
POS = {
    "VERB": "verb",
    "AUX": "auxiliary",
    "NOUN": "noun",
    "ADJ": "adjective",
    "ADV": "adverb",
    "ADP": "preposition",
    "PUNCT": "punctuation",
}
_PRIOR = {
    "verb": 0.2,
    "auxiliary": 0.014,
    "noun": 0.005,
    "adjective": 0.002,
    "adverb": 0.001,
    "preposition": 0.003,
    "punctuation": 0.002,
}
_LISTED_PRIOR = {"verb": 0.3, "noun": 0.04, "adjective": 0.02, "adverb": 0.05}
_UNKNOWN_PRIOR = 0.0005
_FRAME_FACTOR = (2.2, 1.3, 0.9, 1.3, 0.5)
_WEIGHT = 4.0


class Probabilities(NamedTuple):
    """Of a word in a frame: that it is a cue at all, that it is one in this frame, that the
    cue goes on behind it ("called for"), that no source is named; and how often it was seen."""

    cue: float
    in_frame: float
    extended: float
    sourceless: float
    seen: float


@dataclass(slots=True)
class Counts:
    """Of a word: occurrences and cues in each frame, cues that go on behind it, cues without
    a source."""

    seen: list[int] = field(default_factory=lambda: [0] * 5)
    cues: list[int] = field(default_factory=lambda: [0] * 5)
    extended: int = 0
    sourceless: int = 0

    def minus(self, other: Counts) -> Counts:
        """These counts without those of `other`."""
        return Counts(
            [a - b for a, b in zip(self.seen, other.seen, strict=True)],
            [a - b for a, b in zip(self.cues, other.cues, strict=True)],
            self.extended - other.extended,
            self.sourceless - other.sourceless,
        )


_NONE = Counts()


class CueStatistics:
    """The probabilities of words in frames, from counts."""

    def __init__(self, counts: dict[Key, Counts], without: dict[Key, Counts] | None = None) -> None:
        """Take `counts`, less those of one document (`without`) where a model is fitted on it."""
        self._counts = counts
        self._without = without or {}
        self._known: dict[tuple[Key, int], Probabilities] = {}
        self._listed = frozenset(lexicon())

    def of(self, key: Key, frame: int) -> Probabilities:
        """The probabilities of the word `key` (lemma, part of speech) in `frame`."""
        known = self._known.get((key, frame))
        if known is None:
            known = self._known[key, frame] = self._estimate(key, frame)
        return known

    def _estimate(self, key: Key, frame: int) -> Probabilities:
        counts = self._counts.get(key, _NONE)
        if key in self._without and counts is not _NONE:
            counts = counts.minus(self._without[key])
        seen, cues = sum(counts.seen), sum(counts.cues)
        prior = _PRIOR.get(key[1], _UNKNOWN_PRIOR)
        if key in self._listed:
            prior = _LISTED_PRIOR[key[1]]
        cue = (cues + _WEIGHT * prior) / (seen + _WEIGHT)
        expected = min(0.95, cue * _FRAME_FACTOR[frame])
        in_frame = (counts.cues[frame] + _WEIGHT * expected) / (counts.seen[frame] + _WEIGHT)
        extended = (counts.extended + 0.6) / (cues + 2.0)
        sourceless = (counts.sourceless + 0.24) / (cues + 3.0)
        return Probabilities(cue, in_frame, extended, sourceless, float(seen))


class _Row(msgspec.Struct, frozen=True):
    lemma: str
    pos: str
    seen: str
    cues: str
    extended: int
    sourceless: int


@cache
def shipped_statistics() -> CueStatistics:
    """The statistics of the shipped counts."""
    counts = {
        (row.lemma, row.pos): Counts(
            [int(n) for n in row.seen.split()],
            [int(n) for n in row.cues.split()],
            row.extended,
            row.sourceless,
        )
        for row in load_tsv("cue_counts.tsv", _Row)
    }
    return CueStatistics(counts)


def keys(text: AnnotatedText) -> list[Key]:
    """The lemma and part of speech of each token, as the counts name them."""
    return [
        (lemma.lower(), POS.get(pos, "")) for lemma, pos in zip(text.lemmas, text.pos, strict=True)
    ]


def frames(text: AnnotatedText, quotations: Quotations) -> list[int]:
    """The frame in which each token stands: by its dependants, or a quotation beside it."""
    deps, children = text.deps, text.children
    return [
        _frame(text, quotations, token, [deps[child] for child in of_token])
        if of_token
        else _beside_quotation(text, quotations, token)
        for token, of_token in enumerate(children)
    ]


def _frame(text: AnnotatedText, quotations: Quotations, token: int, deps: list[str]) -> int:
    if "ccomp" in deps:
        return CLAUSE
    if "xcomp" in deps:
        return INFINITIVE
    if "acl" in deps and text.pos[token] == "NOUN":
        clause = text.children[token][deps.index("acl")]
        that = any(text.lower[child] == "that" for child in text.children[clause])
        return CLAUSE if that else INFINITIVE
    if "dobj" in deps or "nsubjpass" in deps:
        return OBJECT
    if "prep" in deps and text.pos[token] != "VERB":
        return OBJECT
    return _beside_quotation(text, quotations, token)


def _beside_quotation(text: AnnotatedText, quotations: Quotations, token: int) -> int:
    of = quotations.of
    if of[token] >= 0 or not quotations.records:
        return BARE
    start, end = text.sentences[text.sentence_of[token]]
    beside = of[max(start, token - 3) : min(end, token + 4)]
    return QUOTATION if max(beside) >= 0 else BARE
