"""The numbers of the attribution tagger, and what its categories stand for.

They are fitted by `bench/train_claims.py`; the file says on what, with which seed and
how well. A model of one's own has the same form.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from itertools import accumulate

import msgspec
import numpy as np
from numpy.typing import NDArray

from reportedly.extraction.attribution.layout import Ints
from reportedly.records import ReferenceDataError

Floats = NDArray[np.float32]
FILE = "claims_model.json"


class _Array(msgspec.Struct, frozen=True):
    shape: tuple[int, ...]
    numbers: tuple[float, ...]


class ModelFile(msgspec.Struct, frozen=True):
    """The form of a model file. `threshold` is the least log-odds of a candidate that is kept;
    the value at place `i` of a list has the category `i + 1`, any other 0."""

    provenance: dict[str, str | int | float]
    layers: int
    threshold: float
    dependencies: tuple[str, ...]
    token_values: tuple[tuple[str, ...], ...]
    candidate_values: tuple[tuple[str, ...], ...]
    arrays: dict[str, _Array]


class Model:
    """A model ready for use: its categories as numbers, its weights as arrays."""

    def __init__(self, file: ModelFile) -> None:
        """Raise `ReferenceDataError` if an array's numbers do not fit its shape."""
        self.layers, self.threshold = file.layers, file.threshold
        self._token = [_codes(values) for values in file.token_values]
        self._candidate = [_codes(values) for values in file.candidate_values]
        self._token_offsets = _offsets(file.token_values)
        self._candidate_offsets = _offsets(file.candidate_values)
        self._dependencies = _codes(file.dependencies)
        try:
            self.arrays: dict[str, Floats] = {
                name: np.array(array.numbers, dtype=np.float32).reshape(array.shape)
                for name, array in file.arrays.items()
            }
        except ValueError as error:
            raise ReferenceDataError(f"claims model: {error}") from error

    def tokens(self, columns: list[list[str]]) -> list[Ints]:
        """The codes of the token features, a column a feature."""
        return [
            np.array([known.get(value, 0) for value in column], dtype=np.int32) + offset
            for known, column, offset in zip(self._token, columns, self._token_offsets, strict=True)
        ]

    def candidate(self, values: list[str]) -> list[int]:
        """The codes of the categories of one candidate."""
        return [
            known.get(value, 0) + offset
            for known, value, offset in zip(
                self._candidate, values, self._candidate_offsets, strict=True
            )
        ]

    def dependencies(self, labels: list[str]) -> Ints:
        """The dependency labels as numbers from 1, 0 for rare ones."""
        known = self._dependencies
        return np.array([known.get(label, 0) for label in labels], dtype=np.int32)


def _codes(values: tuple[str, ...]) -> dict[str, int]:
    return {value: number for number, value in enumerate(values, 1)}


def _offsets(features: tuple[tuple[str, ...], ...]) -> list[int]:
    return [0, *accumulate(len(values) + 1 for values in features)][:-1]


def read_model(content: bytes) -> Model:
    """The model of a file's content; raises `ReferenceDataError` if it does not fit."""
    try:
        return Model(msgspec.json.decode(content, type=ModelFile))
    except msgspec.DecodeError as error:
        raise ReferenceDataError(f"claims model: {error}") from error


@cache
def shipped_model() -> Model:
    """The model of the reference data."""
    return read_model(resources.files("reportedly.reference").joinpath(FILE).read_bytes())
