"""Lines, sentences and brackets of a raw text, as far as notices need them.

No parser has read the text yet: a sentence ends at a full stop before a capital,
unless the stop belongs to an abbreviation. In hard-wrapped text (mail, old wire
copy) the lines of a block count as one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

from reportedly.records import Span

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SENTENCE_BREAK = re.compile(r"[.!?…][\"”’')\]]{0,3}(\s+)(?=[\"“‘'(\[—–*_-]{0,3}\s?[A-Z0-9©@])")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Za-z]|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Maj|Capt|Sgt|Adm|Jr|No|vs|Inc|Co"
    r"|Corp|Ltd|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))\Z"
)
_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"”’'»)\]]*\s*\Z")
_BRACKET_BACK = 300
_BRACKET_ON = 500
_WRAP = range(40, 91)


class Lines:
    """The lines of a text that hold more than white space, and their sentences."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = _line_spans(text)
        self._starts = [start for start, _ in self.spans]
        self._sentences: dict[int, list[int]] = {}

    def line_at(self, offset: int) -> Span | None:
        """The line that covers `offset`, white space around it left out, or None."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self.spans[index][1]:
            return None
        return self.spans[index]

    def sentence_at(self, offset: int) -> Span | None:
        """The sentence that covers `offset`, or None."""
        line = self.line_at(offset)
        if line is None:
            return None
        starts = self._sentences.get(line[0])
        if starts is None:
            starts = self._sentences[line[0]] = _sentence_starts(self.text, line)
        index = bisect_right(starts, offset) - 1
        end = starts[index + 1] if index + 1 < len(starts) else line[1]
        return trimmed(self.text, (starts[index], end))

    def bracket_at(self, offset: int) -> Span | None:
        """What stands between the brackets around `offset`, or None."""
        line = self.line_at(offset)
        if line is None:
            return None
        low, high = max(line[0], offset - _BRACKET_BACK), min(line[1], offset + _BRACKET_ON)
        opening = max(self.text.rfind("(", low, offset), self.text.rfind("[", low, offset))
        if opening < 0:
            return None
        closing = ")" if self.text[opening] == "(" else "]"
        if self.text.find(closing, opening, offset) >= 0:
            return None
        end = self.text.find(closing, offset, high)
        return (opening + 1, end) if end >= 0 else None


def trimmed(text: str, span: Span) -> Span:
    """`span` without the white space at its ends."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end)


def is_hard_wrapped(text: str) -> bool:
    """Whether single line breaks stand inside sentences: most lines that another line
    follows directly are of a printed line's length and end within a sentence."""
    return _most_break_off(text, _lines(text))


def _lines(text: str) -> list[Span]:
    raw: list[Span] = []
    start = 0
    for match in _BREAK.finditer(text):
        raw.append((start, match.start()))
        start = match.end()
    raw.append((start, len(text)))
    return [trimmed(text, span) for span in raw]


def _line_spans(text: str) -> list[Span]:
    lines = _lines(text)
    if _most_break_off(text, lines):
        lines = _blocks(lines)
    return [span for span in lines if span[0] < span[1]]


def _most_break_off(text: str, lines: list[Span]) -> bool:
    followed = [a for a, b in pairwise(lines) if a[0] < a[1] and b[0] < b[1]]
    if len(followed) < 3:
        return False
    return 2 * sum(_breaks_off(text, line) for line in followed) > len(followed)


def _breaks_off(text: str, line: Span) -> bool:
    start, end = line
    return end - start in _WRAP and not _ENDS_SENTENCE.search(text[max(start, end - 5) : end])


def _blocks(lines: list[Span]) -> list[Span]:
    """Lines joined over the breaks that only wrap them."""
    blocks: list[Span] = []
    last: Span = (0, 0)
    for line in lines:
        joins = blocks and line[0] < line[1] and last[0] < last[1] and last[1] - last[0] in _WRAP
        if joins:
            blocks[-1] = (blocks[-1][0], line[1])
        else:
            blocks.append(line)
        last = line
    return blocks


def _sentence_starts(text: str, line: Span) -> list[int]:
    starts = [line[0]]
    for match in _SENTENCE_BREAK.finditer(text, line[0], line[1]):
        if text[match.start()] == "." and _ABBREVIATION.search(
            text, max(line[0], match.start() - 6), match.start()
        ):
            continue
        starts.append(match.end())
    return starts
