"""What can go wrong in an ingest: each fault is told, all else is stored, a second run completes.

The program runs as its users start it, on articles of which none is like another.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import NamedTuple

import pytest

from newsroom_site import Site, send
from reportedly.engines import local
from reportedly.ledger.check import check
from reportedly.ledger.ledger import Ledger
from reportedly.reading.fetch import Fetcher, Limits
from reportedly.reading.sources import read_documents

ARTICLE = (
    "Belgrade denied on Friday that it had sold {n} shells to Kyiv.\n\u201cWe sell to nobody who "
    "is at war,\u201d the minister told reporters. Russia said last week that rockets had gone "
    "from Serbia to Ukraine by way of Turkey, and that a ship had brought more.\n"
)
COUNT = 600


class FullDisk(NamedTuple):
    """A folder where little can be written, how that is told, what makes it so in a process, and
    what ends it."""

    folder: Path
    cause: str
    prepare: Callable[[], None] | None
    enlarge: Callable[[], None]


def lines(count: int) -> bytes:
    """So many articles as JSON lines."""
    rows = ({"doc_id": f"a{n}", "text": ARTICLE.format(n=n), "published": "2023-03-03"}
            for n in range(count))  # fmt: skip
    return "\n".join(map(json.dumps, rows)).encode()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A file of articles that takes some seconds to read."""
    path = tmp_path / "archive.jsonl"
    path.write_bytes(lines(COUNT))
    return path


@contextlib.contextmanager
def ingesting(
    folder: Path, *words: str, prepare: Callable[[], None] | None = None
) -> Iterator[subprocess.Popen[str]]:
    """The program in `folder`, running."""
    with subprocess.Popen(
        [sys.executable, "-m", "reportedly", "ingest", *words],
        cwd=folder,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=prepare,
    ) as run:
        try:
            yield run
        finally:
            run.kill()


def finished(
    folder: Path, *words: str, prepare: Callable[[], None] | None = None
) -> tuple[int, str]:
    """Exit status and stderr of an ingest."""
    with ingesting(folder, *words, prepare=prepare) as run:
        _, told = run.communicate(timeout=120)
        assert "Traceback" not in told
        return run.returncode, told


def stored(folder: Path) -> list[str]:
    """The names in the folder's ledger, which is sound."""
    ledger = Ledger(f"sqlite:///{folder / 'reportedly.db'}")
    assert list(check(ledger)) == []
    names = [analysis.document.doc_id for analysis in ledger.analyses()]
    assert len(names) == len(set(names))
    ledger.close()
    return names


def some_stored(folder: Path) -> int:
    """Wait until the ledger holds something; how many documents."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if (folder / "reportedly.db").exists():
            with contextlib.suppress(Exception):
                ledger = Ledger(f"sqlite:///{folder / 'reportedly.db'}")
                count = ledger.counts()["documents"]
                ledger.close()
                if count:
                    return count
        time.sleep(0.02)
    raise AssertionError("nothing was stored in a minute")


def workers_of(process: int) -> list[int]:
    """The worker processes that `process` started."""
    return [
        int(child)
        for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()
        if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
    ]


def test_a_killed_worker_is_replaced(archive: Path, tmp_path: Path) -> None:
    with ingesting(tmp_path, archive.name, "--workers", "2") as run:
        some_stored(tmp_path)
        os.kill(workers_of(run.pid)[0], signal.SIGKILL)
        _, told = run.communicate(timeout=120)
    assert run.returncode == 0
    assert f"{COUNT} read, 0 known already, 0 failed" in told
    assert len(stored(tmp_path)) == COUNT


def test_a_killed_run_is_completed_by_the_next(archive: Path, tmp_path: Path) -> None:
    with ingesting(tmp_path, archive.name, "--workers", "2") as run:
        some_stored(tmp_path)
        workers = workers_of(run.pid)
        run.kill()
        run.wait()
    before = len(stored(tmp_path))
    assert 0 < before < COUNT
    status, told = finished(tmp_path, archive.name, "--resume")
    assert status == 0
    assert f"{COUNT - before} read, {before} known already, 0 failed" in told
    assert len(stored(tmp_path)) == COUNT
    for worker in workers:  # none outlives its program
        with contextlib.suppress(OSError):
            assert b"spawn_main" not in Path(f"/proc/{worker}/cmdline").read_bytes()


def limit_files() -> None:
    """No file may grow beyond two megabytes: what a full disk is to a process."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))


@contextlib.contextmanager
def mounted(folder: Path) -> Iterator[Callable[[], None]]:
    """A disk of two megabytes at `folder`; the call makes it larger. Raises
    `CalledProcessError` where this user may not mount."""

    def mount(size: str) -> None:
        kind = ("-t", "tmpfs", "-o", f"{size},mode=700", "tmpfs", str(folder))
        subprocess.run(["mount", *kind], check=True, capture_output=True)

    folder.mkdir(exist_ok=True)
    mount("size=2m")
    try:
        yield lambda: mount("remount,size=200m")
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True, capture_output=True)


def may_mount() -> bool:
    """Whether a disk can be mounted here."""
    if shutil.which("mount") is None or sys.platform != "linux":
        return False
    try:
        with tempfile.TemporaryDirectory() as folder, mounted(Path(folder)):
            return True
    except subprocess.CalledProcessError:
        return False


