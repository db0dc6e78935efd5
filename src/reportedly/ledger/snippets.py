"""The words of a text around those that a search found, and these marked.

The databases' own do this by parsing each text anew, which takes longer than the search.
Words are compared by what is left of them without an ending, which is near enough to show.
They are looked for as strings: a pattern of all of them would be tried at every character.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

_WORD = re.compile(r"\w+")
_ENDING = re.compile(r"(?:ies|ing|ed|es|s|y|e)$")
_REST = re.compile(r"\w{0,4}\b")
_BEFORE, _LENGTH, _LOOKED_AT = 40, 180, 1000
_BREADTH = _LENGTH - _BEFORE


class _Found(NamedTuple):
    """A word of the text, and the stem that it was found by."""

    start: int
    end: int
    stem: str


def snippet(text: str, words: str, marks: tuple[str, str]) -> str:
    """Some 180 characters of `text` on one line, from the place where most of `words` are
    together; each of them between `marks`."""
    found = _found(text, words)
    best = _most_together(found)
    start = text.find(" ", max(0, best - _BEFORE)) + 1 if best > _BEFORE else 0
    start = min(start, best)
    end = text.rfind(" ", start, start + _LENGTH) if len(text) > start + _LENGTH else len(text)
    end = end if end > best else min(len(text), start + _LENGTH)
    pieces, done = ["…"] if start else [], start
    for word in found:
        if done <= word.start and word.end <= end:
            pieces += [text[done : word.start], marks[0], text[word.start : word.end], marks[1]]
            done = word.end
    pieces += [text[done:end], "…" if end < len(text) else ""]
    return " ".join("".join(pieces).split())


def _found(text: str, words: str) -> list[_Found]:
    """The words of `text` that are any of `words` with whatever ending, the first of each."""
    folded = _folded(text)
    found: dict[int, _Found] = {}
    for stem in {_ENDING.sub("", word) or word for word in _WORD.findall(_folded(words))}:
        at, number = folded.find(stem), 0
        while at >= 0 and number < _LOOKED_AT:
            begins = not at or not (folded[at - 1].isalnum() or folded[at - 1] == "_")
            if begins and (rest := _REST.match(folded, at + len(stem))):
                number += 1
                known = found.get(at)
                if known is None or len(known.stem) < len(stem):
                    found[at] = _Found(at, rest.end(), stem)
            at = folded.find(stem, at + len(stem))
    return [found[at] for at in sorted(found)]


def _folded(text: str) -> str:
    """`text` in lower case, every character where it was."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _most_together(found: Iterable[_Found]) -> int:
    """Where the first stretch of a snippet's breadth that holds most different stems begins
    with the last word that it needs for that."""
    stretch: list[_Found] = []
    stems: Counter[str] = Counter()
    most, best = 0, 0
    for word in found:
        stretch.append(word)
        stems[word.stem] += 1
        while len(stretch) > 1 and (
            word.end - stretch[0].start > _BREADTH or stems[stretch[0].stem] > 1
        ):
            stems[stretch.pop(0).stem] -= 1
        different = sum(map(bool, stems.values()))
        if different > most:
            most, best = different, stretch[0].start
    return best
