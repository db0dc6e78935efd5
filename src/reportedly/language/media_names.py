"""Newspapers and channels that no table lists, known by the word after the name.

"The Al-Nahar TV channel", "the Dnevnik business daily": the capitals before such a word are
a medium's name, whatever the model takes them for.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportedly.language.annotated import AnnotatedText
from reportedly.language.roles import roles

_BROADCAST = frozenset({"tv", "television", "radio"})
_BETWEEN = frozenset({"business", "satellite", "news", "local", "financial", "private", "online"})
_LONGEST = 4


def media(text: AnnotatedText, taken: dict[int, object]) -> Iterator[tuple[int, int]]:
    """The names of media in `text`, around the tokens that are taken."""
    for token, lower in enumerate(text.lower):
        end = token
        if lower in _BROADCAST and text.words[token][0].isupper() and token not in taken:
            after = token + 1
            end = token if after < len(text) and medium_word(text, after) else after
        elif not medium_word(text, token):
            continue
        last = token
        while last and text.lower[last - 1] in _BETWEEN and text.words[last - 1].islower():
            last -= 1
        start = _start(text, taken, last)
        if start < last:
            yield start, max(last, end if end > token else last)


def is_medium(text: AnnotatedText, end: int) -> bool:
    """Whether what ends at `end` is said to be a newspaper or a channel, or its name says so."""
    return text.lower[end - 1] in _BROADCAST or medium_end(text, end) > end


def medium_end(text: AnnotatedText, end: int) -> int:
    """The end of "TV channel" or "business daily" after the name that ends at `end`, or `end`."""
    last = end
    while last < len(text) and text.lower[last] in _BETWEEN | _BROADCAST:
        last += 1
    return last + 1 if last < len(text) and medium_word(text, last) else end


def medium_word(text: AnnotatedText, token: int) -> bool:
    """Whether the word at `token` stands after the name of a medium."""
    return text.words[token] in roles().words.media_words


def _start(text: AnnotatedText, taken: dict[int, object], end: int) -> int:
    """The first of the capitalised words of the name that ends at `end`."""
    known = roles()
    floor = text.sentences[text.sentence_of[end]][0] if end < len(text) else 0
    start = end
    while start > floor and end - start < _LONGEST:
        before = start - 1
        word, lower = text.words[before], text.lower[before]
        if word == "-" and start < end and before > floor and text.words[before - 1][0].isupper():
            start = before
            continue
        if (
            before in taken
            or not word[0].isupper()
            or text.pos[before] != "PROPN"
            or lower in known.words.not_in_names
            or lower in known.person_sector
            or lower in known.modifier_sector
            or word in known.titles
        ):
            break
        start = before
    while start < end and text.words[start] == "-":
        start += 1
    return start
