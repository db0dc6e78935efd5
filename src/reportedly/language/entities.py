"""The entities that spaCy's recognizer finds, found for many texts at once.

spaCy's recognizer goes from token to token and asks its network at each of them. Outside of an
entity the answer depends on the token alone; so here all tokens are asked in one go, and those
at which an entity begins are followed together, a token at a time. The entities are spaCy's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Entity = tuple[int, int, str]
Floats = NDArray[np.float32]
Indices = NDArray[np.intp]
_COMPONENT = "ner"
_FEATURES = 3  # the token, the first token of the open entity, the token before


def entity_finder(nlp: Language) -> Callable[[list[Doc]], list[list[Entity]]]:
    """What finds the entities of texts that are parsed, as half-open ranges of tokens. The
    recognizer of `nlp` is taken out of its pipeline, if it is of the known make."""
    return _Entities(nlp).of if _is_known_make(nlp) else _as_found


def _is_known_make(nlp: Language) -> bool:
    from spacy.pipeline import EntityRecognizer

    if nlp.pipe_names[-1:] != [_COMPONENT]:  # others may look at its entities
        return False
    recognizer = nlp.get_pipe(_COMPONENT)
    if not isinstance(recognizer, EntityRecognizer):
        return False
    model: Any = recognizer.model
    return bool(
        recognizer.cfg["beam_width"] == 1
        and model.attrs["has_upper"]
        and not model.attrs["unseen_classes"]
        and model.get_ref("lower").get_dim("nF") == _FEATURES
    )


def _as_found(docs: list[Doc]) -> list[list[Entity]]:
    return [[(entity.start, entity.end, entity.label_) for entity in doc.ents] for doc in docs]


class _Entities:
    """The recognizer of a model, if it is of the known make."""

    def __init__(self, nlp: Language) -> None:
        recognizer: Any = nlp.get_pipe(_COMPONENT)
        self._vectors, self._lower, self._upper = recognizer.model.layers
        moves = [recognizer.moves.get_class_name(i) for i in range(recognizer.moves.n_moves)]
        kinds = np.array([name[0] for name in moves])
        labelled = np.array([len(name) > len("B-") for name in moves])
        self._opens, self._alone = (kinds == "B") & labelled, (kinds == "U") & labelled
        self._begins = self._opens | self._alone | (kinds == "O")
        self._label = [name[2:] for name in moves]
        place = {name: number for number, name in enumerate(moves)}
        self._goes_on = np.array([place.get(f"I-{label}", -1) for label in self._label])
        self._ends = np.array([place.get(f"L-{label}", -1) for label in self._label])
        nlp.disable_pipe(_COMPONENT)

    def of(self, docs: list[Doc]) -> list[list[Entity]]:
        """The entities of each of `docs`, which are parsed."""
        lengths = [len(doc) for doc in docs]
        if not sum(lengths):
            return [[] for _ in docs]
        tokens = _tokens(docs)
        states = _States(self._lower, self._upper, self._vectors.predict(docs))
        moves = self._moves_outside(states, tokens)
        ends = self._ends_of(np.flatnonzero(self._opens[moves]), moves, states, tokens)
        first = 0
        found: list[list[Entity]] = []
        for length in lengths:
            found.append(self._entities(range(first, first + length), moves, ends))
            first += length
        return found

    def _moves_outside(self, states: _States, tokens: _Tokens) -> Indices:
        """The move at each token, if no entity is open there."""
        scores = states.scores(np.arange(len(tokens.is_space)), None)
        scores[:, ~self._begins] = -np.inf
        scores[np.ix_(tokens.is_space, self._opens | self._alone)] = -np.inf
        scores[np.ix_(tokens.is_last, self._opens)] = -np.inf
        best: Indices = scores.argmax(axis=1)
        return best

    def _ends_of(
        self, starts: Indices, moves: Indices, states: _States, tokens: _Tokens
    ) -> dict[int, int]:
        """The last token of the entity that begins at each of `starts`."""
        ends: dict[int, int] = {}
        at = starts + 1
        while len(starts):
            scores = states.scores(at, starts)
            row = np.arange(len(at))
            on, end = self._goes_on[moves[starts]], self._ends[moves[starts]]
            goes_on = (scores[row, on] > scores[row, end]) & ~tokens.is_last[at]
            ends.update(zip(starts[~goes_on].tolist(), at[~goes_on].tolist(), strict=True))
            starts, at = starts[goes_on], at[goes_on] + 1
        return ends

    def _entities(self, tokens: range, moves: Indices, ends: dict[int, int]) -> list[Entity]:
        found: list[Entity] = []
        beyond = 0
        for at, move in enumerate(moves[tokens.start : tokens.stop].tolist()):
            if at >= beyond and self._label[move]:
                beyond = ends.get(tokens.start + at, tokens.start + at) - tokens.start + 1
                found.append((at, beyond, self._label[move]))
        return found


class _Tokens(NamedTuple):
    """Which tokens are white space, and which the last of a sentence."""

    is_space: NDArray[np.bool_]
    is_last: NDArray[np.bool_]


def _tokens(docs: list[Doc]) -> _Tokens:
    is_space, is_last = [], []
    for doc in docs:
        space, sentence_start = doc.to_array(["IS_SPACE", "SENT_START"]).T
        is_space.append(space == 1)
        is_last.append(np.append(sentence_start[1:] == 1, [True])[: len(doc)])
    return _Tokens(np.concatenate(is_space), np.concatenate(is_last))


class _States:
    """The scores of all moves in states of the recognizer, from the vectors of the tokens."""

    def __init__(self, lower: Any, upper: Any, vectors: Floats) -> None:
        shape = lower.get_dim("nF") * lower.get_dim("nO") * lower.get_dim("nP")
        weights = lower.get_param("W").reshape((shape, lower.get_dim("nI")))
        features = lower.ops.gemm(vectors, weights, trans2=True)
        self._features = features.reshape((len(vectors), *lower.get_param("W").shape[:-1]))
        self._missing = lower.get_param("pad")[0]
        self._bias = lower.get_param("b")
        self._upper = upper

    def scores(self, at: Indices, starts: Indices | None) -> Floats:
        """Of shape (states, moves): at each token `at` in the entity that began at `starts`, or
        outside of one."""
        hidden = self._features[at, 0]
        if starts is None:
            hidden = hidden + self._missing[1] + self._missing[2]
        else:
            hidden = hidden + self._features[starts, 1] + self._features[at - 1, 2]
        scores: Floats = self._upper.predict((hidden + self._bias).max(axis=-1))
        return scores
