"""The numbers of the attribution tagger, what its categories stand for, and its counts.

They are fitted by `reportedly train claims`; the file says on what, with which seed and
how. A model of one's own has the same form, and holds the counts of its cue words too.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

import msgspec
import numpy as np

from reportedly.extraction.attribution.categories import Categories
from reportedly.extraction.attribution.layout import Ints
from reportedly.extraction.attribution.network import Arrays
from reportedly.extraction.attribution.statistics import (
    CountRow,
    CueStatistics,
    counts_from,
    shipped_statistics,
)
from reportedly.records import ReferenceDataError

FILE = "claims_model.json"


class Array(msgspec.Struct, frozen=True):
    """Numbers in a shape."""

    shape: tuple[int, ...]
    numbers: tuple[float, ...]


class ModelFile(msgspec.Struct, frozen=True):
    """The form of a model file.

    `screen` is the least log-odds with which a candidate passes the first look, and
    `threshold` that with which an attribution is trusted in the end. The value at place `i`
    of a list has the category `i + 1`, any other 0. Without `counts` the shipped ones hold.
    """

    provenance: dict[str, str | int | float]
    rounds: int
    screen: float
    threshold: float
    dependencies: tuple[str, ...]
    token_values: tuple[tuple[str, ...], ...]
    candidate_values: tuple[tuple[str, ...], ...]
    arrays: dict[str, Array]
    counts: tuple[CountRow, ...] = ()


class Model:
    """A model ready for use: its categories as numbers, its weights as arrays."""

    def __init__(self, file: ModelFile) -> None:
        """Raise `ReferenceDataError` if an array's numbers do not fit its shape."""
        self.rounds, self.screen, self._threshold = file.rounds, file.screen, file.threshold
        self.tokens = Categories(file.token_values)
        self.candidates = Categories(file.candidate_values)
        self._dependencies = Categories([file.dependencies])
        self.statistics = (
            CueStatistics(counts_from(file.counts)) if file.counts else shipped_statistics()
        )
        try:
            self.weights: Arrays = {
                name: np.array(array.numbers, dtype=np.float32).reshape(array.shape)
                for name, array in file.arrays.items()
            }
        except ValueError as error:
            raise ReferenceDataError(f"claims model: {error}") from error
        missing = ARRAYS - self.weights.keys()
        if missing:
            raise ReferenceDataError(f"claims model: no array {min(missing)!r}")

    def trust(self, certainties: list[float]) -> float:
        """The log-odds that an attribution is right as a whole, above the threshold."""
        return float(self.weights["trust"] @ np.array(certainties)) - self._threshold

    def dependencies(self, labels: list[str]) -> Ints:
        """The dependency labels as numbers from 1, 0 for rare ones."""
        codes: Ints = self._dependencies.codes([labels])[0]
        return codes


ARRAYS = frozenset(
    (
        *("screen", "screen_measures", "screen_bias", "token", "pair", "candidate", "measures"),
        *("widen_token", "widen_pair", "widen_candidate", "messages", "messages_bias"),
        *("label", "label_bias", "keep", "keep_bias", "trust"),
    )
)


def read_model(content: bytes) -> Model:
    """The model of a file's content; raises `ReferenceDataError` if it does not fit."""
    try:
        return Model(msgspec.json.decode(content, type=ModelFile))
    except msgspec.DecodeError as error:
        raise ReferenceDataError(f"claims model: {error}") from error


def load_model(path: Path) -> Model:
    """The model at `path`; raises `ReferenceDataError`."""
    try:
        return read_model(path.read_bytes())
    except OSError as error:
        raise ReferenceDataError(f"claims model {path}: {error.strerror}") from error


@cache
def shipped_model() -> Model:
    """The model of the reference data."""
    return read_model(resources.files("reportedly.reference").joinpath(FILE).read_bytes())
