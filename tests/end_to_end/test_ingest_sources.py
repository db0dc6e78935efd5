"""What `reportedly ingest` takes: files, folders, globs and addresses."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from articles import WARNING
from served import served

from conftest import Run
from reportedly.ledger.ledger import Ledger


def article(number: int) -> str:
    """An article, told apart from its like by its last line."""
    return f"{WARNING}It was the ministry's statement number {number} in that week.\n"


def page(number: int) -> str:
    """The article as a web page."""
    lines = "".join(f"<p>{line}</p>" for line in article(number).splitlines())
    return f"<html><head><title>Boats</title></head><body><article>{lines}</article></body></html>"


def stored(folder: Path) -> list[str]:
    """The names of the documents in the folder's ledger."""
    ledger = Ledger(f"sqlite:///{folder / 'reportedly.db'}")
    names = sorted(analysis.document.doc_id for analysis in ledger.analyses())
    ledger.close()
    return names


def test_a_folder_is_walked_for_known_kinds_and_a_second_run_passes_over(
    run: Run, tmp_path: Path
) -> None:
    inner = tmp_path / "reports" / "2022.05"
    inner.mkdir(parents=True)
    (inner / "a.TXT").write_text(article(1), "utf-8")
    (inner / "b.txt.gz").write_bytes(gzip.compress(article(2).encode()))
    (inner / "photo.png").write_bytes(b"\x89PNG\r\n")
    (inner.parent / "c.html").write_text(page(3), "utf-8")
    done = run("ingest", "reports", "--engine", "local")
    assert done.returncode == 0, done.stderr
    assert "1 files of other kinds passed over" in done.stderr
    assert "3 read, 0 known already, 0 failed" in done.stderr
    assert stored(tmp_path) == ["a", "b", "c"]
    again = run("ingest", "r*ts", "reports/2022.05/*.TXT", "--resume")
    assert "0 read, 4 known already, 0 failed" in again.stderr


def test_pages_and_feeds_of_the_web_are_read(run: Run, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "boats.html").write_text(page(1), "utf-8")
    line = {"doc_id": "line", "text": article(2)}
    (site / "archive.jsonl").write_text(json.dumps(line), "utf-8")
    with served(site) as url:
        asked = (f"{url}/boats.html", f"{url}/archive.jsonl", f"{url}/missing.html")
        done = run("ingest", *asked, "--allow-private-addresses")
    assert done.returncode == 1, done.stderr
    assert "missing.html: the server answers 404" in done.stderr
    assert "2 read, 0 known already, 1 failed" in done.stderr
    assert stored(tmp_path) == [asked[0], "line"]


def test_what_cannot_be_reached_is_named_and_told_by_the_status(run: Run) -> None:
    private = "http://127.0.0.1:9/boats.html"
    done = run("ingest", "nothere.txt", "no-such-store://bucket/a.txt", private)
    assert done.returncode == 3
    for words in ("nothere.txt: no such file", "no-such-store://", f"{private}: "):
        assert words in done.stderr
    assert "0 read, 0 known already, 3 failed" in done.stderr


def test_ray_leaves_its_records_beside_the_ledger(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(article(1), "utf-8")
    done = run("ingest", "a.txt", "--engine", "ray")
    assert done.returncode == 0, done.stderr
    assert "1 read, 0 known already, 0 failed" in done.stderr
    assert stored(tmp_path) == ["a"]
    assert len(list((tmp_path / "reportedly.db.records").glob("*.parquet"))) == 1


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("a.txt", "--address", "ray://127.0.0.1:9"), "no Ray cluster at ray://127.0.0.1:9"),
        (("-",), "standard input"),
        (("a.txt", "--ledger", "sqlite://"), "--records"),
    ],
)
def test_what_ray_cannot_do_is_told(run: Run, asked: tuple[str, ...], told: str) -> None:
    done = run("ingest", *asked, "--engine", "ray", stdin=WARNING)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
