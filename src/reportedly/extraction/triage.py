"""Whether a text is worth reading: can it report what is asked for?

Parsing costs a thousand times more than looking for words, and most of the world's news
reports no transfer of arms. A text passes if it names arms, and close by a party and a word of
transfer, or two parties. A word that is arms only at times, as "Stingers" or "hardware", needs
a party and a word of transfer, and one of war or a second party. Words are found all at once
by the automaton of Aho and Corasick (CACM 18:6, 1975); the goods, which are rare, are looked
for first, so that most texts are read through once.

The words are those that the extraction itself knows, so that what it learns passes too;
triage.yml adds what it finds by grammar, and what a careful reader would find. What is let
through too much costs a parse, what is kept out too much is lost: in doubt, a text passes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from operator import attrgetter
from typing import Literal, NamedTuple, cast

import msgspec
from ahocorasick_rs import AhoCorasick

from reportedly.extraction.deals.deal import CORE
from reportedly.language.gazetteer import PartyTable
from reportedly.language.party_tables import shipped_table
from reportedly.reference.goods import Name, goods_table, is_plural_of, plural
from reportedly.reference.loader import load_yaml
from reportedly.reference.transfers import transfer_words

Topic = Literal["arms", "all"]
_start_of = attrgetter("start")
_TYPE_REACH = 40  # characters within which a noun of type makes "Patriot" a weapon


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    window: int
    nouns: tuple[str, ...]
    phrases: tuple[str, ...]
    likely_nouns: tuple[str, ...]
    likely_phrases: tuple[str, ...]
    verbs: tuple[str, ...]
    dealings: tuple[str, ...]
    war_nouns: tuple[str, ...]
    war_phrases: tuple[str, ...]
    irregular: dict[str, tuple[str, ...]]


class _Hit(NamedTuple):
    word: str
    start: int
    end: int


class _Finder:
    """Finds all words of a list in a text that is `_plain`, where words begin and end."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(words)
        self._automaton = AhoCorasick(self._words)

    def find(self, text: str) -> Iterator[_Hit]:
        size = len(text)
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if not ((start and text[start - 1].isalnum()) or (end < size and text[end].isalnum())):
                yield _Hit(self._words[number], start, end)


class Triage:
    """The question whether a text can report a transfer of arms between known parties."""

    def __init__(self, parties: PartyTable | None = None) -> None:
        """Build the automata; `parties` is the table that the reading will use."""
        self._states: dict[str, set[str]] = {}
        for words, readings in (parties or shipped_table()).names.items():
            states = self._states.setdefault(_written(words), set())
            states.update(each.party.country or each.party.name for each in readings)
        for maker, state in goods_table().makers.items():
            self._states.setdefault(maker, set()).add(state)
        self._parties = _Finder(self._states)

    def passes(self, text: str) -> bool:
        """Whether `text` should be read."""
        plain = _plain(text)
        cased = text if len(text) == len(plain) else plain.title()
        sure, likely = _goods_in(plain, cased)
        if not sure and not likely:
            return False
        parties = [hit for hit in self._parties.find(plain) if cased[hit.start].isupper()]
        if not parties:
            return False
        transfers = list(_transfer_finder().find(plain))
        return any(
            (close := _near(hit, parties)) and (_near(hit, transfers) or self._are_two(close))
            for hit in sure
        ) or self._is_dealt_in(plain, likely, parties, transfers)

    def _is_dealt_in(
        self, plain: str, likely: list[_Hit], parties: list[_Hit], transfers: list[_Hit]
    ) -> bool:
        """Whether words around one of the `likely` goods make it arms that somebody gets."""
        handled = [hit for hit in likely if _near(hit, transfers)]
        war = list(_war_finder().find(plain)) if handled else []
        for hit in handled:
            close = _near(hit, parties)
            if close and (_near(hit, war) or (hit.word in _telling() and self._are_two(close))):
                return True
        return False

    def _are_two(self, parties: list[_Hit]) -> bool:
        """Whether the `parties` are two at least: "Iran" and "Iranian" are one."""
        first = self._states[parties[0].word]
        return any(first.isdisjoint(self._states[hit.word]) for hit in parties[1:])


def _near(hit: _Hit, others: list[_Hit]) -> list[_Hit]:
    """Those of `others`, which ascend, that begin within the window around `hit`."""
    window = _file().window
    first = bisect_left(others, hit.start - window, key=_start_of)
    return others[first : bisect_right(others, hit.end + window, key=_start_of)]


