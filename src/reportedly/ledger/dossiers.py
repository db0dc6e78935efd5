"""Dossiers that are stored, and as they stood on a day."""

from __future__ import annotations

import msgspec
from sqlalchemy import bindparam, select

from reportedly.ledger import schema
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.listings import Filters
from reportedly.ledger.pairs import bearing_on, with_open_roles, with_transfers
from reportedly.ledger.summaries import wanted
from reportedly.linking.dossiers import Dossiers
from reportedly.linking.records import Dossier

_DECODER = msgspec.json.Decoder(Dossier)

dossiers = schema.dossiers
_OF_ID = select(dossiers.c.record).where(dossiers.c.id == bindparam("dossier"))


def stored_dossiers(ledger: Ledger, filters: Filters | None = None) -> list[Dossier]:
    """The dossiers that `filters` let through, the latest report first."""
    columns = dossiers.c
    query = select(columns.record).order_by(columns.last_report.desc(), columns.id)
    with ledger.streaming() as connection:
        found = connection.scalars(query.where(*wanted(filters or Filters())))
        return [_DECODER.decode(record) for record in found]


def stored_dossier(ledger: Ledger, dossier_id: str) -> Dossier | None:
    """The dossier of that id, or None."""
    with ledger.asking() as connection:
        record = connection.scalar(_OF_ID, {"dossier": dossier_id})
    return _DECODER.decode(record) if record is not None else None


def dossiers_as_of(ledger: Ledger, date: str) -> tuple[Dossier, ...]:
    """All dossiers as they stood at the end of `date`, linked anew from the documents."""
    return Dossiers(with_transfers(ledger)).as_of(date).all()


def dossier_as_of(ledger: Ledger, dossier_id: str, date: str) -> Dossier | None:
    """The dossier as it stood at the end of `date`, or None if nothing was reported by then.

    An id names goods and year as they are known now; a dossier that went by another id then
    is found by its supplier and recipient, if they had only that one.
    """
    now = stored_dossier(ledger, dossier_id)
    if now is None:
        return None
    pair = (now.supplier, now.recipient)
    linked = Dossiers(bearing_on(ledger, with_open_roles({pair})))
    then = [one for one in linked.as_of(date).all() if (one.supplier, one.recipient) == pair]
    same = [one for one in then if one.id == dossier_id or one.family == now.family]
    found = same or then
    return found[0] if len(found) == 1 or same else None
