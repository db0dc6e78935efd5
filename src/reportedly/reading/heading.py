"""The head of an article: title, byline, dateline and date, as plain text shows them.

Only the first lines are looked at, before and at the first sentence of the report.
Forms after the AP and Reuters style guides: `SEOUL, Aug 30 (Reuters) -`,
`NAIROBI, Kenya (AP) _`, `MOSCOW, August 30. /TASS/.`, `Tehran, IRNA –`, `WASHINGTON —`.
"""

from __future__ import annotations

import re

import msgspec

from reportedly.reading.dates import DATED, UNDATED, parse_date
from reportedly.reading.notices import Notice
from reportedly.reading.outlets import Outlet, find_outlet
from reportedly.reading.units import Lines
from reportedly.records import Span
from reportedly.reference.loader import load_yaml
from reportedly.reference.states import capitals
from reportedly.reference.towns import town_code

_LINES, _TAIL = 8, 3
_DASH = r"(?:--+|[—–―_]|-(?=\s|\Z)|-(?=[A-Z“\"]))"
_DATELINE = re.compile(
    rf"(?P<place>(?:[^\n()\[\]—–―_:;/]|/(?=[A-Z])){{2,70}}?)??[,.]?\s*(?P<date>{DATED}|{UNDATED})?[,.]?\s*"
    r"(?:\((?P<agency>[^()\n]{2,40})\)|/(?P<slashed>[A-Z][\w -]{1,20})/\.?"
    r"|(?<=, )(?P<bare>(?-i:[A-Z]{3,9}))(?=\s[-–—]))?"
    rf",?\s*(?P<late>{DATED}|{UNDATED})?\s*(?P<end>{_DASH}|:|(?<=\))\Z|(?(slashed)|(?!)))(?=\s|\Z|[A-Z“\"])",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[-—–―_:/)]")  # one of these stands at the end of every dateline
_AFTER_PLACE = re.compile(rf"(?:{DATED}|{UNDATED}|\(|/[A-Z]|--|[—–―_:]|\s-)", re.IGNORECASE)
_NAME = r"(?:[^\W\d_a-z][\w.'’-]*|d[aieu]|de|la|van|von|der|den|bin|ibn|ter|ten|[ae]l(?:-\w+)?)"
_PERSON = rf"{_NAME}(?:\s+{_NAME}){{0,5}}"
_NAMES = rf"{_PERSON}(?:\s*(?:,|&|\band\b|\bAND\b)\s*(?:and\s+)?{_PERSON}){{0,7}}"
_BYLINE = re.compile(
    rf"(?:(?i:written\s+by|story\s+by|reported\s+by|text\s+by|by))\s*:?\s+(?P<names>{_NAMES})"
    rf"(?:\s+(?:in|IN)\s+{_NAMES}(?:\s+(?:in|IN)\s+{_NAMES})*)?(?:\s*[|/•·–—,-]\s*(?P<rest>[^\n]{{0,80}}))?\Z"
)
_PLACE = r"[^\W\d_]{3,}(?:[ '’-][^\W\d_]{2,}){0,2}"
_CALENDAR = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_CLOCK = r"\d{1,2}[:.h]\d\d(?::\d\d)?"
_DATE_LINE = re.compile(
    rf"[\s|•·-]*(?:date\s*:?\s*|{_CLOCK}[\s,-]+|{_PLACE},\s+)?{DATED}[\s,;|•·/()–—-]*(?:(?:at\s*)?{_CLOCK}\s*)?"
    r"(?:[ap]\.?m\.?)?\s*\(?(?:[A-Z]{2,5}(?:[+-]\d{1,2})?)?\)?[\s.|]*\Z",
    re.IGNORECASE,
)
# "Jane Doe, Defence correspondent": an author by the office alone.
_OFFICE = re.compile(
    rf"(?P<names>{_NAMES})(?:,|\s+[|–—-])\s+(?P<rest>(?:[\w&'’-]+\s+){{0,4}}"
    r"(?i:correspondent|reporter|editor|writer|columnist|analyst|bureau chief)s?)"
    r"(?:,?\s+(?:(?:in|for|at)\s+)?[\w .'’-]{2,40})?\Z"
)
_ROLE = re.compile(r"\s+(?:staff|writer|correspondent|reporter)s?\s*\Z", re.IGNORECASE)
_LABEL = re.compile(r"(?:title|headline)\s*:\s*", re.IGNORECASE)
_FIRST_OUT = re.compile(
    rf"(?<!last )\b(?:published|posted|issued|dated?)\b[^|•·\n\d]{{0,20}}?(?P<date>{DATED})",
    re.IGNORECASE,
)
_REPORTERS = re.compile(rf"\(?(?i:reporting|written) by (?P<names>{_NAMES})(?=[\s,;.)]|\Z)")
_PART = re.compile(r"\s*[|•·]\s*")


