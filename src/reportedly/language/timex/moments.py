"""Points of the calendar with a granularity, their TIMEX3 values, and how they are moved.

A moment is a day and the unit that the text speaks of: 1998-08-07 as a month is 1998-08,
as a week 1998-W32, as a decade 199 (TIMEX3 after ISO 8601; weeks are ISO weeks).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

# From fine to coarse: a moment can be spoken of in any unit that follows its own.
FINENESS = {
    unit: rank
    for rank, unit in enumerate(
        ("day", "weekend", "week", "month", "season", "quarter", "half", "year", "decade")
    )
} | {"century": 9, "second": 0, "minute": 0, "hour": 0, "fortnight": 2}
# What each unit is in months or days.
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}
_SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
OPEN_VALUES = {
    "century": "XX",
    "day": "XXXX-XX-XX",
    "decade": "XXX",
    "fortnight": "XXXX-WXX",
    "half": "XXXX-HX",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "season": "XXXX-XX",
    "week": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "year": "XXXX",
}
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


class Moment(NamedTuple):
    """A day, and the unit of the calendar around it that is meant."""

    day: date
    unit: str

    def value(self) -> str:
        """The TIMEX3 value."""
        day, unit = self.day, self.unit
        if unit == "year":
            return f"{day.year:04}"
        if unit == "month":
            return f"{day.year:04}-{day.month:02}"
        if unit in ("week", "fortnight", "weekend"):
            year, week, _ = day.isocalendar()
            return f"{year:04}-W{week:02}" + ("-WE" if unit == "weekend" else "")
        if unit == "quarter":
            return f"{day.year:04}-Q{(day.month + 2) // 3}"
        if unit == "half":
            return f"{day.year:04}-H{(day.month + 5) // 6}"
        if unit == "season":
            return season_value(day)
        if unit == "decade":
            return f"{day.year // 10:03}"
        if unit == "century":
            return f"{day.year // 100:02}"
        return day.isoformat()

    def at(self, unit: str) -> Moment:
        """The same point, spoken of in `unit`."""
        return Moment(self.day, unit)

    def moved(self, number: float, unit: str) -> Moment | None:
        """The moment `number` units later (earlier if negative), in the same unit as before;
        None if the calendar ends before."""
        try:
            if unit in _MONTHS:
                return Moment(_add_months(self.day, round(number * _MONTHS[unit])), self.unit)
            if unit == "season":
                return Moment(_add_months(self.day, round(number * 12)), self.unit)
            return Moment(self.day + timedelta(days=number * _DAYS.get(unit, 0)), self.unit)
        except (OverflowError, ValueError):
            return None


def moment(value: str | None) -> Moment | None:
    """The moment that an ISO date names: a day, a month or a year; None if it is none."""
    match = _ISO.match(value or "")
    if match is None:
        return None
    year, month, day = match.groups()
    unit = "day" if day else "month" if month else "year"
    return known_day(int(year), int(month or 1), int(day or 1), unit)


def known_day(year: int, month: int, day: int, unit: str = "day") -> Moment | None:
    """The moment of that date, or None if the calendar has no such day."""
    try:
        return Moment(date(year, month, day), unit)
    except ValueError:
        return None


def season_start(year: int, season: str) -> Moment | None:
    """The season of `year` that begins in it: winter belongs to the year of its December."""
    return known_day(year, _SEASON_STARTS[season], 1, "season")


def season_value(day: date) -> str:
    """The season of `day`, as on the northern half of the earth."""
    season = ("WI", "SP", "SU", "FA")[day.month % 12 // 3]
    return f"{day.year - (day.month < 3):04}-{season}"


def nth_weekday(year: int, month: int, weekday: int, number: int) -> Moment | None:
    """The `number`-th such ISO weekday of the month; -1 is the last."""
    if number > 0:
        first = known_day(year, month, 1)
        ahead = 0 if first is None else (weekday - first.day.isoweekday()) % 7
        return known_day(year, month, 1 + ahead + 7 * (number - 1))
    last = known_day(year, month, monthrange(year, month)[1])
    return None if last is None else last.moved(-((last.day.isoweekday() - weekday) % 7), "day")


def easter(year: int) -> Moment | None:
    """Easter Sunday of the Gregorian calendar, by the anonymous algorithm of 1876 (Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return known_day(year, month, day + 1)


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
