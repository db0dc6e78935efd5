"""How far a transfer got, as reported: each status, since when, and who says so.

The status of a dossier is the furthest stage of the ladder that a source asserts, unless
something later stopped the transfer and nothing has moved it since. A stage that is asserted
again after a stop is a step of its own, and so is a stop after that. The ladder is that of
the goods table's statuses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from reportedly.linking.records import Sighting, Stand, Step

LADDER = (
    "considered", "requested", "offered", "negotiating", "agreed", "approved", "alleged",
    "in_transit", "delivered", "used",
)  # fmt: skip
STOPPED = frozenset(("suspended", "refused", "intercepted", "ended"))
# What shows that a transfer which was stopped goes on: mere talk of it does not.
RESUMED = frozenset(("agreed", "approved", "in_transit", "delivered", "used"))


def history_of(sightings: Iterable[Sighting]) -> tuple[Step, ...]:
    """The statuses that were reported, by the date of the first report of each: one that
    was resumed after a stop, once for each time."""
    steps = []
    for status, some in _by_status(sightings):
        first = min(some, key=lambda s: (_asserted_on(s) or "9", s.key))
        asserting = [stand for s in some for stand in s.stands if _asserts(stand)]
        asserting = [stand for stand in asserting if stand.via is None] or asserting
        carried = next((stand for stand in first.stands if _asserts(stand)), None)
        steps.append(
            Step(
                status=status,
                date=first.when or _asserted_on(first),
                reported=first.report.published,
                sources=tuple(dict.fromkeys(stand.voice.name for stand in asserting)),
                first=first.report.document,
                claim=carried.claim if carried else None,
                documents=len({s.report.document for s in some}),
            )
        )
    return tuple(sorted(steps, key=lambda s: (s.reported or s.date or "9", _rung(s), s.status)))


def status_of(history: Sequence[Step]) -> str:
    """The furthest stage of `history`, or what stopped the transfer after that."""
    asserted = [step for step in history if step.sources] or history
    furthest = max(asserted, key=lambda step: (_rung(step), step.reported or ""))
    stops = [step for step in asserted if step.status in STOPPED]
    last = max(stops, key=lambda step: step.reported or "", default=None)
    if last is None or any(
        _is_after(step, last) for step in asserted if step is furthest or step.status in RESUMED
    ):
        return furthest.status
    return last.status


def _is_after(step: Step, stop: Step) -> bool:
    """Whether `step` was reported after `stop`, and is not dated before it."""
    date, stopped = step.date or "9", stop.date or ""
    shorter = min(len(date), len(stopped))
    return (step.reported or "") > (stop.reported or "") and date[:shorter] >= stopped[:shorter]


def _by_status(sightings: Iterable[Sighting]) -> Iterator[tuple[str, list[Sighting]]]:
    """The sightings of each status, apart for each time that the transfer was stopped or
    resumed: one is part of the last time that began by its date."""
    sightings = list(sightings)
    turns = _turns(sightings)
    found: dict[tuple[str, int], list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        day = _day(sighting)
        kind = _turn_of(sighting.status)
        begun = [n for n, turn in enumerate(turns) if turn[0] is kind and turn[1] <= day]
        found[sighting.status, begun[-1] if begun else 0].append(sighting)
    for (status, _), some in found.items():
        yield status, some


def _turns(sightings: Iterable[Sighting]) -> list[tuple[bool, str]]:
    """When the transfer turned: for each turn whether it was stopped, and since which day."""
    turns: list[tuple[bool, str]] = []
    told = [s for s in sightings if _turn_of(s.status) is not None and any(map(_asserts, s.stands))]
    for sighting in sorted(told, key=lambda s: (_day(s), s.key)):
        stops, day = _turn_of(sighting.status), _day(sighting)
        if stops is not None and (not turns or (turns[-1][0] is not stops and turns[-1][1] < day)):
            turns.append((stops, day))
    return turns


def _turn_of(status: str) -> bool | None:
    """Whether the status tells that the transfer is stopped, or that it goes on, or neither."""
    if status in STOPPED:
        return True
    return False if status in RESUMED else None


def _day(sighting: Sighting) -> str:
    """When the transfer got that far, as a date that sorts."""
    return sighting.when or _asserted_on(sighting) or "9"


def _asserts(stand: Stand) -> bool:
    return stand.position == "asserts" and stand.topic == "transfer"


def _asserted_on(sighting: Sighting) -> str | None:
    """The last date on which the document has somebody assert the transfer."""
    dates = [stand.date for stand in sighting.stands if _asserts(stand) and stand.date]
    return max(dates, default=sighting.report.published)


def _rung(step: Step) -> int:
    return LADDER.index(step.status) if step.status in LADDER else -1
