"""When a document was published, where no one says: read from its address or its dateline.

A date is taken only where a publisher writes it as the date of publication: in the
address of the page, or in the dateline. A dateline without a year ("SEOUL, Aug. 30")
takes the year that the address names, or the one year whose full dates in the text lie
close to it. Dates of what is reported are never taken. Each date found is told in a warning.
"""

from __future__ import annotations

import re
from datetime import date

from reportedly.language.annotated import AnnotatedText
from reportedly.language.timex.grammar import grammar
from reportedly.reading.dates import parse_date
from reportedly.records import Document

_MONTH_WORDS = r"jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec"
_IN_ADDRESS = (
    re.compile(r"(?<!\d)((?:19|20)\d\d)(/)(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])(?!\d)"),
    # with hyphens only at an end of a piece of the path: within it the date is told of
    re.compile(r"/((?:19|20)\d\d)(-)(0?[1-9]|1[0-2])-(0?[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)(-)(0?[1-9]|1[0-2])-(0?[1-9]|[12]\d|3[01])(?=/|\.\w+$|$)"),
    re.compile(
        r"(?<!\d)((?:19|20)\d\d)(/)(" + _MONTH_WORDS + r")[a-z]*/(0?[1-9]|[12]\d|3[01])(?!\d)"
    ),
    re.compile(r"(?<!\d)(20[0-3]\d)()(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)"),
)
_DAY_FIRST_IN_ADDRESS = re.compile(r"/(1[3-9]|2\d|3[01])([/-])(0?[1-9]|1[0-2])\2(20\d\d)(?!\d)")
_YEAR_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"
_DATELINE = re.compile(
    r"(?:(?P<place>[^\n()]{2,60}?)[,.]?\s+)?"
    rf"(?:(?P<month>{_MONTH})\.?\s(?P<day>\d\d?)|(?P<day_first>\d\d?)\s(?P<month_after>{_MONTH})\.?)"
    r"(?:,?\s(?P<year>(?:19|20)\d\d))?\s*[,.]?\s*(?:\(|/[A-Z]|--|[—–_]|-\s)",
    re.IGNORECASE,
)
_FULL_DATE = re.compile(
    rf"\b(?:{_MONTH}\.?\s\d\d?,|\d\d?\s{_MONTH}\.?,?)\s(?:19|20)\d\d\b", re.IGNORECASE
)
_HEAD = 1500
_CLOSE = 60  # days between a dateline and the full dates that give its year
_EARLIEST = date(1900, 1, 1)
_FIRST_PAGES = "1993-01-01"
_NO_PLACES = frozenset({"after", "before", "by", "from", "in", "on", "since", "the", "until"})


def infer_published(document: Document, text: AnnotatedText | str) -> tuple[str | None, list[str]]:
    """The ISO date of publication and the warnings that say where it was read; (None, []) if
    neither address nor dateline tells it."""
    whole = text if isinstance(text, str) else text.text
    address = document.url or ""
    from_address = _date_in(address)
    from_dateline, how = _dateline_date(whole[:_HEAD], whole, address)
    if from_address is None:
        if from_dateline is None:
            return None, []
        return from_dateline, [f"published date not given: {from_dateline} taken from {how}"]
    warnings = [f"published date not given: {from_address} taken from the address of the page"]
    if from_dateline is not None and _apart(from_address, from_dateline) > 2:
        warnings.append(f"the dateline gives another date: {from_dateline}")
    return from_address, warnings


def _date_in(address: str) -> str | None:
    """The first full date of the path of `address`."""
    path = address.split("?")[0].split("#")[0][:2000]
    for form in _IN_ADDRESS:
        for match in form.finditer(path.lower()):
            found = _in_time_of_web(_iso(match[1], match[3], match[4]))
            if found is not None:
                return found
    turned = _DAY_FIRST_IN_ADDRESS.search(path)
    return _in_time_of_web(_iso(turned[4], turned[3], turned[1])) if turned else None


def _in_time_of_web(found: str | None) -> str | None:
    """`found`, unless no page can be so old: the day is one told of."""
    return found if found is not None and found >= _FIRST_PAGES else None


def _dateline_date(head: str, whole: str, address: str) -> tuple[str | None, str]:
    """The date of the first dateline in `head`, and where its day and year were read."""
    for line in head.splitlines():
        match = _DATELINE.match(line.strip()[:200])
        if match is None or not (match["place"] is None or _is_place(match["place"])):
            continue
        month = match["month"] or match["month_after"]
        day = match["day"] or match["day_first"]
        if match["year"]:
            return _iso(match["year"], month, day), "the dateline"
        if (year := _YEAR_IN_ADDRESS.search(address)) is not None:
            return _iso(year[1], month, day), "the dateline, its year from the address"
        return _by_dates_in_text(month, day, whole), "the dateline, its year from dates in the text"
    return None, ""


def _is_place(place: str) -> bool:
    """Whether a line begins as a dateline does: with a place, its city in capitals or a name."""
    words = place.split(",")[0].split()
    return (
        0 < len(words) <= 4
        and words[0].lower() not in _NO_PLACES
        and all(word[0].isupper() for word in words)
    )


def _by_dates_in_text(month: str, day: str, whole: str) -> str | None:
    """That day in the one year for which full dates of the text lie close to it."""
    dates = [parse_date(match[0]) for match in _FULL_DATE.finditer(whole)]
    found = {
        candidate
        for full in dates
        if full is not None
        for year in (int(full[:4]) - 1, int(full[:4]), int(full[:4]) + 1)
        if (candidate := _iso(str(year), month, day)) and _apart(candidate, full) <= _CLOSE
    }
    return found.pop() if len(found) == 1 else None


def _apart(one: str, other: str) -> int:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def _iso(year: str, month: str, day: str) -> str | None:
    """The ISO date; a month in words or figures. None if the calendar has no such day."""
    months = grammar().vocabulary.months
    number = (
        int(month) if month.isdigit() else months.get(month.lower(), months.get(month[:3].lower()))
    )
    try:
        found = date(int(year), number or 0, int(day))
    except ValueError:
        return None
    return found.isoformat() if found >= _EARLIEST else None
