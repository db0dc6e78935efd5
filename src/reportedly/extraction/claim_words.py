"""The words that tell stance, basis and venue of a claim, read from claim_words.yml."""

from __future__ import annotations

from functools import cache

import msgspec

from reportedly.records import BasisKind
from reportedly.reference.loader import load_yaml

Words = frozenset[str]


class ClaimWords(msgspec.Struct, frozen=True):
    """Sets of lemmas, as the file's comments say."""

    noncommittal: Words
    doubted: Words
    scant: Words
    evidence: Words
    declining: Words
    details: Words
    abstaining: Words
    violating: Words
    violation: Words
    unlawful: Words
    rules: Words
    basis: dict[BasisKind, tuple[str, ...]]
    evidential: Words
    anonymity: Words
    unnamed_by: Words
    unnamed_people: Words
    knowing: Words
    perceiving: Words
    perceived: Words
    judging: Words
    untrue: Words
    told: Words
    obtaining: Words
    platforms: Words
    speaking: Words
    occasions: Words
    venues: Words


@cache
def claim_words() -> ClaimWords:
    """The shipped words."""
    words: ClaimWords = load_yaml("claim_words.yml", ClaimWords)
    return words


@cache
def basis_kinds() -> dict[str, BasisKind]:
    """The kind of evidence that each noun names."""
    return {word: kind for kind, words in claim_words().basis.items() for word in words}
