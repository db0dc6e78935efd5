"""What role words say of a party: its sector, gender and number.

"Defense official", "spokeswoman", "Sen." and "intelligence agency" are looked up
in reference/roles.yml. The sectors are those of PLOVER 2.0's actor codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import msgspec

from reportedly.reference.loader import load_tsv, load_yaml

NO_SECTOR = "none"


class Title(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a title before a name says of the person."""

    noun: str = ""
    gender: str | None = None
    sector: str | None = None
    country: str | None = None


class Anaphor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a definite noun may come back to; empty lists admit all."""

    kinds: tuple[str, ...]
    sectors: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    def admits(self, kind: str, code: str | None, sector: str | None) -> bool:
        """Whether it may come back to a party of this kind, code and sector."""
        if kind not in self.kinds or not (self.sectors or self.codes):
            return kind in self.kinds
        state, _, of_code = (code or "").partition(".")
        return state in self.codes or of_code in self.sectors or sector in self.sectors


class RoleWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of roles.yml."""

    persons: dict[str, tuple[str, ...]]
    organisations: dict[str, tuple[str, ...]]
    bodies: frozenset[str]
    governments: frozenset[str]
    leanings: frozenset[str]
    modifiers: dict[str, tuple[str, ...]]
    open: frozenset[str]
    open_of_state: dict[str, str]
    male: frozenset[str]
    female: frozenset[str]
    titles: dict[str, Title]
    offices: dict[str, tuple[str, ...]]
    same: tuple[tuple[str, ...], ...]
    anaphors: dict[str, Anaphor]
    pairs: dict[str, frozenset[str]]
    vessels: frozenset[str]
    vessel_prefixes: frozenset[str]
    organisation_words: frozenset[str]
    media_words: frozenset[str]
    not_in_names: frozenset[str]
    speaking: frozenset[str]
    acting: frozenset[str]
    anonymity: frozenset[str]


class NameRow(msgspec.Struct, frozen=True):
    """A line of first_names.tsv."""

    name: str
    gender: str


class Roles:
    """The role words, indexed for look-up by token."""

    def __init__(self, words: RoleWords) -> None:
        self.words = words
        self.person_sector = _by_word(words.persons)
        self.titles = words.titles
        self.modifier_sector = _by_word(words.modifiers)
        self._weight = {sector: place for place, sector in enumerate(words.modifiers)}
        self.organisation_sector = _by_word(words.organisations)
        # Phrases by their last word, longest first: the head noun of an English name is its last.
        self.phrases: dict[str, list[tuple[str, ...]]] = {}
        for phrase in self.organisation_sector:
            parts = tuple(phrase.split())
            self.phrases.setdefault(parts[-1], []).append(parts)
        for phrases in self.phrases.values():
            phrases.sort(key=len, reverse=True)
        self._same: dict[str, frozenset[str]] = {}
        for group in words.same:
            for word in group:
                self._same[word] = self._same.get(word, frozenset()) | frozenset(group)
        self._offices = [
            (office, country) for country, offices in words.offices.items() for office in offices
        ]

    def same(self, noun: str) -> frozenset[str]:
        """The nouns that may stand for the same party as `noun`, itself among them."""
        return self._same.get(noun) or frozenset((noun,))

    def sector(self, noun: str, modifiers: Iterable[str], *, of_state: bool) -> str | None:
        """The sector that `noun` with its `modifiers` (lower case) stands for, or None."""
        modifiers = tuple(modifiers)
        if modifiers and (own := self.person_sector.get(f"{modifiers[-1]} {noun}")) is not None:
            return own
        own = self.person_sector.get(noun) or self.organisation_sector.get(noun)
        own = None if own == NO_SECTOR else own
        if noun in self.words.open:
            sectors = [
                self.modifier_sector[word] for word in modifiers if word in self.modifier_sector
            ]
            if sectors:
                return min(sectors, key=self._weight.__getitem__)
            if of_state:
                return self.words.open_of_state.get(noun, own)
        return own

    def gender(self, noun: str) -> str | None:
        """m or f where `noun` says it, else None."""
        if noun in self.words.male:
            return "m"
        return "f" if noun in self.words.female else None

    def office_country(self, role: str) -> str | None:
        """The state that alone has the office named in `role` (lower case), or None."""
        for office, country in self._offices:
            if office in role:
                return country
        return None

    def is_person_noun(self, lemma: str) -> bool:
        """Whether `lemma` is a noun for persons."""
        return lemma in self.person_sector

    def organisation_phrase(self, lower: Sequence[str], lemma: str, token: int, start: int) -> int:
        """The first token of the longest organisation noun that ends at `token`, or -1."""
        for parts in self.phrases.get(lemma, ()) or self.phrases.get(lower[token], ()):
            first = token - len(parts) + 1
            if first >= start and (len(parts) == 1 or tuple(lower[first:token]) == parts[:-1]):
                return first
        return -1


@cache
def roles() -> Roles:
    """The shipped role words."""
    return Roles(load_yaml("roles.yml", RoleWords))


@cache
def first_names() -> dict[str, str]:
    """First name → m, f or u."""
    return {row.name: row.gender for row in load_tsv("first_names.tsv", NameRow)}


def _by_word(lists: dict[str, tuple[str, ...]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for sector, words in lists.items():
        for word in words:
            if sector != NO_SECTOR or word not in found:
                found[word] = sector
    return found
