"""Dates as records hold them: ISO 8601, possibly short, from the values of TIMEX3."""

from __future__ import annotations

import re
from datetime import date

_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)")


def plain_date(value: str | None) -> str | None:
    """The date of a TIMEX3 value: "2023", "2023-03" or "2023-03-30"; a week by its Monday,
    a season or quarter by its year. None for values that name no date, such as PAST_REF."""
    if not value:
        return None
    if week := _WEEK.match(value):
        try:
            return date.fromisocalendar(int(week[1]), int(week[2]), 1).isoformat()
        except ValueError:
            return week[1]
    found = _DATE.match(value)
    return found.group() if found else None


def ordinal(value: str | None) -> int | None:
    """The proleptic ordinal of the first day of a date; None if there is no such day."""
    if not value:
        return None
    try:
        return date.fromisoformat(f"{value[:10]}-01-01"[:10]).toordinal()
    except ValueError:
        return None


def published_by(published: str | None, until: str) -> bool:
    """Whether a document of the date `published` was out by `until`, of which "2023-03" means
    all of March. One without a date can't be said to have been."""
    return published is not None and published[: len(until)] <= until
