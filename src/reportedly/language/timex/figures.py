"""Dates that figures alone give: 31/8/2023, 31.08.2023, fiscal 2024, FY24."""

from __future__ import annotations

from reportedly.language.timex.grammar import Rule
from reportedly.language.timex.meanings import Meaning
from reportedly.language.timex.moments import known_day
from reportedly.language.timex.surroundings import Fields, Surroundings

_NEAR = 31  # days from the publication within which one order of day and month is believed


def numeric(_: Rule, fields: Fields, around: Surroundings) -> Meaning | None:
    """A date in figures: with dots the day first; with strokes month or day first, which is
    left open where both can be and neither is near the publication."""
    first, second = int(fields["daynumber"]), int(fields["secondnumber"])
    year = int(fields.get("year") or _long_year(fields["yearnumber"], around))
    orders = [(second, first)] if "dot" in fields else [(first, second), (second, first)]
    found = [known_day(year, month, day) for month, day in orders]
    days = list(dict.fromkeys(day for day in found if day is not None))
    now = around.published
    if len(days) > 1 and now is not None:
        days = [day for day in days if abs((day.day - now.day).days) <= _NEAR] or days
    if len(days) > 1:
        return Meaning("DATE", f"{year:04}-XX-XX")
    return Meaning("DATE", days[0].value(), days[0]) if days else None


def _long_year(year: str, around: Surroundings) -> str:
    if len(year) == 4:
        return year
    now = around.published.day.year if around.published else 2000
    return str(min((1900, 2000), key=lambda c: (abs(c + int(year) - now), c)) + int(year))


def fiscal(_: Rule, fields: Fields, around: Surroundings) -> Meaning | None:
    """A fiscal year, FY2024 by TIDES: which months it has, no text says."""
    year = fields.get("year") or _long_year(fields["yearnumber"], around)
    return Meaning("DATE", f"FY{year}", known_day(int(year), 1, 1, "year"))
