"""Which point of the calendar a date expression means.

Full dates stand for themselves. A weekday, a month or a day of a month is sought on the
side of the publication that the tense names; "that year", "the following month" go from
the time that the text spoke of last. Without a publication date the value stays open.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from reportedly.language.annotated import AnnotatedText
from reportedly.language.timex.direction import FIRMLY, FUTURE, PAST, UNKNOWN, direction, is_open
from reportedly.language.timex.grammar import Vocabulary
from reportedly.language.timex.moments import (
    FINENESS,
    OPEN_VALUES,
    Moment,
    easter,
    known_day,
    nth_weekday,
    season_start,
)

# A date without its year is near: what was nearly a year ago and is about to come again is to come.
_SOON = 95

_FROM = ("from", "between", "early", "late")
_TO = ("to", "and", "through", "until", "till")
_OTHER_END = re.compile(
    r"\s(?:to|and|through|until|till)\s(?:early\s|late\s|mid-)?"
    r"(?:\d\d?\s)?[A-Z][a-z]+\.?(?:\s\d\d?,?)?\s((?:19|20)\d\d)(?!\d)"
)

Fields = dict[str, str]
Dated = tuple[str | None, Moment | None]

_QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "f": 4, "s": 2, "t": 3}


@dataclass(slots=True)
class Surroundings:
    """Where an expression stands: the text, its tokens `start` to `end`, the publication,
    and the moments that the text spoke of before, each with its sentence."""

    text: AnnotatedText
    words: Vocabulary
    published: Moment | None
    start: int = 0
    end: int = 0
    spoken: list[tuple[int, Moment]] = field(default_factory=list)

    @property
    def word_before(self) -> str:
        return self.text.lower[self.start - 1] if self.start else ""

    @property
    def word_after(self) -> str:
        return self.text.lower[self.end] if self.end < len(self.text.lower) else ""

    def tense(self) -> int:
        """Which side of the publication the verb names."""
        return direction(self.text, self.start, self.end, self.words)

    def spoken_of(self, unit: str, *, near: bool = False) -> Moment | None:
        """The last moment before that is as fine as `unit`; `near`: in the same sentence,
        or else the one before it."""
        sentence = self.text.sentence_of[self.start]
        reach = 1 if near else 4
        for where, moment in reversed(self.spoken):
            if sentence - where > reach:
                break
            if FINENESS[moment.unit] <= max(FINENESS[unit], 0):
                return moment
        return None


def date_of(fields: Fields, around: Surroundings) -> Dated:
    """The value and moment of a date expression; (None, None) if it is none."""
    for name, resolve in _RESOLVERS:
        if name in fields:
            return resolve(fields, around)
    return None, None


def shifted(origin: Moment | None, number: float, unit: str) -> Moment | None:
    """The moment `number` units from `origin`, in that unit."""
    if origin is None:
        return None
    if number != round(number) and unit == "year":
        number, unit = round(number * 12), "month"
    moved = origin.moved(number, unit)
    return None if moved is None else moved.at("week" if unit == "fortnight" else unit)


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
    if abs(side) < FIRMLY and any(-_SOON <= gaps[m] * side < 0 for m in found):
        side = UNKNOWN  # a tense that is not its own does not send it a year away
    if side < UNKNOWN:
        found = [m for m in found if gaps[m] <= span] or found
    elif side > UNKNOWN:
        found = [m for m in found if gaps[m] >= -span] or found
    return min(found, key=lambda m: (abs(gaps[m]), gaps[m]))


def _calendar_day(fields: Fields, around: Surroundings) -> Dated:
    words = around.words
    month = words.months[fields["month"]] if "month" in fields else int(fields["monthnumber"])
    number = int("".join(c for c in fields.get("day", fields.get("daynumber", "")) if c.isdigit()))
    year = year_of(fields, around)
    if year is not None:
        return _known(known_day(year, month, number))
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
                return _known(day)
    year_now = now.day.year
    return _known(_nearest(lambda step: known_day(year_now + step, month, number), around, 1))


def _weekday_number(fields: Fields, around: Surroundings) -> int | None:
    words = around.words
    if "weekday" in fields:
        return words.weekdays[fields["weekday"]]
    if "weekday_abbreviation" in fields:
        return words.weekday_abbreviations[fields["weekday_abbreviation"]]
    return None


def _known(moment: Moment | None) -> Dated:
    return (None, None) if moment is None else (moment.value(), moment)


def _month(fields: Fields, around: Surroundings) -> Dated:
    number = around.words.months[fields["month"]]
    now = around.published
    year = year_of(fields, around)
    step = around.words.which.get(fields.get("which", ""))
    if "which_of_text" in fields:
        origin = around.spoken_of("month")
        offset = around.words.which_of_text[fields["which_of_text"]]
        return _following(origin, offset, lambda y: known_day(y, number, 1, "month"), number)
    if year is not None and ("which" not in fields or "year_word" in fields):
        return _known(known_day(year, number, 1, "month"))
    if now is None:
        return f"XXXX-{number:02}", None
    this = now.day.year
    if step == -1:
        return _known(known_day(this - (number >= now.day.month), number, 1, "month"))
    if step == 1:
        return _known(known_day(this + (number <= now.day.month), number, 1, "month"))
    day = min(now.day.day, 28)

    def in_month(offset: int) -> Moment | None:
        return known_day(this + offset, number, day, "month")

    return _known(_nearest(in_month, around, 3))


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
            return _known(found)
        if offset < 0 and -366 <= gap < 0:
            return _known(found)
    return f"XXXX-{number:02}", None


def _weekday(fields: Fields, around: Surroundings) -> Dated:
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
        return _known(origin.moved(gap, "day"))
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
    return _known(now.moved(gap, "day"))


def _season(fields: Fields, around: Surroundings) -> Dated:
    season = around.words.seasons[fields["season"]]
    year = year_of(fields, around) if "which" not in fields else None
    now = around.published
    if year is not None:
        return _known(season_start(year, season))
    if now is None or "which_of_text" in fields:
        return f"XXXX-{season}", None
    starts = [season_start(now.day.year + step, season) for step in (-2, -1, 0, 1)]
    known = [start for start in starts if start is not None]
    step = around.words.which.get(fields.get("which", ""))
    gaps = {m: (m.day - now.day).days for m in known}
    if step == -1:
        known = [m for m in known if gaps[m] < -91]  # it is over
        return _known(known[-1])
    if step == 1:
        return _known(next((m for m in known if gaps[m] > 0), None))
    if step == 0:
        return _known(season_start(now.day.year - (season == "WI" and now.day.month < 4), season))
    side = around.tense()
    if side < UNKNOWN:
        return _known([m for m in known if gaps[m] <= 0][-1])
    if side > UNKNOWN:
        return _known(next((m for m in known if gaps[m] > -91), None))
    return _known(min(known, key=lambda m: abs(gaps[m] + 45)))


def _quarter(fields: Fields, around: Surroundings) -> Dated:
    name = fields.get("quarter") or fields["half"]
    unit = "quarter" if "quarter" in fields else "half"
    digits = [c for c in name if c.isdigit()]
    number = int(digits[0]) if digits else _ordinal(name, around)
    months = 3 if unit == "quarter" else 6
    month = 1 + months * (number - 1)
    year = year_of(fields, around)
    now = around.published
    if year is not None:
        return _known(known_day(year, month, 1, unit))
    if now is None:
        return f"XXXX-{unit[0].upper()}{number}", None
    this = now.day.year
    current = (now.day.month - 1) // months + 1
    if around.tense() > UNKNOWN:
        return _known(known_day(this + (number < current), month, 1, unit))
    return _known(known_day(this - (number > current), month, 1, unit))


def _ordinal(name: str, around: Surroundings) -> int:
    return around.words.ordinals[name.replace("-", " ").split()[0]]


def _holiday(fields: Fields, around: Surroundings) -> Dated:
    rule = around.words.holidays[fields["holiday"]]
    year = year_of(fields, around) if "year" in fields else None
    if year is not None:
        return _known(_holiday_in(rule, year))
    now = around.published
    if now is None:
        fixed = rule[0] != "easter" and len(rule) == 2
        return (f"XXXX-{int(rule[0]):02}-{int(rule[1]):02}" if fixed else "XXXX-XX-XX"), None
    this = now.day.year
    step = around.words.which.get(fields.get("which", ""))
    if step in (-1, 1):
        days = [_holiday_in(rule, this + offset) for offset in (-1, 0, 1)]
        known = [d for d in days if d is not None and (d.day - now.day).days * step > 0]
        return _known(min(known, key=lambda d: abs((d.day - now.day).days), default=None))
    return _known(_nearest(lambda offset: _holiday_in(rule, this + offset), around, 1))


def _holiday_in(rule: list[int | str], year: int) -> Moment | None:
    if rule[0] == "easter":
        sunday = easter(year)
        return None if sunday is None else sunday.moved(int(rule[1]), "day")
    numbers = [int(number) for number in rule]
    if len(numbers) == 2:
        return known_day(year, numbers[0], numbers[1])
    day = nth_weekday(year, numbers[0], numbers[1], numbers[2])
    return day if day is None or len(numbers) == 3 else day.moved(numbers[3], "day")


def _unit(fields: Fields, around: Surroundings) -> Dated:
    unit = around.words.units[fields["unit"]]
    open_value = OPEN_VALUES.get(unit, "XXXX-XX-XX")
    if "which" in fields:
        origin, step = around.published, around.words.which[fields["which"]]
    elif "which_of_text" in fields:
        origin, step = around.spoken_of(unit), around.words.which_of_text[fields["which_of_text"]]
        if origin is None and unit in ("year", "decade", "century", "quarter"):
            origin = around.published
    else:
        origin, step = around.spoken_of(unit), 0
        if origin is None:  # "the quarter" of a report is the one that is over
            origin = around.published
            step = -1 if unit == "quarter" and around.tense() < UNKNOWN else 0
    moment = shifted(origin, step, unit)
    return (open_value, None) if moment is None else (moment.value(), moment)


def _days(fields: Fields, around: Surroundings) -> Dated:
    words = around.words
    if "days_from_publication" in fields:
        number = words.days_from_publication[fields["days_from_publication"]]
    else:
        number = words.days_and_days[fields["day_and_day"]]
    moment = shifted(around.published, number, "day")
    return ("XXXX-XX-XX", None) if moment is None else (moment.value(), moment)


def _decade(fields: Fields, around: Surroundings) -> Dated:
    name = fields["decade"]
    digits = "".join(c for c in name if c.isdigit())
    if len(digits) == 4:
        year = int(digits)
    else:
        tens = int(digits[0]) if digits else _DECADES[name[:3]]
        now = around.published.day.year if around.published else 2000
        year = max((c for c in (1900, 2000) if c + tens * 10 <= now), default=1900) + tens * 10
    return _known(known_day(year, 1, 1, "decade"))


_DECADES = {"twe": 2, "thi": 3, "for": 4, "fif": 5, "six": 6, "sev": 7, "eig": 8, "nin": 9}
_CENTURIES = {"fif": 15, "six": 16, "sev": 17, "eig": 18, "nin": 19}


def _century(fields: Fields, _: Surroundings) -> Dated:
    name = fields["century"]
    digits = "".join(c for c in name if c.isdigit())
    twenties = {"twentieth": 20, "twenty-first": 21}
    number = int(digits) if digits else twenties.get(name) or _CENTURIES[name[:3]]
    return _known(known_day(max(100 * (number - 1), 1), 1, 1, "century"))


def _year(fields: Fields, around: Surroundings) -> Dated:
    return _known(known_day(year_of(fields, around) or 0, 1, 1, "year"))


# The first field that an expression has decides how it is read.
def _same(fields: Fields, around: Surroundings) -> Dated:
    """ "The same quarter last year": the quarter told of, in that year."""
    year, unit = year_of(fields, around), fields["same"]
    if year is None:
        return "XXXX", None
    told = None
    if unit in ("quarter", "month"):
        told = around.spoken_of(unit) or shifted(around.published, -1, unit)
    if told is None:
        return _known(known_day(year, 1, 1, "year"))
    return _known(known_day(year, told.day.month, 1, unit))


_RESOLVERS: tuple[tuple[str, Callable[[Fields, Surroundings], Dated]], ...] = (
    ("same", _same),
    ("quarter", _quarter),
    ("half", _quarter),
    ("day", _calendar_day),
    ("daynumber", _calendar_day),
    ("month", _month),
    ("holiday", _holiday),
    ("weekday", _weekday),
    ("season", _season),
    ("days_from_publication", _days),
    ("day_and_day", _days),
    ("decade", _decade),
    ("century", _century),
    ("year", _year),
    ("shortyear", _year),
    ("unit", _unit),
)
