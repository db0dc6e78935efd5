"""What holds of every text, also of those that no newsroom would print."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.analysis import Analyser
from reportedly.ledger.check import record_faults
from reportedly.reading.text import document_from_text
from reportedly.records import Document, UnreadableDocument

# Pieces that the stages look for, in any order, with anything between.
PIECES = [
    "“", "”", "\"", "``", "''", "«", "»", "(", ")", " - ", "\n", "\r\n", " said ", " denied ",
    "North Korea", "Iran", "he", "both countries", " sold shells to ", "drones", "on Monday",
    "According to ", "Mr. ", "the ministry", "in 2023", "\u202e", "\x00", "🚀", "é", ", ", ". ",
]  # fmt: skip
TEXTS = st.lists(
    st.sampled_from(PIECES) | st.text(st.characters(codec="utf-8"), max_size=12), max_size=40
).map("".join)


def english(text: str) -> Document:
    """The document of `text`, to be analysed whatever language it seems to be in."""
    document = document_from_text(text, doc_id="any", published="2024-05-07")
    return msgspec.structs.replace(document, language="en")


@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(text=TEXTS)
def test_any_text_gives_a_whole_record_and_always_the_same(analyser: Analyser, text: str) -> None:
    try:
        document = english(text)
    except UnreadableDocument:
        assert not any(character.isalpha() for character in text)
        return
    first = analyser.analyse(document)
    assert list(record_faults(first)) == []
    assert msgspec.json.encode(analyser.analyse(document)) == msgspec.json.encode(first)


@pytest.mark.parametrize(
    "text",
    [
        f"Iran said {'x' * 60} " * 7_000 + "y" * 500_000,
        "“" * 4_000 + " he said",
        "said " * 2_000,
        "a\n" * 5_000,
        "Russia, Iran, " * 600 + "denied it.",
    ],
    ids=["1 MB line", "unclosed quotations", "one verb", "short lines", "one list"],
)
def test_extreme_texts_are_read(analyser: Analyser, text: str) -> None:
    analysis = analyser.analyse(english(text))
    assert list(record_faults(analysis)) == []
