"""What a matched expression means: its TIMEX3 type and value.

Each reading takes the fields of a match and the surroundings (publication, times spoken
of before, tense) and gives a value; what the text or a missing publication date leaves
open stays open in the value (XXXX-03, XXXX-WXX-3), never guessed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from reportedly.language.timex.amounts import amount, period
from reportedly.language.timex.clock import clock, day_of_time
from reportedly.language.timex.dates import date_of, shifted
from reportedly.language.timex.grammar import Rule
from reportedly.language.timex.moments import OPEN_VALUES, Moment, known_day
from reportedly.language.timex.surroundings import Fields, Surroundings
from reportedly.records import TimeType

_TO_PUBLICATION = ("ago", "from now", "from today", "hence")
_BACK = ("ago", "earlier", "before", "previously", "beforehand")
_NEAR = 31
_KEPT_OVER_YEARS = ("half", "month", "quarter")
_BESIDE = ("after", "before", "following", "preceding")
_SUBDAY = ("hour", "minute", "second")


class Meaning(NamedTuple):
    """A type, a value, and the moment it stands for, if it stands for one."""

    type: TimeType
    value: str
    moment: Moment | None = None


class Expression(NamedTuple):
    """A time expression at the characters `start` to `end`, and its meaning."""

    start: int
    end: int
    meaning: Meaning


def meaning(rule: Rule, fields: Fields, around: Surroundings) -> Meaning | None:
    """What the match of `rule` means, or None if it is no time expression here."""
    return _READINGS[rule.reading](rule, _plain(fields), around)


def _plain(fields: Fields) -> Fields:
    """The fields, a unit always under the name `unit`."""
    for name in ("one_unit", "long_unit", "past_unit", "units"):
        if name in fields:
            return {**fields, "unit": fields[name]}
    return fields


def _date(rule: Rule, fields: Fields, around: Surroundings) -> Meaning | None:
    if fields.get("which") in ("past", "the past") and fields.get("unit") not in (None, "weekend"):
        return _duration(rule, {**fields, "number": "1"}, around)
    if around.words.units.get(fields.get("unit", "")) in _SUBDAY:
        return None
    value, moment = date_of(fields, around)
    if "week_of" in fields and moment is not None:
        moment = moment.at("week")
        value = moment.value()
    return None if value is None else Meaning("DATE", value, moment)


def _numeric(_: Rule, fields: Fields, around: Surroundings) -> Meaning | None:
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


def _fiscal(_: Rule, fields: Fields, around: Surroundings) -> Meaning | None:
    year = fields.get("year") or _long_year(fields["yearnumber"], around)
    return Meaning("DATE", f"FY{year}", known_day(int(year), 1, 1, "year"))


def _shift(rule: Rule, fields: Fields, around: Surroundings) -> Meaning | None:
    away = fields["away"].split("-")[0]
    number = None if "units" in fields else amount(fields.get("number", "1"), around)
    unit = around.words.units[fields["unit"]]
    if number is not None and "and_half" in fields:
        number += 0.5
    if number is not None and unit == "decade":
        number, unit = 10 * number, "year"
    back = away in _BACK
    if number is None:
        vague = "PAST_REF" if away == "ago" else _open_value(unit)
        return Meaning("DATE", "FUTURE_REF" if away in ("from now", "hence") else vague)
    origin = around.published if away in _TO_PUBLICATION else around.spoken_of(unit)
    if "of_unit" in fields:  # "the year-ago quarter" is one year from the quarter told of
        told = fields["of_unit"]
        origin = around.spoken_of(told) or shifted(around.published, -1, told)
        moment = None if origin is None else origin.at(told).moved(-1, unit)
        return None if moment is None else Meaning("DATE", moment.value())
    if origin is None and away in ("earlier", "hence"):
        origin = around.published
    if unit in _SUBDAY:
        return _duration(rule, fields, around) if away != "ago" else Meaning("TIME", "PAST_REF")
    step = -number if back else number
    if unit == "year" and origin is not None and origin.unit == "week":
        step, unit = 52 * step, "week"  # the same week of another year
    moment = shifted(origin, step, unit)
    if moment is None:
        return Meaning("DATE", _open_value(unit))
    if unit == "year" and origin is not None and origin.unit in _KEPT_OVER_YEARS:
        moment = moment.at(origin.unit)
    # "from $3 million a year earlier" compares; the story goes on where it was.
    aside = fields["unit"] == "year" and away == "earlier"
    return Meaning("DATE", moment.value(), None if aside else moment)


def _neighbour(_: Rule, fields: Fields, around: Surroundings) -> Meaning | None:
    unit = around.words.units[fields["unit"]]
    if unit in _SUBDAY:
        return None
    step = -1 if fields["away"] == "before" else 1
    moment = shifted(around.spoken_of(unit), step, unit)
    value = _open_value(unit) if moment is None else moment.value()
    return Meaning("DATE", value, moment)


def _open_value(unit: str) -> str:
    return OPEN_VALUES.get(unit, "XXXX-XX-XX")


def _duration(_: Rule, fields: Fields, around: Surroundings) -> Meaning | None:
    unit = around.words.units[fields["unit"]]
    number = amount(fields["number"], around) if "number" in fields else None
    if "number" not in fields and not fields["unit"].endswith("s"):
        number = 1
    if number is not None and "and_half" in fields:
        number += 0.5
    if "long" in fields and fields.get("number") in ("a", "an"):
        return None  # "a day-long meeting": the article is the meeting's
    before = around.word_before
    if fields.keys() == {"unit", "units"} and before == "the" and around.word_after in _BESIDE:
        return Meaning("DATE", _open_value(unit))  # "in the days before the vote" says when
    if fields.get("number") in ("a", "an") and _is_rate(around):
        return Meaning("SET", period(1, unit))
    if before in ("-", "–") and "number" not in fields:
        return None
    if unit == "quarter" and around.word_after == "of":  # "three quarters of the fleet"
        return None
    return Meaning("DURATION", period(number, unit))


def _is_rate(around: Surroundings) -> bool:
    """Whether "a day" says how often: "hundreds a day", "twice a week", "24 hours a day"."""
    token = around.start - 1
    text = around.text
    if token >= 0 and (text.tags[token] == "CD" or text.lower[token] == "-"):
        return True
    if token < 0 or around.word_after in ("after", "before", "ago", "later", "earlier", "from"):
        return False
    if text.lower[token] in ("once", "twice", "times", "time", "hours", "%", "percent", "million"):
        return True
    return text.tags[token] in ("NN", "NNS")


def _set(_: Rule, fields: Fields, around: Surroundings) -> Meaning | None:
    words = around.words
    if "frequency" in fields:
        return Meaning("SET", words.frequencies[fields["frequency"]])
    if "unit" in fields:
        step = 2.0 if fields["every"] == "every other" else 1.0
        counts = "number" in fields and "every" in fields["every"]  # not "four times a year"
        number = amount(fields["number"], around) if counts else step
        return Meaning("SET", period(number, words.units[fields["unit"]]))
    if "weekday_plural" in fields:
        return Meaning("SET", f"XXXX-WXX-{words.weekdays[fields['weekday_plural'][:-1]]}")
    if "weekday" in fields:
        return Meaning("SET", f"XXXX-WXX-{words.weekdays[fields['weekday']]}")
    if "month" in fields:
        return Meaning("SET", f"XXXX-{words.months[fields['month']]:02}")
    if "season" in fields:
        return Meaning("SET", f"XXXX-{words.seasons[fields['season']]}")
    return Meaning("SET", f"XXXX-XX-XXT{words.parts[fields['part']]}")


def _reference(_: Rule, fields: Fields, around: Surroundings) -> Meaning | None:
    word = fields["reference"]
    for value, words in around.words.references.items():
        if word in words:
            return Meaning("DATE", value)
    return None


def _time(_: Rule, fields: Fields, around: Surroundings) -> Meaning | None:
    hour = clock(fields, around)
    if hour is None:
        return None
    value, moment = day_of_time(fields, around)
    return Meaning("TIME", f"{value}T{hour}", moment)


_READINGS: dict[str, Callable[[Rule, Fields, Surroundings], Meaning | None]] = {
    "date": _date,
    "duration": _duration,
    "fiscal": _fiscal,
    "neighbour": _neighbour,
    "numeric": _numeric,
    "reference": _reference,
    "set": _set,
    "shift": _shift,
    "time": _time,
}
