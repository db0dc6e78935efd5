"""The type and value of a time expression, and the expression with its place in the text."""

from __future__ import annotations

from typing import NamedTuple

from reportedly.language.timex.moments import Moment
from reportedly.records import TimeType


class Meaning(NamedTuple):
    """A type, a value, and the moment it stands for, if it stands for one."""

    type: TimeType
    value: str
    moment: Moment | None = None


class Expression(NamedTuple):
    """A time expression at the characters `start` to `end`, and its meaning."""

    start: int
    end: int
    meaning: Meaning
