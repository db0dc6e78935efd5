"""What the ledger keeps, on each kind of database."""

from __future__ import annotations

import multiprocessing
import threading
import time
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select, text

from ledger_articles import article
from reportedly.ledger import ledger as ledger_module
from reportedly.ledger import schema
from reportedly.ledger.backup import backup
from reportedly.ledger.check import check
from reportedly.ledger.connection import file_of, migrate
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.listings import Filters
from reportedly.ledger.search import search
from reportedly.records import Failure, LedgerUnavailable
from reportedly.version import __version__


def test_a_record_comes_back_as_it_was_stored(ledger: Ledger) -> None:
    ledger.store([article()])
    assert ledger.analysis(article().document.id) == article()
    assert list(ledger.analyses()) == [article()]


def test_storing_twice_changes_nothing(ledger: Ledger) -> None:
    ledger.store([article()])
    before = ledger.counts()
    ledger.store([article()])
    assert ledger.counts() == before
    assert before["claims"] == before["goods"] == before["positions"] == before["findings"] == 1


def test_the_same_text_in_two_outlets_is_one_document_that_appeared_twice(ledger: Ledger) -> None:
    ledger.store([article(publisher="Harbour Post"), article(publisher="Quay Courier")])
    assert ledger.counts()["documents"] == 1
    assert ledger.counts()["appearances"] == 2


def test_a_new_version_replaces_the_old_record(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_module, "__version__", "0.0.1")
    ledger.store([article()])
    document = article().document.id
    monkeypatch.undo()
    assert ledger.known([document]) == set()
    ledger.store([msgspec.structs.replace(article(), events=())])
    assert ledger.known([document]) == {document}
    assert ledger.counts()["events"] == 0
    assert list(check(ledger)) == []


def test_an_error_in_the_middle_of_a_batch_stores_nothing_of_it(ledger: Ledger) -> None:
    broken = msgspec.structs.replace(article("Borduria"), transfers=article().transfers * 2)
    with pytest.raises(LedgerUnavailable):
        ledger.store([article(), broken])
    assert ledger.counts()["documents"] == 0


def test_failures_are_kept_with_their_cause(ledger: Ledger) -> None:
    ledger.store_failure(Failure(name="a.txt", cause="holds no text"))
    ledger.store_failure(Failure(name="a.txt", cause="binary"))
    assert ledger.failures() == [Failure(name="a.txt", cause="binary")]


def test_a_backup_is_a_ledger_with_the_same_rows(ledger: Ledger, tmp_path: Path) -> None:
    ledger.store([article("Ruritania"), article("Borduria")])
    backup(ledger, tmp_path / "copy.db")
    copy = Ledger(f"sqlite:///{tmp_path / 'copy.db'}")
    assert copy.counts() == ledger.counts()
    assert list(check(copy)) == []
    assert len(search(copy, "Borduria", Filters()).rows) == 1
    with pytest.raises(LedgerUnavailable, match="the file exists"):
        backup(ledger, tmp_path / "copy.db")


def test_views_read_well(ledger: Ledger) -> None:
    ledger.store([article()])
    with ledger.reading() as connection:
        row = connection.execute(text("SELECT * FROM claims_view")).mappings().one()
        transfer = connection.execute(text("SELECT * FROM transfers_view")).mappings().one()
        event = connection.execute(text("SELECT * FROM events_view")).mappings().one()
        finding = connection.execute(text("SELECT * FROM findings_view")).mappings().one()
    assert (row["source_name"], row["stance"], row["publisher"]) == (
        "Jane Orban",
        "asserts",
        "Harbour Post",
    )
    assert (transfer["supplier"], transfer["category"]) == ("RUR", "artillery_ammunition")
    assert (event["type"], event["actors"]) == ("AID", "RUR")
    for one in (row, transfer, event, finding):
        assert (one["document_id"], one["version"]) == (article().document.id, __version__)
        assert str(one["analysed_at"])[:2] == "20"


def test_a_reader_does_not_wait_for_a_writer(ledger: Ledger) -> None:
    ledger.store([article("Ruritania")])
    seen: list[int] = []
    with ledger.writing() as connection:
        connection.execute(schema.findings.delete())
        reader = threading.Thread(target=lambda: seen.append(ledger.counts()["findings"]))
        reader.start()
        reader.join(timeout=10)
    assert seen == [1]


