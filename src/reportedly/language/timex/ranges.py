"""The other end of a range that shares its month, or stands as a year alone.

"12-14 July" and "April 24 and 25" name two days, "2019–2021" two years: each is an
expression of its own, beside the one that the grammar found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportedly.language.timex.meanings import Expression, Meaning
from reportedly.language.timex.moments import Moment, known_day
from reportedly.language.timex.surroundings import Fields, Surroundings

_DAY_BEFORE = re.compile(r"(?<![\w.,/$£€-])(3[01]|[12]\d|0?[1-9])\s?(?:-|–|and|to|or)\s?\Z")
_DAY_AFTER = re.compile(
    r"\s?(?:,|and|or|to|through|-|–|&)\s?(3[01]|[12]\d|0?[1-9])(?!\w|[.,:]\d|[-–/]|\s?%)"
)
_YEAR_AFTER = re.compile(r"[-–—]((?:19|20)\d\d)(?![\w-])")


def before(
    around: Surroundings, position: int, expression: Expression, fields: Fields
) -> Iterator[Expression]:
    """The day that stands before `expression`, but not before the token `position`."""
    day = expression.meaning.moment
    if day is None or not {"month", "day"} <= fields.keys():
        return
    text, start = around.text.text, expression.start
    earliest = around.text.starts[position] if position < len(around.text) else start
    match = _DAY_BEFORE.search(text, max(earliest, start - 9), start)
    if match is None or (match.start(1) and text[match.start(1) - 1].isalnum()):
        return
    found = known_day(day.day.year, day.day.month, int(match[1]))
    if found is not None and found.day < day.day:
        yield _expression(match, found)


def after(
    around: Surroundings, expression: Expression, fields: Fields, limit: int
) -> Iterator[Expression]:
    """The days or the year that follow `expression`, before the character `limit`."""
    day, text = expression.meaning.moment, around.text
    if day is None:
        return
    end = expression.end
    if day.unit == "year" and (match := _YEAR_AFTER.match(text.text, end, limit)):
        found = known_day(int(match[1]), 1, 1, "year")
        if found is not None and found.day > day.day:
            yield _expression(match, found)
        return
    while {"month", "day"} <= fields.keys():
        match = _DAY_AFTER.match(text.text, end, limit)
        if match is None or _counts(around, match.end()):
            return
        found = known_day(day.day.year, day.day.month, int(match[1]))
        if found is None or found.day <= day.day:
            return
        yield _expression(match, found)
        day, end = found, match.end()


def _counts(around: Surroundings, end: int) -> bool:
    """Whether the number that ends there counts what follows: "on May 3 and 4 ships"."""
    text = around.text
    token = text.token_at(end)
    token = text.token_at(end + 1) if token is None else token
    return token is not None and text.pos[token] in ("NOUN", "PROPN", "NUM", "ADJ")


def _expression(match: re.Match[str], found: Moment) -> Expression:
    return Expression(match.start(1), match.end(1), Meaning("DATE", found.value(), found))
