"""Which point of the calendar a date expression means.

Full dates stand for themselves; "last week" goes from the publication, "that year" from
the time that the text spoke of last. What recurs is left to `recurring` and `yearly`. Without a
publication date the value stays open.
"""

from __future__ import annotations

from collections.abc import Callable

from reportedly.language.timex.direction import UNKNOWN
from reportedly.language.timex.moments import OPEN_VALUES, Moment, known_day
from reportedly.language.timex.recurring import calendar_day, month, weekday, year_of
from reportedly.language.timex.surroundings import Dated, Fields, Surroundings, dated
from reportedly.language.timex.yearly import holiday, quarter, season

_FRIDAY = 5
_DECADES = {"twe": 2, "thi": 3, "for": 4, "fif": 5, "six": 6, "sev": 7, "eig": 8, "nin": 9}
_CENTURIES = {"fif": 15, "six": 16, "sev": 17, "eig": 18, "nin": 19}


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


def _unit(fields: Fields, around: Surroundings) -> Dated:
    unit = around.words.units[fields["unit"]]
    open_value = OPEN_VALUES.get(unit, "XXXX-XX-XX")
    if "which" in fields:
        origin, step = around.published, around.words.which[fields["which"]]
    elif "which_of_text" in fields:
        origin, step = around.spoken_of(unit), around.words.which_of_text[fields["which_of_text"]]
        if origin is None and unit in ("year", "decade", "century", "quarter"):
            origin = around.published
    elif unit == "weekend":  # "over the weekend": the last, or the next, as the tense says
        origin = around.published
        begun = origin is not None and origin.day.isoweekday() > _FRIDAY
        step = -1 if around.tense() < UNKNOWN and not begun else 0
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
    return dated(known_day(year, 1, 1, "decade"))


def _century(fields: Fields, _: Surroundings) -> Dated:
    name = fields["century"]
    digits = "".join(c for c in name if c.isdigit())
    twenties = {"twentieth": 20, "twenty-first": 21}
    number = int(digits) if digits else twenties.get(name) or _CENTURIES[name[:3]]
    return dated(known_day(max(100 * (number - 1), 1), 1, 1, "century"))


def _year(fields: Fields, around: Surroundings) -> Dated:
    return dated(known_day(year_of(fields, around) or 0, 1, 1, "year"))


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
        return dated(known_day(year, 1, 1, "year"))
    return dated(known_day(year, told.day.month, 1, unit))


_RESOLVERS: tuple[tuple[str, Callable[[Fields, Surroundings], Dated]], ...] = (
    ("same", _same),
    ("quarter", quarter),
    ("half", quarter),
    ("day", calendar_day),
    ("daynumber", calendar_day),
    ("month", month),
    ("holiday", holiday),
    ("weekday", weekday),
    ("season", season),
    ("days_from_publication", _days),
    ("day_and_day", _days),
    ("decade", _decade),
    ("century", _century),
    ("year", _year),
    ("shortyear", _year),
    ("unit", _unit),
)
