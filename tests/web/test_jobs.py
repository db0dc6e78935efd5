"""Articles given to be read: told how far, by whichever process is asked, and forgotten."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger_articles import article
from reportedly.records import Analysis, Document, Failure, UnreadableDocument
from reportedly.web.jobs import KEPT_SECONDS, MOST_DOCUMENTS, Jobs


def read(document: Document) -> Analysis:
    """A record of the document, by no analysis."""
    if document.doc_id == "broken":
        raise RuntimeError("a fault")
    return Analysis(document=document)


@pytest.fixture
def jobs(tmp_path: Path) -> Jobs:
    """Jobs in a folder of their own."""
    return Jobs(read, tmp_path)


def test_another_process_knows_the_job(jobs: Jobs, tmp_path: Path) -> None:
    job_id, done = jobs.give("one", lambda: iter([article().document]))
    done.result(10)
    job = Jobs(read, tmp_path).get(job_id)
    assert job
    assert job.finished
    assert job.results[0].analysis == Analysis(document=article().document)


def test_what_fails_is_told_and_stops_no_other(jobs: Jobs) -> None:
    def broken() -> Iterator[Document | Failure]:
        raise UnreadableDocument("no text in it")
        yield

    first, _ = jobs.give("a file", broken)
    second, done = jobs.give(
        "two", lambda: iter([Failure(name="x", cause="y"), article().document])
    )
    done.result(10)
    failed, read_all_the_same = jobs.get(first), jobs.get(second)
    assert failed
    assert failed.results[0].failure == Failure(name="a file", cause="no text in it")
    assert read_all_the_same
    assert [bool(r.analysis) for r in read_all_the_same.results] == [False, True]


def test_a_fault_of_the_program_is_told_without_its_inside(jobs: Jobs) -> None:
    broken = Document(id="0" * 64, doc_id="broken", text="A text.")
    job_id, done = jobs.give("broken", lambda: iter([broken]))
    done.result(10)
    job = jobs.get(job_id)
    assert job
    assert job.results[0].failure == Failure(name="broken", cause="reading failed: RuntimeError")


def test_no_more_is_read_than_is_said(jobs: Jobs) -> None:
    job_id, done = jobs.give("many", lambda: iter([article().document] * (MOST_DOCUMENTS + 1)))
    done.result(10)
    job = jobs.get(job_id)
    assert job
    assert len(job.results) == MOST_DOCUMENTS


def test_jobs_are_forgotten(jobs: Jobs, tmp_path: Path) -> None:
    job_id, done = jobs.give("old", lambda: iter([]))
    done.result(10)
    old = time.time() - KEPT_SECONDS - 1
    os.utime(tmp_path / f"{job_id}.json", (old, old))
    jobs.give("new", lambda: iter([]))[1].result(10)
    assert jobs.get(job_id) is None


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "a" * 41, "x" * 32])
def test_there_is_no_job_of_another_name(jobs: Jobs, name: str) -> None:
    assert jobs.get(name) is None
