"""What a search shows of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.ledger.snippets import snippet

LONG = "The harbour was quiet all week. " * 20
TEXT = f"{LONG}Shells lay on the quay.\n\nA minister denied that the shelled city bought rifles."


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("rifle", "bought [rifles]."),
        ("shells minister", "[Shells] lay on the quay. A [minister] denied that the [shelled]"),
        ('"the quay" denies', "on [the] [quay]. A minister [denied]"),
        ("the rifle", "bought [rifles]."),
        ("QUIET weeks", "The harbour was [quiet] all [week]."),
        ("submarine", "The harbour was quiet all week."),
        ("(", "The harbour was quiet all week."),
    ],
)
def test_words_are_shown_where_most_are_together(words: str, shown: str) -> None:
    assert shown in snippet(TEXT, words, ("[", "]"))


def test_a_word_longer_than_a_snippet_is_shown_in_part() -> None:
    word = "a" * 400
    assert 100 < len(snippet(f"Here is {word} and more", word, ("[", "]"))) < 300


def test_characters_stand_where_they_were_in_a_script_that_grows_in_lower_case() -> None:
    assert "sold [shells] to" in snippet("İİİİ sold shells to Sylvania", "SHELL", ("[", "]"))


@given(st.text(), st.text(max_size=40))
def test_a_snippet_is_a_part_of_the_text_on_one_line(text: str, words: str) -> None:
    shown = snippet(text, words, ("", ""))
    assert shown.strip("…").strip() in " ".join(text.split())
    assert len(shown) < 300
