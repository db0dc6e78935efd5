"""How often a word is a cue: counts by lemma and frame, smoothed to probabilities.

The counts (cue_counts.tsv) are facts about words, made by `bench/train_claims.py` from a
corpus of attributions. A word that was never counted gets the prior of its part of speech,
a higher one if cues.yml names it; a frame's probability is drawn to its word's, and a
word's to its part of speech's (additive smoothing, Jelinek and Mercer 1980).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

import msgspec

from reportedly.extraction.attribution.cues import lexicon
from reportedly.language.annotated import AnnotatedText
from reportedly.language.quotations import Quotations
from reportedly.reference.loader import load_tsv

Key = tuple[str, str]
FRAMES = (
    "that", "clause", "question", "infinitive", "gerund", "person", "object", "passive",
    "quotation", "preposition", "bare",
)  # fmt: skip
(THAT, CLAUSE, QUESTION, INFINITIVE, GERUND, PERSON, OBJECT, PASSIVE, QUOTATION, PREPOSITION,
    BARE) = range(len(FRAMES))  # fmt: skip
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
_FRAME_FACTOR = (2.4, 2.1, 1.5, 1.3, 1.0, 0.8, 0.9, 0.7, 1.3, 0.6, 0.4)
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

    seen: list[int] = field(default_factory=lambda: [0] * len(FRAMES))
    cues: list[int] = field(default_factory=lambda: [0] * len(FRAMES))
    extended: int = 0
    sourceless: int = 0

    def add(self, other: Counts) -> None:
        """Add those of `other` to these."""
        self.seen = [a + b for a, b in zip(self.seen, other.seen, strict=True)]
        self.cues = [a + b for a, b in zip(self.cues, other.cues, strict=True)]
        self.extended += other.extended
        self.sourceless += other.sourceless

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


class CountRow(msgspec.Struct, frozen=True):
    """The counts of a word as a file has them, those by frame as numbers with blanks."""

    lemma: str
    pos: str
    seen: str
    cues: str
    extended: int
    sourceless: int


def counts_from(rows: Iterable[CountRow]) -> dict[Key, Counts]:
    """The counts that `rows` hold."""
    return {
        (row.lemma, row.pos): Counts(
            [int(n) for n in row.seen.split()],
            [int(n) for n in row.cues.split()],
            row.extended,
            row.sourceless,
        )
        for row in rows
    }


def count_rows(counts: dict[Key, Counts]) -> tuple[CountRow, ...]:
    """`counts` as rows, sorted."""
    return tuple(
        CountRow(
            lemma,
            pos,
            " ".join(map(str, of.seen)),
            " ".join(map(str, of.cues)),
            of.extended,
            of.sourceless,
        )
        for (lemma, pos), of in sorted(counts.items())
    )


@cache
def shipped_statistics() -> CueStatistics:
    """The statistics of the shipped counts."""
    return CueStatistics(counts_from(load_tsv("cue_counts.tsv", CountRow)))


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
    children = text.children[token]
    if "ccomp" in deps:
        return _clause(text, children[deps.index("ccomp")])
    if "xcomp" in deps:
        return GERUND if text.tags[children[deps.index("xcomp")]] == "VBG" else INFINITIVE
    if "acl" in deps and text.pos[token] == "NOUN":
        kind = _clause(text, children[deps.index("acl")])
        return THAT if kind == THAT else INFINITIVE
    if "dobj" in deps:
        thing = children[deps.index("dobj")]
        if text.pos[thing] in ("PROPN", "PRON"):
            return PERSON
        return OBJECT
    if "nsubjpass" in deps:
        return PASSIVE
    beside = _beside_quotation(text, quotations, token)
    if beside == QUOTATION:
        return beside
    if "prep" in deps and (text.pos[token] != "VERB" or children[deps.index("prep")] > token):
        return PREPOSITION
    return beside


def _clause(text: AnnotatedText, verb: int) -> int:
    """What kind of clause `verb` heads: after "that", a question, or bare."""
    for child in text.children[verb]:
        word = text.lower[child]
        if word == "that" and text.deps[child] == "mark":
            return THAT
        if text.tags[child] in ("WRB", "WP", "WDT") or word in ("whether", "if"):
            return QUESTION
    return CLAUSE


def _beside_quotation(text: AnnotatedText, quotations: Quotations, token: int) -> int:
    of = quotations.of
    if of[token] >= 0 or not quotations.records:
        return BARE
    start, end = text.sentences[text.sentence_of[token]]
    beside = of[max(start, token - 3) : min(end, token + 4)]
    return QUOTATION if max(beside) >= 0 else BARE
