"""Engines for a ledger's URL, and the schema brought up to date.

SQLite runs in WAL mode, so that a reader never waits for a writer; a writing
transaction takes the write lock when it begins, so that two processes queue
instead of failing when one of them turns from reading to writing.
"""

from __future__ import annotations

import select
import sqlite3
import time
from functools import cache, partial
from importlib import resources
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DisconnectionError,
    NoSuchModuleError,
    SQLAlchemyError,
)

from reportedly.records import LedgerUnavailable

WAIT_SECONDS = 30
MAPPED_BYTES = 2 << 30  # of an SQLite file, read without copying


def connect(url: str, patience: float | None = None) -> Engine:
    """An engine for the SQLAlchemy `url` of an SQLite or PostgreSQL ledger.

    A query that takes longer than `patience`, in seconds, is stopped with an error; one whose
    rows are read as they are consumed is not.

    Raises `LedgerUnavailable` if the URL is of another kind or its driver is missing.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() not in ("sqlite", "postgresql"):
            raise LedgerUnavailable(f"ledger {parsed!r}: only SQLite and PostgreSQL are supported")
        if parsed.get_backend_name() == "postgresql" and "+" not in parsed.drivername:
            parsed = parsed.set(drivername="postgresql+psycopg")
        engine = create_engine(parsed, **_options(parsed.get_backend_name(), patience))
    except (ArgumentError, NoSuchModuleError) as error:
        raise LedgerUnavailable(f"ledger {url}: not an SQLAlchemy URL: {error}") from error
    except ModuleNotFoundError as error:
        raise LedgerUnavailable(
            f"ledger {parsed!r}: the driver {error.name} is not installed; "
            "pip install 'reportedly[postgresql]'"
        ) from error
    if engine.dialect.name == "postgresql":
        event.listen(engine, "checkout", _refuse_broken)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        if patience is not None:
            event.listen(engine, "begin", partial(_limit_sqlite, patience))
    return engine


def file_of(url: str) -> Path | None:
    """The file of the SQLite ledger at `url`; None for any other, or one in memory."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        return None
    name = (parsed.database or "").removeprefix("file:")
    in_memory = name in ("", ":memory:") or parsed.query.get("mode") == "memory"
    return None if parsed.get_backend_name() != "sqlite" or in_memory else Path(name)


def migrate(engine: Engine) -> None:
    """Bring the schema of the ledger up to date; an empty database is given all of it.

    Raises `LedgerUnavailable` if the database can't be reached or is newer than this program.
    """
    try:
        with engine.begin() as connection:  # so that nobody who reads waits for a writer
            if _is_current(connection):
                return
        with engine.execution_options(writing=True).begin() as connection:
            if engine.dialect.name == "postgresql":
                # Two processes may open a new ledger at once: one of them makes it.
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7206187)")
            if _is_current(connection):
                return
            config = configuration()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except SQLAlchemyError as error:
        raise unavailable(engine, error) from error


@cache
def _known_revisions() -> tuple[str, frozenset[str]]:
    """The latest revision of the schema, and all there are."""
    script = ScriptDirectory.from_config(configuration())
    all_of_them = frozenset(revision.revision for revision in script.walk_revisions())
    return script.get_current_head() or "", all_of_them


def _is_current(connection: Connection) -> bool:
    latest, known = _known_revisions()
    at = MigrationContext.configure(connection).get_current_revision()
    if at is not None and at not in known:
        raise LedgerUnavailable(
            f"ledger {connection.engine.url!r}: its schema {at} is newer than this program"
        )
    return at == latest


def configuration() -> Config:
    """Alembic's configuration: where the migrations are."""
    config = Config()
    folder = resources.files("reportedly.ledger").joinpath("migrations")
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    return config


def _options(backend: str, patience: float | None) -> dict[str, Any]:
    if backend == "sqlite":
        return {"connect_args": {"timeout": WAIT_SECONDS, "check_same_thread": False}}
    # Pages are small: compiling their queries takes longer than answering them. What is searched
    # for may be rare or everywhere: one plan for all of it is wrong for most.
    settings = "-c jit=off -c plan_cache_mode=force_custom_plan"
    if patience is not None:
        settings += f" -c statement_timeout={round(patience * 1000)}"
    arguments = {"connect_timeout": WAIT_SECONDS, "options": settings}
    return {"pool_size": 10, "connect_args": arguments}


def _refuse_broken(connection: Any, _record: object, _proxy: object) -> None:
    """Let the pool replace a connection that the server has closed: it has then something to
    read, as no idle one has. To ask the server would double the time of a small query."""
    watched = select.poll()
    watched.register(connection.fileno(), select.POLLIN)
    if watched.poll(0):
        raise DisconnectionError("the server has closed the connection")


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin_sqlite`
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={WAIT_SECONDS * 1000}")
    _switch_to_wal(cursor)
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute(f"PRAGMA mmap_size={MAPPED_BYTES}")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _switch_to_wal(cursor: Any) -> None:
    """Switch the file to WAL. SQLite gives up at once, whatever the time-out, where two
    processes open a new file together: so this waits."""
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return  # a ledger in memory keeps its own mode


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _limit_sqlite(patience: float, connection: Connection) -> None:
    """Have SQLite ask, every so many steps, whether the transaction has taken too long."""
    options = connection.get_execution_options()
    held: Any = connection.connection.dbapi_connection
    if options.get("writing") or options.get("unhurried"):
        held.set_progress_handler(None, 0)
        return
    deadline = time.monotonic() + patience
    held.set_progress_handler(lambda: time.monotonic() > deadline, 100_000)


def take_stock(connection: Connection) -> None:
    """Let SQLite sample what the tables hold, by which it chooses indexes; PostgreSQL's server
    does so by itself."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA analysis_limit=10000")
        connection.exec_driver_sql("ANALYZE")


def unavailable(engine: Engine, error: SQLAlchemyError) -> LedgerUnavailable:
    """The error that tells, in one line, what the database at `engine` said."""
    cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
    return LedgerUnavailable(f"ledger {engine.url!r}: {cause}")
