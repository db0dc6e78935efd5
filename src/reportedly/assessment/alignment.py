"""Which words of two names correspond, and how well.

Words are paired greedily, the best pair first; a word split or run together is mended
before. Resemblance of two words: edit distance with transpositions (optimal string
alignment, rapidfuzz), or the same sound key, or an initial, or a short form ("Ted").
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

import msgspec
from rapidfuzz.distance import OSA

from reportedly.assessment.names import FULL, Name, Word
from reportedly.assessment.sounds import skeleton, sound_key
from reportedly.reference.loader import load_tsv

_SAME_SOUND, _SAME_SHORT_SOUND, _INITIAL, _NICKNAME = 0.93, 0.75, 0.8, 0.9
# Below one, resemblance falls faster than the share of equal letters: names that differ in
# half of their letters are different names. The edge is where a pair is no pair any more.
_STEEPNESS, _EDGE = 1.3, 0.4
_LONGEST = 24
# In words of so few letters the sound tells little: Tern and Tarn.
_SHORT = 4


class Pair(NamedTuple):
    """The places of two words that correspond, and their resemblance from 0 to 1."""

    left: int
    right: int
    resemblance: float


class Nickname(msgspec.Struct, frozen=True):
    """A line of nicknames.tsv."""

    short: str
    full: str


@cache
def _nicknames() -> dict[str, frozenset[str]]:
    rows = load_tsv("nicknames.tsv", Nickname)
    return {row.short: frozenset(row.full.split()) for row in rows}


def align(left: Name, right: Name) -> tuple[tuple[Word, ...], tuple[Word, ...], list[Pair]]:
    """The words of both names, mended, and the pairs of those that correspond."""
    if left.ideographs and right.ideographs:
        return _characters(left), _characters(right), _pair_characters(left, right)
    ours = _mend(left.words[:_LONGEST], right.words[:_LONGEST])
    theirs = _mend(right.words[:_LONGEST], ours)
    vowelless = left.vowelless != right.vowelless
    person = left.person or right.person
    candidates = []
    for i, a in enumerate(ours):
        for j, b in enumerate(theirs):
            found = resemblance(a, b, person, vowelless)
            if found >= _EDGE:
                rank = found * (0.5 + min(a.weight, b.weight))
                candidates.append((-rank, abs(i - j), i, j, found))
    candidates.sort()
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    pairs = []
    for _, _, i, j, found in candidates:
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            pairs.append(Pair(i, j, found))
    pairs.sort()
    return ours, theirs, pairs


@lru_cache(maxsize=1 << 17)
def resemblance(a: Word, b: Word, person: bool, vowelless: bool) -> float:
    """How alike two words are, from 0 to 1."""
    if a.text == b.text:
        return 1.0
    if len(a.text) == 1 or len(b.text) == 1:
        return _INITIAL if a.text[0] == b.text[0] else 0.0
    found = OSA.normalized_similarity(a.text, b.text)
    if a.key == b.key:
        told = len(a.key) > 1 and min(len(a.text), len(b.text)) > _SHORT
        found = max(found, _SAME_SOUND if told else _SAME_SHORT_SOUND)
    elif len(a.key) > 2 and len(b.key) > 2:
        found = max(found, (found + OSA.normalized_similarity(a.key, b.key)) / 2)
    if vowelless:
        bones = OSA.normalized_similarity(skeleton(a.key), skeleton(b.key))
        found = max(found, 0.95 * bones)
    if person and found < _NICKNAME and _is_nickname(a.text, b.text):
        found = _NICKNAME
    return max(0.0, 1 - _STEEPNESS * (1 - found))


def _is_nickname(a: str, b: str) -> bool:
    nicknames = _nicknames()
    return b in nicknames.get(a, ()) or a in nicknames.get(b, ())


def _mend(words: tuple[Word, ...], others: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words, with two or three in a row run together where the others have them as one."""
    if len(words) < 2:
        return words
    whole: dict[str, list[str]] = {}
    for other in others:
        if len(other.text) > 3:
            whole.setdefault(other.text[0], []).append(other.text)
    # Most names have nothing to mend, and a run begins with the letter of its whole.
    if not any(word.text[0] in whole for word in words):
        return words
    texts = {other.text for other in others if len(other.text) > 2}
    mended = list(words)
    for size in (3, 2):
        place = 0
        while place + size <= len(mended):
            parts = mended[place : place + size]
            candidates = whole.get(parts[0].text[0])
            if candidates and not any(part.text in texts for part in parts):
                run = "".join(part.text for part in parts)
                if any(_nearly_same(run, other) for other in candidates):
                    weight = max(part.weight for part in parts)
                    mended[place : place + size] = [Word(run, sound_key(run), weight)]
            place += 1
    return tuple(mended)


def _nearly_same(run: str, other: str) -> bool:
    return (
        len(run) > 3
        and abs(len(run) - len(other)) <= 2
        and OSA.normalized_similarity(run, other, score_cutoff=0.85) > 0
    )


def _characters(name: Name) -> tuple[Word, ...]:
    return tuple(Word(character, character, FULL) for character in name.ideographs[:_LONGEST])


def _pair_characters(left: Name, right: Name) -> list[Pair]:
    """Equal characters paired: one wrong character of three is another name."""
    free: dict[str, list[int]] = {}
    for j, character in enumerate(right.ideographs[:_LONGEST]):
        free.setdefault(character, []).append(j)
    pairs = []
    for i, character in enumerate(left.ideographs[:_LONGEST]):
        if free.get(character):
            pairs.append(Pair(i, free[character].pop(0), 1.0))
    return pairs
