"""One party as a document builds it up: what its mentions said of it so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportedly.language.gazetteer import Listed
from reportedly.records import PartyKind


@dataclass(slots=True)
class Referent:
    """A party as the document builds it up."""

    name: str
    kind: PartyKind
    code: str | None = None
    country: str | None = None
    role: str | None = None
    nouns: set[str] = field(default_factory=set)
    modifiers: set[str] = field(default_factory=set)
    gender: str | None = None
    sector: str | None = None
    plural: bool = False
    named: bool = True
    listed: Listed | None = None
    member_of: int | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)
    sentence: int = 0
    anonymous: bool = False
    spoke: bool = False
