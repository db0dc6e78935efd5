"""Calendar dates as publishers write them: ISO 8601, RFC 5322, "30 August 2023", "Aug. 30, 2023".

A date in figures alone is read only where its order is certain: year first, day first with
dots, or one of the two beyond twelve; "03/04/2023" is left open.
"""

from __future__ import annotations

import re
from datetime import date

from reportedly.records import BadDate

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day|\.)?,?\s+)?"
# A date with its year, in words or figures; for use inside other expressions.
DATED = (
    rf"(?:{_WEEKDAY}(?:[12]\d{{3}}[-/.][01]?\d[-/.][0-3]?\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?"
    rf"|[0-3]?\d(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{_MONTH},?[\s-]+[12]\d{{3}}"
    rf"|{_MONTH}\s+[0-3]?\d(?:st|nd|rd|th)?,?\s+[12]\d{{3}}"
    r"|[0-3]?\d\.\s?[01]?\d\.\s?[12]\d{3}|[0-3]?\d[-/][0-3]?\d[-/][12]\d{3}))(?![\d-])"
)
# A date whose year the reader has to supply.
UNDATED = rf"(?:{_WEEKDAY}(?:[0-3]?\d\s+{_MONTH}|{_MONTH}\s+[0-3]?\d)(?!\d))"

_DATED = re.compile(DATED, re.IGNORECASE)
_YEAR_FIRST = re.compile(r"([12]\d{3})[-/.]([01]?\d)[-/.]([0-3]?\d)")
_DAY_FIRST = re.compile(r"([0-3]?\d)\.\s?([01]?\d)\.\s?([12]\d{3})")
_UNORDERED = re.compile(r"([0-3]?\d)[-/]([0-3]?\d)[-/]([12]\d{3})")
_MONTH_NAME = re.compile(r"[A-Za-z]{3,}")
_COMPACT = re.compile(r"([12]\d{3})([01]\d)([0-3]\d)(?:T?\d{4,6}Z?)?\Z")


def parse_date(text: str) -> str | None:
    """The first full date in `text`, as "YYYY-MM-DD", or None if it holds none."""
    if match := _COMPACT.match(text.strip()):
        return _iso(*match.groups())
    for match in _DATED.finditer(text):
        if (found := _read(match.group())) is not None:
            return found
    return None


def published_date(text: str) -> str:
    """`text` as "YYYY-MM-DD". Raises `BadDate` if it is not one full date."""
    stripped = text.strip()
    found = parse_date(stripped) if len(stripped) < 60 else None
    if found is None:
        raise BadDate(f"{stripped[:60]!r} is no date; write it as 2023-08-31")
    return found


def _read(words: str) -> str | None:
    if match := _YEAR_FIRST.search(words):
        return _iso(*match.groups())
    if match := _DAY_FIRST.search(words):
        day, month, year = match.groups()
        return _iso(year, month, day)
    if match := _UNORDERED.search(words):
        first, second, year = match.groups()
        orders = {_iso(year, second, first), _iso(year, first, second)} - {None}
        return orders.pop() if len(orders) == 1 else None
    numbers = re.findall(r"\d+", words)
    for name in _MONTH_NAME.findall(words):
        for month, full in enumerate(_MONTHS, 1):
            if full.startswith(name.lower()) or (name.lower() == "sept" and month == 9):
                day, year = numbers[0], numbers[-1]
                return _iso(year, str(month), day)
    return None


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
