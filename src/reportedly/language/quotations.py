"""Where the quotations of a text open and close.

A quotation is read paragraph by paragraph: a mark that is still open when its
paragraph ends closes there, unless the next paragraph begins with a mark of the same
kind (the typographers' rule for quotations of several paragraphs), so no lost mark
swallows an article. Straight marks are told apart by what stands beside them; an
apostrophe is no mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reportedly.language.annotated import AnnotatedText

# Kinds of marks: double and single, by what they look like alone.
_MARK = re.compile("''|``|,,|[\"'‘’‚‛“”„‟«»‹›`´＂]")
_DOUBLE_OPEN = frozenset({"“", "„", "‟", "«", "``", ",,"})
_DOUBLE_CLOSE = frozenset({"”", "»"})
_DOUBLE_EITHER = frozenset({'"', "''", "＂"})
_SINGLE_OPEN = frozenset({"‘", "‚", "‛", "‹", "`"})
_SINGLE_EITHER = frozenset({"'", "’", "›", "´"})
_BEFORE_OPENING = frozenset("([{—–-…/:“”\"«»'‘")
# Marks that open elsewhere, and close what these have opened (German, Danish).
_CLOSED_BY = {"„": "“", "‚": "‘", "»": "«", "›": "‹"}
_LONGEST_SINGLE = 400


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation as a token range, its marks included; `closed` if its own mark ends it,
    `continued` if it goes on in the next paragraph."""

    start: int
    end: int
    double: bool
    closed: bool
    continued: bool = False


@dataclass(slots=True)
class Quotations:
    """The quotations of a text in text order, and for each token which one holds it.

    `of[i]` is the number of the outermost quotation that holds token `i`, or -1; `marks`
    holds the tokens that are quotation marks.
    """

    records: tuple[Quotation, ...] = ()
    of: list[int] = field(default_factory=list)
    marks: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    shape: str
    double: bool
    opens: bool
    closes: bool


def find_quotations(text: AnnotatedText) -> Quotations:
    """The quotations of `text`, outermost ones only."""
    of = [-1] * len(text)
    records: list[Quotation] = []
    marks: set[int] = set()
    carried: bool | None = None
    for number, (start, end) in enumerate(text.paragraphs):
        found, carried = _in_paragraph(text, number, carried)
        for first, last, double, closed, continued in found:
            tokens = _token_range(text, start, end, first, last)
            if tokens is None or (records and tokens[0] < records[-1].end):
                continue
            of[tokens[0] : tokens[1]] = [len(records)] * (tokens[1] - tokens[0])
            marks.add(tokens[0])
            if closed:
                marks.add(tokens[1] - 1)
            records.append(Quotation(*tokens, double, closed, continued))
    return Quotations(tuple(records), of, frozenset(marks))


Found = tuple[int, int, bool, bool, bool]


def _in_paragraph(
    text: AnnotatedText, number: int, carried: bool | None
) -> tuple[list[Found], bool | None]:
    """The quotations of one paragraph as character ranges, and the kind still open at its end."""
    marks = _marks(text, number)
    first_char = text.starts[text.paragraphs[number][0]]
    last_char = text.ends[text.paragraphs[number][1] - 1]
    found: list[Found] = []
    open_mark: _Mark | None = None
    if carried is not None and not (marks and marks[0].start == first_char):
        carried = None
    i = 0
    while i < len(marks):
        mark = marks[i]
        i += 1
        if open_mark is None:
            if mark.opens and (mark.double or _single_closes(marks, i, mark)):
                open_mark = mark
        elif mark.double == open_mark.double and (
            mark.closes or _CLOSED_BY.get(open_mark.shape) == mark.shape
        ):
            found.append((open_mark.start, mark.end, mark.double, True, False))
            open_mark = None
        elif mark.double == open_mark.double and mark.opens and not mark.closes:
            # A second opening mark: the first was never closed; it ends with its sentence.
            end = _sentence_end(text, open_mark.start, mark.start)
            found.append((open_mark.start, end, mark.double, False, False))
            open_mark = mark
    if open_mark is None:
        return found, None
    continued = open_mark.double and _reopens(text, number + 1)
    end = last_char
    found.append((open_mark.start, end, open_mark.double, False, continued))
    return found, (open_mark.double if continued else None)


def _marks(text: AnnotatedText, number: int) -> list[_Mark]:
    start, end = text.paragraphs[number]
    if start == end:
        return []
    low, high = text.starts[start], text.ends[end - 1]
    whole = text.text
    marks = []
    for match in _MARK.finditer(whole, low, high):
        shape, at, after = match.group(), match.start(), match.end()
        before_char = whole[at - 1] if at > low else " "
        after_char = whole[after] if after < high else " "
        double = shape in _DOUBLE_OPEN or shape in _DOUBLE_CLOSE or shape in _DOUBLE_EITHER
        if not double and before_char.isalnum() and after_char.isalnum():
            continue  # an apostrophe
        free_before = before_char.isspace() or before_char in _BEFORE_OPENING
        free_after = not after_char.isalnum()
        if shape in _DOUBLE_OPEN or shape in _SINGLE_OPEN:
            opens, closes = True, False
        elif shape in _DOUBLE_CLOSE:
            # German and Danish quotations open with what closes elsewhere.
            opens, closes = at == low or (free_before and not free_after and shape == "»"), True
        else:
            opens = free_before and not after_char.isspace()
            closes = not free_before or before_char in _BEFORE_OPENING
            if not opens and not closes:
                opens, closes = not free_after, free_after
        marks.append(_Mark(at, after, shape, double, opens, closes and (double or free_after)))
    return marks


def _single_closes(marks: list[_Mark], following: int, mark: _Mark) -> bool:
    """Whether a single mark has a partner: a lone one is an apostrophe ('90s, ’em)."""
    for other in marks[following : following + 12]:
        if other.start - mark.end > _LONGEST_SINGLE:
            return False
        if not other.double and other.closes:
            return True
    return False


def _sentence_end(text: AnnotatedText, start: int, limit: int) -> int:
    """The end of the last sentence that ends before `limit`, or of the word before it."""
    token = text.token_at(start)
    if token is None:
        return limit
    end = text.ends[text.sentences[text.sentence_of[token]][1] - 1]
    while end > limit and token < len(text) and text.ends[token] <= limit:
        token += 1
    return min(end, text.ends[max(token - 1, 0)]) if end > limit else end


def _reopens(text: AnnotatedText, number: int) -> bool:
    if number >= len(text.paragraphs):
        return False
    marks = _marks(text, number)
    start = text.paragraphs[number][0]
    return bool(marks) and marks[0].double and marks[0].start == text.starts[start]


def _token_range(
    text: AnnotatedText, start: int, end: int, first: int, last: int
) -> tuple[int, int] | None:
    low, high = start, end
    while low < high and text.ends[low] <= first:
        low += 1
    while high > low and text.starts[high - 1] >= last:
        high -= 1
    return (low, high) if low < high else None
