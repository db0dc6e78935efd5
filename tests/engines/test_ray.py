"""The same archive on a real Ray as on this machine: record by record, and after faults."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from reportedly.analysis import Options
from reportedly.engines import local, shards
from reportedly.engines.intake import Progress
from reportedly.engines.ray import Archive, Cluster, connect, ingest, link_records
from reportedly.engines.shards import Store, shards_of
from reportedly.ledger.ledger import Ledger
from reportedly.linking.dossiers import Dossiers
from reportedly.reading.sources import read_documents, unread_documents
from reportedly.records import Analysis, ReportedlyError

ARTICLE = (
    "Belgrade denied on Friday that it had sold {n} shells to Kyiv.\n\u201cWe sell to nobody who "
    "is at war,\u201d the minister told reporters. Russia said last week that rockets had gone "
    "from Serbia to Ukraine by way of Turkey.\n"
)
OPTIONS = Options(topic="arms")


@pytest.fixture(scope="module", autouse=True)
def _ray() -> Iterator[None]:
    """Ray, started for these tests and ended after them."""
    ray = connect(None)
    yield
    ray.shutdown()


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """Four shards: articles, some of them copies of others, other news, and what is broken."""
    monkeypatch.setattr(shards, "SHARD_BYTES", 2_500)
    folder = tmp_path / "archive"
    folder.mkdir()
    for part in range(4):
        rows = [
            {
                "doc_id": f"{part}-{n}",
                "text": ARTICLE.format(n=100 * (part % 3) + n),
                "published": day,
            }
            for n, day in enumerate(["2023-03-03", "2023-03-04", "2023-03-05"])
        ]
        rows.append(
            {"doc_id": f"{part}-cheese", "text": f"In Parma a fair of cheese began {part}."}
        )
        lines = [json.dumps(row) for row in rows] + ["{broken"]
        (folder / f"{part}.jsonl").write_text("\n".join(lines), "utf-8")
    return Archive(sorted(str(file) for file in folder.iterdir()))


def ledger_at(path: Path) -> Ledger:
    """A ledger of its own."""
    return Ledger(f"sqlite:///{path}")


def on_ray(archive: Archive, folder: Path, actors: int = 2) -> tuple[Ledger, Progress]:
    """The archive, read on Ray."""
    ledger = ledger_at(folder / "ray.db")
    cluster = Cluster(None, actors, str(folder / "records"))
    return ledger, ingest(archive, ledger, OPTIONS, cluster)


def contents(ledger: Ledger) -> tuple[object, ...]:
    """All that matters of a ledger."""
    return list(ledger.analyses()), ledger.failures(), ledger.counts()


def test_ray_leaves_the_ledger_that_one_machine_leaves(archive: Archive, tmp_path: Path) -> None:
    here = ledger_at(tmp_path / "local.db")
    done_here = local.ingest(read_documents(archive.files), here, OPTIONS, workers=2)
    there, done_there = on_ray(archive, tmp_path)
    assert done_here == done_there
    assert (done_there.analysed, done_there.passed_over) == (9, 4)
    assert (done_there.known, done_there.failed) == (3, 4)
    assert contents(here) == contents(there)
    assert any(record.transfers for record in there.analyses())


def test_pages_and_messages_leave_the_same_ledger(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    for n in range(3):
        text = ARTICLE.format(n=n)
        page = f"<html><body><article><p>{text}</p></article></body></html>"
        (folder / f"page{n}.html").write_text(page, "utf-8")
        row = {"html": page.replace("Kyiv", "Tbilisi"), "published": "2023-03-03"}
        (folder / f"rows{n}.jsonl").write_text(f"{json.dumps(row)}\n{{broken", "utf-8")
    (folder / "wire.eml").write_text(f"Subject: Shells\n\n{ARTICLE.format(n=9)}", "utf-8")
    (folder / "wire.pdf").write_bytes(b"%PDF-1.4 nothing")
    archive = Archive(sorted(str(file) for file in folder.iterdir()))
    here = ledger_at(tmp_path / "local.db")
    found = unread_documents(archive.files)
    done_here = local.ingest(found, here, OPTIONS, workers=2)
    there, done_there = on_ray(archive, tmp_path)
    assert done_here == done_there
    assert (done_there.analysed, done_there.failed) == (7, 4)
    assert contents(here) == contents(there)


def test_one_large_file_is_shared_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "SHARD_BYTES", 2_500)
    file = tmp_path / "archive.jsonl"
    rows = (json.dumps({"text": ARTICLE.format(n=n), "published": "2023-03-03"}) for n in range(30))
    file.write_text("\n".join([*rows, "{broken"]), "utf-8")
    archive = Archive([str(file)])
    assert len(shards_of(archive.files, OPTIONS, None)) > 2
    here = ledger_at(tmp_path / "local.db")
    done_here = local.ingest(read_documents(archive.files), here, OPTIONS)
    there, done_there = on_ray(archive, tmp_path)
    assert done_here == done_there
    assert (done_there.analysed, done_there.failed) == (30, 1)
    assert contents(here) == contents(there)


def test_dossiers_linked_on_ray_are_those_of_one_machine(archive: Archive, tmp_path: Path) -> None:
    ledger, _ = on_ray(archive, tmp_path)
    linked = link_records(str(tmp_path / "records"))
    records = Store(str(tmp_path / "records")).read_all()
    assert linked == Dossiers(one for one in records if isinstance(one, Analysis)).all()
    assert linked
    assert {dossier.id for dossier in linked} == {one.id for one in Dossiers(ledger.analyses())}


def test_a_second_run_analyses_only_the_shards_that_are_missing(
    archive: Archive, tmp_path: Path
) -> None:
    first, _ = on_ray(archive, tmp_path)
    store = Store(str(tmp_path / "records"))
    lost, *others = shards_of(archive.files, OPTIONS, None)
    place = tmp_path / "records" / f"{lost.name}.parquet"
    place.unlink()
    kept = {shard: os.stat(tmp_path / "records" / f"{shard.name}.parquet") for shard in others}
    (tmp_path / "again").mkdir()
    again = ledger_at(tmp_path / "again" / "ray.db")
    cluster = Cluster(None, 1, str(tmp_path / "records"))
    ingest(archive, again, OPTIONS, cluster)
    assert store.holds(lost)
    for shard, before in kept.items():
        now = os.stat(tmp_path / "records" / f"{shard.name}.parquet")
        assert (now.st_ino, now.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert contents(again) == contents(first)


def test_other_options_or_other_files_are_other_shards(archive: Archive) -> None:
    (one, *_), (two, *_) = (
        shards_of(archive.files, options, None) for options in (OPTIONS, Options())
    )
    assert one.name != two.name
    Path(archive.files[0]).write_text('{"text": "Changed."}', "utf-8")
    assert shards_of(archive.files, OPTIONS, None)[0].name != one.name
    dated = shards_of(archive.files, OPTIONS, "2023-03-03")
    assert dated[0].name != shards_of(archive.files, OPTIONS, None)[0].name


def actors_of(process: int) -> list[int]:
    """The processes of Ray's actors that descend from `process`."""
    parents: dict[int, int] = {}
    named: list[int] = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                status = (entry / "stat").read_text().rpartition(")")[2].split()
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            parents[int(entry.name)] = int(status[1])
            if b"MapWorker" in command:
                named.append(int(entry.name))

    def descends(one: int) -> bool:
        while one > 1 and one != process:
            one = parents.get(one, 0)
        return one == process

    return [one for one in named if descends(one)]


def test_an_actor_that_is_killed_is_replaced_and_nothing_is_lost(
    archive: Archive, tmp_path: Path
) -> None:
    killed: list[int] = []

    def kill_one() -> None:
        """As soon as an actor has begun to write."""
        deadline = time.monotonic() + 60
        while not killed and time.monotonic() < deadline:
            if any((tmp_path / "records").glob("*.part")):
                for process in actors_of(os.getpid())[:1]:
                    os.kill(process, signal.SIGKILL)
                    killed.append(process)
            time.sleep(0.002)

    killer = Thread(target=kill_one)
    killer.start()
    ledger, done = on_ray(archive, tmp_path, actors=1)
    killer.join()
    assert killed
    assert (done.analysed, done.passed_over, done.known, done.failed) == (9, 4, 3, 4)
    here = ledger_at(tmp_path / "local.db")
    local.ingest(read_documents(archive.files), here, OPTIONS)
    assert contents(here) == contents(ledger)


def test_a_cluster_that_is_not_there_is_named() -> None:
    ray = connect(None)
    ray.shutdown()
    with pytest.raises(ReportedlyError, match=r"no Ray cluster at ray://127\.0\.0\.1:9: .*refused"):
        connect("ray://127.0.0.1:9")
    connect(None)
