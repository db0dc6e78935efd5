"""Linking as map and shuffle: the dossiers of an archive that no one machine holds.

Every step looks at the rows of one key alone, so the keys of a step can be spread over a
cluster. Documents with a transfer, about one in a hundred, are all that is moved.

1. stories: by shingle of the sketch, which texts share it; by pair of texts, whether they share
   enough to be compared; by connected texts, the stories that the comparison finds
   (linking/syndication.py).
2. dossiers: by pair of supplier and recipient, the groups of its sightings, and which group a
   sighting with an open role could join there: it visits the pairs that its document names. By
   sighting, its one home if it has one. By pair again, the dossiers (linking/grouping.py).

The outcome is that of linking/dossiers.py for the same documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any, NamedTuple, Protocol

from reportedly.linking.chronicle import dossier_of
from reportedly.linking.grouping import Group, Pair, groups_of_pair, groups_that_fit, only_home
from reportedly.linking.records import Dossier, Sighting, Story
from reportedly.linking.shingles import shingles
from reportedly.linking.sightings import sightings_of
from reportedly.linking.syndication import (
    MOST_POSTINGS,
    Stories,
    document_key,
    is_worth_a_look,
    looked_up,
)
from reportedly.records import Analysis, Document

Row = tuple[str, Any]
Reduce = Callable[[str, list[Any]], Iterable[Row]]


class Shuffle(Protocol):
    """Brings the values of each key together, and gives what `reduce` makes of them."""

    def __call__(self, rows: Iterable[Row], reduce: Reduce) -> Iterable[Row]:
        """The rows that `reduce` makes of each key and its values, in any order."""


class _Report(NamedTuple):
    """A document with transfers: what is moved of it."""

    document: Document
    sightings: tuple[Sighting, ...]


class _Visit(NamedTuple):
    """A sighting at a pair: its own, or one with open roles that could join there."""

    sighting: Sighting
    story: Story
    home: str | None = None  # id of the group that it joins


def in_memory(rows: Iterable[Row], reduce: Reduce) -> list[Row]:
    """A shuffle on this machine."""
    by_key: dict[str, list[Any]] = defaultdict(list)
    for key, value in rows:
        by_key[key].append(value)
    return [row for key, values in by_key.items() for row in reduce(key, values)]


def link(analyses: Iterable[Analysis], shuffle: Shuffle = in_memory) -> tuple[Dossier, ...]:
    """The dossiers of `analyses`, the latest report first."""
    reports = {
        document_key(analysis.document): _Report(analysis.document, sightings)
        for analysis in analyses
        if (sightings := sightings_of(analysis))
    }
    stories = dict(stories_of([report.document for report in reports.values()], shuffle))
    visits = (
        row for key, report in reports.items() for row in _visits(report.sightings, stories[key])
    )
    placed = shuffle(shuffle(visits, _candidacies), _homes)
    dossiers = [dossier for _, dossier in shuffle(placed, _dossiers)]
    dossiers.sort(key=lambda dossier: dossier.id)
    return tuple(sorted(dossiers, key=lambda dossier: dossier.last_report or "", reverse=True))


def stories_of(documents: Sequence[Document], shuffle: Shuffle) -> Iterator[tuple[str, Story]]:
    """The story of each of `documents`, by their keys."""
    hashes = {document_key(document): shingles(document.text) for document in documents}
    ids = {document_key(document): document.id for document in documents}
    postings = (
        (value, (key, len(found)))
        for key, found in hashes.items()
        # A text without words is like itself.
        for value in [*map(str, looked_up(found))] or [ids[key]]
    )
    edges = shuffle(shuffle(postings, _meetings), _compared)
    component = _components(hashes, (pair for _, pair in edges))
    members = ((component[document_key(document)], document) for document in documents)
    yield from shuffle(members, _stories)


def _meetings(_value: str, keys: list[tuple[str, int]]) -> Iterator[Row]:
    """The pairs of texts that share a shingle."""
    for one, other in combinations(sorted(set(keys))[:MOST_POSTINGS], 2):
        yield f"{one[0]}\n{other[0]}", (one, other)


def _compared(key: str, meetings: list[Any]) -> Iterator[Row]:
    """A pair of texts that shares enough shingles to be compared."""
    (one, size), (other, other_size) = meetings[0]
    if is_worth_a_look(len(meetings), size, other_size):
        yield key, (one, other)


def _components(keys: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The first key of those that each key is connected with."""
    roots = {key: key for key in keys}

    def root(key: str) -> str:
        while roots[key] != key:
            roots[key] = key = roots[roots[key]]
        return key

    for pair in pairs:
        first, last = sorted(map(root, pair))
        roots[last] = first
    return {key: root(key) for key in roots}


