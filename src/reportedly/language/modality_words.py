"""The words of modality, by class: `modality.yml`, read and turned about once a process."""

from __future__ import annotations

from functools import cache

import msgspec

from reportedly.records import Factuality
from reportedly.reference.loader import load_yaml

Degrees = dict[Factuality, list[str]]


class ModalityWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The word classes of `modality.yml`."""

    auxiliaries: dict[str, Factuality]
    verbs: Degrees
    light_verbs: frozenset[str]
    nouns: Degrees
    evidence: frozenset[str]
    adjectives: Degrees
    adverbs: Degrees
    conditions: frozenset[str]
    prepositions: Degrees
    reporting: frozenset[str]
    factive_objects: frozenset[str]


class ModalityLexicon:
    """The word classes turned about: word to degree."""

    def __init__(self, words: ModalityWords) -> None:
        self.words = words
        self.verbs = _by_word(words.verbs)
        self.nouns = _by_word(words.nouns)
        self.adjectives = _by_word(words.adjectives)
        self.adverbs = _by_word(words.adverbs)
        self.prepositions = _by_word(words.prepositions)
        self.verbal = self.verbs | self.adjectives


def _by_word(degrees: Degrees) -> dict[str, Factuality]:
    return {word: degree for degree, words in degrees.items() for word in words}


@cache
def modality_lexicon() -> ModalityLexicon:
    return ModalityLexicon(load_yaml("modality.yml", ModalityWords))


def is_reporting(lemma: str) -> bool:
    """Whether `lemma` is a verb of saying, which does not weaken what it reports."""
    return lemma in modality_lexicon().words.reporting
