"""Going down the slope: Adam (Kingma and Ba 2015) with a rate that rises, then falls
(Smith and Topin 2019), the gradient clipped and the last weights averaged (Polyak)."""

from __future__ import annotations

from math import cos, pi

import numpy as np

from reportedly.extraction.attribution.network import Arrays

_DECAY, _SQUARE_DECAY, _TINY = 0.9, 0.999, 1e-8
_RISE, _FIRST_SHARE = 0.3, 0.04
_LONGEST = 1.0
_MEMORY = 0.995


class Descent:
    """Steps that change `weights` in place; `average` holds their running mean."""

    def __init__(self, weights: Arrays, steps: int, rate: float) -> None:
        """Plan `steps` with the highest `rate`."""
        self._weights, self._steps, self._rate = weights, steps, rate
        self._means = {name: np.zeros_like(of) for name, of in weights.items()}
        self._squares = {name: np.zeros_like(of) for name, of in weights.items()}
        self.average = {name: of.copy() for name, of in weights.items()}
        self._taken = 0

    def step(self, gradient: Arrays) -> None:
        """Take one step down `gradient`."""
        self._taken += 1
        rate = self._rate * _schedule((self._taken - 1) / self._steps)
        length = float(np.sqrt(sum(float((of**2).sum()) for of in gradient.values())))
        shrink = min(1.0, _LONGEST / (length + 1e-6))
        memory = min(_MEMORY, self._taken / (self._taken + 10))
        for name, weights in self._weights.items():
            slope = gradient[name] * np.float32(shrink)
            mean, square = self._means[name], self._squares[name]
            mean += (1 - _DECAY) * (slope - mean)
            square += (1 - _SQUARE_DECAY) * (slope**2 - square)
            steady = np.sqrt(square / (1 - _SQUARE_DECAY**self._taken)) + _TINY
            weights -= rate / (1 - _DECAY**self._taken) * mean / steady
            self.average[name] += (1 - memory) * (weights - self.average[name])


def _schedule(done: float) -> float:
    """The share of the highest rate when `done` of all steps are taken."""
    if done < _RISE:
        return _FIRST_SHARE + (1 - _FIRST_SHARE) * (1 - cos(pi * done / _RISE)) / 2
    return (1 + cos(pi * (done - _RISE) / (1 - _RISE))) / 2
