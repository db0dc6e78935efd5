"""Dates of TIMEX3 values, and what had been published by a date."""

import pytest

from reportedly.linking.dates import ordinal, plain_date, published_by


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ("2023-03-30", "2023-03-30"),
        ("2023-03", "2023-03"),
        ("2023", "2023"),
        ("2023-W35", "2023-08-28"),
        ("2023-W99", "2023"),
        ("2023-SU", "2023"),
        ("2023-03-30T10:00", "2023-03-30"),
        ("PAST_REF", None),
        ("P3D", None),
        ("", None),
        (None, None),
    ],
)
def test_plain_dates(value: str | None, plain: str | None) -> None:
    assert plain_date(value) == plain


def test_a_short_date_begins_on_its_first_day() -> None:
    assert ordinal("2023") == ordinal("2023-01") == ordinal("2023-01-01")
    assert ordinal("2023-13") is ordinal(None) is None


@pytest.mark.parametrize(
    ("published", "until", "out"),
    [
        ("2023-03-30", "2023-03", True),
        ("2023-03-30", "2023-03-30", True),
        ("2023-03-31", "2023-03-30", False),
        ("2023-04-01", "2023-03", False),
        ("2023-03-30T23:00:00Z", "2023-03-30", True),
        (None, "2023-03", False),
    ],
)
def test_published_by(published: str | None, until: str, out: bool) -> None:
    assert published_by(published, until) is out