def _plain(text: str) -> str:
    """`text` as trigger words are written: lower case, a blank for a hyphen or line break."""
    return text.lower().replace("-", " ").replace("\n", " ").replace("\u2019", "'")


def _written(words: tuple[str, ...]) -> str:
    """A name of the table of parties, given as tokens, as it stands in a `_plain` text."""
    return " ".join(words).replace(" - ", " ").replace("-", " ").replace(" '", "'")


def _goods_in(plain: str, cased: str) -> tuple[list[_Hit], list[_Hit]]:
    """The arms that the text names, and what may be some. A name that means other things too
    is sure beside arms that are, or beside a noun of type, as in the reading
    (extraction/goods.py)."""
    names = _goods()
    hits = list(_goods_finder().find(plain))
    if not hits:
        return [], []
    blocked = {hit.start: hit.end for hit in hits if hit.word not in names}
    goods = [
        hit
        for hit in hits
        if hit.word in names
        and not (blocked and _is_covered(hit, blocked))
        and not (names[hit.word].capital and cased[hit.start].islower())
    ]
    arms = any(not names[hit.word].uncertain for hit in goods)
    sure: list[_Hit] = []
    likely: list[_Hit] = []
    for hit in goods:
        name = names[hit.word]
        if not name.uncertain or (name.designation and _beside_type(plain, hit)):
            sure.append(hit)
        elif not _is_of_person(cased, hit):
            (sure if arms and name.designation else likely).append(hit)
    return sure, likely


def _is_covered(hit: _Hit, spans: dict[int, int]) -> bool:
    """Whether one of `spans`, which lie by their starts, holds the hit."""
    earliest = hit.end - goods_table().longest_word
    return any(spans.get(start, 0) >= hit.end for start in range(hit.start, earliest, -1))


def _is_of_person(cased: str, hit: _Hit) -> bool:
    """Whether a type's name is part of a person's: "Senator Warner"."""
    after = cased[hit.end : hit.end + 3]
    return bool(_goods()[hit.word].designation) and after[:1] == " " and after[1:].istitle()


def _beside_type(plain: str, hit: _Hit) -> bool:
    types = goods_table().type_nouns
    around = plain[max(0, hit.start - _TYPE_REACH) : hit.end + _TYPE_REACH].split()
    return any(is_plural_of(word.strip("\"'.,:;()“”"), types) is not None for word in around)


@cache
def _file() -> _File:
    return cast(_File, load_yaml("triage.yml", _File))


@cache
def _goods() -> dict[str, Name]:
    """What names arms, as written, with its entry of the goods table, or one like those."""
    file = _file()
    names = (name for names in goods_table().by_first.values() for name in names)
    core = {" ".join(name.parts): name for name in names if name.category in CORE and not name.bare}
    of_arms = {words: Name((words,), "arms") for words in _listed(file.nouns, file.phrases)}
    likely = {
        words: Name((words,), "arms", uncertain=True)
        for words in _listed(file.likely_nouns, file.likely_phrases)
    }
    return {**likely, **core, **of_arms}


@cache
def _telling() -> set[str]:
    """The uncertain words that a second party makes arms: those of triage.yml, and names of
    types in the plural, which few other names are."""
    listed = _listed(_file().likely_nouns, _file().likely_phrases)
    many = (word for word, name in _goods().items() if name.designation and word[-1] == "s")
    return {*listed, *many}


@cache
def _goods_finder() -> _Finder:
    names = (name for names in goods_table().by_first.values() for name in names)
    blocked = {" ".join(name.parts) for name in names if name.category is None}
    return _Finder(blocked | set(_goods()))


@cache
def _transfer_finder() -> _Finder:
    words = transfer_words()
    verbs = (*words.verbs, *_file().verbs)
    forms = {form for verb in verbs for form in _forms_of_verb(verb)}
    forms.update(_listed((*words.nouns, *_file().dealings), ()))
    forms.update(form for known in _file().irregular.values() for form in known)
    return _Finder(forms)


@cache
def _war_finder() -> _Finder:
    return _Finder(_listed(_file().war_nouns, _file().war_phrases))


def _listed(nouns: Iterable[str], phrases: Iterable[str]) -> list[str]:
    """The `nouns` in both numbers, and the `phrases`."""
    return [form for noun in nouns for form in (noun, plural(noun))] + list(phrases)


def _forms_of_verb(verb: str) -> tuple[str, ...]:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return (verb, plural(verb), f"{verb[:-1]}ied", f"{verb}ing")
    stem = verb.removesuffix("e")
    return (verb, plural(verb), f"{stem}ed", f"{stem}ing")
