"""The records of sanctions lists: a list with its origin, and its entries."""

from __future__ import annotations

from typing import Literal

from reportedly.records import Record, ReportedlyError

EntryKind = Literal["person", "organisation", "vessel", "aircraft", "unknown"]


class UnreadableList(ReportedlyError):
    """A sanctions list can't be fetched or read; the message names the source and the cause."""


class ListEntry(Record, frozen=True, kw_only=True):
    """One entry: names as the list writes them, the programmes, and the list's own reference.

    `identifiers` are numbers such as "IMO 9253325"; dates are ISO 8601 as far as they are known.
    """

    id: str
    kind: EntryKind
    name: str
    aliases: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    reference: str | None = None
    listed_on: str | None = None
    countries: tuple[str, ...] = ()
    born: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    link: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aliases)


class ListHeader(Record, frozen=True, kw_only=True):
    """Which list, where it was read from and when, and which state of it that is.

    `version` is the list's own date where it has one, else the start of the SHA-256 of its
    bytes. `retrieved` is the day of reading.
    """

    name: str
    title: str
    source: str
    retrieved: str
    version: str
    sha256: str
    entries: int


class SanctionsList(Record, frozen=True, kw_only=True):
    """A list as it was read."""

    header: ListHeader
    entries: tuple[ListEntry, ...]
