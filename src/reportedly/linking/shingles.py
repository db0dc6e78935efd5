"""The shingles of a text: hashes of short runs of its words, that house style leaves alone.

Copies of one text share runs of words (Broder 1997). A word stands by its first letters,
without accents, and words that styles add, drop or exchange are evened out, so "defence
ministry spokesman" and "the Defense Ministry spokesperson" make the same shingle.
A sketch keeps a fixed fraction of all hash values (FracMinHash: Irber et al. 2022): unlike
sketches of fixed size it also finds a short text that lies within a long one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from hashlib import blake2b

import msgspec
import numpy as np
import numpy.typing as npt

from reportedly.reference.loader import load_yaml

Hashes = npt.NDArray[np.uint64]

WORDS_IN_SHINGLE = 4
LETTERS = 5
SAMPLED = 4  # a sketch holds one of this many shingles
_WORD = re.compile(r"[^\W_]+")
_KNOWN_WORDS = 500_000  # of the cache
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


class HouseStyle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that house styles drop, and words that they exchange."""

    dropped: tuple[str, ...]
    same: tuple[tuple[str, ...], ...]


def shingles(text: str) -> Hashes:
    """The distinct hashes of `text`'s runs of words, ascending.

    A text of fewer words than a run has one hash, a text without words none.
    """
    words = _word_hashes(text)
    if not len(words):
        return words
    size = min(WORDS_IN_SHINGLE, len(words))
    runs = np.zeros(len(words) - size + 1, dtype=np.uint64)
    for place in range(size):
        runs *= _FACTOR
        runs += words[place : place + len(runs)]
    return np.unique(_mixed(runs))


def sketch(hashes: Hashes) -> Hashes:
    """Those of `hashes` that lie in the lowest part of all values: the same in any text."""
    limit = np.uint64((1 << 64) // SAMPLED)
    return hashes[: int(np.searchsorted(hashes, limit))]


def shared(one: Hashes, other: Hashes) -> int:
    """How many hashes two ascending arrays have in common."""
    if len(one) > len(other):
        one, other = other, one
    if not len(one):
        return 0
    places = np.searchsorted(other, one)
    places[places == len(other)] = 0
    return int(np.count_nonzero(other[places] == one))


def _word_hashes(text: str) -> Hashes:
    known = _words()
    if len(known) > _KNOWN_WORDS:
        known.clear()
    found = []
    for word in _WORD.findall(text.lower()):
        number = known.get(word)
        if number is None:
            number = known[word] = _word_hash(word)
        if number:
            found.append(number)
    return np.array(found, dtype=np.uint64)


def _word_hash(word: str) -> int:
    """A number for the word as compared, 0 for a word that is left out."""
    dropped, same = _style()
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    plain = same.get(plain, plain)
    if plain in dropped or (len(plain) == 1 and plain.isalpha() and plain.isascii()):
        return 0
    letters = plain if plain.isdigit() else plain[:LETTERS]
    return (
        int.from_bytes(
            blake2b(letters.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big"
        )
        | 1
    )


def _mixed(hashes: Hashes) -> Hashes:
    """The hashes, their bits spread (the finaliser of splitmix64), so that order is chance."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * _MIX[0]
    hashes = (hashes ^ (hashes >> np.uint64(27))) * _MIX[1]
    spread: Hashes = hashes ^ (hashes >> np.uint64(31))
    return spread


@cache
def _words() -> dict[str, int]:
    return {}


@cache
def _style() -> tuple[frozenset[str], dict[str, str]]:
    style = load_yaml("house_style.yml", HouseStyle)
    same = {word: line[0] for line in style.same for word in line[1:]}
    return frozenset(style.dropped), same
