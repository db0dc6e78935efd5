"""A real ledger of each kind: SQLite always, PostgreSQL where its server is installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from reportedly.ledger.ledger import Ledger


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if found:
        return found[-1].parent
    on_path = shutil.which("pg_ctl")
    return Path(on_path).parent if on_path else None


KINDS = ["sqlite", "postgresql"] if _binaries() else ["sqlite"]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of the server's own database, without its name."""
    # Not under pytest's folder, which every run that begins shuts to other users.
    with tempfile.TemporaryDirectory(prefix="reportedly-postgresql-") as folder:
        yield from _server(Path(folder))


def _server(folder: Path) -> Iterator[str]:
    binaries = _binaries()
    assert binaries is not None
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    user: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "postgres")
        user = ["runuser", "-u", "postgres", "--"]
    data = folder / "data"
    control = [*user, str(binaries / "pg_ctl"), "-D", str(data), "-w"]
    initdb = [*user, str(binaries / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust"]
    subprocess.run(initdb, check=True, capture_output=True)
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    log = str(folder / "log")
    subprocess.run([*control, "-o", options, "-l", log, "start"], check=True, capture_output=True)
    yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/"
    subprocess.run([*control, "-m", "immediate", "stop"], check=True, capture_output=True)


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ledger.db'}"
    server: str = request.getfixturevalue("postgresql")
    name = f"ledger_{abs(hash(tmp_path)):x}"
    engine = create_engine(server + "postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return server + name


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    """An empty ledger."""
    ledger = Ledger(url)
    yield ledger
    ledger.close()
