"""Documents by the supplier and the recipient of the transfers that they report.

A role that a report leaves open may be any: what is reported of a pair is found in the
documents that share one of its roles, and in those that name neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import and_, or_, select
from sqlalchemy import tuple_ as row_of

from reportedly.ledger import schema
from reportedly.ledger.ledger import Ledger
from reportedly.records import Analysis

Pair = tuple[str | None, str | None]
_ANALYSIS = msgspec.json.Decoder(Analysis)
_AT_ONCE = 500

appearances, analyses, transfers = schema.appearances, schema.analyses, schema.transfers


def with_open_roles(pairs: set[Pair]) -> set[Pair]:
    """`pairs`, and those that leave a role of theirs open: reports of both may be of one deal."""
    return pairs | {pair for s, r in pairs for pair in ((s, None), (None, r), (None, None))}


def of_pairs(table: Any, pairs: Sequence[Pair]) -> Any:
    """The rows of one of `pairs`; a role that is open equals only another open one."""
    supplier, recipient = table.c.supplier, table.c.recipient
    no_recipient = [s for s, r in pairs if s and not r]
    no_supplier = [r for s, r in pairs if r and not s]
    conditions = [
        row_of(supplier, recipient).in_([(s, r) for s, r in pairs if s and r]),
        and_(recipient.is_(None), supplier.in_(no_recipient)),
        and_(supplier.is_(None), recipient.in_(no_supplier)),
    ]
    if (None, None) in pairs:
        conditions.append(and_(supplier.is_(None), recipient.is_(None)))
    return or_(*conditions)


def bearing_on(ledger: Ledger, pairs: Iterable[Pair]) -> Iterator[Analysis]:
    """Every document with a transfer that shares a known role with one of `pairs`, or that
    leaves both open."""
    roles = transfers.c
    suppliers = {supplier for supplier, _ in pairs if supplier}
    recipients = {recipient for _, recipient in pairs if recipient}
    return with_transfers(
        ledger,
        or_(
            roles.supplier.in_(suppliers),
            roles.recipient.in_(recipients),
            and_(roles.supplier.is_(None), roles.recipient.is_(None)),
        ),
    )


def with_transfers(ledger: Ledger, *clauses: Any) -> Iterator[Analysis]:
    """Every document with a transfer of which all `clauses` hold, once for each of its places."""
    with ledger.reading() as connection:
        ids = list(
            connection.scalars(
                select(transfers.c.document_id)
                .where(*clauses)
                .distinct()
                .order_by(transfers.c.document_id)
            )
        )
    for start in range(0, len(ids), _AT_ONCE):
        at_once = ids[start : start + _AT_ONCE]
        with ledger.reading() as connection:
            records = connection.execute(
                select(analyses.c.document_id, analyses.c.record).where(
                    analyses.c.document_id.in_(at_once)
                )
            ).all()
            places = connection.execute(
                select(appearances)
                .where(appearances.c.document_id.in_(at_once))
                .order_by(appearances.c.doc_id, appearances.c.publisher)
            )
            found = defaultdict(list)
            for place in places.mappings():
                found[place["document_id"]].append(place)
        for document, record in records:
            analysis = _ANALYSIS.decode(record)
            yield from (_seen_at(analysis, place) for place in found[document])


def _seen_at(analysis: Analysis, place: Mapping[str, Any]) -> Analysis:
    """The record as it was found at one of its places: copies are documents of their own."""
    document = msgspec.structs.replace(
        analysis.document,
        doc_id=place["doc_id"],
        publisher=place["publisher"] or None,
        url=place["url"],
        published=place["published"],
    )
    return msgspec.structs.replace(analysis, document=document)
