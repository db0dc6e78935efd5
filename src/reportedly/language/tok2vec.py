"""The networks that give spaCy's small models a vector for each token, computed faster.

They are half of what a parse costs. Two things make them cheap here:

- a word is embedded by its norm, prefix, suffix and shape alone, and news repeats its words:
  each is embedded once, and remembered;
- the convolutions over neighbours are computed text by text with numpy, whose matrix product
  is some three times faster than the one that spaCy uses.

The vectors differ from spaCy's by rounding only, and those of a text don't depend on the texts
that are parsed with it, to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from thinc.api import Model

Floats = NDArray[np.float32]
WORDS_KEPT = 30_000  # of each network; about 15 MB
_EPSILON = np.float32(1e-8)
_CONVOLUTION = {"expand_window", "maxout", "layernorm", "dropout"}


def hasten(nlp: Language, words_kept: int = WORDS_KEPT) -> None:
    """Let the networks of `nlp` whose make is known be computed here; so many words are
    remembered for each. Others (transformers, static vectors) are left as they are."""
    from thinc.api import Model

    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for node in model.walk() if isinstance(model, Model) else ():
            if (forward := _forward_of(node, words_kept)) is not None:
                node._func = forward


def _forward_of(network: Model[Any, Any], words_kept: int) -> Callable[..., Any] | None:
    """How `network` is computed here, or None if it is of another make."""
    if not (network.has_ref("embed") and network.has_ref("encode")):
        return None
    embed, encode = network.get_ref("embed"), network.get_ref("encode")
    if not embed.layers or embed.layers[0].name != "extract_features":
        return None
    layers = _layers(encode)
    if not layers:
        return None
    words, as_given = _Words(embed, words_kept), network._func

    def forward(
        model: Model[Any, Any], docs: list[Doc], is_train: bool
    ) -> tuple[list[Floats], Callable[..., Any]]:
        if is_train:
            vectors, backprop = as_given(model, docs, is_train)
            return vectors, backprop
        return [_encoded(rows, layers) for rows in words.embedded(docs)], list

    return forward


class _Layer(NamedTuple):
    """One convolution: its weights of shape (window x width, pieces x width), bias, and the
    scale and shift of its normalisation."""

    weights: Floats
    bias: Floats
    scale: Floats
    shift: Floats
    pieces: int


def _layers(encode: Any) -> list[_Layer]:
    """The convolutions of an encoder; none if it is not made of windows of three alone."""
    found: list[_Layer] = []
    (stack,) = encode.layers if len(encode.layers) == 1 else (encode,)
    for residual in stack.layers:
        nodes = {node.name: node for node in residual.walk() if not node.layers}
        if nodes.keys() != _CONVOLUTION or nodes["expand_window"].attrs["window_size"] != 1:
            return []
        maxout, norm = nodes["maxout"], nodes["layernorm"]
        weights, bias = maxout.get_param("W"), maxout.get_param("b")
        width, pieces, window = weights.shape
        piecewise = weights.transpose(2, 1, 0).reshape(window, pieces * width)
        found.append(
            _Layer(
                np.ascontiguousarray(piecewise),
                np.ascontiguousarray(bias.T.reshape(-1)),
                norm.get_param("G"),
                norm.get_param("b"),
                pieces,
            )
        )
    return found


def _encoded(rows: Floats, layers: list[_Layer]) -> Floats:
    """The vectors of the tokens of one text, each in the light of `len(layers)` neighbours on
    either side. Beyond the text stand rows of zeros; what the layers make of them counts."""
    size, width = rows.shape
    beyond = len(layers)  # rows on either side; the outermost is zero for the first layer
    windows = np.zeros((size + 2 * beyond, 3, width), dtype=np.float32)
    vectors = np.zeros((size + 2 * beyond, width), dtype=np.float32)
    vectors[beyond : beyond + size] = rows
    for layer in layers:
        windows[1:, 0] = vectors[:-1]
        windows[:, 1] = vectors
        windows[:-1, 2] = vectors[1:]
        made = windows.reshape(len(vectors), -1) @ layer.weights
        made += layer.bias
        best = made[:, :width]
        for piece in range(1, layer.pieces):
            best = np.maximum(best, made[:, piece * width : (piece + 1) * width])
        best -= best.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", best, best) / np.float32(width) + _EPSILON
        best *= (1 / np.sqrt(variance))[:, None]
        best *= layer.scale
        best += layer.shift
        vectors += best
    return vectors[beyond : beyond + size]


class _Words:
    """The rows that a network embeds words as, by the features that it sees of them."""

    def __init__(self, embed: Any, most: int) -> None:
        self._features, *self._rest = embed.layers
        self._most = most
        self._row_of: dict[bytes, int] = {}
        self._rows: Floats = np.empty((0, 0), dtype=np.float32)

    def embedded(self, docs: list[Doc]) -> list[Floats]:
        """One array of shape (tokens, width) for each of `docs`."""
        features = self._features.predict(docs)
        keys = [_keys(of_doc) for of_doc in features]
        if len(self._row_of) > self._most:
            self._row_of.clear()
        row_of = self._row_of
        new = {
            key: of_token
            for of_doc, keys_of_doc in zip(features, keys, strict=True)
            for of_token, key in zip(of_doc, keys_of_doc, strict=True)
            if key not in row_of
        }
        if new:
            self._learn(new)
        return [self._rows[[row_of[key] for key in of_doc]] for of_doc in keys]

    def _learn(self, new: dict[bytes, NDArray[np.uint64]]) -> None:
        found: Any = [np.array(list(new.values()), dtype=np.uint64)]
        for layer in self._rest:
            found = layer.predict(found)
        (rows,) = found
        size = len(self._row_of)
        if size + len(rows) > len(self._rows):
            larger = np.empty((2 * (size + len(rows)), rows.shape[1]), dtype=np.float32)
            larger[:size] = self._rows[:size] if size else 0
            self._rows = larger
        self._rows[size : size + len(rows)] = rows
        self._row_of.update(zip(new, range(size, size + len(rows)), strict=True))


def _keys(features: NDArray[np.uint64]) -> list[bytes]:
    if not len(features):
        return []
    features = np.ascontiguousarray(features)
    return [row.tobytes() for row in features]
