"""The words of a text around those that a search found, and these marked.

The databases' own do this by parsing each text anew, which takes longer than the search.
Words are compared by what is left of them without an ending, which is near enough to show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

_WORD = re.compile(r"\w+")
_ENDING = re.compile(r"(?:ies|ing|ed|es|s|y|e)$")
_BEFORE, _LENGTH, _ENDINGS, _LOOKED_AT = 40, 180, 4, 200


def snippet(text: str, words: str, marks: tuple[str, str]) -> str:
    """Some 180 characters of `text` on one line, from the place where most of `words` are
    together; each of them between `marks`."""
    first = islice(_matches(text, words), _LOOKED_AT)
    found = [(match.start(), match.group().casefold()) for match in first]
    best = max(found, key=lambda hit: (_together(found, hit[0]), -hit[0]), default=(0, ""))[0]
    start = text.find(" ", max(0, best - _BEFORE)) + 1 if best > _BEFORE else 0
    start = min(start, best)
    end = text.rfind(" ", start, start + _LENGTH) if len(text) > start + _LENGTH else len(text)
    shown = text[start : end if end > best else start + _LENGTH]
    pieces, done = ["…"] if start else [], 0
    for match in _matches(shown, words):
        pieces += [shown[done : match.start()], marks[0], match.group(), marks[1]]
        done = match.end()
    pieces += [shown[done:], "…" if start + len(shown) < len(text) else ""]
    return " ".join("".join(pieces).split())


def _matches(text: str, words: str) -> Iterator[re.Match[str]]:
    pattern = _pattern(words)
    return pattern.finditer(text) if pattern else iter(())


@lru_cache(maxsize=16)
def _pattern(words: str) -> re.Pattern[str] | None:
    """What finds any of `words`, whatever their endings."""
    stems = {_ENDING.sub("", word) or word for word in _WORD.findall(words.casefold())}
    if not stems:
        return None
    any_of = "|".join(sorted(map(re.escape, stems), key=len, reverse=True))
    return re.compile(rf"\b(?:{any_of})\w{{0,{_ENDINGS}}}\b", re.IGNORECASE)


def _together(found: list[tuple[int, str]], start: int) -> int:
    """How many different words are found within a snippet's length from `start`."""
    return len({word for at, word in found if start <= at < start + _LENGTH - _BEFORE})