class _Datelines(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    never: frozenset[str]
    before_colon: frozenset[str]


class Heading(msgspec.Struct, frozen=True):
    """What the head of a text says; `outlets` are those that byline and dateline name."""

    title: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published: str | None = None
    outlets: tuple[Outlet, ...] = ()


def find_heading(lines: Lines, notices: tuple[Notice, ...]) -> Heading:
    """The heading of the text of `lines`; `notices` are those of the same text."""
    text = lines.text
    title = byline = dateline = published = None
    outlets: list[Outlet] = []
    noticed = {notice.span: notice for notice in notices}
    for number, span in enumerate(lines.spans[:_LINES]):
        line = text[span[0] : min(span[1], span[0] + 400)]
        if (found := _dateline(line)) is not None:
            dateline, agency, dated, _ = found
            outlets += agency
            published = published or dated
            break
        if byline is None and (by := _byline(line)) is not None:
            byline, named, dated = by
            outlets += named
            published = published or dated
            continue
        named, dated = _imprint(line)
        published = published or dated
        if span in noticed:
            continue
        if named or dated:
            outlets += named
            continue
        if title is None and byline is None and published is None:
            title = _title(lines, number, noticed)
    byline = byline or _credited(text, notices)
    outlets += _signatures(lines)
    return Heading(
        title, byline, dateline, _noticed_date(text, notices) or published, tuple(outlets)
    )


def dateline_end(line: str) -> int:
    """Where the dateline that `line` begins with ends, its dash included; 0 if there is none."""
    found = _dateline(line)
    return found[3] if found else 0


def _dateline(line: str) -> tuple[str, list[Outlet], str | None, int] | None:
    """The dateline that `line` begins with, its agency, its full date and its end, or None."""
    if not _ENDS.search(line, 0, 140) or not _AFTER_PLACE.search(line, 0, 100):
        return None
    match = _DATELINE.match(line[:140])
    if match is None:
        return None
    place, end = (match["place"] or "").strip(" ,."), match["end"]
    named = match["agency"] or match["slashed"] or match["bare"]
    agency = next(filter(None, map(find_outlet, re.split(r"[/,]| and ", named or ""))), None)
    if match["slashed"] and (agency is None or agency.kind != "agency"):
        return None
    dated = match["date"] or match["late"]
    if agency is None and not _is_place(place, end, bool(dated)):
        return None
    plain = not (named and not named.isupper()) or dated or _is_known_place(place)
    if agency is None and not plain:
        return None
    words = line[: match.start("end")].strip(" ,-")
    return (
        words.removesuffix("/.") + "/" * words.endswith("/."),
        [agency] if agency else [],
        parse_date(dated or ""),
        match.end("end"),
    )


def _is_place(place: str, end: str, dated: bool) -> bool:
    """Whether `place` is a city as datelines without an agency give it: in capitals."""
    city = place.split(",")[0].strip()
    if not city[:1].isalpha() or sum(map(str.isalpha, city)) < 3 or len(city) > 40:
        return False
    words = load_yaml("datelines.yml", _Datelines)
    if len(city.split()) > 4 or any(char.isdigit() for char in place):
        return False
    if not words.never.isdisjoint((city.removeprefix("THE ") if dated else city).split()):
        return False  # "THE HAGUE, Feb 12"
    if end == ":":
        return city in words.before_colon
    return city.isupper() or (dated and city.istitle())


def _is_known_place(place: str) -> bool:
    """Whether a dateline of an agency that no table lists begins with a town that one does."""
    city = place.split(",")[0].strip()
    return city.casefold() in capitals() or town_code(city) is not None


def _byline(line: str) -> tuple[str, list[Outlet], str | None] | None:
    """The persons that `line` names as authors, their outlets and its date, or None."""
    match = _BYLINE.match(line) or _OFFICE.match(line)
    if match is None or _CALENDAR.search(match["names"]):
        return None
    outlets = _outlets_of(match)
    if not outlets and " " not in match["names"].strip():
        return None
    return _persons(match["names"]), outlets, parse_date(match["rest"] or "")


def _imprint(line: str) -> tuple[list[Outlet], str | None]:
    """The outlets and the date of a line that holds nothing else but labels."""
    parts = _PART.split(line)
    if len(line) > 200 or (len(parts) == 1 and line[-1:] in ".?!"):
        return [], None
    dates = [parse_date(part) for part in parts if _DATE_LINE.match(part)]
    outlets = [found for part in parts if (found := _named_at(part)) is not None]
    return outlets, next(filter(None, dates), None)


def _named_at(part: str) -> Outlet | None:
    """The outlet that `part` names alone, or with a place: "BBC News, Seoul"."""
    label, _, name = part.rpartition(":")
    name, _, place = name.partition(",")
    found = _outlet(name) if len(place.split()) <= 3 and not re.search(r"\d", place) else None
    # A paper that is the source of the text is not who put it out; an agency says so either way.
    return found if found is None or not label or found.kind == "agency" else None


def _persons(names: str) -> str:
    """The names of a byline up to the first outlet, unless an outlet is all it names."""
    parts = names.split(",")
    kept = next((i for i, part in enumerate(parts) if i and _outlet(part)), len(parts))
    return " ".join(",".join(parts[:kept]).split())


def _outlet(part: str) -> Outlet | None:
    return find_outlet(_ROLE.sub("", part.strip()))


def _outlets_of(byline: re.Match[str]) -> list[Outlet]:
    parts = [
        *re.split(r",|&|\band\b", byline["names"]),
        *re.split(r"[|/,•·]", byline["rest"] or ""),
    ]
    return [outlet for part in parts if (outlet := _outlet(part)) is not None]


def _title(lines: Lines, number: int, noticed: dict[Span, Notice]) -> str | None:
    """The line `number` if it reads as a headline, or None."""
    if any(span not in noticed for span in lines.spans[:number]):
        return None
    start, end = lines.spans[number]
    line = _LABEL.sub("", lines.text[start : min(end, start + 400)])
    after = lines.spans[number + 1 :]
    if len(line) > 180 or not 3 <= len(line.split()) <= 32 or not after:
        return None
    if line[-1] in ".,;:" and not line.endswith("...") and not _label(lines.text[start:end]):
        follows = lines.text[after[0][0] : after[0][1]][:200]
        if line[-1] != "." or not (_BYLINE.match(follows) or _dateline(follows)):
            return None
    return " ".join(line.split())


def _label(line: str) -> bool:
    return _LABEL.match(line) is not None


def _credited(text: str, notices: tuple[Notice, ...]) -> str | None:
    """The reporters that a line at the end names: "Reporting by Jane Doe; Editing by …"."""
    for notice in notices:
        if notice.kind == "credit" and (found := _REPORTERS.match(text, *notice.span)):
            return _persons(found["names"])
    return None


def _signatures(lines: Lines) -> list[Outlet]:
    """The agencies that one of the last lines names and nothing else: "— Reuters"."""
    for start, end in lines.spans[1:][-_TAIL:]:
        words = lines.text[start:end].strip(" —–-()[].")
        named = [find_outlet(part) for part in re.split(r"[/,&]| and ", words[:80])]
        agencies = [outlet for outlet in named if outlet and outlet.kind == "agency"]
        if len(words) <= 80 and len(agencies) == len(named):
            return agencies
    return []


def _noticed_date(text: str, notices: tuple[Notice, ...]) -> str | None:
    """The date of the first line that says when the text was put out."""
    later = None
    for notice in notices:
        if notice.kind == "publication":
            words = text[slice(*notice.span)]
            if (first := _FIRST_OUT.search(words)) is not None:
                return parse_date(first["date"])
            later = later or parse_date(words)
    return later
