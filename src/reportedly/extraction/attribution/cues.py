"""The words that can be cues: what a linguist says of them, read from cues.yml."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from reportedly.language.annotated import AnnotatedText
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
    """The cues, and sets of lemmas, as the file's comments say."""

    addressing: frozenset[str]
    held: frozenset[str]
    silent: frozenset[str]
    pleading: frozenset[str]
    vowing: frozenset[str]
    quoting: frozenset[str]
    hearsay: frozenset[str]
    hedges: frozenset[str]
    reporting: frozenset[str]
    deeds: frozenset[str]
    sights: frozenset[str]
    calling: frozenset[str]
    labels: frozenset[str]
    publishing: frozenset[str]
    requesting: frozenset[str]
    staying: frozenset[str]
    speechless: frozenset[str]
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


def cue_at(text: AnnotatedText, token: int) -> Cue | None:
    """What cues.yml says of the word at `token`, with its particle if it has one ("rule out")."""
    lemma, pos = text.lemmas[token].lower(), POS_OF.get(text.pos[token], "verb")
    for child in text.children[token]:
        if text.tags[child] == "RP" or text.deps[child] == "prt":
            cue = lexicon().get((f"{lemma} {text.lower[child]}", pos))
            if cue is not None:
                return cue
    return lexicon().get((lemma, pos))
