"""How far a transfer got, as reported: each status, since when, and who says so.

The status of a dossier is the furthest stage of the ladder that a source asserts, unless
something later stopped the transfer. The ladder is that of the goods table's statuses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from reportedly.linking.records import Sighting, Stand, Step

LADDER = (
    "considered", "requested", "offered", "negotiating", "agreed", "approved", "alleged",
    "in_transit", "delivered", "used",
)  # fmt: skip
STOPPED = frozenset(("suspended", "refused", "intercepted", "ended"))


def history_of(sightings: Iterable[Sighting]) -> tuple[Step, ...]:
    """The statuses that were reported, by the date of the first report of each."""
    by_status: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        by_status[sighting.status].append(sighting)
    steps = []
    for status, some in by_status.items():
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
    if last and (last.reported or "") >= (furthest.reported or ""):
        return last.status
    return furthest.status


def _asserts(stand: Stand) -> bool:
    return stand.position == "asserts" and stand.topic == "transfer"


def _asserted_on(sighting: Sighting) -> str | None:
    """The last date on which the document has somebody assert the transfer."""
    dates = [stand.date for stand in sighting.stands if _asserts(stand) and stand.date]
    return max(dates, default=sighting.report.published)


def _rung(step: Step) -> int:
    return LADDER.index(step.status) if step.status in LADDER else -1
