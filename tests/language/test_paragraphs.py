"""Where paragraphs begin and end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.language.paragraphs import LONGEST, paragraphs
from reportedly.language.pipeline import Pipeline


def pieces(text: str) -> list[str]:
    """The paragraphs of `text`."""
    return [text[start:end] for start, end in paragraphs(text)]


WRAPPED = """\
The ministry of defence said in a note on Monday
that officials from both states had met and had
agreed to hand over the boats before the end of the
year, and that crews would be trained in the spring.

A spokesman gave no price.
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\nTwo.\n", ["One.", "Two."]),
        ("One.\r\n\r\n  Two. ", ["One.", "Two."]),
        ("", []),
        (" \n\t\n", []),
        (
            "LAGOS, May 3 (Quay Wire) - Two boats came.",
            ["LAGOS, May 3 (Quay Wire) -", "Two boats came."],
        ),
        ("KYIV — They left.", ["KYIV —", "They left."]),
        ("NATO said it would help.", ["NATO said it would help."]),
        ("A-10 jets - old ones - flew.", ["A-10 jets - old ones - flew."]),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_a_hard_wrapped_text_ends_paragraphs_at_blank_lines() -> None:
    assert len(pieces(WRAPPED)) == 2


def test_a_long_line_is_cut_between_words() -> None:
    text = "The boats came. " * 2000
    assert all(len(piece) <= LONGEST for piece in pieces(text))
    assert " ".join(pieces(text)) == text.strip()


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_nothing_but_white_space_is_left_out(text: str) -> None:
    spans = paragraphs(text)
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(a < b <= c for (a, b), (c, _) in pairwise(spans))


@pytest.mark.parametrize("text", ["x" * 1_000_000, "a b. " * 100, "\x00\ud7ff\u202e“", "‘" * 50])
def test_any_text_is_parsed_with_tokens_in_place(pipeline: Pipeline, text: str) -> None:
    parsed = pipeline.annotate(text)
    assert all(
        text[start:end] == word
        for start, end, word in zip(parsed.starts, parsed.ends, parsed.words, strict=True)
    )


def test_a_dateline_is_not_the_subject(pipeline: Pipeline) -> None:
    parsed = pipeline.annotate("DOHA, Nov. 5 - Iran said it sold drones.")
    said = parsed.words.index("said")
    subject = parsed.child(said, "nsubj")
    assert subject is not None
    assert parsed.words[subject] == "Iran"
