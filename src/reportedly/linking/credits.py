"""The agency that a document credits with its text.

Reading gives the reprint notice and the agencies it knows; here the bracket of a dateline
names any other ("PRETORIA, June 4 (Meridian Wire) -"), because who has a bracket there
wrote what follows.
"""

from __future__ import annotations

import re

from reportedly.reading.outlets import find_outlet
from reportedly.records import Document

_HEAD = 1000  # characters in which a dateline can stand
_DATELINE = re.compile(
    r"^[^\W\d_][^\n()]{1,60}\((?P<agency>[A-Z][^()\n]{1,40})\)[^\n()]{0,20}?[-–—_]",
    re.MULTILINE,
)
_PLACE = re.compile(r"[A-Z][A-Z .,'’/-]+")


def credited(document: Document) -> str | None:
    """The agency or outlet whose text `document` says it is, or None if it says nothing."""
    if document.reprint_of:
        return document.reprint_of
    for match in _DATELINE.finditer(document.text[:_HEAD]):
        place = _PLACE.match(match.group())
        if place and len(place.group().strip(" ,")) > 2:
            known = find_outlet(match["agency"])
            return known.name if known else " ".join(match["agency"].split())
    return None
