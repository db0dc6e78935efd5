"""What the claims stage needs of the parties of a text."""

from __future__ import annotations

from typing import Protocol

from reportedly.records import Party

_MEDIA = ".MED"


class Parties(Protocol):
    """The parties of a text, as far as claims ask for them."""

    def at(self, token: int) -> str | None:
        """The party whose mention covers the token, or None."""

    def of(self, start: int, end: int) -> tuple[str, ...]:
        """The parties of the noun phrase in the token range."""

    def record(self, party_id: str) -> Party:
        """The party with the id."""


def is_medium(parties: Parties, party: str | None) -> bool:
    """Whether the party is a newspaper, a broadcaster or a news agency."""
    code = parties.record(party).code if party is not None else None
    return code is not None and code.endswith(_MEDIA)
