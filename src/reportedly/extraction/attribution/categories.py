"""Categories as numbers: which values of each feature a model tells apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from reportedly.extraction.attribution.layout import Ints


class Categories:
    """The values of several features, numbered through: of each feature first any other
    value, then those in the list."""

    def __init__(self, values: Sequence[Sequence[str]]) -> None:
        """Number `values`, a sequence a feature."""
        self._known = [{value: n for n, value in enumerate(of, 1)} for of in values]
        *self._offsets, self.size = accumulate((len(of) + 1 for of in values), initial=0)

    def codes(self, columns: Sequence[Sequence[str]]) -> Ints:
        """The codes of the columns, a column a feature."""
        coded = [
            [of.get(value, 0) for value in column]
            for of, column in zip(self._known, columns, strict=True)
        ]
        codes: Ints = np.array(coded, dtype=np.int32).reshape(len(columns), -1)
        codes += np.array(self._offsets, dtype=np.int32)[:, None]
        return codes
