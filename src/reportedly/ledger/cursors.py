"""Cursors: the place of the last row shown, so that what follows is found without counting.

A page stays right while documents arrive, and the last page costs what the first does.
"""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, TypeVar

import msgspec

from reportedly.records import ReportedlyError

Place = TypeVar("Place")
Number = Annotated[int, msgspec.Meta(ge=0, lt=2**31)]


class UnknownCursor(ReportedlyError):
    """A cursor that this program did not give."""


def cursor_of(place: tuple[object, ...]) -> str:
    """`place` as a word for an address."""
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def place_of(cursor: str, kind: type[Place]) -> Place:
    """The place, a named tuple of `kind`, that `cursor` names. Raises `UnknownCursor`."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        return msgspec.json.decode(base64.urlsafe_b64decode(padded), type=kind)
    except (binascii.Error, msgspec.DecodeError, ValueError) as error:
        raise UnknownCursor(f"cursor {cursor!r} is none of ours") from error
