"""Whether a text is worth reading: can it report what is asked for?

Parsing costs a thousand times more than looking for words, and most of the world's news
reports no transfer of arms. A text passes if it names goods, and close by a party and a word
of transfer. Words are found all at once by the automaton of Aho and Corasick (CACM 18:6, 1975);
the goods, which are rare, are looked for first, so that most texts are read through once.

The words are those that the extraction itself knows, so that what it learns passes too;
triage.yml adds only what it finds by grammar. What is let through too much costs a parse,
what is kept out too much is lost: in doubt, a text passes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
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
_TYPE_REACH = 40  # characters within which a noun of type makes "Patriot" a weapon


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    window: int
    phrases: tuple[str, ...]
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
        names = (parties or shipped_table()).names
        self._parties = _Finder({_written(words) for words in names} | set(goods_table().makers))

    def passes(self, text: str) -> bool:
        """Whether `text` should be read."""
        plain = _plain(text)
        cased = text if len(text) == len(plain) else plain.title()
        goods = _goods_in(plain, cased)
        if not goods:
            return False
        transfers = [hit.start for hit in _transfer_finder().find(plain)]
        parties = [hit.start for hit in self._parties.find(plain) if cased[hit.start].isupper()]
        return any(_is_near(hit, transfers) and _is_near(hit, parties) for hit in goods)


def _is_near(hit: _Hit, places: list[int]) -> bool:
    """Whether one of the ascending `places` lies within the window around `hit`."""
    window = _file().window
    next_place = bisect_left(places, hit.start - window)
    return next_place < len(places) and places[next_place] <= hit.end + window


def _plain(text: str) -> str:
    """`text` as trigger words are written: lower case, a blank for a hyphen or line break."""
    return text.lower().replace("-", " ").replace("\n", " ").replace("\u2019", "'")


def _written(words: tuple[str, ...]) -> str:
    """A name of the table of parties, given as tokens, as it stands in a `_plain` text."""
    return " ".join(words).replace(" - ", " ").replace("-", " ").replace(" '", "'")


def _goods_in(plain: str, cased: str) -> list[_Hit]:
    """The goods that the text names. A name that means other things too counts beside goods
    that are sure, or beside a noun of type, as in the reading (extraction/goods.py)."""
    names = _goods()
    hits = list(_goods_finder().find(plain))
    if not hits:
        return []
    blocked = {hit.start: hit.end for hit in hits if hit.word not in names}
    goods = [
        hit
        for hit in hits
        if hit.word in names
        and not (blocked and _is_covered(hit, blocked))
        and not ((name := names[hit.word]) and name.capital and cased[hit.start].islower())
    ]
    if any(not (name := names[hit.word]) or not name.uncertain for hit in goods):
        return goods
    return [hit for hit in goods if _beside_type(plain, hit)]


def _is_covered(hit: _Hit, spans: dict[int, int]) -> bool:
    """Whether one of `spans`, which lie by their starts, holds the hit."""
    earliest = hit.end - goods_table().longest_word
    return any(spans.get(start, 0) >= hit.end for start in range(hit.start, earliest, -1))


def _beside_type(plain: str, hit: _Hit) -> bool:
    types = goods_table().type_nouns
    around = plain[max(0, hit.start - _TYPE_REACH) : hit.end + _TYPE_REACH].split()
    return any(is_plural_of(word.strip("\"'.,:;()“”"), types) is not None for word in around)


@cache
def _file() -> _File:
    return cast(_File, load_yaml("triage.yml", _File))


@cache
def _goods() -> dict[str, Name | None]:
    """What names goods, as written, with its entry of the goods table; phrases have none."""
    names = (name for names in goods_table().by_first.values() for name in names)
    core = {
        " ".join(name.parts): name
        for name in names
        if name.category in CORE and not name.bare and (name.designation or not name.uncertain)
    }
    return {**core, **dict.fromkeys(_file().phrases)}


@cache
def _goods_finder() -> _Finder:
    names = (name for names in goods_table().by_first.values() for name in names)
    blocked = {" ".join(name.parts) for name in names if name.category is None}
    return _Finder(blocked | set(_goods()))


@cache
def _transfer_finder() -> _Finder:
    words = transfer_words()
    forms = {form for verb in words.verbs for form in _forms_of_verb(verb)}
    forms.update(form for noun in words.nouns for form in (noun, plural(noun)))
    forms.update(form for known in _file().irregular.values() for form in known)
    return _Finder(forms)


def _forms_of_verb(verb: str) -> tuple[str, ...]:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return (verb, plural(verb), f"{verb[:-1]}ied", f"{verb}ing")
    stem = verb.removesuffix("e")
    return (verb, plural(verb), f"{stem}ed", f"{stem}ing")
