"""A model of a corpus: counts, values, the first look, and the network's weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from reportedly.extraction.attribution.fitting.counting import counts_of, total
from reportedly.extraction.attribution.fitting.descent import Descent
from reportedly.extraction.attribution.fitting.encoding import Encoder, Seen, seen, vocabulary
from reportedly.extraction.attribution.fitting.examples import CorpusUnreadable, Example
from reportedly.extraction.attribution.fitting.gradients import Dropout, Sample, Shares, slope
from reportedly.extraction.attribution.fitting.screening import fit_screen
from reportedly.extraction.attribution.fitting.trusting import fit_trust
from reportedly.extraction.attribution.model import Array, ModelFile
from reportedly.extraction.attribution.network import HEARD, Arrays, Floats, first_look
from reportedly.extraction.attribution.statistics import CueStatistics, count_rows
from reportedly.extraction.attribution.surroundings import SIZES
from reportedly.extraction.attribution.view import View

_BATCH, _RATE = 8, 8e-3
_SCREEN = -2.9  # the log-odds of 5 in 100
_THRESHOLD = -0.5  # where found F1 is highest: half of it, or a bit more (Lipton et al. 2014)
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Settings:
    """How to fit: how often over the corpus, the seed, and the size of the network: how long
    the vectors of the categories of tokens and pairs (`short`), those of candidates
    (`candidate`) and the states of rows (`wide`) are; and how many categories are dropped."""

    epochs: int = 15
    seed: int = 7
    short: int = 8
    candidate: int = 8
    wide: int = 32
    rounds: int = 3
    dropout: float = 0.15


def fit(
    examples: Sequence[Example],
    corpus: str,
    settings: Settings,
    tell: Callable[[str], None] = lambda _: None,
) -> ModelFile:
    """The model file of `examples`, which the corpus named `corpus` holds; `tell` hears of
    the progress. Raises `CorpusUnreadable` if there is nothing to learn from."""
    if not any(example.gold for example in examples):
        raise CorpusUnreadable(f"{corpus}: no attribution with a cue to learn from")
    draw = np.random.default_rng(settings.seed)
    own = [counts_of(example) for example in examples]
    counts = total(own)
    documents = [
        seen(example, View(example.text, example.quotations, CueStatistics(counts, without)))
        for example, without in zip(examples, own, strict=True)
    ]
    documents = [document for document in documents if document.view.candidates]
    words = vocabulary(documents)
    encoder = Encoder(words)
    weights = fit_screen(documents, encoder, draw)
    samples = _samples(documents, encoder, weights)
    tell(f"{len(samples)} documents, {sum(len(of.kept) for _, of in samples)} candidates")
    if not samples:
        raise CorpusUnreadable(f"{corpus}: too few attributions to learn from")
    weights |= _fit_network([of for _, of in samples], encoder, settings, draw, tell)
    weights = {name: of.round(_DIGITS) for name, of in weights.items()}
    weights["trust"] = fit_trust(samples, weights, settings.rounds).round(_DIGITS)
    return ModelFile(
        provenance={
            "corpus": corpus,
            "documents": len(examples),
            "attributions": sum(len(example.gold) for example in examples),
            "numbers": sum(of.size for of in weights.values()),
            **asdict(settings),
        },
        rounds=settings.rounds,
        screen=_SCREEN,
        threshold=_THRESHOLD,
        dependencies=words.dependencies,
        token_values=words.tokens,
        candidate_values=words.candidates,
        arrays={
            name: Array(of.shape, tuple(round(number, _DIGITS) for number in of.ravel().tolist()))
            for name, of in sorted(weights.items())
        },
        counts=count_rows(counts),
    )


def _samples(documents: list[Seen], encoder: Encoder, screen: Arrays) -> list[tuple[Seen, Sample]]:
    """The documents with the samples of the candidates that pass the first look."""
    samples = []
    for document in documents:
        view = document.view
        codes = encoder.candidates.codes(view.categories)
        odds = first_look(screen, codes, view.measures)
        passed = np.flatnonzero(odds >= _SCREEN).astype(np.int32)
        if len(passed):
            samples.append((document, encoder.sample(document, passed)))
    return samples


def _fit_network(
    samples: list[Sample],
    encoder: Encoder,
    settings: Settings,
    draw: np.random.Generator,
    tell: Callable[[str], None],
) -> Arrays:
    weights = _first_weights(samples[0].measures.shape[1], encoder, settings, draw)
    steps = settings.epochs * -(-len(samples) // _BATCH)
    descent = Descent(weights, steps, _RATE)
    dropout = Dropout(settings.dropout, draw)
    for epoch in range(1, settings.epochs + 1):
        order = draw.permutation(len(samples)).tolist()
        losses = []
        for first in range(0, len(order), _BATCH):
            batch = [samples[number] for number in order[first : first + _BATCH]]
            shares = Shares(
                1 / max(1, sum(int(of.counted.sum()) for of in batch)),
                1 / sum(len(of.kept) for of in batch),
            )
            slopes = [slope(weights, of, shares, settings.rounds, dropout) for of in batch]
            losses.append(np.sum([loss for _, loss in slopes], axis=0))
            descent.step({name: np.sum([of[name] for of, _ in slopes], axis=0) for name in weights})
        labels, cues = np.mean(losses, axis=0)
        tell(f"epoch {epoch} of {settings.epochs}: loss {labels:.4f} labels, {cues:.4f} cues")
    return descent.average


def _first_weights(
    measures: int, encoder: Encoder, settings: Settings, draw: np.random.Generator
) -> Arrays:
    wide = settings.wide
    sizes = {
        "token": (encoder.tokens.size, settings.short),
        "pair": (sum(SIZES), settings.short),
        "candidate": (encoder.candidates.size, settings.candidate),
    }

    def normal(deviation: float, *shape: int) -> Floats:
        return draw.normal(0, deviation, shape).astype(np.float32)

    return {
        **{kind: normal(0.15, *shape) for kind, shape in sizes.items()},
        **{
            f"widen_{kind}": normal((3 * short) ** -0.5, short, wide)
            for kind, (_, short) in sizes.items()
        },
        "measures": normal((3 * measures) ** -0.5, measures, settings.candidate),
        "messages": normal(0.5 * wide**-0.5, (HEARD + 1) * wide, wide),
        "messages_bias": normal(0, wide),
        "label": normal((3 * wide) ** -0.5, wide, 4),
        "label_bias": normal(0, 4),
        "keep": normal((9 * wide) ** -0.5, 3 * wide),
        "keep_bias": normal(0, 1),
    }
