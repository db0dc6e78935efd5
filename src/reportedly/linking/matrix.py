"""Who takes which position on a deal, when, and who changed it.

A row of the matrix is a voice: a person with a name, or a body with all that its unnamed
spokespersons say. A change of mind is two stands of one row on the same thing, at
different dates, of which one asserts and the other denies or doubts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from reportedly.linking.records import Change, Row, Sighting, Stand, Voice
from reportedly.linking.voices import same_persons
from reportedly.records import PositionKind
from reportedly.reference.states import state_name

_SIDE: dict[PositionKind, int] = {"asserts": 1, "denies": -1, "doubts": -1}


def matrix_of(sightings: Iterable[Sighting]) -> tuple[Row, ...]:
    """A row a voice, in the order in which they first spoke; each row's stands by date.

    One stand on the same thing is kept of a voice in a document and on a date: that of the
    claim which says it first, and not through another.
    """
    stands = [stand for sighting in sightings for stand in sighting.stands]
    persons = same_persons(v for stand in stands for v in (stand.voice, stand.via) if v)
    rows: dict[str, dict[tuple[str | None, ...], Stand]] = defaultdict(dict)
    for stand in stands:
        row = persons[stand.voice.key]
        via = persons[stand.via.key] if stand.via else None
        what = (stand.document, stand.date, stand.topic, stand.about, stand.position)
        known = rows[row.key].get(what)
        if known is None or (known.via and not via):
            voice = row if row.named else stand.voice
            rows[row.key][what] = msgspec.structs.replace(stand, voice=voice, via=via)
    made = [
        Row(
            voice=_row_voice(persons[key], row.values()),
            stands=tuple(sorted(row.values(), key=_when)),
        )
        for key, row in rows.items()
    ]
    return tuple(sorted(made, key=lambda row: (_when(row.stands[0]), row.voice.key)))


def _row_voice(voice: Voice, stands: Iterable[Stand]) -> Voice:
    """The voice of a row: a state by its own name, if several speak for it."""
    names = {stand.voice.name for stand in stands}
    if voice.named or len(names) == 1:
        return voice
    return msgspec.structs.replace(voice, name=state_name(voice.body), role=None)


def changes_of(rows: Iterable[Row]) -> tuple[Change, ...]:
    """The changes of mind in `rows`, by the date of the later stand."""
    found = [change for row in rows if _is_known(row) for change in _changes(row)]
    return tuple(sorted(found, key=lambda change: (_when(change.after), change.voice.key)))


def bodies_by_document(rows: Iterable[Row]) -> dict[tuple[str, PositionKind], set[str]]:
    """By document and position on the transfer, the bodies that take it there: those that
    assert are the independent sources."""
    found: dict[tuple[str, PositionKind], set[str]] = defaultdict(set)
    for row in rows:
        for stand in row.stands:
            if stand.topic == "transfer":
                voice = stand.via or stand.voice
                found[stand.document, stand.position].add(voice.body)
    return found


def _is_known(row: Row) -> bool:
    """Whether the row is one person or body for certain: "an official" may be another each time."""
    return row.voice.named or row.voice.code is not None


def _changes(row: Row) -> list[Change]:
    by_topic: dict[tuple[str, str | None], list[Stand]] = defaultdict(list)
    for stand in row.stands:
        if stand.position in _SIDE:
            by_topic[stand.topic, stand.about].append(stand)
    found = []
    for stands in by_topic.values():
        days = _by_date(stands)
        for before, after in pairwise(days):
            earlier, later = _one_side(before), _one_side(after)
            if earlier and later and _SIDE[earlier.position] != _SIDE[later.position]:
                found.append(
                    Change(
                        voice=row.voice,
                        topic=later.topic,
                        about=later.about,
                        before=earlier,
                        after=later,
                    )
                )
    return found


def _by_date(stands: Sequence[Stand]) -> list[list[Stand]]:
    """The stands that have a date, in runs of one date."""
    days: dict[str, list[Stand]] = defaultdict(list)
    for stand in stands:
        if stand.date:
            days[stand.date].append(stand)
    return [days[day] for day in sorted(days)]


def _one_side(stands: Sequence[Stand]) -> Stand | None:
    """The first of the stands if all take one side, else None: who is reported on both sides
    on one day is reported unclearly, and has not changed."""
    return stands[0] if len({_SIDE[stand.position] for stand in stands}) == 1 else None


def _when(stand: Stand) -> tuple[str, str, str, str, str]:
    return (
        stand.date or "9",
        stand.document,
        stand.topic,
        stand.about or "",
        stand.position,
    )
