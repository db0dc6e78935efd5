"""Types of arms whose names the model takes for those of persons or bodies.

"Patriot", "Iris-T", "the TB2" are known by the table of designations; who bears such a name
and speaks or has a title is a person all the same ("Gen. Abrams", "Abrams said").
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from reportedly.language.annotated import AnnotatedText
from reportedly.language.roles import roles
from reportedly.language.salience import speaks
from reportedly.reference.loader import load_tsv

_JOINTS = re.compile(r"[-\s‐‑–]")


class _Designation(msgspec.Struct, frozen=True):
    """A line of designations.tsv, as far as names go."""

    designation: str
    also: str


@cache
def _names() -> frozenset[str]:
    found: set[str] = set()
    for row in load_tsv("designations.tsv", _Designation):
        found.update(map(_folded, (row.designation, *row.also.split(";"))))
    return frozenset(found - {""})


def _folded(name: str) -> str:
    return _JOINTS.sub("", name.lower())


def is_arm(text: AnnotatedText, start: int, end: int) -> bool:
    """Whether the tokens name a type of arms, and nobody who speaks or bears a title."""
    if end <= start:
        return False
    name = _folded(text.text[text.starts[start] : text.ends[end - 1]])
    if name not in _names() and name.removesuffix("s") not in _names():
        return False
    titled = start > 0 and (
        text.words[start - 1] in roles().titles or text.lower[start - 1] in roles().person_sector
    )
    return not titled and not speaks(text, end - 1)
