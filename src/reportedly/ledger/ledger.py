"""The ledger: documents and their records stored once, looked up by what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import DataError, SQLAlchemyError

from reportedly.ledger import schema
from reportedly.ledger.connection import connect, migrate, unavailable
from reportedly.ledger.storing import Stamp, store_analyses, store_appearances, upsert
from reportedly.records import Analysis, Document, Failure, ReportedlyError
from reportedly.version import __version__

_DECODER = msgspec.json.Decoder(Analysis)


class Unaskable(ReportedlyError):
    """A question with a value that the database has no room for, as a NUL in a word."""


class Ledger:
    """A store of records at an SQLAlchemy URL; made there if it does not exist.

    Every method raises `LedgerUnavailable` when the database can't be reached, or a query
    takes longer than `patience`, in seconds.
    """

    def __init__(
        self, url: str = "sqlite:///reportedly.db", *, patience: float | None = None
    ) -> None:
        self.engine: Engine = connect(url, patience)
        self._writing = self.engine.execution_options(writing=True)
        self._reading = self._asking = self.engine
        if self.engine.dialect.name == "postgresql":  # SQLite reads so anyway
            self._reading = self.engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
            self._asking = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._streaming = self._reading.execution_options(unhurried=True, yield_per=200)
        migrate(self.engine)

    def store(self, analyses: Iterable[Analysis]) -> None:
        """Store the records of several documents in one transaction.

        A document that is there already is replaced whole, its place among the
        appearances kept; so storing the same twice changes nothing but the times.
        """
        with self.writing() as connection:
            store_analyses(connection, analyses, _stamp())

    def add_appearances(self, documents: Iterable[Document]) -> None:
        """Note that texts that are in the ledger were found in other places too."""
        with self.writing() as connection:
            store_appearances(connection, documents, _stamp())

    def store_failure(self, failure: Failure) -> None:
        """Keep what could not be read, and why."""
        stamp = _stamp()
        row = {
            "name": failure.name,
            "cause": failure.cause,
            "version": stamp.version,
            "failed_at": stamp.at,
        }
        with self.writing() as connection:
            upsert(connection, schema.failures, ["name"], [row])

    def known(self, document_ids: Iterable[str]) -> set[str]:
        """Those of `document_ids` that this version of the program has analysed already."""
        query = select(schema.analyses.c.document_id).where(
            schema.analyses.c.document_id.in_(list(document_ids)),
            schema.analyses.c.version == __version__,
        )
        with self.reading() as connection:
            return set(connection.scalars(query))

    def analysis(self, document_id: str) -> Analysis | None:
        """The record of one document, or None."""
        query = select(schema.analyses.c.record).where(schema.analyses.c.document_id == document_id)
        with self.asking() as connection:
            record = connection.scalar(query)
        return _DECODER.decode(record) if record is not None else None

    def full_id(self, beginning: str) -> str | None:
        """The id of the one document that begins so, given twelve characters or more."""
        ids = schema.documents.c.id
        if len(beginning) < 12 or not beginning.isalnum():
            return None
        query = select(ids).where(ids.between(beginning, f"{beginning}g")).limit(2)
        with self.asking() as connection:
            found = list(connection.scalars(query))
        return found[0] if len(found) == 1 else None

    def analyses(self) -> Iterator[Analysis]:
        """All records, in order of publication, read as they are consumed."""
        query = (
            select(schema.analyses.c.record)
            .join(schema.documents, schema.documents.c.id == schema.analyses.c.document_id)
            .order_by(schema.documents.c.published, schema.documents.c.id)
        )
        with self.streaming() as connection:
            for record in connection.scalars(query):
                yield _DECODER.decode(record)

    def failures(self) -> list[Failure]:
        """What could not be read, by name."""
        query = select(schema.failures.c.name, schema.failures.c.cause).order_by(
            schema.failures.c.name
        )
        with self.reading() as connection:
            return [Failure(name=name, cause=cause) for name, cause in connection.execute(query)]

    def counts(self) -> dict[str, int]:
        """How many rows each table holds."""
        with self.reading() as connection:
            return {
                table.name: connection.scalar(select(func.count()).select_from(table)) or 0
                for table in schema.metadata.sorted_tables
            }

    def reading(self) -> Any:
        """A transaction that reads one state of the ledger, whatever is written meanwhile."""
        return _Translated(self._reading)

    def asking(self) -> Any:
        """What a single query needs to read one state: no transaction, and so no further
        questions to the server."""
        return _Translated(self._asking)

    def streaming(self) -> Any:
        """A transaction that reads, however long it takes; rows come as they are consumed."""
        return _Translated(self._streaming)

    def writing(self) -> Any:
        """A transaction that writes: all of it is stored, or nothing."""
        return _Translated(self._writing)

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _stamp() -> Stamp:
    return Stamp(__version__, datetime.now(UTC))


class _Translated:
    """A transaction whose database errors are raised as `LedgerUnavailable`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._begun = engine.begin()

    def __enter__(self) -> Connection:
        try:
            return self._begun.__enter__()
        except SQLAlchemyError as error:
            raise unavailable(self._engine, error) from error

    def __exit__(self, kind: Any, error: Any, trace: Any) -> bool | None:
        try:
            ended = self._begun.__exit__(kind, error, trace)
        except SQLAlchemyError as late:
            raise unavailable(self._engine, late) from late
        if isinstance(error, DataError) and not self._engine.get_execution_options().get("writing"):
            raise Unaskable(f"this can't be asked of a ledger: {error.orig}") from error
        if isinstance(error, SQLAlchemyError):
            raise unavailable(self._engine, error) from error
        return ended
