"""Notices around an article: whose text it is, who edited it, invitations to subscribe.

What a notice looks like is data (`notices.yml`). A pattern is tried only where one
of its trigger words stands, on the sentence, bracket or line around the trigger, so
the cost grows with the length of the text and not with the number of patterns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import count
from typing import Literal

import msgspec
from ahocorasick_rs import AhoCorasick

from reportedly.reading.dates import DATED, UNDATED
from reportedly.reading.outlets import outlet_at
from reportedly.reading.units import Lines
from reportedly.records import Span
from reportedly.reference.loader import load_yaml

Kind = Literal["reprint", "credit", "files", "copyright", "pitch", "link", "photo", "publication"]

_LONGEST = 600
_NAME = r"(?-i:[A-Z0-9@][\w.'’@&/-]*|d[aieu]|dpa|de|van|von|bin|al-\w+)"
_JOIN = (
    r"(?:and|in|by|from|of|at|for|the|with|via|&|additional|reporting|writing|editing|edited|"
    r"translat\w+|compiled|graphics?|photography|photos?|staff|correspondents?|writers?|agencies|"
    r"produc\w+|our|bureaus?|other|news|desk)\b"
)
_PARTS = {
    "{outlet}": (
        r"(?:(?:(?:[\w'’]+\s+){0,4}?(?:partners?(?:\s+(?:site|publication|outlet))?|website|site|pages|"
        r"issue|edition|newspaper|magazine|blog|agency|service|outlet|publication)(?:\s+of)?,?\s+"
        r"(?:the\s+)?)?"
        r"(?P<outlet>(?=[\"“‘'*_]*(?:the\s+)?(?-i:[A-Z0-9]|dpa\b|open[A-Z]|all[A-Z]))))"
    ),
    "{names}": rf"(?>(?:(?:{_JOIN}|{_NAME})[\s,;:.&/|()–—-]*+)++)",
    "{date}": rf"(?:{DATED}|{UNDATED})",
    "{clock}": (
        rf"(?>(?:[\s,;|•·/()–—-]|{DATED}|{UNDATED}|\d{{1,2}}[:.h]\d{{2}}(?::\d\d)?|"
        r"[ap]\.?m\.?|(?:at|on|gmt|utc|updated|first|originally|published|last|modified)\b|(?-i:[A-Z]{2,5}\b))*+)"
    ),
    "{end}": r"[\s.)\]*_\"”’…»>→-]*\Z",
}
# What may stand before the first word of a notice.
_LEAD = re.compile(r"\A(?:[\s\-–—_*•·|>▶►\[#]|\((?!c\)))*")
# White space, or nothing where white space already stands: a blank of a pattern.
_BLANK = r"(?:\s+|(?<=\s)|\A)"


_CLASS_OR_BLANK = re.compile(r"\[(?:\\.|[^\]\\])*\]| \?| ")
# How far from the beginning and end of a text a notice that needs an edge may stand.
_HEAD_LINES, _TAIL_LINES = 6, 12
_HEAD, _TAIL = 2_000, 4_000


class Notice(msgspec.Struct, frozen=True):
    """A notice in a text: its kind, its characters, and the outlet it names."""

    kind: Kind
    span: Span
    outlet: str | None = None


class _Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: Kind
    triggers: tuple[str, ...]
    patterns: tuple[str, ...]
    edge: bool = False
    unit: Literal["sentence", "line"] = "sentence"


class _Forms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    notices: tuple[_Form, ...]


@cache
def _forms() -> tuple[tuple[_Form, re.Pattern[str]], ...]:
    forms = load_yaml("notices.yml", _Forms).notices
    return tuple((form, _compiled(form.patterns)) for form in forms)


def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    pattern = "|".join(_CLASS_OR_BLANK.sub(_widen, each.strip()) for each in patterns)
    for part, expression in _PARTS.items():
        pattern = pattern.replace(part, expression)
    number = count(1)
    pattern = re.sub(r"\(\?P<outlet>", lambda _: f"(?P<outlet{next(number)}>", pattern)
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)


def _widen(match: re.Match[str]) -> str:
    found = match.group()
    if found == " ":
        return _BLANK
    return r"\s*" if found == " ?" else found.replace(" ", r"\s")


def find_notices(text: str, lines: Lines | None = None) -> tuple[Notice, ...]:
    """The notices in `text`, in text order; they may overlap. `lines` are those of the text."""
    lowered = _lowered(text)
    lines = lines or Lines(text)
    edges = _edges(lines)
    found: list[Notice] = []
    places = _places(lowered)
    for form, pattern in _forms():
        tried: set[Span] = set()
        for offset in _hits(places, form, edges, len(text)):
            for unit in _units(lines, offset, form):
                if unit in tried:
                    continue
                tried.add(unit)
                if (notice := _match(text, unit, form, pattern)) is not None:
                    found.append(notice)
                    break
    found.sort(key=lambda notice: notice.span)
    return tuple(found)


def boilerplate_spans(text: str) -> tuple[Span, ...]:
    """The characters of `text` that are notices and no report: sorted, without overlap.

    A span is a whole sentence, line or bracket. Datelines are not among them: they
    stand inside the first sentence of the report.
    """
    merged: list[Span] = []
    for notice in find_notices(text):
        start, end = notice.span
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _lowered(text: str) -> str:
    """`text` in lower case, character for character."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def _edges(lines: Lines) -> tuple[int, int]:
    """Where the head of the text ends, and where its tail begins."""
    spans, size = lines.spans, len(lines.text)
    if len(spans) <= _HEAD_LINES:
        return (min(size, _HEAD), max(0, size - _TAIL))
    head = min(spans[_HEAD_LINES - 1][1], _HEAD)
    return (head, max(spans[-min(_TAIL_LINES, len(spans))][0], size - _TAIL))


