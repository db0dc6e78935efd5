"""Which sightings are of one deal: the same supplier, recipient and family of goods, in time.

A group is decided by the whole set of a pair's sightings, never by their order. Sightings
of one pair and family chain while no gap between them is longer than `GAP`; a type named in
both (S-400) spans a longer one. Arms that are not specified join the pair's best fitting
group; a sighting with an open role joins the one pair's group that it could belong to, if
there is but one such pair.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from reportedly.linking.dates import ordinal
from reportedly.linking.records import Sighting
from reportedly.reference.goods import goods_table

GAP = 730  # days
GAP_OF_A_TYPE = 3650  # days between reports that name one type
NEAR = 365  # days within which a sighting with an open role may join
SOON = 60  # days within which reports of a pair are taken to be of the same goods
UNSPECIFIED = "unspecified"
# An id stands in addresses and names of files: a group may be named with a slash or a blank.
_APART = re.compile(r"[\W_]+")

Pair = tuple[str | None, str | None]


@dataclass(slots=True)
class Group:
    """Sightings of one deal, which began in `year` as far as reports of this family say."""

    pair: Pair
    family: str
    year: str = "undated"
    sightings: list[Sighting] = field(default_factory=list)
    days: list[int] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)

    @property
    def id(self) -> str:
        """Supplier, recipient, family and year, as a slug. Sightings that joined without
        naming supplier, recipient and goods don't change it."""
        supplier, recipient = (role or "unknown" for role in self.pair)
        family = "arms" if self.family == UNSPECIFIED else self.family
        words = (supplier, recipient, family, self.year)
        return "-".join(_APART.sub("-", word).strip("-") for word in words).lower()

    def close(self) -> Group:
        """This group, its days and documents noted for those who would join."""
        self.sightings.sort(key=_order)
        self.days = [day for s in self.sightings if (day := day_of(s)) is not None]
        self.documents = {s.report.document for s in self.sightings}
        self.year = next((s.date[:4] for s in self.sightings if s.date), self.year)
        return self

    def joined_by(self, more: Sequence[Sighting]) -> Group:
        """This group with `more` sightings, which change neither its id nor its days."""
        if not more:
            return self
        sightings = sorted((*self.sightings, *more), key=_order)
        return Group(self.pair, self.family, self.year, sightings, self.days, self.documents)

    def distance(self, day: int | None) -> int:
        """Days from `day` to the nearest sighting; 0 where one of them is not known."""
        if day is None or not self.days:
            return 0
        place = bisect(self.days, day)
        return min(abs(day - other) for other in self.days[max(0, place - 1) : place + 1])

    def shares_document(self, sighting: Sighting) -> bool:
        """Whether a sighting of the same document founded this group."""
        return sighting.report.document in self.documents


def day_of(sighting: Sighting) -> int | None:
    """The day of a sighting as an ordinal."""
    return ordinal(sighting.date)


def families_of(sighting: Sighting) -> tuple[str, ...]:
    """The families of the sighting's arms, or of its other goods if it has no arms. Goods
    that are only possible found no group where others are certain."""
    categories = goods_table().categories
    items = [item for item in sighting.items if item.category in categories]
    for chosen in (
        [i for i in items if categories[i.category].arms and not i.possible],
        [i for i in items if categories[i.category].arms],
        items,
    ):
        families = dict.fromkeys(categories[item.category].family for item in chosen)
        specified = tuple(family for family in families if family != UNSPECIFIED)
        if families:
            return specified or (UNSPECIFIED,)
    return (UNSPECIFIED,)


def groups_of_pair(pair: Pair, sightings: Iterable[Sighting]) -> list[Group]:
    """The groups of the sightings of one pair of supplier and recipient."""
    by_family: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sorted(sightings, key=_order):
        for family in families_of(sighting):
            by_family[family].append(sighting)
    unspecified = by_family.pop(UNSPECIFIED, [])
    groups = [
        group for family in sorted(by_family) for group in _chains(pair, family, by_family[family])
    ]
    homeless: list[Sighting] = []
    for sighting in unspecified:  # none of them moves the dates by which the next is placed
        home = _best(sighting, groups)
        (homeless if home is None else home.sightings).append(sighting)
    return groups + _chains(pair, UNSPECIFIED, homeless)


def only_home(sighting: Sighting, groups: Iterable[Group]) -> Group | None:
    """The group that a sighting with open roles belongs to: of the one pair, among those of
    `groups`, whose parties the document names and that was reported on at the time. Where
    both roles are open, only a pair that the same document reports on will do."""
    fitting: dict[Pair, list[Group]] = defaultdict(list)
    for group in groups_that_fit(sighting, groups):
        fitting[group.pair].append(group)
    same = [p for p, some in fitting.items() if any(g.shares_document(sighting) for g in some)]
    pairs = same if same or sighting.supplier is sighting.recipient is None else list(fitting)
    return _best(sighting, fitting[pairs[0]]) if len(pairs) == 1 else None


def groups_that_fit(sighting: Sighting, groups: Iterable[Group]) -> Iterator[Group]:
    """Those of `groups` that a sighting with open roles could belong to: of its family of goods,
    and of its document, or of parties that it names and of its time."""
    families = set(families_of(sighting))
    known = {*sighting.named, sighting.supplier, sighting.recipient}
    day = day_of(sighting)
    for group in groups:
        of_the_kind = group.family in families or UNSPECIFIED in families
        beside = group.shares_document(sighting)
        named = known.issuperset(group.pair) and group.distance(day) <= NEAR
        if of_the_kind and (beside or named):
            yield group


def _chains(pair: Pair, family: str, sightings: list[Sighting]) -> list[Group]:
    """`sightings`, in order of date, cut where the gap is too long, and closed."""
    groups: list[Group] = []
    undated: list[Sighting] = []
    last: int | None = None
    for sighting in sightings:
        day = day_of(sighting)
        if day is None:
            undated.append(sighting)
            continue
        if last is None or day - last > GAP:
            groups.append(Group(pair, family))
        groups[-1].sightings.append(sighting)
        last = day
    groups = _bridged(groups)
    if undated:
        if len(groups) != 1:
            groups.append(Group(pair, family))
        groups[-1].sightings += undated
    return [group.close() for group in groups]


def _bridged(groups: list[Group]) -> list[Group]:
    """Neighbouring groups that name one type are one deal, reported at long intervals."""
    merged: list[Group] = []
    for group in groups:
        if merged and _types(merged[-1]) & _types(group) and _in_reach(merged[-1], group):
            merged[-1].sightings += group.sightings
        else:
            merged.append(group)
    return merged


def _in_reach(one: Group, after: Group) -> bool:
    last, first = day_of(one.sightings[-1]), day_of(after.sightings[0])
    return last is not None and first is not None and first - last <= GAP_OF_A_TYPE


def _types(group: Group) -> set[str]:
    family = goods_table().categories
    return {
        item.designation
        for sighting in group.sightings
        for item in sighting.items
        if item.designation and family[item.category].family == group.family
    }


def _best(sighting: Sighting, groups: Sequence[Group]) -> Group | None:
    """The group that arms of no stated kind fit best: of the same document, else the nearest
    in time, else the most reported."""
    day = day_of(sighting)
    near = [group for group in groups if group.distance(day) <= GAP]
    return min(
        near,
        key=lambda g: (
            not g.shares_document(sighting),
            g.distance(day) > SOON,
            -len(g.days),
            g.distance(day),
            g.id,
        ),
        default=None,
    )


def _order(sighting: Sighting) -> tuple[int, str, str]:
    return (day_of(sighting) or 0, sighting.report.published or "", sighting.key)
