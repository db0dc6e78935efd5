"""Where the paragraphs of a text begin and end.

A line is a paragraph, unless the text is hard-wrapped (mail, old wire copy); then
a blank line ends one. A dateline is a paragraph of its own: the parser would read its
city as the subject of the sentence. Paragraphs beyond `LONGEST` characters are cut at
a blank, so that no input makes the parser's memory grow with the length of a line.
"""

from __future__ import annotations

import re

from reportedly.reading.heading import dateline_end
from reportedly.reading.units import is_hard_wrapped
from reportedly.records import Span

LONGEST = 5_000
_HEAD = 400
_LINE_BREAK = re.compile(r"(?:\r\n|[\n\r\v\f\x85\u2028\u2029])+")
_BLANK_LINE = re.compile(r"(?:\r\n|[\n\r])[ \t]*(?:(?:\r\n|[\n\r])[ \t]*)+")


def paragraphs(text: str) -> list[Span]:
    """The character spans of the paragraphs of `text`, white space around them left out."""
    breaks = _BLANK_LINE if is_hard_wrapped(text) else _LINE_BREAK
    found: list[Span] = []
    start = 0
    for match in breaks.finditer(text):
        found.extend(_pieces(text, start, match.start()))
        start = match.end()
    found.extend(_pieces(text, start, len(text)))
    return found


def _pieces(text: str, start: int, end: int) -> list[Span]:
    """The line from `start` to `end`: its dateline, and the rest, cut where it is too long."""
    start, end = _trimmed(text, start, end)
    pieces: list[Span] = []
    if text[start : min(start + 2, end)].isupper():
        head = dateline_end(text[start : min(start + _HEAD, end)])
        if head:
            pieces.append((start, start + head))
            start, end = _trimmed(text, start + head, end)
    while end - start > LONGEST:
        cut = start + LONGEST
        for mark in (". ", " "):
            place = text.rfind(mark, start + LONGEST // 2, cut)
            if place > 0:
                cut = place + 1
                break
        pieces.append(_trimmed(text, start, cut))
        start, end = _trimmed(text, cut, end)
    return [*pieces, (start, end)] if start < end else pieces


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end)
