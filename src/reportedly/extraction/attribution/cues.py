"""The words that can be cues: what a linguist says of them, read from cues.yml."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from reportedly.records import Stance
from reportedly.reference.loader import load_yaml

CuePos = Literal["verb", "noun", "adjective", "adverb"]
Frame = Literal[
    "clause", "quotation", "infinitive", "object", "as", "of", "for", "about", "hedge", "according"
]
POS_OF: dict[str, CuePos] = {
    "VERB": "verb",
    "AUX": "verb",
    "NOUN": "noun",
    "PROPN": "noun",
    "ADJ": "adjective",
    "ADV": "adverb",
}


class Cue(msgspec.Struct, frozen=True):
    """A word that can introduce a claim, with the stance and the frames it brings."""

    lemma: str
    pos: CuePos
    stance: Stance
    factuality: Literal["factive", "contrary", "open"]
    frames: tuple[Frame, ...]
    strength: Literal[1, 2, 3]


class CueWords(msgspec.Struct, frozen=True):
    """The cues, and the lemmas of verbs that only report, that only do, and that see things."""

    reporting: frozenset[str]
    deeds: frozenset[str]
    sights: frozenset[str]
    cues: tuple[Cue, ...]


@cache
def cue_words() -> CueWords:
    """The shipped words."""
    words: CueWords = load_yaml("cues.yml", CueWords)
    return words


@cache
def lexicon() -> dict[tuple[str, str], Cue]:
    """The cues by lemma and part of speech."""
    return {(cue.lemma, cue.pos): cue for cue in cue_words().cues}
