"""What happened and what was said about a deal, line by line, by date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from reportedly.linking.records import Entry, EntryKind, Happening, Row, Sighting, Stand
from reportedly.records import PositionKind

_ENTRY: dict[PositionKind, EntryKind] = {
    "asserts": "assertion",
    "denies": "denial",
    "doubts": "doubt",
    "declines": "no_comment",
    "calls_illegal": "legal_view",
}


def timeline_of(sightings: Iterable[Sighting], rows: Iterable[Row]) -> tuple[Entry, ...]:
    """Events between the parties and positions on the transfer and its payment, by date. An
    event that several documents report alike is one line."""
    events: dict[tuple[object, ...], list[Happening]] = defaultdict(list)
    for sighting in sightings:
        for event in sighting.happenings:
            known = event.date or event.document  # an undated event is its document's own
            sides = (event.actors, event.recipients)
            events[event.type, event.mode, known, sides, event.factuality].append(event)
    lines = [
        Entry(
            date=some[0].date or some[0].reported,
            kind="event",
            text=some[0].text,
            documents=tuple(dict.fromkeys(event.document for event in some)),
            claim=some[0].claim,
        )
        for some in events.values()
    ]
    lines += [_line(stand) for row in rows for stand in row.stands]
    return tuple(sorted(lines, key=_line_order))


def _line(stand: Stand) -> Entry:
    return Entry(
        date=stand.date,
        kind=_ENTRY[stand.position],
        text=stand.text,
        voice=stand.voice.name,
        documents=(stand.document,),
        claim=stand.claim,
    )


def _line_order(line: Entry) -> tuple[str, bool, tuple[str, ...], str, str, str]:
    first = line.kind != "event"
    return (line.date or "9", first, line.documents, line.voice or "", line.kind, line.text)
