"""A group of sightings told as a dossier: its goods, history, timeline and counts.

Everything is computed from the set of sightings, sorted; nothing depends on the order in
which documents came. The status of a dossier is the furthest stage that a source asserts,
unless something later stopped the transfer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from reportedly.linking.grouping import UNSPECIFIED, Group
from reportedly.linking.matrix import bodies_by_document, changes_of, matrix_of
from reportedly.linking.records import (
    Dossier,
    Entry,
    EntryKind,
    Happening,
    Item,
    Report,
    ReportedGoods,
    Row,
    Sighting,
    Stand,
    Step,
    Story,
    Tally,
)
from reportedly.linking.syndication import origin_key
from reportedly.records import Finding, PositionKind
from reportedly.reference.goods import goods_table

LADDER = (
    "considered", "requested", "offered", "negotiating", "agreed", "approved", "alleged",
    "in_transit", "delivered", "used",
)  # fmt: skip
STOPPED = frozenset(("suspended", "refused", "intercepted", "ended"))
_ENTRY: dict[PositionKind, EntryKind] = {
    "asserts": "assertion",
    "denies": "denial",
    "doubts": "doubt",
    "declines": "no_comment",
    "calls_illegal": "legal_view",
}


def dossier_of(group: Group, stories: Mapping[str, Story]) -> Dossier:
    """The dossier of `group`; `stories` has the story of each of its documents."""
    sightings = sorted(group.sightings, key=lambda s: (s.report.published or "9", s.key))
    rows = matrix_of(sightings)
    reports = _reports(sightings, stories)
    tallies = _tallies(reports, rows, stories)
    history = history_of(sightings)
    dates = [report.published for report in reports if report.published]
    supplier, recipient = group.pair
    return Dossier(
        id=group.id,
        supplier=supplier,
        recipient=recipient,
        family=group.family,
        goods=_goods(sightings, group.family),
        status=status_of(history),
        first_report=dates[0] if dates else None,
        last_report=dates[-1] if dates else None,
        independent_outlets=tallies[-1].independent_outlets,
        independent_sources=tallies[-1].independent_sources,
        denials=tallies[-1].denials,
        stories=len({report.story for report in reports}),
        payment=_tally((s, item) for s in sightings for item in s.payment),
        end_use=tuple(dict.fromkeys(s.end_use for s in sightings if s.end_use)),
        history=history,
        matrix=rows,
        changes=changes_of(rows),
        timeline=_timeline(sightings, rows),
        tallies=tallies,
        reports=reports,
        findings=_findings(sightings),
    )


def history_of(sightings: Iterable[Sighting]) -> tuple[Step, ...]:
    """The statuses that were reported, by the date of the first report of each."""
    by_status: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        by_status[sighting.status].append(sighting)
    steps = []
    for status, some in by_status.items():
        first = min(some, key=lambda s: (_asserted_on(s) or "9", s.key))
        asserting = [stand for s in some for stand in s.stands if _asserts(stand)]
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


def _reports(sightings: Sequence[Sighting], stories: Mapping[str, Story]) -> tuple[Report, ...]:
    found = {sighting.report.document: sighting.report for sighting in sightings}
    return tuple(
        msgspec.structs.replace(report, story=stories[key].id) for key, report in found.items()
    )


def _goods(sightings: Sequence[Sighting], family: str) -> tuple[ReportedGoods, ...]:
    """The goods of the family, then what is not specified, then what may come with them."""
    categories = goods_table().categories
    items = [(s, item) for s in sightings for item in s.items if item.category in categories]
    chosen = [
        (s, item)
        for s, item in items
        if categories[item.category].family in (family, UNSPECIFIED)
        or not categories[item.category].arms
    ]
    counted = _tally(chosen or items)

    def rank(goods: ReportedGoods) -> tuple[bool, bool, int, str]:
        other = categories[goods.category].family != family
        return (goods.possible, other, -goods.documents, goods.category)

    return tuple(sorted(counted, key=rank))


def _tally(items: Iterable[tuple[Sighting, Item]]) -> tuple[ReportedGoods, ...]:
    by_category: dict[str, list[tuple[str, Item]]] = defaultdict(list)
    for sighting, item in items:
        by_category[item.category].append((sighting.report.document, item))
    return tuple(
        ReportedGoods(
            category=category,
            words=tuple(dict.fromkeys(item.text for _, item in some)),
            designations=tuple(
                dict.fromkeys(item.designation for _, item in some if item.designation)
            ),
            documents=len({document for document, _ in some}),
            possible=all(item.possible for _, item in some),
        )
        for category, some in by_category.items()
    )


def _timeline(sightings: Iterable[Sighting], rows: Iterable[Row]) -> tuple[Entry, ...]:
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


def _tallies(
    reports: Sequence[Report], rows: Iterable[Row], stories: Mapping[str, Story]
) -> tuple[Tally, ...]:
    """The counts as they stood after each date of report."""
    said = bodies_by_document(rows)
    outlets: set[str] = set()
    asserting: set[str] = set()
    denying: set[str] = set()
    tallies: dict[str | None, Tally] = {}
    for number, report in enumerate(reports, 1):
        outlets.add(origin_key(stories[report.document]))
        asserting |= said[report.document, "asserts"]
        denying |= said[report.document, "denies"]
        tallies[report.published] = Tally(
            date=report.published,
            documents=number,
            independent_outlets=len(outlets),
            independent_sources=len(asserting),
            denials=len(denying),
        )
    return tuple(tallies.values())


def _findings(sightings: Iterable[Sighting]) -> tuple[Finding, ...]:
    """The findings on the transfers, once each, about the dossier's transfer of the last
    report: a finding that another report repeats adds nothing."""
    found: dict[tuple[object, ...], Finding] = {}
    for sighting in sightings:
        for finding in sighting.findings:
            what = (finding.regime, finding.instrument, finding.paragraph, finding.verdict)
            found.setdefault((*what, finding.in_force), finding)
    return tuple(found[key] for key in sorted(found, key=str))


def _asserts(stand: Stand) -> bool:
    return stand.position == "asserts" and stand.topic == "transfer"


def _asserted_on(sighting: Sighting) -> str | None:
    """The last date on which the document has somebody assert the transfer."""
    dates = [stand.date for stand in sighting.stands if _asserts(stand) and stand.date]
    return max(dates, default=sighting.report.published)


def _rung(step: Step) -> int:
    return LADDER.index(step.status) if step.status in LADDER else -1
