"""Dates as publishers write them."""

import contextlib
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reportedly.reading.dates import parse_date, published_date
from reportedly.records import BadDate

CASES = yaml.safe_load(Path(__file__).with_name("dates.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"]))
def test_parse_date(case: dict[str, object]) -> None:
    expected = case["date"]
    assert parse_date(str(case["text"])) == (None if expected is None else str(expected))


@given(
    st.dates(date(1900, 1, 1), date(2999, 12, 31)),
    st.sampled_from(["%d %B %Y", "%b %d, %Y", "%Y-%m-%d"]),
)
def test_a_written_date_is_read_back(day: date, form: str) -> None:
    assert published_date(day.strftime(form)) == day.isoformat()


@given(st.text(max_size=80))
def test_a_bad_date_says_so(text: str) -> None:
    with contextlib.suppress(BadDate):
        assert date.fromisoformat(published_date(text))
