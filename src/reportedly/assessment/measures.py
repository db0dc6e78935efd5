"""The embargo measures of `reference/embargoes.yml`, typed and cross-checked.

One `Measure` is one rule: direction, targets, classes of goods, intervals in force. The
field comments of the data file say what each means. A class, list or name that the file
uses and does not define is a `ReferenceDataError` when it is loaded.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Literal

import msgspec

from reportedly.records import ReferenceDataError
from reportedly.reference.loader import load_tsv, load_yaml

Direction = Literal["to", "from", "both"]


class Struct(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The base of the tables: frozen, and no field that the schema does not name."""


class Interval(Struct, frozen=True, rename={"begin": "from"}):
    """In force on `begin`, no longer on `until`; open where `until` is null."""

    begin: date
    until: date | None = None


class GoodsClass(Struct, frozen=True):
    """What a measure covers, in the categories of the goods table."""

    certain: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    words: dict[str, tuple[str, ...]] = {}


class Group(Struct, frozen=True, rename={"territories": "in"}):
    """A body that is no government, and the UN lists that name it since when."""

    name: str
    aliases: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    lists: dict[str, date] = {}
    delisted: dict[str, date] = {}

    def on_list(self, name: str, day: date | None) -> bool:
        """Whether the list names it on `day` (or, where no day is known, ever)."""
        begin, end = self.lists.get(name), self.delisted.get(name, date.max)
        return begin is not None and (day is None or begin <= day < end)


class Excepted(Struct, frozen=True):
    """Goods that a rule leaves out; `unclear` goods may be among them."""

    goods: tuple[str, ...]
    words: str
    unclear: tuple[str, ...] = ()
    direction: Literal["to", "from"] | None = None
    until: date | None = None


class Partly(Struct, frozen=True, rename={"begin": "from"}):
    """A target that is covered only in part, or under a condition, and why."""

    why: str
    state: str | None = None
    groups_in: str | None = None
    begin: date | None = None


class Measure(Struct, frozen=True):
    """One rule of one instrument."""

    regime: str
    instrument: str
    paragraph: str
    adopted: date
    in_force: tuple[Interval, ...]
    direction: Direction
    goods: tuple[str, ...]
    rule: str
    sure: Literal[1, 2]
    link: str
    states: tuple[str, ...] = ()
    groups_in: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    partly: tuple[Partly, ...] = ()
    not_government: tuple[str, ...] = ()
    government: str | None = None
    qualified: str | None = None
    excepted: tuple[Excepted, ...] = ()
    exceptions: tuple[str, ...] = ()
    contested_by: tuple[str, ...] = ()
    renewed_until: date | None = None
    notes: str | None = None
    checked: str | None = None

    @property
    def european(self) -> bool:
        """Whether it binds states and persons of the European Union only."""
        return self.regime.startswith("EU-")


class MeasureTable(Struct, frozen=True):
    """The whole of embargoes.yml."""

    classes: dict[str, GoodsClass]
    labels: dict[str, str]
    groups: tuple[Group, ...]
    measures: tuple[Measure, ...]


class Member(Struct, frozen=True, rename={"begin": "from"}):
    """A member state of the European Union; `until` is the last day of membership."""

    state: str
    name: str
    adjective: str
    begin: date
    until: str = ""

    def on(self, day: date) -> bool:
        """Whether it was a member on `day`."""
        return self.begin <= day and (not self.until or day <= date.fromisoformat(self.until))


@cache
def measure_table() -> MeasureTable:
    """The measures, in the order of the file. Raises `ReferenceDataError`."""
    table: MeasureTable = load_yaml("embargoes.yml", MeasureTable)
    known_lists = {name for group in table.groups for name in group.lists}
    for measure in table.measures:
        where = f"embargoes.yml: {measure.instrument} {measure.paragraph}"
        for name in measure.goods:
            if name not in table.classes:
                raise ReferenceDataError(f"{where}: no class of goods {name!r}")
        for name in measure.lists:
            if name not in known_lists:
                raise ReferenceDataError(f"{where}: no group is on the list {name!r}")
        if bool(measure.not_government) != bool(measure.government):
            raise ReferenceDataError(f"{where}: not_government and government go together")
        for interval in measure.in_force:
            if interval.until is not None and interval.until <= interval.begin:
                raise ReferenceDataError(f"{where}: an interval ends before it begins")
    return table


@cache
def european_members() -> dict[str, Member]:
    """The member states of the European Union by alpha-3 code, past members included."""
    return {member.state: member for member in load_tsv("eu_members.tsv", Member)}
