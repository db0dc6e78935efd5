"""What happened and what was said about a deal, line by line, by date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from reportedly.linking.records import Entry, EntryKind, Happening, Row, Sighting, Stand
from reportedly.records import PositionKind
from reportedly.reference.states import state_name

# Types of events that the positions of claims tell already.
_SAID = frozenset(("ACCUSE", "REJECT"))
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
            if event.type in _SAID:
                continue
            known = event.date or event.document  # an undated event is its document's own
            sides = (event.actors, event.recipients)
            events[event.type, event.mode, known, sides, event.factuality].append(event)
    lines = [
        Entry(
            date=some[0].date or some[0].reported,
            kind="event",
            text=_told(some[0]),
            documents=tuple(dict.fromkeys(event.document for event in some)),
            claim=some[0].claim,
        )
        for some in events.values()
    ]
    said: dict[tuple[object, ...], Entry] = {}
    for line in (_line(stand) for row in rows for stand in row.stands):
        said.setdefault((line.documents, line.claim, line.voice, line.kind), line)
    return tuple(sorted((*lines, *said.values()), key=_line_order))


def _told(event: Happening) -> str:
    """An event in words: who, whom, what, and how the text puts it."""
    sides = (" and ".join(map(state_name, side)) for side in (event.actors, event.recipients))
    what = ", ".join(filter(None, (event.type.lower(), event.mode, event.where)))
    return f"{' → '.join(filter(None, sides))}: {what} (“{event.text}”)"


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
