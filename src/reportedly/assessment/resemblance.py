"""How much two names resemble each other: a score from 0 to 1, and what matched.

A few signs, weighted by logistic regression (reference/name_weights.yml): words left over or
misspelt, the letters as a whole, and contradictions (another legal form, number, father or
place). A score is no probability that two persons are one: it orders what to look at.
"""

from __future__ import annotations

import math
from functools import cache
from typing import NamedTuple

import msgspec
from rapidfuzz.distance import OSA

from reportedly.assessment.alignment import Pair, align
from reportedly.assessment.names import COMMON, TITLE, Name, Word, kin, name_words
from reportedly.reference.loader import load_yaml

# A name of shared words only ("Trading Company") is below every threshold worth setting.
_ONLY_COMMON = 0.5
_ACRONYM = 0.8
_OTHER_NUMBER = 0.3
_SHORT = 8
_INITIALS = 2


class NameWeights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of name_weights.yml."""

    constant: float
    loss: float
    letters: float
    cover: float
    form: float
    number: float
    kin: float
    single: float
    place: float
    threshold: float


class Signs(NamedTuple):
    """What speaks for and against two names being one; the flags are 0 or 1."""

    loss: float
    letters: float
    cover: float
    form: float
    number: float
    kin: float
    single: float
    place: float


class Resemblance(NamedTuple):
    """The score, and the pairs of words that matched, as (left, right)."""

    score: float
    matched: tuple[tuple[str, str], ...]


@cache
def name_weights() -> NameWeights:
    """The fitted weights and the default threshold."""
    table: NameWeights = load_yaml("name_weights.yml", NameWeights)
    return table


def compare(left: Name, right: Name) -> Resemblance:
    """How much the names resemble each other, and in which words."""
    ours, theirs, pairs = align(left, right)
    matched = tuple((ours[pair.left].text, theirs[pair.right].text) for pair in pairs)
    signs = _signs(left, right, ours, theirs, pairs)
    if _equal(left, right):
        return Resemblance(1.0, matched)
    if not left.person and (_acronym(ours, theirs) or _acronym(theirs, ours)):
        return Resemblance(_ACRONYM, ((left.text, right.text),))
    score = score_signs(signs)
    if signs.letters < 1 and all(ours[pair.left].weight <= COMMON for pair in pairs):
        score = min(score, _ONLY_COMMON)
    return Resemblance(score, matched)


def score_signs(signs: Signs) -> float:
    """The score that the weights give to the signs."""
    weights = name_weights()
    total = weights.constant
    for name, value in zip(Signs._fields, signs, strict=True):
        total += getattr(weights, name) * value
    return 1 / (1 + math.exp(-total))


def signs_between(left: Name, right: Name) -> Signs:
    """The signs alone, for fitting the weights."""
    return _signs(left, right, *align(left, right))


def _signs(
    left: Name,
    right: Name,
    ours: tuple[Word, ...],
    theirs: tuple[Word, ...],
    pairs: list[Pair],
) -> Signs:
    left_weight = sum(word.weight for word in ours) or 1.0
    right_weight = sum(word.weight for word in theirs) or 1.0
    left_match = sum(ours[pair.left].weight * pair.resemblance for pair in pairs)
    right_match = sum(theirs[pair.right].weight * pair.resemblance for pair in pairs)
    counts = [sum(word.weight >= COMMON for word in words) for words in (ours, theirs)]
    return Signs(
        loss=min(left_weight - left_match, right_weight - right_match) * _shortness(ours, theirs),
        letters=max(_letters(left, right), _initials(ours, theirs, pairs)),
        cover=min(left_match / left_weight, right_match / right_weight),
        form=float(bool(left.forms and right.forms and not left.forms & right.forms)),
        number=_numbers(left, right),
        kin=float(_other_kin(ours, theirs, pairs)),
        single=float(min(counts) <= 1 < max(counts)),
        place=float(not left.person and _other_place(ours, theirs, pairs)),
    )


def _letters(left: Name, right: Name) -> float:
    if left.ideographs and right.ideographs:
        return OSA.normalized_similarity(left.ideographs, right.ideographs)
    given = OSA.normalized_similarity(left.letters, right.letters)
    return max(given, OSA.normalized_similarity(left.sorted_letters, right.sorted_letters))


def _initials(ours: tuple[Word, ...], theirs: tuple[Word, ...], pairs: list[Pair]) -> float:
    """The resemblance of the letters where initials stand for at least two names, each name
    that an initial stands for taken as one: "J. R. Smith" and "John Robert Smith"."""
    both = [(ours[pair.left].text, theirs[pair.right].text) for pair in pairs]
    both = [words for words in both if min(map(len, words)) == 1]
    if len(both) < _INITIALS:
        return 0.0
    sides = []
    for words, shortened in zip((ours, theirs), zip(*both, strict=True), strict=True):
        said = [word.text for word in words if word.weight > TITLE]
        sides.append("".join(sorted(text[0] if text in shortened else text for text in said)))
    return OSA.normalized_similarity(*sides)


def _shortness(ours: tuple[Word, ...], theirs: tuple[Word, ...]) -> float:
    """By how much a wrong letter counts more because the shorter name has few of them."""
    length = min(sum(len(word.text) for word in words) for words in (ours, theirs))
    return max(1.0, _SHORT / max(length, 1))


def _numbers(left: Name, right: Name) -> float:
    """How much the numbers speak against: most where one name has none."""
    if left.numbers == right.numbers:
        return 0.0
    return _OTHER_NUMBER if left.numbers and right.numbers else 1.0


def _equal(left: Name, right: Name) -> bool:
    """Whether all words, numbers and forms that both give are the same."""
    if left.numbers != right.numbers or (left.forms and right.forms and left.forms != right.forms):
        return False
    if left.ideographs and right.ideographs:
        return left.ideographs == right.ideographs
    return bool(left.letters) and left.letters == right.letters


def _acronym(short: tuple[Word, ...], long: tuple[Word, ...]) -> bool:
    """Whether the one is a single word of the other's initials, of three letters or more."""
    words = [word for word in long if word.weight > TITLE]
    return (
        len(short) == 1
        and len(short[0].text) == len(words) > 2
        and short[0].text == "".join(word.text[0] for word in words)
    )


def _other_kin(ours: tuple[Word, ...], theirs: tuple[Word, ...], pairs: list[Pair]) -> bool:
    """Whether the name of a father is matched by a name that is none."""
    fathers, others = kin(ours), kin(theirs)
    if not fathers or not others:
        return False
    return any((pair.left in fathers) != (pair.right in others) for pair in pairs)


def _other_place(ours: tuple[Word, ...], theirs: tuple[Word, ...], pairs: list[Pair]) -> bool:
    """Whether a place stands in one name and not in the other."""
    places = name_words().places
    return {word.text for word in ours if word.text in places} != {
        word.text for word in theirs if word.text in places
    } and bool(pairs)
