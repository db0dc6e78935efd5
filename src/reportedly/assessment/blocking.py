"""Which of many names are worth comparing with one: an index of letter triples and sounds.

Each name is a set of features: the letter triples of its words, their sound keys, the
skeletons of those, and the initials of an organisation. A query gathers the names that share
its features, weighted by how rare each is (inverse document frequency), and the best few
hundred are compared in full. The index is a table of integer arrays, so one query over
100,000 names is a few milliseconds.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from reportedly.assessment.names import TITLE, Name
from reportedly.assessment.sounds import skeleton

_BUCKETS = 1 << 18
# A feature that more names share tells little and costs much; it is used only when nothing
# rarer is left.
_COMMON_SHARE = 0.05


class NameIndex:
    """An index over names, numbered in the order in which they were given."""

    def __init__(self, names: Iterable[Name]) -> None:
        owners: list[int] = []
        buckets: list[int] = []
        self.size = 0
        for number, name in enumerate(names):
            found = sorted(_features(name))
            buckets.extend(found)
            owners.extend([number] * len(found))
            self.size = number + 1
        keys = np.asarray(buckets, dtype=np.int32)
        order = np.argsort(keys, kind="stable")
        self._owners: NDArray[np.int32] = np.asarray(owners, dtype=np.int32)[order]
        counts = np.bincount(keys, minlength=_BUCKETS)
        self._starts: NDArray[np.int64] = np.concatenate(([0], np.cumsum(counts)))
        self._rarity: NDArray[np.float64] = np.log1p(self.size / np.maximum(counts, 1))
        # Long names share features with everything; half the norm evens that out.
        weights = np.bincount(self._owners, weights=self._rarity[keys[order]], minlength=self.size)
        self._norms: NDArray[np.float64] = np.maximum(weights, 1e-9) ** 0.25

    def candidates(self, name: Name, limit: int) -> list[int]:
        """The numbers of the `limit` names that share most with this one, the best first."""
        features = sorted(_features(name))
        if not features or not self.size:
            return []
        rare = [each for each in features if self._count(each) <= self.size * _COMMON_SHARE + 50]
        scores = np.zeros(self.size)
        for bucket in rare or features:
            found = self._owners[self._starts[bucket] : self._starts[bucket + 1]]
            scores[found] += self._rarity[bucket]
        hits = np.flatnonzero(scores)
        if not len(hits):
            return []
        ranks = scores[hits] / self._norms[hits]
        if len(hits) > limit:
            best = np.argpartition(-ranks, limit)[:limit]
            hits, ranks = hits[best], ranks[best]
        return [int(hit) for hit in hits[np.lexsort((hits, -ranks))]]

    def _count(self, bucket: int) -> int:
        return int(self._starts[bucket + 1] - self._starts[bucket])


def _features(name: Name) -> set[int]:
    """The buckets of a name's features."""
    found = {_bucket(f"={character}") for character in name.ideographs}
    for word in name.words:
        if word.weight > TITLE:
            found.update(_word_features(word.text, word.key))
    if not name.person:
        said = [word.text for word in name.words if word.weight > TITLE]
        initials = said[0] if len(said) == 1 else "".join(word[0] for word in said)
        if len(initials) > 2:
            found.add(_bucket(f"@{initials}"))
    return found


@lru_cache(maxsize=1 << 17)
def _word_features(text: str, key: str) -> tuple[int, ...]:
    padded = f" {text} "
    triples = [padded[start : start + 3] for start in range(len(padded) - 2)]
    return tuple(_bucket(each) for each in (*triples, f"~{key}", f"-{skeleton(key)}"))


def _bucket(feature: str) -> int:
    return zlib.crc32(feature.encode()) % _BUCKETS
