"""Seasons, quarters, halves and holidays without their year, and which of them is meant.

As with months (recurring.py), the side of the publication is the one that the tense names.
"""

from __future__ import annotations

from reportedly.language.timex.direction import UNKNOWN
from reportedly.language.timex.moments import (
    Moment,
    easter,
    known_day,
    nth_weekday,
    season_start,
)
from reportedly.language.timex.recurring import nearest, year_of
from reportedly.language.timex.surroundings import Dated, Fields, Surroundings, dated


def season(fields: Fields, around: Surroundings) -> Dated:
    season = around.words.seasons[fields["season"]]
    named = "which" not in fields or "year_word" in fields
    year = year_of(fields, around) if named else None
    now = around.published
    if year is not None:
        return dated(season_start(year, season))
    if now is None or "which_of_text" in fields:
        return f"XXXX-{season}", None
    starts = [season_start(now.day.year + step, season) for step in (-2, -1, 0, 1)]
    known = [start for start in starts if start is not None]
    step = around.words.which.get(fields.get("which", ""))
    gaps = {m: (m.day - now.day).days for m in known}
    if step == -1:
        known = [m for m in known if gaps[m] < -91]  # it is over
        return dated(known[-1])
    if step == 1:
        return dated(next((m for m in known if gaps[m] > 0), None))
    if step == 0:
        return dated(season_start(now.day.year - (season == "WI" and now.day.month < 4), season))
    side = around.tense()
    if side < UNKNOWN:
        return dated([m for m in known if gaps[m] <= 0][-1])
    if side > UNKNOWN:
        return dated(next((m for m in known if gaps[m] > -91), None))
    return dated(min(known, key=lambda m: abs(gaps[m] + 45)))


def quarter(fields: Fields, around: Surroundings) -> Dated:
    name = fields.get("quarter") or fields["half"]
    unit = "quarter" if "quarter" in fields else "half"
    digits = [c for c in name if c.isdigit()]
    number = int(digits[0]) if digits else _ordinal(name, around)
    months = 3 if unit == "quarter" else 6
    month = 1 + months * (number - 1)
    year = year_of(fields, around)
    now = around.published
    if year is not None:
        return dated(known_day(year, month, 1, unit))
    if now is None:
        return f"XXXX-{unit[0].upper()}{number}", None
    this = now.day.year
    current = (now.day.month - 1) // months + 1
    if around.tense() > UNKNOWN:
        return dated(known_day(this + (number < current), month, 1, unit))
    return dated(known_day(this - (number > current), month, 1, unit))


def _ordinal(name: str, around: Surroundings) -> int:
    return around.words.ordinals[name.replace("-", " ").split()[0]]


def holiday(fields: Fields, around: Surroundings) -> Dated:
    rule = around.words.holidays[fields["holiday"]]
    year = year_of(fields, around) if "year" in fields else None
    if year is not None:
        return dated(_holiday_in(rule, year))
    now = around.published
    if now is None:
        fixed = rule[0] != "easter" and len(rule) == 2
        return (f"XXXX-{int(rule[0]):02}-{int(rule[1]):02}" if fixed else "XXXX-XX-XX"), None
    this = now.day.year
    step = around.words.which.get(fields.get("which", ""))
    if step in (-1, 1):
        days = [_holiday_in(rule, this + offset) for offset in (-1, 0, 1)]
        known = [d for d in days if d is not None and (d.day - now.day).days * step > 0]
        return dated(min(known, key=lambda d: abs((d.day - now.day).days), default=None))
    return dated(nearest(lambda offset: _holiday_in(rule, this + offset), around, 1))


def _holiday_in(rule: list[int | str], year: int) -> Moment | None:
    if rule[0] == "easter":
        sunday = easter(year)
        return None if sunday is None else sunday.moved(int(rule[1]), "day")
    numbers = [int(number) for number in rule]
    if len(numbers) == 2:
        return known_day(year, numbers[0], numbers[1])
    day = nth_weekday(year, numbers[0], numbers[1], numbers[2])
    return day if day is None or len(numbers) == 3 else day.moved(numbers[3], "day")
