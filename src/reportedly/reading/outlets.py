"""Names of agencies and outlets: found in a notice, given their usual form.

`outlets.tsv` knows the common ones and their other names; an outlet it does not
know is a run of capitalised words.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import msgspec

from reportedly.reference.loader import load_tsv

# What joins the words of a name: "Bulletin of the Atomic Scientists".
_CAPITALISED = re.compile(
    r"(?:[Tt]he\s+)?[A-Z0-9][\w'’!&/.+-]*"
    r"(?:\s+(?:(?:of|for|and|&|de|du|la)\s+(?:the\s+)?)?[A-Z0-9][\w'’!&/.+-]*){0,6}"
)
_NOT_A_NAME = re.compile(
    r"\s(?:on\s+)?(?:(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)"
    r"(?:day)?\b|[0-3]?\d\b).*",
    re.DOTALL,
)
_POSSESSIVE = re.compile(r"['’]s?$")
_MARKS = " \t\r\n\"'“”‘’*_.,;:–—-|/"


class Outlet(msgspec.Struct, frozen=True):
    """An agency or outlet; `aliases` and `domains` are separated by `|`."""

    name: str
    country: str
    kind: Literal["agency", "broadcaster", "newspaper", "magazine", "site", "institute"]
    aliases: str = ""
    domains: str = ""


@cache
def outlets() -> dict[str, Outlet]:
    """Outlets by each of their names: as written where all capitals, else in lower case."""
    table: dict[str, Outlet] = {}
    for outlet in load_tsv("outlets.tsv", Outlet):
        for name in (outlet.name, *filter(None, outlet.aliases.split("|"))):
            table.setdefault(_key(name), outlet)
    return table


@cache
def _domains() -> dict[str, Outlet]:
    rows = load_tsv("outlets.tsv", Outlet)
    return {domain: row for row in rows for domain in row.domains.split("|") if domain}


def find_outlet(name: str) -> Outlet | None:
    """The known outlet called `name`, or None."""
    stripped = " ".join(_POSSESSIVE.sub("", name.strip(_MARKS)).split())
    for form in (stripped, stripped.removeprefix("the ").removeprefix("The ")):
        if (found := outlets().get(_key(form))) is not None:
            return found
    return None


def outlet_of_site(host: str) -> Outlet | None:
    """The known outlet whose web site is `host` or a part of it, or None."""
    labels = host.lower().removeprefix("www.").split(".")
    for first in range(len(labels) - 1):
        if (found := _domains().get(".".join(labels[first:]))) is not None:
            return found
    return None


def outlet_at(text: str, start: int = 0) -> str | None:
    """The name of the outlet that begins at `start` in `text`: the longest known name,
    else the run of capitalised words; in its usual form, or None."""
    tail = text[start : start + 120].lstrip(_MARKS)
    words = list(re.finditer(r"[^\s,;()\"“”\[\]]+", tail))
    for last in range(min(len(words), 8), 0, -1):
        if (known := find_outlet(tail[: words[last - 1].end()])) is not None:
            return known.name
    match = _CAPITALISED.match(tail)
    if match is None:
        return None
    name = _NOT_A_NAME.sub("", " " + match.group()).strip()
    name = _POSSESSIVE.sub("", name.rstrip(_MARKS)).removeprefix("the ").strip(_MARKS)
    if (known := find_outlet(name)) is not None:
        return known.name
    return " ".join(name.split()) if len(name) > 1 and not name.isdigit() else None


def _key(name: str) -> str:
    return name if name.isupper() else name.lower()
