"""Dossiers, kept up to date document by document.

A document touches the groups of the pairs that it reports on, and nothing else: what was
grouped before for other pairs is kept, and a dossier is told again only if one of its
sightings or stories is new. The outcome depends on the set of documents alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from reportedly.linking.chronicle import dossier_of
from reportedly.linking.dates import published_by
from reportedly.linking.grouping import Group, Pair, groups_of_pair, only_home
from reportedly.linking.records import Dossier, Sighting
from reportedly.linking.sightings import sightings_of
from reportedly.linking.syndication import Stories, document_key
from reportedly.records import Analysis

_OPEN: Pair = (None, None)


class Dossiers:
    """The dossiers of all analyses that were added."""

    def __init__(self, analyses: Iterable[Analysis] = (), *, stories: Stories | None = None):
        """Dossiers of `analyses`. `stories` are those of a larger collection, if there is one."""
        self.stories = stories if stories is not None else Stories()
        self._by_document: dict[str, tuple[Sighting, ...]] = {}
        self._by_pair: dict[Pair, dict[str, Sighting]] = defaultdict(dict)
        self._beside: dict[tuple[int, str | None], set[Pair]] = defaultdict(set)
        self._grouped: dict[Pair, list[Group]] = {}
        self._adoptions: dict[Pair, dict[str, list[str]]] = {}
        self._told: dict[str, tuple[object, Dossier]] = {}
        for analysis in analyses:
            self.add(analysis)

    def __len__(self) -> int:
        """The number of documents that report a transfer."""
        return len(self._by_document)

    def __iter__(self) -> Iterator[Dossier]:
        return iter(self.all())

    def add(self, analysis: Analysis) -> None:
        """Take in one document; a new analysis of a known document replaces the old one."""
        key = document_key(analysis.document)
        sightings = sightings_of(analysis)
        self._drop(key)
        if sightings:
            self.stories.add(analysis.document)
            self._keep(key, sightings)

    def all(self) -> tuple[Dossier, ...]:
        """All dossiers, the latest report first."""
        dossiers = [self._tell(group) for group in self._all_groups()]
        dossiers.sort(key=lambda dossier: dossier.id)
        dossiers.sort(key=lambda dossier: dossier.last_report or "", reverse=True)
        return tuple(dossiers)

    def get(self, dossier_id: str) -> Dossier | None:
        """The dossier of that id, or the one that an id it had before now leads to: with a
        later year, until an older report came, or with arms not specified, until their kind
        was reported."""
        deal, _, year = dossier_id.rpartition("-")
        pair, _, family = deal.rpartition("-")
        groups = list(self._all_groups())
        former = [group for group in groups if group.id.rpartition("-")[0] == deal]
        if family == "arms":
            former += [group for group in groups if group.id.startswith(f"{pair}-")]
        for group in groups:
            if group.id == dossier_id:
                return self._tell(group)
        for group in former:
            if any((s.date or "")[:4] == year for s in group.sightings):
                return self._tell(group)
        return None

    def of(self, analysis: Analysis) -> tuple[Dossier, ...]:
        """The dossiers that draw on the document of `analysis`."""
        key = document_key(analysis.document)
        pairs = {(s.supplier, s.recipient) for s in self._by_document.get(key, ())}
        homes = {pair for pair in pairs if None not in pair}
        for pair in pairs - homes:
            homes |= {pair, *self._compatible(pair)}
        found = [self._tell(group) for pair in sorted(homes, key=str) for group in self._home(pair)]
        return tuple(d for d in found if any(r.document == key for r in d.reports))

    def as_of(self, date: str) -> Dossiers:
        """The dossiers as they stood at the end of `date` ("2023-03" is all of March), from
        documents published by then; those without a date are left out."""
        out = {
            key: sightings
            for key, sightings in self._by_document.items()
            if published_by(sightings[0].report.published, date)
        }
        then = Dossiers(stories=self.stories.part(out))
        for key, sightings in out.items():
            then._keep(key, sightings)
        return then

    def _keep(self, key: str, sightings: tuple[Sighting, ...]) -> None:
        self._by_document[key] = sightings
        for sighting in sightings:
            pair = (sighting.supplier, sighting.recipient)
            self._by_pair[pair][sighting.key] = sighting
            self._beside[0, pair[0]].add(pair)
            self._beside[1, pair[1]].add(pair)
            self._forget(pair)

    def _drop(self, key: str) -> None:
        for sighting in self._by_document.pop(key, ()):
            pair = (sighting.supplier, sighting.recipient)
            del self._by_pair[pair][sighting.key]
            self._forget(pair)

    def _forget(self, pair: Pair) -> None:
        """Drop what was grouped and can have changed with a sighting of `pair`."""
        self._grouped.pop(pair, None)
        for open_pair in ((pair[0], None), (None, pair[1]), _OPEN):
            self._adoptions.pop(open_pair, None)

    def _groups(self, pair: Pair) -> list[Group]:
        """The groups of the pair's own sightings."""
        groups = self._grouped.get(pair)
        if groups is None:
            groups = groups_of_pair(pair, self._by_pair[pair].values())
            self._grouped[pair] = groups
        return groups

    def _all_groups(self) -> Iterator[Group]:
        for pair in sorted(self._by_pair, key=str):
            yield from self._home(pair)

    def _home(self, pair: Pair) -> list[Group]:
        """The groups of `pair` with what joins them, or, where a role is open, what is left."""
        if pair == _OPEN:
            return []
        if None in pair:
            left = set(self._by_pair[pair]).difference(*self._adopted(pair).values())
            return groups_of_pair(pair, [self._by_pair[pair][key] for key in sorted(left)])
        joined: dict[str, list[Sighting]] = defaultdict(list)
        for open_pair in ((pair[0], None), (None, pair[1]), _OPEN):
            if open_pair in self._by_pair:
                for group_id, keys in self._adopted(open_pair).items():
                    joined[group_id] += [self._by_pair[open_pair][key] for key in keys]
        return [group.joined_by(joined[group.id]) for group in self._groups(pair)]

    def _adopted(self, open_pair: Pair) -> dict[str, list[str]]:
        """By id of the group that they join, the keys of sightings with open roles."""
        known = self._adoptions.get(open_pair)
        if known is None:
            known = self._adoptions[open_pair] = defaultdict(list)
            for sighting in self._by_pair[open_pair].values():
                if open_pair == _OPEN:
                    beside = self._by_document[sighting.report.document]
                    pairs = {(s.supplier, s.recipient) for s in beside}
                else:
                    pairs = self._compatible(open_pair)
                complete = sorted((p for p in pairs if None not in p), key=str)
                home = only_home(sighting, [g for p in complete for g in self._groups(p)])
                if home is not None:
                    known[home.id].append(sighting.key)
        return known

    def _compatible(self, pair: Pair) -> set[Pair]:
        """The complete pairs that share the known role of `pair`."""
        role = 0 if pair[0] is not None else 1
        return {p for p in self._beside.get((role, pair[role]), ()) if None not in p}

    def _tell(self, group: Group) -> Dossier:
        documents = dict.fromkeys(s.report.document for s in group.sightings)
        stories = self.stories.among(documents)
        made_of = (tuple(group.sightings), tuple(stories.items()))
        told = self._told.get(group.id)
        if told is None or told[0] != made_of:
            told = (made_of, dossier_of(group, stories))
            self._told[group.id] = told
        return told[1]