def _write(url: str, name: str) -> None:
    ledger = Ledger(url)
    for number in range(40):
        ledger.store([article(f"{name}{number}"), article(f"Common{number}")])
    ledger.close()


def test_two_processes_write_at_once(url: str) -> None:
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=_write, args=(url, name)) for name in ("North", "South")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=120)
    assert [writer.exitcode for writer in writers] == [0, 0]
    ledger = Ledger(url)
    assert ledger.counts()["documents"] == 120
    assert list(check(ledger)) == []


def test_migrating_an_up_to_date_ledger_changes_nothing(ledger: Ledger) -> None:
    ledger.store([article()])
    migrate(ledger.engine)
    assert ledger.counts()["documents"] == 1


@pytest.mark.parametrize(
    ("url", "cause"),
    [
        ("sqlite:////nowhere/at/all.db", "unable to open"),
        ("postgresql://nobody@127.0.0.1:1/none", "refused"),
        ("mysql://localhost/x", "only SQLite and PostgreSQL|not installed"),
        ("no url at all", "not an SQLAlchemy URL"),
    ],
)
def test_a_ledger_out_of_reach_says_why(url: str, cause: str) -> None:
    with pytest.raises(LedgerUnavailable, match=cause):
        Ledger(url)


def test_a_connection_that_was_closed_by_the_server_is_replaced(ledger: Ledger) -> None:
    if ledger.engine.dialect.name == "sqlite":  # has no server, and nothing to lose
        ledger.engine.dispose()
    else:
        ledger.counts()
        other = Ledger(ledger.engine.url.render_as_string(hide_password=False))
        with other.writing() as connection:
            connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
        other.close()
        time.sleep(0.3)
    assert ledger.counts()["documents"] == 0


def test_a_query_that_takes_too_long_is_stopped(url: str) -> None:
    Ledger(url).close()
    hurried = Ledger(url, patience=0.2)
    slow = {
        "sqlite": "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 90000000)"
        " SELECT max(x) FROM n",
        "postgresql": "SELECT pg_sleep(3)",
    }[hurried.engine.dialect.name]
    with pytest.raises(LedgerUnavailable), hurried.reading() as connection:
        connection.execute(text(slow)).all()
    assert hurried.counts()["documents"] == 0
    hurried.close()


def test_a_reader_sees_one_state_while_a_record_is_replaced(ledger: Ledger) -> None:
    ledger.store([article()])
    with ledger.reading() as connection:
        query = select(schema.claims.c.content)
        before = connection.execute(query).all()
        writer = threading.Thread(
            target=ledger.store,
            args=([msgspec.structs.replace(article(), claims=(), transfers=())],),
        )
        writer.start()
        writer.join(timeout=10)
        assert not writer.is_alive()  # nor does the writer wait for the reader
        assert connection.execute(query).all() == before
    assert ledger.counts()["claims"] == 0


def test_an_analysis_that_fails_leaves_the_old_record(ledger: Ledger) -> None:
    ledger.store([article()])
    broken = msgspec.structs.replace(article(), transfers=article().transfers * 2)
    with pytest.raises(LedgerUnavailable):
        ledger.store([broken])
    assert ledger.analysis(article().document.id) == article()
    assert list(check(ledger)) == []


def test_a_ledger_is_opened_while_another_process_writes(ledger: Ledger, url: str) -> None:
    with ledger.writing() as connection:
        connection.execute(schema.failures.delete())
        begun = time.monotonic()
        other = Ledger(url)
        assert other.counts()["documents"] == 0
        other.close()
        assert time.monotonic() - begun < 10


def test_a_file_that_can_not_be_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    ledger = Ledger(f"sqlite:///{path}")
    ledger.store([article()])
    ledger.close()
    closed = Ledger(f"sqlite:///file:{path}?mode=ro&uri=true")
    assert closed.counts()["documents"] == 1
    with pytest.raises(LedgerUnavailable, match="readonly"):
        closed.store([article("Borduria")])
    closed.close()


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite:///a/b.db", Path("a/b.db")),
        ("sqlite:////a/b.db", Path("/a/b.db")),
        ("sqlite:///file:/a/b.db?mode=ro&uri=true", Path("/a/b.db")),
        ("sqlite:///file:x?mode=memory&uri=true", None),
        ("sqlite://", None),
        ("sqlite:///:memory:", None),
        ("postgresql://host/name", None),
        ("no url", None),
    ],
)
def test_only_a_file_has_a_path(url: str, file: Path | None) -> None:
    assert file_of(url) == file
