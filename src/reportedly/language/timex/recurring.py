"""Days and months that come again each week or year, and which of them is meant.

A weekday, a month or a day of a month without its year is sought on the side of the
publication that the tense names, or else near it; "the following March" goes from the time
that the text spoke of last. Seasons, quarters and holidays are left to `yearly`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from reportedly.language.timex.direction import FIRMLY, FUTURE, PAST, UNKNOWN, is_open
from reportedly.language.timex.moments import (
    Moment,
    known_day,
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


def nearest(
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
    return dated(nearest(lambda step: known_day(year_now + step, month, number), around, 1))


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

    return dated(nearest(in_month, around, 3))


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
