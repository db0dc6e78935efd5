"""A copy of a ledger, of either kind, as one SQLite file."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import insert, select

from reportedly.ledger import schema
from reportedly.ledger.ledger import Ledger
from reportedly.records import LedgerUnavailable

_BATCH = 500


def backup(ledger: Ledger, target: Path) -> None:
    """Copy all rows of `ledger`, as of one moment, into a new SQLite ledger at `target`.

    Raises `LedgerUnavailable` if `target` exists already: a backup overwrites nothing.
    """
    if target.exists():
        raise LedgerUnavailable(f"backup {target}: the file exists; a backup overwrites nothing")
    copy = Ledger(f"sqlite:///{target}")
    with ledger.streaming() as source, copy.writing() as destination:
        destination.execute(schema.state.delete())  # what a new ledger begins with
        for table in schema.metadata.sorted_tables:
            rows = source.execute(select(table))
            for batch in rows.mappings().partitions(_BATCH):
                destination.execute(insert(table), [dict(row) for row in batch])
    copy.close()
