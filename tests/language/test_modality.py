"""Factuality: a sentence in, how its predicate is told out."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from reportedly.language.annotated import AnnotatedText
from reportedly.language.modality import factuality, is_negated, is_reporting
from reportedly.language.pipeline import Pipeline

TABLE = yaml.safe_load((Path(__file__).parent / "modality_cases.yml").read_text("utf-8"))
CASES = [(degree, sentence) for degree, sentences in TABLE.items() for sentence in sentences]


def predicate(pipeline: Pipeline, marked: str) -> tuple[AnnotatedText, int]:
    """The parse of a sentence and the token that it has in square brackets."""
    offset = marked.index("[")
    text = pipeline.annotate(marked.replace("[", "").replace("]", ""))
    token = text.token_at(offset)
    assert token is not None
    return text, token


@pytest.mark.parametrize(("degree", "sentence"), CASES, ids=lambda value: value[:60])
def test_factuality(pipeline: Pipeline, degree: str, sentence: str) -> None:
    assert factuality(*predicate(pipeline, sentence)) == degree


def test_a_refusal_of_what_was_not_denied_stays_open(pipeline: Pipeline) -> None:
    marked = "The minister did not deny [sending] the rifles."
    assert factuality(*predicate(pipeline, marked)) == "possible"


def test_negation_is_the_predicates_own(pipeline: Pipeline) -> None:
    assert is_negated(*predicate(pipeline, "They did not [agree] to sell it."))
    assert not is_negated(*predicate(pipeline, "They refused to [sell] it."))
    assert is_reporting("say")
    assert not is_reporting("sell")


def test_every_token_has_a_degree(pipeline: Pipeline) -> None:
    text = pipeline.annotate("If not, why did no one who might have known say so? Never mind.")
    degrees = {factuality(text, token) for token in range(len(text))}
    assert degrees <= {"happened", "ongoing", "planned", "possible", "hypothetical", "negated"}