def _stories(_component: str, documents: list[Document]) -> Iterator[Row]:
    for story in Stories(documents):
        yield from ((key, story) for key in story.documents)


def _visits(sightings: tuple[Sighting, ...], story: Story) -> Iterator[Row]:
    """Each sighting at its own pair, and at those that it could join."""
    beside = {(s.supplier, s.recipient) for s in sightings}
    for sighting in sightings:
        own = (sighting.supplier, sighting.recipient)
        pairs = {own}
        if None in own:
            pairs |= {pair for pair in beside if None not in pair and _fits(own, pair)}
            if own != (None, None):
                named = {*sighting.named, *own} - {None}
                pairs |= {(own[0] or name, own[1] or name) for name in named}
        yield from ((_key(pair), _Visit(sighting, story)) for pair in sorted(pairs, key=str))


def _fits(open_pair: Pair, pair: Pair) -> bool:
    return all(role is None or role == known for role, known in zip(open_pair, pair, strict=True))


def _candidacies(key: str, visits: list[_Visit]) -> Iterator[Row]:
    """The pair's own sightings, and of each visitor the group that would take it, if one would."""
    pair = _pair(key)
    own = [visit for visit in visits if (visit.sighting.supplier, visit.sighting.recipient) == pair]
    yield from ((visit.sighting.key, (visit, key, None, False)) for visit in own)
    groups = groups_of_pair(pair, [visit.sighting for visit in own])
    for visit in visits:
        if (visit.sighting.supplier, visit.sighting.recipient) != pair:
            fitting = list(groups_that_fit(visit.sighting, groups))
            home = only_home(visit.sighting, fitting)
            if home is not None:
                beside = any(group.shares_document(visit.sighting) for group in fitting)
                yield visit.sighting.key, (visit, key, home.id, beside)


def _homes(_sighting: str, found: list[Any]) -> Iterator[Row]:
    """The sighting at the one pair that it belongs to: that of its document goes before."""
    homes = [one for one in found if one[2] is not None]
    homes = [one for one in homes if one[3]] or homes
    if len(homes) == 1:
        visit, key, home, _ = homes[0]
        yield key, _Visit(visit.sighting, visit.story, home)
    else:
        yield from ((key, visit) for visit, key, home, _ in found if home is None)


def _dossiers(key: str, visits: list[_Visit]) -> Iterator[Row]:
    pair = _pair(key)
    if pair == (None, None):
        return
    stories = {visit.sighting.report.document: visit.story for visit in visits}
    joined: dict[str, list[Sighting]] = defaultdict(list)
    for visit in visits:
        if visit.home is not None:
            joined[visit.home].append(visit.sighting)
    own = [visit.sighting for visit in visits if visit.home is None]
    for group in groups_of_pair(pair, own):
        whole: Group = group.joined_by(joined[group.id])
        documents = dict.fromkeys(sighting.report.document for sighting in whole.sightings)
        yield whole.id, dossier_of(whole, {document: stories[document] for document in documents})


def _key(pair: Pair) -> str:
    return "\n".join(role or "" for role in pair)


def _pair(key: str) -> Pair:
    supplier, recipient = key.split("\n")
    return supplier or None, recipient or None
