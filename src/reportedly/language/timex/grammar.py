"""The grammar of time expressions: one regular expression, compiled from times.yml.

A rule's pattern names lists of words, fields and macros in braces; each list or field
becomes a group. All rules are joined into one alternation, tried in the order of the
file at the tokens where an expression can begin, so that a text is read in one pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

import msgspec

from reportedly.records import TimeType
from reportedly.reference.loader import load_yaml

Reading = Literal[
    "anniversary",
    "beside",
    "date",
    "duration",
    "fiscal",
    "neighbour",
    "numeric",
    "reference",
    "set",
    "shift",
    "time",
]


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of time expression: its pattern, its type, and how its value is read.

    `after`: the words of which one must stand before it, if the list is not empty.
    """

    type: TimeType
    reading: Reading
    pattern: str
    after: tuple[str, ...] = ()


class NotAYear(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words beside which a number of four digits counts or names something."""

    after: frozenset[str]
    before: frozenset[str]


class Vocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of times.yml: closed lists of words with their values, and the rules."""

    months: dict[str, int]
    also_other_words: frozenset[str]
    weekdays: dict[str, int]
    weekday_abbreviations: dict[str, int]
    seasons: dict[str, str]
    parts: dict[str, str]
    hours: dict[str, int]
    units: dict[str, str]
    numbers: dict[str, str]
    ordinals: dict[str, int]
    holidays: dict[str, list[int | str]]
    days_from_publication: dict[str, int]
    days_and_days: dict[str, int]
    night_words: dict[str, int]
    which: dict[str, int]
    which_of_text: dict[str, int]
    references: dict[str, list[str]]
    recent: list[str]
    frequencies: dict[str, str]
    forward: frozenset[str]
    forward_nouns: frozenset[str]
    planned_events: frozenset[str]
    set_for: frozenset[str]
    not_a_year: NotAYear
    year_after: frozenset[str]
    not_a_stretch: frozenset[str]
    fields: dict[str, str]
    macros: dict[str, str]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled rules. `fields[n]` are the names and groups of rule n; an expression
    is looked for at a word of `triggers`, and can begin at words of `leads` before it."""

    vocabulary: Vocabulary
    expression: re.Pattern[str]
    fields: tuple[tuple[tuple[str, int], ...], ...]
    wrappers: dict[int, int]
    triggers: frozenset[str]
    leads: frozenset[str]


@cache
def grammar() -> Grammar:
    """The grammar of times.yml, compiled once a process."""
    vocabulary = load_yaml("times.yml", Vocabulary)
    pieces = {**_lists(vocabulary), **vocabulary.fields}
    compiler = _Compiler(pieces, vocabulary.macros)
    alternatives = "|".join(
        f"(?P<rule_{number}>{compiler.expand(rule.pattern)})"
        for number, rule in enumerate(vocabulary.rules)
    )
    expression = re.compile(f"(?:{alternatives})(?!\\w)", re.IGNORECASE)
    wrappers = {expression.groupindex[f"rule_{n}"]: n for n in range(len(vocabulary.rules))}
    fields: list[list[tuple[str, int]]] = [[] for _ in vocabulary.rules]
    rule = -1
    for name, index in sorted(expression.groupindex.items(), key=lambda item: item[1]):
        if index in wrappers:
            rule = wrappers[index]
        else:
            fields[rule].append((name.rsplit("_", 1)[0], index))
    triggers = _triggers(vocabulary)
    literal = " ".join([*(r.pattern for r in vocabulary.rules), *vocabulary.macros.values()])
    words = {word for piece in (literal, *pieces.values()) for word in _words(piece)}
    return Grammar(
        vocabulary,
        expression,
        tuple(tuple(of_rule) for of_rule in fields),
        wrappers,
        triggers,
        frozenset(words) | triggers,
    )


def _words(pattern: str) -> list[str]:
    return re.findall(r"[a-z]+\.?", re.sub(r"\\[a-z]", " ", pattern.lower()))


def _lists(vocabulary: Vocabulary) -> dict[str, str]:
    """The closed lists as patterns, by the name that a rule calls them."""
    lists: dict[str, list[str]] = {
        "month": list(vocabulary.months),
        "weekday": list(vocabulary.weekdays),
        "weekday_plural": [f"{word}s" for word in vocabulary.weekdays],
        "weekday_abbreviation": list(vocabulary.weekday_abbreviations),
        "season": list(vocabulary.seasons),
        "part": list(vocabulary.parts),
        "hours": list(vocabulary.hours),
        "unit": list(vocabulary.units),
        "one_unit": [word for word in vocabulary.units if not word.endswith("s")],
        "past_unit": [word for word in vocabulary.units if not word.startswith("weekend")],
        "span_unit": ["week", "month"],
        "long_unit": ["month", "quarter", "week", "weekend", "year"],
        "units": [word for word in vocabulary.units if word.endswith("s")],
        "counted": list(vocabulary.numbers),
        "holiday": list(vocabulary.holidays),
        "days_from_publication": list(vocabulary.days_from_publication),
        "day_and_day": list(vocabulary.days_and_days),
        "night_word": list(vocabulary.night_words),
        "which": list(vocabulary.which),
        "which_of_text": list(vocabulary.which_of_text),
        "reference": [word for words in vocabulary.references.values() for word in words],
        "recent": list(vocabulary.recent),
        "frequency": list(vocabulary.frequencies),
    }
    return {name: _alternatives(words) for name, words in lists.items()}


def _alternatives(words: list[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    joined = "|".join(re.escape(word).replace("\\ ", " ") for word in longest_first)
    return f"(?:{joined})(?!\\w)".replace("'", "[’']")


def _triggers(vocabulary: Vocabulary) -> frozenset[str]:
    """The words, as tokens, of which an expression without figures holds one at least."""
    lists: tuple[Iterable[str], ...] = (
        vocabulary.months,
        vocabulary.weekdays,
        vocabulary.seasons,
        vocabulary.parts,
        vocabulary.hours,
        vocabulary.units,
        vocabulary.holidays,
        vocabulary.days_from_publication,
        vocabulary.night_words,
        vocabulary.frequencies,
        *vocabulary.references.values(),
    )
    words = {word for entries in lists for entry in entries for word in _words(entry)}
    decades = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies")
    more = {"eighties", "nineties", "a.m.", "p.m.", "am", "pm", "a.m", "p.m", "o'clock", "o’clock"}
    more |= {f"{unit}long" for unit in vocabulary.units} | {"q1", "q2", "q3", "q4", "h1", "h2"}
    more |= set("'’‘")  # of '98, a token of its own
    plain = {"at", "in", "the", "this", "of", "s", "to", "too", "not"}
    return frozenset((words | more | set(decades) | {f"{w}s" for w in vocabulary.weekdays}) - plain)


class _Compiler:
    """Expands braces: a macro to a group, a list or field to a named group, each of its own."""

    def __init__(self, pieces: dict[str, str], macros: dict[str, str]) -> None:
        self._pieces = pieces
        self._macros = macros
        self._count = 0
        self._last: dict[str, str] = {}

    def expand(self, pattern: str) -> str:
        """`pattern` as a regular expression: names expanded, blanks loosened."""
        pattern = re.sub(r"\{([a-z_]+)\}", self._replace, _loosen(pattern))
        pattern = re.sub(r"\(\?P<([a-z_]+)>", self._number, pattern)
        return re.sub(r"\(\?P=([a-z_]+)\)", lambda m: f"(?P={self._last[m[1]]})", pattern)

    def _number(self, match: re.Match[str]) -> str:
        self._count += 1
        self._last[match[1]] = f"{match[1]}_{self._count}"
        return f"(?P<{match[1]}_{self._count}>"

    def _replace(self, match: re.Match[str]) -> str:
        name = match[1]
        if name in self._macros:
            return f"(?:{self.expand(self._macros[name])})"
        self._count += 1
        return f"(?P<{name}_{self._count}>{_loosen(self._pieces[name])})"


def _loosen(pattern: str) -> str:
    """`pattern` with a blank standing for white space, outside of character classes too."""
    pieces = re.split(r"(\[[^\]]*\])", pattern)
    return "".join(
        piece.replace(" ", "\\s") if piece.startswith("[") else re.sub(" ", r"(?:\\s{1,3})", piece)
        for piece in pieces
    )
