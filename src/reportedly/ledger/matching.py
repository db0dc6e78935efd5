"""The conditions that filters put on rows.

A filter is one condition, or several of which any may hold. Those stay apart, so that each
can follow an index of its own in the order of the listing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, or_

Condition = ColumnElement[bool]
Filter = Callable[[str], tuple[Condition, ...]]


def equal(*columns: Any) -> Filter:
    """One of `columns` is the value."""
    return lambda value: tuple(column == value for column in columns)


def one(condition: Callable[[str], Any]) -> Filter:
    """The single `condition`."""
    return lambda value: (condition(value),)


def coded(state: Any, code: Any, name: Any) -> Filter:
    """A party's name, its code, or the state that its code begins with."""
    return lambda value: ((code if "." in value else state) == value, name == value)


def among(column: Any) -> Callable[[str], Condition]:
    """`column` holds words or codes joined with a comma; one of them, or the first part of a
    code, is the value."""
    joined = "," + column + ","
    return lambda value: or_(
        *(joined.contains(f",{value}{end}", autoescape=True) for end in (",", "."))
    )
