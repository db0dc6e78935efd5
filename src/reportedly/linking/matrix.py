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

from reportedly.linking.hearsay import ATTITUDES
from reportedly.linking.records import Change, Row, Sighting, Stand, TopicKind, Voice
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
    if voice.named or voice.code is None or len(names) == 1:
        return voice
    return msgspec.structs.replace(voice, name=state_name(voice.body), role=None)


def changes_of(rows: Iterable[Row], pair: Iterable[str | None]) -> tuple[Change, ...]:
    """The changes of mind in `rows`, by the date of the later stand. All who speak for one
    side of the deal, a member of `pair`, are one voice: what its embassy denied, its
    minister may admit."""
    sides = set(pair)
    voices: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.voice.body in sides:
            voices[row.voice.body].append(row)
        elif row.voice.named or row.voice.code is not None:  # "an official" may be any
            voices[row.voice.key].append(row)
    found = [change for some in voices.values() for change in _changes(some)]
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


def _changes(rows: list[Row]) -> list[Change]:
    by_topic: dict[tuple[TopicKind, str | None], list[Stand]] = defaultdict(list)
    for stand in (stand for row in rows for stand in row.stands):
        if stand.position in _SIDE and stand.stance not in ATTITUDES:
            by_topic[stand.topic, stand.about].append(stand)
    found = []
    for (topic, about), stands in by_topic.items():
        for before, after in pairwise(_by_date(stands)):
            earlier, later = _one_side(before), _one_side(after)
            if earlier and later and _SIDE[earlier.position] != _SIDE[later.position]:
                voice = _common_voice(rows, earlier, later)
                found.append(
                    Change(voice=voice, topic=topic, about=about, before=earlier, after=later)
                )
    return found


def _common_voice(rows: list[Row], earlier: Stand, later: Stand) -> Voice:
    """The voice of both stands: the person, or the body that two persons speak for."""
    if len(rows) == 1 or earlier.voice.key == later.voice.key:
        return next(row.voice for row in rows if earlier in row.stands)
    body = earlier.voice.body
    return msgspec.structs.replace(
        earlier.voice, key=body, name=state_name(body), code=body, role=None, named=False
    )


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
