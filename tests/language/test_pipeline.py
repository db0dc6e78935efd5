"""The parse as columns, and what is kept of it."""

from __future__ import annotations

import random
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.language.annotated import AnnotatedText
from reportedly.language.pipeline import Pipeline

PARAGRAPHS = (
    "SEOUL, May 3 (Quay) - Pyongyang denied on Friday that it had sold shells to anybody.",
    "\u201cWe know what we saw,\u201d an official in Tokyo told reporters, who was not named.",
    "The ship\u00a0left Rajin in April. Its cargo, two people said, was bound for the west.",
    "Shells sold.",
)


@pytest.fixture(scope="module")
def forgetful() -> Pipeline:
    """One that keeps nothing."""
    return Pipeline(tokens_kept=0)


@pytest.fixture(scope="module")
def mindful() -> Pipeline:
    """One that keeps few parses, so that some are dropped and made again."""
    return Pipeline(tokens_kept=40)


pieces = st.lists(st.sampled_from(PARAGRAPHS) | st.text(max_size=40), max_size=6)


@settings(max_examples=60)
@given(texts=st.lists(pieces.map("\n".join), max_size=4))
def test_a_kept_parse_is_the_parse(
    texts: list[str], mindful: Pipeline, forgetful: Pipeline
) -> None:
    assert list(mindful.annotate_many(texts)) == [forgetful.annotate(text) for text in texts]
    assert mindful._parses.size <= 40


def test_a_copy_under_another_headline_is_not_parsed_again() -> None:
    pipeline = Pipeline()
    body = "\n".join(PARAGRAPHS[1:])
    first = pipeline.annotate(f"One headline\n{body}")
    asked: list[str] = []
    parse = pipeline.nlp.pipe

    def pipe(texts: list[str], **settings: int) -> object:
        asked.extend(texts)
        return parse(texts, **settings)

    pipeline.nlp.pipe = pipe  # type: ignore[assignment,method-assign]
    second = pipeline.annotate(f"Another\n{body}\n{PARAGRAPHS[1]}")
    assert asked == ["Another"]
    assert second.words[1 : 1 + len(first) - 2] == first.words[2:]
    assert second.text[second.starts[-1] : second.ends[-1]] == second.words[-1]


def test_paragraphs_in_any_order_are_parsed_alike(pipeline: Pipeline) -> None:
    texts = PARAGRAPHS[1:]  # the first has a dateline, which is a paragraph of its own
    alone = {text: pipeline.annotate(text) for text in texts}
    for order in permutations(texts):
        together = pipeline.annotate("\n".join(order))
        for text, (start, end) in zip(order, together.paragraphs, strict=True):
            assert together.lemmas[start:end] == alone[text].lemmas
            assert together.deps[start:end] == alone[text].deps
            heads = [head - start for head in together.heads[start:end]]
            assert heads == alone[text].heads


def test_the_vocabulary_does_not_grow(pipeline: Pipeline) -> None:
    dice = random.Random(3)  # noqa: S311  made-up words, not a secret

    def words(count: int) -> str:
        return " ".join("".join(dice.choices("bcdfgaeiou", k=9)) for _ in range(count))

    pipeline.annotate(words(10))
    vocabulary = pipeline.nlp.vocab
    known = (sum(1 for _ in vocabulary), len(vocabulary.strings))
    annotated: AnnotatedText = pipeline.annotate(words(3_000))
    assert len(annotated) == 3_000
    assert (sum(1 for _ in vocabulary), len(vocabulary.strings)) == known
