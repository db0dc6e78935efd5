"""What a matched expression means: its TIMEX3 type and value.

Each reading takes the fields of a match and the surroundings (publication, times spoken
of before, tense) and gives a value; what the text or a missing publication date leaves
open stays open in the value (XXXX-03, XXXX-WXX-3), never guessed.
"""

from __future__ import annotations

from collections.abc import Callable

from reportedly.language.timex.amounts import amount, period
from reportedly.language.timex.clock import clock, day_of_time
from reportedly.language.timex.dates import date_of, shifted
from reportedly.language.timex.figures import fiscal, numeric
from reportedly.language.timex.grammar import Rule
from reportedly.language.timex.meanings import Meaning
from reportedly.language.timex.moments import OPEN_VALUES
from reportedly.language.timex.surroundings import Fields, Surroundings

_TO_PUBLICATION = ("ago", "from now", "from today", "hence")
_BACK = ("ago", "earlier", "before", "previously", "beforehand")
_KEPT_OVER_YEARS = ("half", "month", "quarter")
_BESIDE = ("after", "before", "following", "preceding")
_THROUGHOUT = ("during", "for", "in", "over", "within")
_YEARS = {"decade": 10, "century": 100}
_SUBDAY = ("hour", "minute", "second")


def meaning(rule: Rule, fields: Fields, around: Surroundings) -> Meaning | None:
    """What the match of `rule` means, or None if it is no time expression here."""
    return _READINGS[rule.reading](rule, _plain(fields), around)


def _plain(fields: Fields) -> Fields:
    """The fields, a unit always under the name `unit`."""
    for name in ("one_unit", "long_unit", "past_unit", "span_unit", "units"):
        if name in fields:
            return {**fields, "unit": fields[name]}
    return fields


def _date(rule: Rule, fields: Fields, around: Surroundings) -> Meaning | None:
    if _is_stretch(fields, around):
        return _duration(rule, {**fields, "number": "1"}, around)
    if around.words.units.get(fields.get("unit", "")) in _SUBDAY:
        return None
    value, moment = date_of(fields, around)
    if "week_of" in fields and moment is not None:
        moment = moment.at("week")
        value = moment.value()
    return None if value is None else Meaning("DATE", value, moment)


def _is_stretch(fields: Fields, around: Surroundings) -> bool:
    """Whether it says how long rather than when: "the past week", "for the last year"."""
    which = fields.get("which")
    if fields.get("unit") in (None, "weekend"):
        return False
    return which in ("past", "the past") or (
        which == "the last" and around.word_before in _THROUGHOUT
    )


def _shift(rule: Rule, fields: Fields, around: Surroundings) -> Meaning | None:
    away = fields["away"].split("-")[0]
    number = None if "units" in fields else amount(fields.get("number", "1"), around)
    unit = around.words.units[fields["unit"]]
    if number is not None and "and_half" in fields:
        number += 0.5
    if number is not None and unit in _YEARS:
        number, unit = _YEARS[unit] * number, "year"
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


def _anniversary(_: Rule, fields: Fields, around: Surroundings) -> Meaning | None:
    """ "Two years ago this month": that month, two years back."""
    number = amount(fields["number"], around)
    told = date_of(fields, around)[1]
    if told is None or number is None:
        return Meaning("DATE", "PAST_REF" if number is None else _open_value("year"))
    moment = told.moved(-number, "year")
    return None if moment is None else Meaning("DATE", moment.value(), moment)


def _day_beside(_: Rule, fields: Fields, around: Surroundings) -> Meaning | None:
    """ "The day before last Tuesday": the day told of, one back or one on."""
    value, told = date_of(fields, around)
    if told is None:
        return None if value is None else Meaning("DATE", _open_value("day"))
    moment = told.moved(-1 if fields["away"] == "before" else 1, "day")
    return None if moment is None else Meaning("DATE", moment.value(), moment)


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
    if token < 0 or around.word_after in ("after", "before", "ago", "later", "earlier"):
        return False
    if text.lower[around.end : around.end + 2] in (["from", "now"], ["from", "today"]):
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
    "anniversary": _anniversary,
    "beside": _day_beside,
    "date": _date,
    "duration": _duration,
    "fiscal": fiscal,
    "neighbour": _neighbour,
    "numeric": numeric,
    "reference": _reference,
    "set": _set,
    "shift": _shift,
    "time": _time,
}
