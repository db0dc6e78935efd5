"""A group of sightings told as a dossier: its goods, history, matrix, timeline and counts.

Everything is computed from the set of sightings, sorted; nothing depends on the order in
which documents came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from reportedly.linking.grouping import UNSPECIFIED, Group
from reportedly.linking.history import history_of, status_of
from reportedly.linking.matrix import bodies_by_document, changes_of, matrix_of
from reportedly.linking.records import (
    Dossier,
    Item,
    Report,
    ReportedGoods,
    Row,
    Sighting,
    Stand,
    Story,
    Tally,
)
from reportedly.linking.syndication import origin_key
from reportedly.linking.timeline import timeline_of
from reportedly.linking.voices import placed
from reportedly.records import Finding
from reportedly.reference.goods import goods_table


def dossier_of(group: Group, stories: Mapping[str, Story]) -> Dossier:
    """The dossier of `group`; `stories` has the story of each of its documents."""
    sightings = _placed(group.sightings, stories)
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
        end_use=_distinct(s.end_use for s in sightings),
        routes=_distinct(s.route for s in sightings),
        carriers=_distinct(s.carrier for s in sightings),
        history=history,
        matrix=rows,
        changes=changes_of(rows, group.pair),
        timeline=timeline_of(sightings, rows),
        tallies=tallies,
        reports=reports,
        findings=_findings(sightings),
    )


def _placed(sightings: Iterable[Sighting], stories: Mapping[str, Story]) -> list[Sighting]:
    """The sightings by date of report, their voices told apart by whose story each is in."""
    outlets = frozenset(origin_key(story) for story in stories.values())

    def place(stand: Stand) -> Stand:
        origin = stories[stand.document].origin or stories[stand.document].id
        via = placed(stand.via, origin, outlets) if stand.via else None
        return msgspec.structs.replace(stand, voice=placed(stand.voice, origin, outlets), via=via)

    return [
        msgspec.structs.replace(sighting, stands=tuple(map(place, sighting.stands)))
        for sighting in sorted(sightings, key=lambda s: (s.report.published or "9", s.key))
    ]


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
            words=_distinct(item.text for _, item in some),
            designations=_distinct(item.designation for _, item in some),
            quantities=_distinct(item.quantity for _, item in some),
            documents=len({document for document, _ in some}),
            possible=all(item.possible for _, item in some),
        )
        for category, some in by_category.items()
    )


def _tallies(
    reports: Sequence[Report], rows: Iterable[Row], stories: Mapping[str, Story]
) -> tuple[Tally, ...]:
    """The counts as they stood after each date of report. An outlet that only passes on what
    others in the dossier report is no further outlet; nor is one that names its sources, as
    others quote it, a source beside them."""
    said = bodies_by_document(rows)
    origins = {origin_key(story) for story in stories.values()}
    outlets: set[str] = set()
    asserting: set[str] = set()
    own_word: set[str] = set()  # of outlets for which nobody else is named
    naming: set[str] = set()  # outlets that name their sources
    denying: set[str] = set()
    tallies: dict[str | None, Tally] = {}
    for number, report in enumerate(reports, 1):
        sources = said[report.document, "asserts"]
        origin = origin_key(stories[report.document])
        second_hand = bool(sources) and sources <= origins
        outlets |= sources if second_hand else {origin}
        if named := sources - origins:
            asserting |= named
            naming.add(origin)
        else:
            own_word |= sources
        denying |= said[report.document, "denies"]
        tallies[report.published] = Tally(
            date=report.published,
            documents=number,
            independent_outlets=len(outlets),
            independent_sources=len(asserting | (own_word - naming)),
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


def _distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    """The values, each once as it first stood: "food" where "Food" began a sentence is one."""
    found: dict[str, str] = {}
    for value in values:
        if value:
            found.setdefault(value.casefold(), value)
    return tuple(found.values())
