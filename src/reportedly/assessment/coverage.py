"""Whether goods, as reported, fall into the classes that a measure covers.

The category decides where it can; where a measure covers part of a category (coal, of all
raw materials), the reported words decide, and a general word leaves it open.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

from reportedly.assessment.measures import Excepted, Measure, measure_table
from reportedly.records import Goods, Payment

Extent = Literal["certain", "possible", "excepted"]
_ANY = "*"


class Coverage(NamedTuple):
    """How a measure covers the goods of one leg: the goods of each extent, in text order."""

    certain: tuple[Goods | Payment, ...]
    possible: tuple[Goods | Payment, ...]
    excepted: tuple[Goods | Payment, ...]
    exception: Excepted | None


def coverage(
    measure: Measure, goods: tuple[Goods | Payment, ...], direction: str, on: date | None
) -> Coverage | None:
    """How the measure covers `goods`, or None where it has nothing to do with them."""
    found: dict[Extent, list[Goods | Payment]] = {"certain": [], "possible": [], "excepted": []}
    exception = None
    for item in goods:
        extent, applied = _extent(measure, item, direction, on)
        if extent is not None:
            found[extent].append(item)
            exception = exception or applied
    if not any(found.values()):
        return None
    return Coverage(
        tuple(found["certain"]), tuple(found["possible"]), tuple(found["excepted"]), exception
    )


def _extent(
    measure: Measure, item: Goods | Payment, direction: str, on: date | None
) -> tuple[Extent | None, Excepted | None]:
    unclear = False
    for exception in measure.excepted:
        if exception.direction not in (None, direction):
            continue
        if exception.until is not None and on is not None and exception.until <= on:
            continue
        if item.category in exception.goods:
            return "excepted", exception
        unclear = unclear or item.category in exception.unclear
    found = {class_extent(name, item.category, item.text) for name in measure.goods}
    if "certain" in found:
        return ("possible" if unclear else "certain"), None
    return ("possible" if "possible" in found else None), None


def class_extent(name: str, category: str, text: str) -> Literal["certain", "possible"] | None:
    """Whether the class of goods `name` covers goods of this category, reported in these words."""
    goods_class = measure_table().classes[name]
    if category in goods_class.certain:
        return "certain"
    if _ANY in goods_class.words and _pattern(goods_class.words[_ANY]).search(text):
        return "certain"
    if category in goods_class.possible:
        return "possible"
    words = goods_class.words.get(category)
    if words is None:
        return None
    if _pattern(words).search(text):
        return "certain"
    return None if _specific_words(category).search(text) else "possible"


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)


@cache
def _specific_words(category: str) -> re.Pattern[str]:
    """All words of a category that settle some class: one of them excludes the others."""
    classes = measure_table().classes.values()
    return _pattern(tuple(word for each in classes for word in each.words.get(category, ())))
