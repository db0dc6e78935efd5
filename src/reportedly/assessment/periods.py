"""When a transfer took place, as days, and whether a measure was in force then.

A TIMEX3 value ("2023-08", "2022-W40", "2020/2022") is read as the first and last day that it
can mean, after ISO 8601; `PAST_REF` and its like give no period. A measure's intervals are
half-open: in force on `from`, no longer on `until`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Literal, NamedTuple

from reportedly.assessment.measures import Interval, Measure

_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d{2})(?:-(?P<day>\d{2}))?|W(?P<week>\d{2})(?:-WE)?"
    r"|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?(?:T.*)?"
)
_DECADE = re.compile(r"(\d{3})X?")
_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11)}

Force = Literal["in", "part", "out"]


class Period(NamedTuple):
    """The first and the last day, and the value they were read from."""

    first: date
    last: date
    value: str


def read_period(value: str | None) -> Period | None:
    """The days that a TIMEX3 value can mean, or None where it names none."""
    if not value:
        return None
    begin, _, end = value.partition("/")
    try:
        first = _days(begin)
        last = _days(end) if end else first
    except (ValueError, OverflowError):
        return None
    if first is None or last is None or last[1] < first[0]:
        return None
    return Period(first[0], last[1], value)


def _days(value: str) -> tuple[date, date] | None:
    """First and last day of one value. Raises ValueError where the calendar has no such day."""
    if decade := _DECADE.fullmatch(value):
        return date(int(decade[1]) * 10, 1, 1), date(int(decade[1]) * 10 + 9, 12, 31)
    parts = _VALUE.fullmatch(value)
    if parts is None:
        return None
    year = int(parts["year"])
    if parts["day"]:
        day = date(year, int(parts["month"]), int(parts["day"]))
        return day, day
    if parts["week"]:
        monday = date.fromisocalendar(year, int(parts["week"]), 1)
        return monday, monday + timedelta(days=6)
    if parts["season"] == "WI":
        return date(year, 12, 1), _end(year + 1, 2)
    if parts["season"]:
        months = _SEASONS[parts["season"]]
    elif parts["quarter"]:
        months = (int(parts["quarter"]) * 3 - 2, int(parts["quarter"]) * 3)
    elif parts["half"]:
        months = (int(parts["half"]) * 6 - 5, int(parts["half"]) * 6)
    elif parts["month"]:
        months = (int(parts["month"]), int(parts["month"]))
    else:
        months = (1, 12)
    return date(year, months[0], 1), _end(year, months[1])


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def force_in(measure: Measure, period: Period) -> Force:
    """Whether the measure was in force in all, part or none of the period."""
    part = False
    for interval in measure.in_force:
        begun = interval.begin <= period.last
        ended = interval.until is not None and interval.until <= period.first
        if not begun or ended:
            continue
        if interval.begin <= period.first and (
            interval.until is None or period.last < interval.until
        ):
            return "in"
        part = True
    return "part" if part else "out"


def in_force_now(measure: Measure) -> bool:
    """Whether the measure has no known end."""
    return any(interval.until is None for interval in measure.in_force)


def intervals_in_words(measure: Measure) -> str:
    """When the measure is in force: "from 2006-12-23 until 2016-01-16 and from 2025-09-28"."""
    return " and ".join(_in_words(interval) for interval in measure.in_force)


def _in_words(interval: Interval) -> str:
    begin = f"from {interval.begin.isoformat()}"
    return f"{begin} until {interval.until.isoformat()}" if interval.until else begin