def _places(lowered: str) -> dict[str, list[int]]:
    """Where the triggers of all forms stand, ascending."""
    words, automaton = _triggers()
    places: dict[str, list[int]] = {}
    for number, start, _ in automaton.find_matches_as_indexes(lowered, overlapping=True):
        places.setdefault(words[number], []).append(start)
    return places


@cache
def _triggers() -> tuple[list[str], AhoCorasick]:
    words = sorted({trigger for form, _ in _forms() for trigger in form.triggers})
    return words, AhoCorasick(words)


def _hits(
    places: dict[str, list[int]], form: _Form, edges: tuple[int, int], size: int
) -> Iterator[int]:
    """The offsets of the form's triggers, where it may stand."""
    head, tail = edges
    ranges = [(0, size)] if not form.edge or head >= tail else [(0, head), (tail, size)]
    for start, end in ranges:
        for trigger in form.triggers:
            for place in places.get(trigger, ()):
                if start <= place <= end - len(trigger):
                    yield place


def _units(lines: Lines, offset: int, form: _Form) -> Iterator[Span]:
    """What the notice around `offset` may be: the bracket, then the line or sentence."""
    if (bracket := lines.bracket_at(offset)) is not None:
        yield bracket
    unit = lines.line_at(offset) if form.unit == "line" else lines.sentence_at(offset)
    if unit is not None and unit[1] - unit[0] <= _LONGEST:
        yield unit


def _match(text: str, unit: Span, form: _Form, pattern: re.Pattern[str]) -> Notice | None:
    start, end = unit
    words = _LEAD.sub("", text[start:end], count=1)
    match = pattern.match(words)
    if match is None:
        return None
    if text[start - 1 : start] in {"(", "["} and text[end : end + 1] in {")", "]"}:
        start, end = start - 1, end + 1
    return Notice(form.kind, (start, end), _outlet(words, match))


def _outlet(words: str, match: re.Match[str]) -> str | None:
    for name, value in match.groupdict().items():
        if value is not None:
            return outlet_at(words, match.start(name))
    return None
