"""Dates that come again each week or year, and which of them is meant.

A weekday, a month, a day of a month, a season, a quarter or a holiday without its year is
sought on the side of the publication that the tense names, or else near it; "the following
March" goes from the time that the text spoke of last.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from reportedly.language.timex.direction import FIRMLY, FUTURE, PAST, UNKNOWN, is_open
from reportedly.language.timex.moments import (
    Moment,
    easter,
    known_day,
    nth_weekday,
    season_start,
)
from reportedly.language.timex.surroundings import Dated, Fields, Surroundings, dated

# A date without its year is near: what was nearly a year ago and is about to come again is to come.
_SOON = 75
_FROM = ("from", "between", "early", "late")
_TO = ("to", "and", "through", "until", "till")
_OTHER_END = re.compile(
    r"\s(?:to|and|through|until|till)\s(?:early\s|late\s|mid-)?"
    r"(?:\d\d?\s)?[A-Z][a-z]+\.?(?:\s\d\d?,?)?\s((?:19|20)\d\d)(?!\d)"
)


def year_of(fields: Fields, around: Surroundings) -> int | None:
    """The year that the expression names, or None."""
    if "year" in fields:
        return int(fields["year"])
    now = around.published
    if "shortyear" in fields:
        year, today = int(fields["shortyear"][1:]), now.day.year if now else 2000
        return min((1900 + year, 2000 + year), key=lambda y: (abs(y - today), y))
    if "which" in fields and now is not None:
        return now.day.year + around.words.which[fields["which"]]
    return _year_of_range(around)


def _year_of_range(around: Surroundings) -> int | None:
    """The year said at the other end of a range: "from June to August 2019"."""
    text = around.text
    if around.word_after not in _TO or around.word_before not in _FROM:
        return None
    match = _OTHER_END.match(text.text, text.ends[around.end - 1])
    return int(match[1]) if match else None


def _nearest(
    candidates: Callable[[int], Moment | None], around: Surroundings, span: int
) -> Moment | None:
    """Of `candidates(-1)`, `(0)`, `(1)` the one on the side of the tense, or else nearest."""
    now = around.published
    if now is None:
        return None
    found = [m for m in (candidates(step) for step in (-1, 0, 1)) if m is not None]
    if not found:
        return None
    gaps = {m: (m.day - now.day).days for m in found}
    side = around.tense()
    loose = abs(side) < FIRMLY and around.word_before not in _FROM
    if loose and any(-_SOON <= gaps[m] * side < 0 for m in found):
        side = UNKNOWN  # a tense that is not its own does not send it a year away
    if side < UNKNOWN:
        found = [m for m in found if gaps[m] <= span] or found
    elif side > UNKNOWN:
        found = [m for m in found if gaps[m] >= -span] or found
    # What is told without a tense is rather past than to come.
    return min(found, key=lambda m: (1.5 * gaps[m] if gaps[m] > 0 else -gaps[m], gaps[m]))


def calendar_day(fields: Fields, around: Surroundings) -> Dated:
    words = around.words
    month = words.months[fields["month"]] if "month" in fields else int(fields["monthnumber"])
    number = int("".join(c for c in fields.get("day", fields.get("daynumber", "")) if c.isdigit()))
    year = year_of(fields, around)
    if year is not None:
        return dated(known_day(year, month, number))
    if known_day(2000, month, number) is None:
        return None, None
    now = around.published
    if now is None:
        return f"XXXX-{month:02}-{number:02}", None
    weekday = _weekday_number(fields, around)
    if weekday is not None:
        for away in (0, -1, 1, -2, 2, -3, 3, -4, 4, -5, 5):
            day = known_day(now.day.year + away, month, number)
            if day is not None and day.day.isoweekday() == weekday:
                return dated(day)
    year_now = now.day.year
    return dated(_nearest(lambda step: known_day(year_now + step, month, number), around, 1))


def _weekday_number(fields: Fields, around: Surroundings) -> int | None:
    words = around.words
    if "weekday" in fields:
        return words.weekdays[fields["weekday"]]
    if "weekday_abbreviation" in fields:
        return words.weekday_abbreviations[fields["weekday_abbreviation"]]
    return None


def month(fields: Fields, around: Surroundings) -> Dated:
    number = around.words.months[fields["month"]]
    now = around.published
    year = year_of(fields, around)
    step = around.words.which.get(fields.get("which", ""))
    if "which_of_text" in fields:
        origin = around.spoken_of("month")
        offset = around.words.which_of_text[fields["which_of_text"]]
        return _following(origin, offset, lambda y: known_day(y, number, 1, "month"), number)
    if year is not None and ("which" not in fields or "year_word" in fields):
        return dated(known_day(year, number, 1, "month"))
    if now is None:
        return f"XXXX-{number:02}", None
    this = now.day.year
    if step == -1:
        return dated(known_day(this - (number >= now.day.month), number, 1, "month"))
    if step == 1:
        return dated(known_day(this + (number <= now.day.month), number, 1, "month"))
    day = min(now.day.day, 28)

    def in_month(offset: int) -> Moment | None:
        return known_day(this + offset, number, day, "month")

    return dated(_nearest(in_month, around, 3))


def _following(
    origin: Moment | None, offset: int, at: Callable[[int], Moment | None], number: int
) -> Dated:
    if origin is None:
        return f"XXXX-{number:02}", None
    for year in range(origin.day.year - 1, origin.day.year + 2):
        found = at(year)
        if found is None:
            continue
        gap = (found.day - origin.day).days
        if (offset > 0 and gap > 0) or (offset == 0 and gap > -31):
            return dated(found)
        if offset < 0 and -366 <= gap < 0:
            return dated(found)
    return f"XXXX-{number:02}", None


def weekday(fields: Fields, around: Surroundings) -> Dated:
    number = around.words.weekdays[fields["weekday"]]
    now = around.published
    step = around.words.which.get(fields.get("which", ""))
    if "which_of_text" in fields:
        origin = around.spoken_of("day")
        offset = around.words.which_of_text[fields["which_of_text"]]
        if origin is None:
            return f"XXXX-WXX-{number}", None
        gap = (number - origin.day.isoweekday()) % 7
        gap = gap if offset == 0 else (gap or 7) if offset > 0 else -(-gap % 7 or 7)
        return dated(origin.moved(gap, "day"))
    if now is None:
        return f"XXXX-WXX-{number}", None
    today = now.day.isoweekday()
    back, ahead = -((today - number) % 7), (number - today) % 7
    if "week_word" in fields:
        gap = number - today + 7 * (step or 0)
    elif step == -1:
        gap = back or -7
    elif step == 1:
        gap = ahead or 7
    else:
        side = around.tense()
        if side == UNKNOWN and step == 0:
            side = FUTURE
        if side == UNKNOWN and is_open(around.text, around.start):
            side = FUTURE if ahead <= 5 else PAST
        gap = ahead if side > UNKNOWN else back
    return dated(now.moved(gap, "day"))


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
    return dated(_nearest(lambda offset: _holiday_in(rule, this + offset), around, 1))


def _holiday_in(rule: list[int | str], year: int) -> Moment | None:
    if rule[0] == "easter":
        sunday = easter(year)
        return None if sunday is None else sunday.moved(int(rule[1]), "day")
    numbers = [int(number) for number in rule]
    if len(numbers) == 2:
        return known_day(year, numbers[0], numbers[1])
    day = nth_weekday(year, numbers[0], numbers[1], numbers[2])
    return day if day is None or len(numbers) == 3 else day.moved(numbers[3], "day")