# A real disk where one may be mounted; a limit on the size of files everywhere.
DISKS = ["limit on files"]
if may_mount():
    DISKS.append("small disk")
else:
    warnings.warn("no disk may be mounted here: a limit on files stands for it", stacklevel=1)


@pytest.fixture(params=DISKS)
def full_disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FullDisk]:
    """A folder on a disk that is soon full."""
    if request.param == "limit on files":
        yield FullDisk(tmp_path, "disk I/O error", limit_files, lambda: None)
        return
    with mounted(tmp_path / "disk") as enlarge:
        yield FullDisk(tmp_path / "disk", "disk is full", None, enlarge)


def test_a_full_disk_is_told_and_a_run_with_room_completes(
    archive: Path, full_disk: FullDisk
) -> None:
    folder = full_disk.folder
    status, told = finished(folder, str(archive), prepare=full_disk.prepare)
    assert status == 3
    assert "ledger sqlite:///reportedly.db" in told
    assert full_disk.cause in told
    assert len(told.strip().splitlines()) == 1
    full_disk.enlarge()
    assert len(stored(folder)) < COUNT
    status, told = finished(folder, str(archive), "--resume")
    assert (status, len(stored(folder))) == (0, COUNT)


def test_bad_files_are_named_and_the_others_stored(tmp_path: Path) -> None:
    (tmp_path / "good.jsonl").write_bytes(lines(3))
    record = (
        b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\n"
        b"Content-Length: %d\r\n\r\n%s\r\n\r\n"
    )
    pages = [ARTICLE.format(n=n).encode() for n in (1_001, 1_002)]
    packed = b"".join(gzip.compress(record % (len(page), page)) for page in pages)
    (tmp_path / "cut.warc.gz").write_bytes(packed[:-60])
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(bytes(200_000_000)))
    (tmp_path / "bomb.jsonl.gz").write_bytes(gzip.compress(b'{"text": "' + b"x" * 200_000_000))
    (tmp_path / "huge.txt").write_bytes(ARTICLE.encode() * (50_000_000 // len(ARTICLE)))
    (tmp_path / "large.txt").write_bytes(ARTICLE.encode() * (20_000_000 // len(ARTICLE)))
    names = ("cut.warc.gz", "bomb.txt.gz", "bomb.jsonl.gz", "huge.txt", "large.txt", "good.jsonl")
    status, told = finished(tmp_path, *names)
    assert status == 1
    causes = {
        "cut.warc.gz": "can't be read to its end: the gzip stream is cut off",
        "bomb.txt.gz": "32 MB",
        "bomb.jsonl, line 1": "the line is longer than 32 MB",
        "huge.txt": "32 MB",
        "large.txt": "characters; a document has at most 2,000,000",
    }
    for name, cause in causes.items():
        assert any(name in line and cause in line for line in told.splitlines()), (name, told)
    assert len(stored(tmp_path)) == 4


def endless(handler: BaseHTTPRequestHandler) -> None:
    """A feed that never ends."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/rss+xml")
    handler.end_headers()
    item = b"<item><title>News</title><link>/none</link></item>"
    with contextlib.suppress(OSError):
        handler.wfile.write(b'<rss version="2.0"><channel>')
        while True:
            handler.wfile.write(item * 1_000)


def slow(handler: BaseHTTPRequestHandler) -> None:
    """A page that comes a letter at a time."""
    with contextlib.suppress(OSError):
        for _ in range(400):
            handler.wfile.write(b"H")
            time.sleep(0.05)


def bomb(handler: BaseHTTPRequestHandler) -> None:
    """A page that holds far more than is sent."""
    send(handler, gzip.compress(bytes(100_000_000)), Content_Encoding="gzip")


def test_bad_servers_are_named_and_the_others_read(site: Site, tmp_path: Path) -> None:
    site.pages |= {"/feed": endless, "/slow": slow, "/bomb": bomb}
    site.pages["/good"] = f"<html><body><p>{ARTICLE}</p></body></html>".encode()
    limits = Limits(seconds=3, size=2_000_000, pause=0)
    fetcher = Fetcher(limits, allow_private=True)
    ledger = Ledger(f"sqlite:///{tmp_path / 'reportedly.db'}")
    begun = time.monotonic()
    addresses = [site.url + path for path in ("/feed", "/slow", "/bomb", "/good")]
    done = local.ingest(read_documents(addresses, fetcher=fetcher), ledger)
    assert time.monotonic() - begun < 60
    assert (done.analysed, done.failed) == (1, 3)
    causes = {failure.name.rpartition("/")[2]: failure.cause for failure in ledger.failures()}
    assert "sends more than 2 MB" in causes["feed"]
    assert "took too long" in causes["slow"]
    assert "holds more than 2 MB" in causes["bomb"]
    ledger.close()


@pytest.mark.parametrize("form", ["table", "json", "jsonl"])
@pytest.mark.parametrize("out", ["standard output", "/dev/full"])
def test_what_cannot_be_written_is_told_in_a_line(form: str, out: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, "utf-8")
    words = ["read", "a.txt", "--format", form, *(["-o", out] if out == "/dev/full" else [])]
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [sys.executable, "-m", "reportedly", *words],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert run.returncode == 3
    assert run.stderr == f"reportedly: {out}: No space left on device\n"
