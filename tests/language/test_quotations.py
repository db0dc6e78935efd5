"""Quotation marks of every style, and broken ones."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.language.quotations import find_quotations


def quoted(pipeline, text: str) -> list[str]:
    annotated = pipeline.annotate(text)
    return [
        text[annotated.starts[record.start] : annotated.ends[record.end - 1]]
        for record in find_quotations(annotated).records
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We sold it,” he said.", ["“We sold it,”"]),
        ('"We sold it," he said.', ['"We sold it,"']),
        ("''We sold it,'' he said.", ["''We sold it,''"]),
        ("``We sold it,'' he said.", ["``We sold it,''"]),
        ("«We sold it,» he said.", ["«We sold it,»"]),
        ("„We sold it,“ he said.", ["„We sold it,“"]),
        ("‘We sold it,’ he said.", ["‘We sold it,’"]),
        ("He called it a 'crazy system' today.", ["'crazy system'"]),
        ("The ship's crew didn't know it.", []),
        ("The crews’ cabins, the captain’s too, were empty.", []),
        ("In the '90s the plant was the town’s pride.", []),
        ("“One,” he said. “Two.”", ["“One,”", "“Two.”"]),
        ("He said “we have a ‘special’ duty” to it.", ["“we have a ‘special’ duty”"]),
    ],
)
def test_closed_quotations(pipeline, text, expected):
    assert quoted(pipeline, text) == expected


def test_an_unclosed_mark_ends_with_its_paragraph(pipeline):
    text = "“We sold nothing at all.\n\nThe plant stands by the river."
    assert quoted(pipeline, text) == ["“We sold nothing at all."]


def test_a_quotation_goes_on_where_the_next_paragraph_reopens(pipeline):
    text = "“We sold nothing.\n\n“We bought nothing,” he said."
    annotated = pipeline.annotate(text)
    first, second = find_quotations(annotated).records
    assert first.continued
    assert not first.closed
    assert second.closed


def test_a_mark_that_nothing_opened_quotes_nothing(pipeline):
    assert quoted(pipeline, "We sold nothing,” he said.") == []


@given(st.text(alphabet="ab .,\n\"'“”„«»‘’`", max_size=120))
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_marks_give_ranges_in_order_within_one_paragraph(pipeline, text):
    annotated = pipeline.annotate(text)
    records = find_quotations(annotated).records
    for record in records:
        assert 0 <= record.start < record.end <= len(annotated)
        assert annotated.paragraph_of[record.start] == annotated.paragraph_of[record.end - 1]
    for before, after in pairwise(records):
        assert before.end <= after.start
