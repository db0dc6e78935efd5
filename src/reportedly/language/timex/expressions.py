"""Where time expressions stand in a text, and what each of them means.

The tokens are read once; at a word that a time expression can hold, the grammar is tried
from the words before it onward, the longest way back first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportedly.language.annotated import AnnotatedText
from reportedly.language.timex.grammar import Grammar, grammar
from reportedly.language.timex.lookalikes import stands
from reportedly.language.timex.meanings import Expression, Meaning
from reportedly.language.timex.moments import Moment, moment
from reportedly.language.timex.ranges import after, before
from reportedly.language.timex.readings import meaning
from reportedly.language.timex.surroundings import Fields, Surroundings

_MOST_WORDS_BEFORE = 8
_SHAPE = re.compile(
    r"[’'‘]?\d[\d’'‘]*(?:[-–—/.:]\d|s$|st$|nd$|rd$|th$|[ap]\.?m\.?$)|[’'‘]\d\ds?$|\d{4}$|mid-|fy\d|(?:pre|post)-\d"
)
_DAY_FOLLOWS = re.compile(r"\)?\s?(?:\([^()]{3,20}\)|,)?\s?(?:on|of)?\s?")
_SAID_AGAIN = re.compile(r"\s?\(")
_DAYS_IN_ONE = re.compile(r"(\d\d?[-–])\d\d?")
_PERIODS = ("week", "month", "quarter", "year")
_END_FOLLOWS = re.compile(r"\s(?:that\s)?(?:ended|ending|ends|of)\s(?:on\s)?", re.IGNORECASE)


def expressions(text: AnnotatedText, published: str | None) -> list[Expression]:
    """The time expressions of `text`, in its order, read from the publication date."""
    found = list(_found(text, published))
    # Backward, since the day reaches both times of "10:35 a.m. (0735 GMT) Friday".
    for number in reversed(range(len(found) - 1)):
        expression, following = found[number : number + 2]
        what, day = expression.meaning, following.meaning
        if day.moment is None or day.moment.unit != "day":
            continue
        between = text.text[expression.end : following.start]
        follows = _DAY_FOLLOWS if day.type == "DATE" else _SAID_AGAIN
        if what.type == "TIME" and what.moment is None and follows.fullmatch(between):
            value = f"{day.moment.value()}T{what.value.partition('T')[2]}"
            found[number] = expression._replace(meaning=Meaning("TIME", value, day.moment))
        elif what.moment and what.moment.unit in _PERIODS and _END_FOLLOWS.fullmatch(between):
            period = day.moment.at(what.moment.unit)
            found[number] = expression._replace(meaning=Meaning("DATE", period.value(), period))
    return found


def _found(text: AnnotatedText, published: str | None) -> Iterator[Expression]:
    rules = grammar()
    around = Surroundings(text, rules.vocabulary, _published_day(published))
    limits = [text.ends[end - 1] for _, end in text.paragraphs]
    size = len(text.words)
    position = token = 0
    while token < size:
        found = None
        if _may_hold(text.lower[token], rules):
            limit = limits[text.paragraph_of[token]]
            found = next(_readings(around, rules, token, position, limit), None)
        if found is None:
            token += 1
            continue
        expression, fields = found
        end = expression.end
        yield from before(around, position, expression, fields)
        yield expression
        _remember(expression.meaning, around)
        for further in after(around, expression, fields, limit):
            yield further
            _remember(further.meaning, around)
            end = further.end
        while token < size and text.starts[token] < end:
            token += 1
        position = token


def _published_day(published: str | None) -> Moment | None:
    day = moment(published)
    return day if day is not None and day.unit == "day" else None


def _may_hold(word: str, rules: Grammar) -> bool:
    if word in rules.triggers:
        return True
    return (word[0].isdigit() or word[0] in "’'‘mfp") and _SHAPE.match(word) is not None


def _readings(
    around: Surroundings, rules: Grammar, token: int, position: int, limit: int
) -> Iterator[tuple[Expression, Fields]]:
    """The expressions that cover `token` and stand as times, the one that begins first first."""
    text, first = around.text, token
    earliest = max(position, token - _MOST_WORDS_BEFORE)
    while first > earliest and (
        (word := text.lower[first - 1]) in rules.leads or word == "-" or word[0].isdigit()
    ):
        first -= 1
    for begin in range(first, token + 1):
        match = rules.expression.match(text.text, _begin(text, begin), limit)
        if match is None or match.end() <= text.starts[token]:
            continue
        around.start, around.end = begin, token + 1
        while around.end < len(text) and text.starts[around.end] < match.end():
            around.end += 1
        number = rules.wrappers[match.lastindex or 0]
        rule = rules.vocabulary.rules[number]
        if rule.after and around.word_before not in rule.after:
            continue
        fields = _fields(match, rules.fields[number])
        what = meaning(rule, fields, around) if stands(fields, match, around) else None
        if what is not None:
            yield Expression(match.start(), match.end(), what), fields


def _begin(text: AnnotatedText, token: int) -> int:
    """The first character of the token; of "12–13", left whole before "May", the second day."""
    joined = _DAYS_IN_ONE.fullmatch(text.words[token])
    return text.starts[token] + (0 if joined is None else joined.end(1))


def _fields(match: re.Match[str], groups: tuple[tuple[str, int], ...]) -> Fields:
    """The fields that took part in the match, lower case, blanks and apostrophes made plain."""
    fields: Fields = {}
    for name, index in groups:
        value = match[index]
        if value is not None and name not in fields:
            fields[name] = " ".join(value.lower().replace("’", "'").replace("‘", "'").split())
    return fields


def _remember(what: Meaning, around: Surroundings) -> None:
    if what.moment is not None and what.type in ("DATE", "TIME"):
        around.spoken.append((around.text.sentence_of[around.start], what.moment))
