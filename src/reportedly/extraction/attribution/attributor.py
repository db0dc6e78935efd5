"""Who finds the attributions of a text: the shipped model, one of the user's, or rules alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from reportedly.extraction.attribution.decoding import decode
from reportedly.extraction.attribution.edges import edged
from reportedly.extraction.attribution.mending import mended
from reportedly.extraction.attribution.model import Model, load_model, shipped_model
from reportedly.extraction.attribution.record import Attribution
from reportedly.extraction.attribution.retelling import retold
from reportedly.extraction.attribution.rules import attributions_by_rule, completed
from reportedly.extraction.attribution.tagger import tag
from reportedly.extraction.attribution.trust import certainties
from reportedly.language.annotated import AnnotatedText
from reportedly.language.quotations import Quotations

Attributor = Callable[[AnnotatedText, Quotations], tuple[Attribution, ...]]
RULES_ALONE = "none"


def attributor(model: str | None = None) -> Attributor:
    """Who finds attributions by the file `model`, or by rules alone where it is "none".

    The shipped model is the default. Raises `ReferenceDataError` if the file is no model.
    """
    if model is None:
        return find_attributions
    if model == RULES_ALONE:
        return attributions_by_rule
    return partial(attributions_by_model, load_model(Path(model)))


def find_attributions(text: AnnotatedText, quotations: Quotations) -> tuple[Attribution, ...]:
    """The attributions of `text` by the shipped model."""
    return attributions_by_model(shipped_model(), text, quotations)


def attributions_by_model(
    model: Model, text: AnnotatedText, quotations: Quotations
) -> tuple[Attribution, ...]:
    """The attributions that `model` finds, and those that it passes over though the frames
    of their cues or their place make them plain, all mended by the parse."""
    found = []
    for tagged in tag(text, quotations, model):
        attribution = decode(text, quotations, tagged)
        if attribution is not None and model.trust(certainties(tagged, attribution)) >= 0:
            found.append(attribution)
    whole = mended(text, quotations, completed(text, quotations, tuple(found)))
    return edged(text, retold(text, quotations, whole))
