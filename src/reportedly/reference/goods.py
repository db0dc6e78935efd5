"""The goods table: categories, words and names of types, ready for matching.

Words are written in the data as people read them and expanded here: alternatives,
plurals, and the spellings of a type's name ("F-16", "F 16", "F16").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

import msgspec

from reportedly.reference.loader import load_tsv, load_yaml

_SLOT = re.compile(r"\(([^)]*)\)|([^()\s]+)")
_SPLIT = re.compile(r"[-/\u2010\u2011\s]+")
_CALIBRE = re.compile(r"^(\d+(?:\.\d+)?)(mm)$")
_LETTERS_DIGITS = re.compile(r"^([a-z]+) (\d+[a-z]{0,2})$")
_SHORTEST_SAFE = 3


class Category(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A category of goods: its codes in the registers, whether it is arms, and its words."""

    unroca: tuple[str, ...]
    wassenaar: tuple[str, ...]
    sipri: tuple[str, ...]
    arms: bool
    family: str
    words: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()


class Company(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The `category` that a word takes in a sentence with goods of the category `beside`."""

    beside: str
    category: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    categories: dict[str, Category]
    blocked: tuple[str, ...]
    type_nouns: frozenset[str]
    not_goods_heads: frozenset[str]
    compound_heads: dict[str, frozenset[str]]
    gun_categories: frozenset[str]
    makers: dict[str, str]
    company: dict[str, Company]
    carriers: frozenset[str]


class Designation(msgspec.Struct, frozen=True):
    """A type of arms that goes by a name, and the state whose industry makes it."""

    designation: str
    also: str
    category: str
    maker: str
    note: str


@dataclass(frozen=True, slots=True)
class Name:
    """A way to write goods: lower-case parts, and what they stand for (None: no goods)."""

    parts: tuple[str, ...]
    category: str | None
    designation: str | None = None
    maker: str | None = None
    uncertain: bool = False
    bare: bool = False
    capital: bool = False


@dataclass(frozen=True, slots=True)
class GoodsTable:
    """The goods table; `by_first` holds the names by their first part, longest first."""

    categories: dict[str, Category]
    by_first: dict[str, tuple[Name, ...]]
    arms: frozenset[str]
    type_nouns: frozenset[str]
    not_goods_heads: frozenset[str]
    component_heads: frozenset[str]
    ammunition_heads: frozenset[str]
    gun_categories: frozenset[str]
    makers: dict[str, str]
    company: dict[str, Company]
    carriers: frozenset[str]
    longest_word: int


@cache
def goods_table() -> GoodsTable:
    """The goods table of reference/goods.yml and reference/designations.tsv.

    Raises `ReferenceDataError` if a file does not fit its schema.
    """
    file = load_yaml("goods.yml", _File)
    names: dict[tuple[str, ...], Name] = {}
    for name in (*_type_names(), *_words(file)):
        names.setdefault(name.parts, name)
    for phrase in file.blocked:
        for parts in _forms(phrase):
            names[parts] = Name(parts, None)
    by_first: dict[str, list[Name]] = {}
    for name in names.values():
        by_first.setdefault(name.parts[0], []).append(name)
    return GoodsTable(
        categories=file.categories,
        by_first={
            first: tuple(sorted(some, key=lambda name: -len(name.parts)))
            for first, some in by_first.items()
        },
        arms=frozenset(key for key, category in file.categories.items() if category.arms),
        type_nouns=file.type_nouns,
        not_goods_heads=file.not_goods_heads,
        component_heads=file.compound_heads["engines_components"],
        ammunition_heads=file.compound_heads["artillery_ammunition"],
        gun_categories=file.gun_categories,
        makers={maker.lower(): state for maker, state in file.makers.items()},
        company=file.company,
        carriers=file.carriers,
        longest_word=max(sum(map(len, name.parts)) for name in names.values()) + 9,
    )


def parts_of(word: str) -> tuple[str, ...]:
    """The parts of a lower-case word: "su-35" gives "su" and "35", "152mm" "152" and "mm"."""
    parts: list[str] = []
    for part in _SPLIT.split(word.replace("\u2019", "'")):
        if match := _CALIBRE.match(part):
            parts += match.groups()
        elif part.endswith("'s") and len(part) > 2:
            parts += (part[:-2], "'s")
        elif part:
            parts.append(part)
    return tuple(parts)


def is_plural_of(word: str, singulars: Iterable[str]) -> str | None:
    """The member of the set `singulars` that `word` is, or is the plural of; else None."""
    for singular in _singulars(word):
        if singular in singulars:
            return singular
    return None


def _singulars(word: str) -> tuple[str, ...]:
    if not word.endswith("s"):
        return (word,)
    if word.endswith("ies"):
        return (word, word[:-3] + "y")
    if word.endswith("es"):
        return (word, word[:-1], word[:-2])
    return (word, word[:-1])


def plural(word: str) -> str:
    """The regular plural of a noun, which is also the third person of a verb."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    return word + "s"


def _words(file: _File) -> Iterator[Name]:
    for key, category in file.categories.items():
        for phrases, uncertain, bare in (
            (category.words, False, False),
            (category.weak, True, False),
            (category.bare, False, True),
        ):
            for phrase in phrases:
                for parts in _forms(phrase):
                    yield Name(parts, key, uncertain=uncertain, bare=bare)


def _forms(phrase: str) -> Iterator[tuple[str, ...]]:
    """The ways to write a phrase of the data, each as parts."""
    exact = phrase.startswith("=")
    slots = [(group or word).split("|") for group, word in _SLOT.findall(phrase.lstrip("="))]
    for choice in product(*slots):
        parts = tuple(part for words in choice for part in parts_of(words))
        yield parts
        if not exact:
            yield (*parts[:-1], plural(parts[-1]))


def _type_names() -> Iterator[Name]:
    for row in load_tsv("designations.tsv", Designation):
        for written in (row.designation, *filter(None, row.also.split(";"))):
            parts = parts_of(written.lower())
            spellings = [parts]
            if joined := _LETTERS_DIGITS.match(" ".join(parts)):
                spellings.append(("".join(joined.groups()),))
            short = len("".join(parts)) <= _SHORTEST_SAFE and "-" not in written
            for spelling in spellings:
                for form in (spelling, (*spelling[:-1], spelling[-1] + "s")):
                    yield Name(
                        form,
                        row.category,
                        designation=row.designation,
                        maker=row.maker,
                        uncertain=row.note == "name" or short,
                        capital=written[0].isupper(),
                    )
