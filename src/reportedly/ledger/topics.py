"""What claims are about: the parties of the transfer that they bear on, and their words.

Few claims are best looked up, and many are met soon on the way through all of them in order;
no database knows beforehand which it will be. So it is looked at first: a condition here
follows an index where there are few, and is checked claim by claim where there are many.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    exists,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy import tuple_ as row_of

from reportedly.ledger import schema
from reportedly.ledger.search_words import search_words

FEW = 400
MOST_WORDS = 8

claims, positions, transfers = schema.claims.c, schema.positions.c, schema.transfers.c
documents = schema.documents.c


def bears_on(connection: Connection, party: str) -> ColumnElement[bool]:
    """Claims that take a position on a transfer from or to `party`, a state or group's code."""
    of_party = or_(transfers.supplier == party, transfers.recipient == party)
    taken = (
        select(positions.document_id, positions.claim)
        .join(
            schema.transfers,
            and_(
                transfers.document_id == positions.document_id, transfers.id == positions.transfer
            ),
        )
        .where(of_party)
    )
    if _few(connection, select(transfers.document_id).where(of_party)):
        return row_of(claims.document_id, claims.id).in_(taken)
    mine = and_(positions.document_id == claims.document_id, positions.claim == claims.id)
    return exists(taken.where(mine))


def holds(connection: Connection, words: str) -> ColumnElement[bool]:
    """Claims whose content holds each of `words`, in any case."""
    asked = words.split()[:MOST_WORDS]
    contains = and_(*(claims.content.icontains(word, autoescape=True) for word in asked))
    found = _documents_with(connection, " ".join(asked))
    if found is None or not _few(connection, found):
        return contains
    return and_(claims.document_id.in_(found), contains)


def _few(connection: Connection, rows: Select[Any]) -> bool:
    limited = rows.limit(FEW + 1).subquery()
    return (connection.scalar(select(func.count()).select_from(limited)) or 0) <= FEW


def _documents_with(connection: Connection, words: str) -> Select[Any] | None:
    """The documents with all `words`, or None where there is no word to search for."""
    if not (asked := search_words(words)):
        return None
    found = select(documents.id)
    if connection.dialect.name == "sqlite":
        # SQLite gives a full-text table as a function of what is asked of it.
        matches = func.documents_search(asked).table_valued("rowid")
        return found.where(documents.number.in_(select(matches.c.rowid)))
    query = func.websearch_to_tsquery("english", asked)
    return found.where(literal_column("search").op("@@")(query))
