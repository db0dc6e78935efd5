"""What claims are about: the parties of the transfer that they bear on, and their words."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_, select, tuple_

from reportedly.ledger import schema

claims, positions, transfers = schema.claims.c, schema.positions.c, schema.transfers.c


def bears_on(party: str) -> ColumnElement[bool]:
    """Claims that take a position on a transfer from or to `party`, a state or group's code."""
    taken = (
        select(positions.document_id, positions.claim)
        .join(
            schema.transfers,
            and_(
                transfers.document_id == positions.document_id, transfers.id == positions.transfer
            ),
        )
        .where(or_(transfers.supplier == party, transfers.recipient == party))
    )
    return tuple_(claims.document_id, claims.id).in_(taken)


def holds(words: str) -> ColumnElement[bool]:
    """Claims whose content holds each of `words`, in any case."""
    return and_(
        *(claims.content.icontains(word, autoescape=True) for word in words.split()[:8]),
    )
