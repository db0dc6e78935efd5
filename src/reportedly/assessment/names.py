"""A name as a matcher sees it: words of plain letters with weights, legal forms, numbers.

Every script is written in plain Latin letters (anyascii); case and punctuation fall away;
legal forms ("OOO", "Aktiengesellschaft") are set aside under one code; a word weighs little
where many names share it ("Group", "bin") and next to nothing where it is a title.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import msgspec
from anyascii import anyascii

from reportedly.assessment.sounds import sound_key
from reportedly.reference.loader import load_tsv, load_yaml

_APOSTROPHES = re.compile(
    "['\u2018\u2019`\u00b4\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\"\u201c\u201d\u00ab\u00bb]"
)
_DOTTED = re.compile(r"\b(?:[a-z][./])+[a-z]\b\.?")
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[a-z]+|\d+")
_MIXED = re.compile(r"\b(?=\w*[^\W\d])(?=\w*\d)\w+\b")
_DIGITS_AS_LETTERS = str.maketrans("013579", "oiesig")
_IDEOGRAPHS = re.compile("[\u3400-\u9fff\uac00-\ud7af]")
_CHARACTER_SCRIPTS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_VOWELLESS = re.compile("[\u0590-\u08ff]")

TITLE, PARTICLE, COMMON, FULL = 0.05, 0.25, 0.45, 1.0
_KIN = "bin"
# "Abdulmalik" and "Abdurrahman" are "Abd al-Malik" and "Abd al-Rahman"; "Abdullah" and
# "Abdullaev" are names of their own.
_SERVANT = re.compile(r"abd(?:(?:[aeo]|o?u)l(?!la(?:h|ev|yev))|[aeu](?=(rr|ss|zz)))(?=[a-z]{4})")


class Word(NamedTuple):
    """A word of a name: its letters, its sound key, and how much identity it carries."""

    text: str
    key: str
    weight: float


class Name(NamedTuple):
    """A name taken apart.

    `letters` are those of all words but titles, in the order given, `sorted_letters` word by
    word in the order of the alphabet. `ideographs` are its Chinese characters and Korean
    syllables, each of them a word of its own; `vowelless` says that it was written in a script
    that leaves vowels out.
    """

    text: str
    person: bool
    words: tuple[Word, ...]
    forms: frozenset[str]
    numbers: tuple[str, ...]
    letters: str
    sorted_letters: str
    ideographs: str
    vowelless: bool


class NameWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of name_words.yml."""

    titles: frozenset[str]
    particles: dict[str, str]
    same: dict[str, str]
    abbreviations: dict[str, str]
    places: frozenset[str]
    common: frozenset[str]
    empty: frozenset[str]
    numbers: dict[str, str]
    tens: dict[str, int]


class OrgForm(msgspec.Struct, frozen=True):
    """A line of org_forms.tsv."""

    words: str
    form: str


@cache
def name_words() -> NameWords:
    """The words that carry little identity, and the spellings that stand for one."""
    table: NameWords = load_yaml("name_words.yml", NameWords)
    return table


@cache
def _forms() -> tuple[dict[str, str], re.Pattern[str]]:
    forms = {row.words: row.form for row in load_tsv("org_forms.tsv", OrgForm)}
    longest_first = sorted(forms, key=lambda words: (-len(words), words))
    return forms, re.compile(rf"\b(?:{'|'.join(longest_first)})\b")


def read_name(text: str, person: bool) -> Name:
    """The name taken apart, as a person's or as that of an organisation or ship."""
    written = _in_spoken_order(text) if person else text
    plain = plain_letters(written, person)
    forms: frozenset[str] = frozenset()
    if not person:
        plain, forms = _set_forms_aside(plain)
    words, numbers = (_person if person else _organisation)(_WORD.findall(plain))
    if words and all(word.weight <= TITLE for word in words):
        words = [word._replace(weight=FULL) for word in words]
    said = [word.text for word in words if word.weight > TITLE]
    return Name(
        text=text,
        person=person,
        words=tuple(words),
        forms=forms,
        numbers=tuple(numbers),
        letters="".join(said),
        sorted_letters="".join(sorted(said)),
        ideographs="".join(_IDEOGRAPHS.findall(text)),
        vowelless=_VOWELLESS.search(text) is not None,
    )


def _in_spoken_order(text: str) -> str:
    """ "LAST, First" the other way round."""
    last, comma, first = text.partition(",")
    return f"{first} {last}" if comma and first.strip() and "," not in first else text


def plain_letters(text: str, person: bool) -> str:
    """The text in the letters a to z and digits, words parted by one blank."""
    text = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text))
    if person:
        text = _MIXED.sub(lambda word: word[0].translate(_DIGITS_AS_LETTERS), text)
    latin = anyascii(text)
    if _CHARACTER_SCRIPTS.search(text):
        latin = _INNER_CAPITAL.sub(" ", latin)
    latin = _APOSTROPHES.sub("", latin.lower()).replace("&", " and ")
    if not person:
        # "A.B.C." and "A/S" are one word; a person's "J.-C." are initials.
        latin = _DOTTED.sub(lambda run: run[0].replace(".", "").replace("/", ""), latin)
    return " ".join(_WORD.findall(latin))


def _set_forms_aside(plain: str) -> tuple[str, frozenset[str]]:
    """The words but for legal forms (unless there are no others), and the forms."""
    codes, pattern = _forms()
    found = frozenset(codes[words] for words in pattern.findall(plain))
    rest = " ".join(pattern.sub(" ", plain).split())
    return rest or plain, found


def _person(raw: list[str]) -> tuple[list[Word], list[str]]:
    table = name_words()
    words = []
    for place, text in enumerate(_servants_apart(raw)):
        if text.isdigit():
            continue
        # "Ben" at the beginning is a given name, and "D." an initial.
        begins = place == 0 and (text == "ben" or len(text) == 1)
        if text in table.particles and not begins:
            words.append(_word(table.particles[text], PARTICLE))
        elif text in table.titles:
            words.append(_word(text, TITLE))
        else:
            words.append(_word(table.same.get(text, text), FULL))
    return words, []


def _servants_apart(raw: list[str]) -> Iterator[str]:
    for text in raw:
        servant = _SERVANT.match(text)
        if servant is None:
            yield text
        else:
            yield "abd"
            yield text[servant.end() + (servant[1] is not None) :]


def _organisation(raw: list[str]) -> tuple[list[Word], list[str]]:
    table = name_words()
    words: list[Word] = []
    numbers: list[str] = []
    tens = 0
    for written in raw:
        text = table.abbreviations.get(written, written)
        number = text if text.isdigit() else table.numbers.get(text)
        if text in table.tens:
            tens = table.tens[text]
            numbers.append(str(tens))
            continue
        if number is not None and tens and len(number) == 1:
            numbers[-1] = str(tens + int(number))
        elif number is not None:
            numbers.append(number.lstrip("0") or "0")
        elif text in table.empty:
            words.append(_word(text, TITLE))
        else:
            words.append(_word(text, COMMON if text in table.common else FULL))
        tens = 0
    return words, numbers


@lru_cache(maxsize=1 << 16)
def _word(text: str, weight: float) -> Word:
    return Word(text, sound_key(text), weight)


def kin(words: tuple[Word, ...]) -> frozenset[int]:
    """The places of the words that name a father: those after "bin", "ibn" or "ben"."""
    places = range(1, len(words))
    return frozenset(place for place in places if words[place - 1].text == _KIN)
