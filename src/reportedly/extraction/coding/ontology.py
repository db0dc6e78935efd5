"""The PLOVER ontology and its word patterns, as `plover.yml` and `contexts.yml` give them.

The schema is checked when the data is loaded: a pattern may only name types, modes and
word classes that exist.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from reportedly.records import ReferenceDataError
from reportedly.reference.loader import load_yaml

Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
PartyKindOfObject = Literal["any", "named", "person", "place", "none"]


class EventType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A PLOVER type: quad class, score from -10 (conflict) to 10, and scores of its modes."""

    quad: Quad
    score: float
    modes: dict[str, float] = {}

    @property
    def cooperative(self) -> bool:
        """Whether the type is one of the two classes of cooperation."""
        return self.quad.endswith("cooperation")


class Pattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell of an event of one type, under conditions (see `plover.yml`)."""

    type: str
    lemmas: tuple[str, ...] = ()
    verbs: str | None = None
    mode: str | None = None
    object: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    subject_not: tuple[str, ...] = ()
    preposition: tuple[str, ...] = ()
    particle: tuple[str, ...] = ()
    clause: bool | None = None
    party: PartyKindOfObject | None = None
    recipient: tuple[str, ...] = ("object", "dative", "to", "with", "against", "on", "near")
    actor: Literal["from", "location", "object", "speaker"] | None = None
    reported: bool = False
    joint: bool = False
    within: tuple[str, ...] = ()
    phrase: str | None = None
    mutual: bool = False
    governs: bool = False
    plain: bool = False
    conflict: str | None = None
    only: Literal["cooperation"] | None = None


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words that decide roles and facts (see `plover.yml`)."""

    at_home: frozenset[str]
    known: frozenset[str]
    groups: frozenset[str]
    lemmas: dict[str, str]
    leanings: frozenset[str]
    leads: frozenset[str]
    makes: frozenset[str]
    offices: frozenset[str]
    object_control: frozenset[str]
    renewed: frozenset[str]


class Ontology(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of `plover.yml`."""

    types: dict[str, EventType]
    classes: dict[str, frozenset[str]]
    words: Words
    verb_classes: dict[str, tuple[str, ...]]
    verbs: tuple[Pattern, ...]
    necessity: tuple[Pattern, ...]
    adjectives: tuple[Pattern, ...]
    nouns: tuple[Pattern, ...]


class Lexicon:
    """The patterns by lemma, in their order: the first that holds wins."""

    def __init__(self, ontology: Ontology) -> None:
        self.types = ontology.types
        self.classes = ontology.classes
        self.words = ontology.words
        self.verbs = _by_lemma(ontology.verbs, ontology)
        self.necessity = _by_lemma(ontology.necessity, ontology)
        self.adjectives = _by_lemma(ontology.adjectives, ontology)
        self.nouns = _by_lemma(ontology.nouns, ontology)


@cache
def lexicon() -> Lexicon:
    """The patterns of `plover.yml`, read and checked once a process."""
    ontology = load_yaml("plover.yml", Ontology)
    for pattern in (*ontology.verbs, *ontology.necessity, *ontology.adjectives, *ontology.nouns):
        _check(pattern, ontology)
    return Lexicon(ontology)


@cache
def contexts() -> dict[str, tuple[str, ...]]:
    """The contexts that each word speaks of."""
    by_context = load_yaml("contexts.yml", dict[str, tuple[str, ...]])
    found: dict[str, tuple[str, ...]] = {}
    for context, words in by_context.items():
        for word in words:
            found[word] = (*found.get(word, ()), context)
    return found


def _check(pattern: Pattern, ontology: Ontology) -> None:
    where = f"plover.yml: pattern of {', '.join(pattern.lemmas) or pattern.verbs}"
    for name in (pattern.type, *filter(None, [pattern.conflict])):
        if name not in ontology.types:
            raise ReferenceDataError(f"{where}: no type {name}")
    if pattern.mode is not None and pattern.mode not in ontology.types[pattern.type].modes:
        raise ReferenceDataError(f"{where}: {pattern.type} has no mode {pattern.mode}")
    for name in (*pattern.object, *pattern.within, *pattern.subject, *pattern.subject_not):
        if name not in ontology.classes:
            raise ReferenceDataError(f"{where}: no class of nouns {name}")
    if pattern.verbs is not None and pattern.verbs not in ontology.verb_classes:
        raise ReferenceDataError(f"{where}: no class of verbs {pattern.verbs}")


def _by_lemma(patterns: tuple[Pattern, ...], ontology: Ontology) -> dict[str, tuple[Pattern, ...]]:
    found: dict[str, list[Pattern]] = {}
    for pattern in patterns:
        lemmas = pattern.lemmas
        if pattern.verbs is not None:
            lemmas = (*lemmas, *ontology.verb_classes[pattern.verbs])
        for lemma in dict.fromkeys(lemmas):
            found.setdefault(lemma, []).append(pattern)
    return {lemma: tuple(of_lemma) for lemma, of_lemma in found.items()}
