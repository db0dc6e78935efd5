"""What a party asserted and denied: by month, on which dossiers, and how texts name it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy import tuple_ as row_of

from reportedly.ledger import schema
from reportedly.ledger.ledger import Ledger
from reportedly.records import Record

_AS_MANY_AS_COUNT = 3000
_PRONOUNS = {"i", "we", "you", "he", "she", "it", "they", "who", "himself", "herself", "itself"}

claims, parties = schema.claims.c, schema.parties.c
positions, transfers = schema.positions.c, schema.transfers.c
Row = dict[str, Any]
_MAKING_CLAIMS = select(schema.sources.c.name).where(
    schema.sources.c.name.in_(bindparam("names", expanding=True))
)


class Month(Record, frozen=True, kw_only=True):
    """The statements of one month ("2023-05", empty if undated), and how many of them deny."""

    month: str
    claims: int
    denials: int


class Stood(Record, frozen=True, kw_only=True):
    """How often a party took a position on a dossier."""

    dossier: str
    position: str
    claims: int


class Profile(Record, frozen=True, kw_only=True):
    """A party over all documents, the more frequent of each first.

    `kinds`, `codes`, `countries` and `roles` are what documents say it is; `words` how they
    name it as a source; `stances` counts its claims. What needs many rows is drawn from its
    latest few thousand claims.
    """

    name: str
    kinds: tuple[str, ...]
    codes: tuple[str, ...]
    countries: tuple[str, ...]
    roles: tuple[str, ...]
    words: tuple[str, ...]
    stances: dict[str, int]
    months: tuple[Month, ...]
    stood: tuple[Stood, ...]


def profile(ledger: Ledger, name: str) -> Profile | None:
    """The party of that name, or None where no document names it."""
    with ledger.reading() as connection:
        named = [dict(row) for row in connection.execute(_named(name)).mappings()]
        said = [dict(row) for row in connection.execute(_said(name)).mappings()]
        stood = connection.execute(_stood(name)).all()
    if not named and not said:
        return None
    words, stances = _tally(said, "source"), _tally(said, "stance")
    return Profile(
        name=name,
        **{field: tuple(_tally(named, column)) for field, column in _FACTS.items()},
        words=tuple(word for word in words if word.casefold() not in _PRONOUNS)[:12],
        stances=stances,
        months=_months(said),
        stood=tuple(Stood(dossier=d, position=p, claims=n) for d, p, n in stood),
    )


def who_made_claims(ledger: Ledger, names: Iterable[str]) -> set[str]:
    """Those of `names` that are parties with claims, as of the last linking."""
    with ledger.asking() as connection:
        return set(connection.scalars(_MAKING_CLAIMS, {"names": sorted(set(names))}))


def dossiers_of_claims(ledger: Ledger, rows: Sequence[Row]) -> dict[tuple[str, str], str]:
    """The dossier that each of some claims bears on, by document and claim, where there is one."""
    keys = [(row["document_id"], row["id"]) for row in rows]
    query = (
        select(positions.document_id, positions.claim, func.max(transfers.dossier))
        .join(schema.transfers, _of_position())
        # The documents by themselves too: SQLite finds no index for the pair.
        .where(positions.document_id.in_({document for document, _ in keys}))
        .where(row_of(positions.document_id, positions.claim).in_(keys), transfers.dossier != "")
        .group_by(positions.document_id, positions.claim)
    )
    with ledger.asking() as connection:
        found = connection.execute(query).all()
    return {(document, claim): dossier for document, claim, dossier in found}


_FACTS = {"kinds": "kind", "codes": "code", "countries": "country", "roles": "role"}


def _named(name: str) -> Any:
    facts = [parties[column] for column in _FACTS.values()]
    latest = select(*facts).where(parties.name == name).limit(_AS_MANY_AS_COUNT).subquery()
    return select(latest, func.count().label("times")).group_by(*latest.c)


def _said(name: str) -> Any:
    latest = _latest(name, claims.source, claims.stance, claims.published)
    month = func.substr(latest.c.published, 1, 7).label("month")
    return select(latest.c.source, latest.c.stance, month, func.count().label("times")).group_by(
        latest.c.source, latest.c.stance, month
    )


def _stood(name: str) -> Any:
    latest = _latest(name, claims.document_id, claims.id)
    times = func.count()
    return (
        select(transfers.dossier, positions.position, times)
        .join_from(
            latest,
            schema.positions,
            and_(
                positions.document_id == latest.c.document_id,
                positions.claim == latest.c.id,
            ),
        )
        .join(schema.transfers, _of_position())
        .where(transfers.dossier != "")
        .group_by(transfers.dossier, positions.position)
        .order_by(times.desc(), transfers.dossier, positions.position)
        .limit(200)
    )


def _latest(name: str, *columns: Any) -> Any:
    return (
        select(*columns)
        .where(claims.source_name == name)
        .order_by(claims.published.desc(), claims.document_id.desc(), claims.number)
        .limit(_AS_MANY_AS_COUNT)
        .subquery()
    )


def _of_position() -> Any:
    return and_(transfers.document_id == positions.document_id, transfers.id == positions.transfer)


def _tally(rows: Sequence[Row], column: str) -> dict[str, int]:
    """How often each value of `column` occurs, the most frequent first."""
    counts: Counter[str] = Counter()
    for row in rows:
        if row[column]:
            counts[row[column]] += row["times"]
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _months(rows: Sequence[Row]) -> tuple[Month, ...]:
    counts: Counter[str] = Counter()
    denials: Counter[str] = Counter()
    for row in rows:
        counts[row["month"]] += row["times"]
        denials[row["month"]] += row["times"] if row["stance"] == "denies" else 0
    return tuple(
        Month(month=month, claims=counts[month], denials=denials[month]) for month in sorted(counts)
    )
