"""The ledger: documents and their records stored once, looked up by what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from reportedly.ledger import schema
from reportedly.ledger.connection import connect, migrate, unavailable
from reportedly.ledger.rows import document_row, part_rows
from reportedly.ledger.search import search_query, search_words
from reportedly.records import Analysis, Document, Failure, Record
from reportedly.version import __version__

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Analysis)


class Hit(Record, frozen=True, kw_only=True):
    """A document that a search found; `snippet` marks the words with the given marks."""

    document_id: str
    snippet: str


class Ledger:
    """A store of records at an SQLAlchemy URL; made there if it does not exist.

    Every method raises `LedgerUnavailable` when the database can't be reached.
    """

    def __init__(self, url: str = "sqlite:///reportedly.db") -> None:
        self.engine: Engine = connect(url)
        self._writing = self.engine.execution_options(writing=True)
        migrate(self.engine)

    def store(self, analyses: Iterable[Analysis]) -> None:
        """Store the records of several documents in one transaction.

        A document that is there already is replaced whole, its place among the
        appearances kept; so storing the same twice changes nothing but the times.
        """
        now = datetime.now(UTC)
        with self.writing() as connection:
            for analysis in analyses:
                self._store_one(connection, analysis, now)

    def add_appearance(self, document: Document) -> None:
        """Note that a text that is in the ledger was found in another place too."""
        with self.writing() as connection:
            self._store_appearance(connection, document, datetime.now(UTC))

    def store_failure(self, failure: Failure) -> None:
        """Keep what could not be read, and why."""
        row = {
            "name": _storable(failure.name),
            "cause": _storable(failure.cause),
            "version": __version__,
            "failed_at": datetime.now(UTC),
        }
        with self.writing() as connection:
            self._upsert(connection, schema.failures, ["name"], row)

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
        with self.reading() as connection:
            record = connection.scalar(query)
        return _DECODER.decode(record) if record is not None else None

    def full_id(self, beginning: str) -> str | None:
        """The id of the one document that begins so, given twelve characters or more."""
        ids = schema.documents.c.id
        if len(beginning) < 12 or not beginning.isalnum():
            return None
        query = select(ids).where(ids.between(beginning, f"{beginning}g")).limit(2)
        with self.reading() as connection:
            found = list(connection.scalars(query))
        return found[0] if len(found) == 1 else None

    def analyses(self) -> Iterator[Analysis]:
        """All records, in order of publication, read as they are consumed."""
        query = (
            select(schema.analyses.c.record)
            .join(schema.documents, schema.documents.c.id == schema.analyses.c.document_id)
            .order_by(schema.documents.c.published, schema.documents.c.id)
        )
        with self.reading() as connection:
            for record in connection.execution_options(yield_per=200).scalars(query):
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

    def search(
        self, words: str, *, limit: int = 50, offset: int = 0, marks: tuple[str, str] = ("[", "]")
    ) -> list[Hit]:
        """The documents that hold all `words`, best first; "in quotes" is a phrase."""
        dialect = self.engine.dialect.name
        if not (query := search_words(dialect, words)):
            return []
        values = {
            "words": query,
            "limit": limit,
            "offset": offset,
            "open": marks[0],
            "close": marks[1],
        }
        with self.reading() as connection:
            found = connection.execute(search_query(dialect), values)
            return [Hit(document_id=document, snippet=snippet) for document, snippet in found]

    def reading(self) -> Any:
        """A transaction that reads one state of the ledger, whatever is written meanwhile."""
        return _Translated(self.engine)

    def writing(self) -> Any:
        """A transaction that writes: all of it is stored, or nothing."""
        return _Translated(self._writing)

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def _store_one(self, connection: Connection, analysis: Analysis, now: datetime) -> None:
        document = analysis.document
        row = {key: _storable(value) for key, value in document_row(analysis).items()}
        self._upsert(connection, schema.documents, ["id"], row)
        for table in reversed(schema.PARTS):
            connection.execute(delete(table).where(table.c.document_id == document.id))
        for table, rows in part_rows(analysis):
            if rows:
                stored = [{k: _storable(v) for k, v in part.items()} for part in rows]
                connection.execute(table.insert(), stored)
        self._store_appearance(connection, document, now)
        self._upsert(
            connection,
            schema.analyses,
            ["document_id"],
            {
                "document_id": document.id,
                "version": __version__,
                "analysed_at": now,
                "record": _ENCODER.encode(analysis),
            },
        )

    def _store_appearance(self, connection: Connection, document: Document, now: datetime) -> None:
        row = {
            "document_id": document.id,
            "doc_id": _storable(document.doc_id),
            "publisher": _storable(document.publisher) or "",
            "url": _storable(document.url),
            "published": document.published,
            "seen_at": now,
        }
        self._upsert(connection, schema.appearances, ["document_id", "doc_id", "publisher"], row)

    def _upsert(
        self, connection: Connection, table: Any, keys: list[str], row: dict[str, Any]
    ) -> None:
        """Insert `row`, or replace what stands under its `keys`; either way the row is locked."""
        rest = {name: value for name, value in row.items() if name not in keys}
        insert: sqlite.Insert | postgresql.Insert
        if self.engine.dialect.name == "sqlite":
            insert = sqlite.insert(table).values(row)
        else:
            insert = postgresql.insert(table).values(row)
        connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=rest))


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
        if isinstance(error, SQLAlchemyError):
            raise unavailable(self._engine, error) from error
        return ended


def _storable(value: Any) -> Any:
    """`value`, a NUL replaced one for one: PostgreSQL can't hold it, and spans must stand."""
    return value.replace("\x00", "\N{REPLACEMENT CHARACTER}") if isinstance(value, str) else value
