"""Workers that die, hang or fail."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable, Iterator

import pytest

from reportedly.engines import workers
from reportedly.engines.workers import analyse_in_workers
from reportedly.records import Analysis, Document, Failure, ModelUnavailable


class Obedient:
    """Does to its process what a document says."""

    def analyse_each(self, documents: Iterable[Document]) -> Iterator[Analysis | Failure]:
        """A record for each, unless told otherwise."""
        for document in documents:
            if document.text == "die":
                os.kill(os.getpid(), signal.SIGKILL)
            if document.text == "hang":
                time.sleep(60)
            yield Analysis(document=document)


def documents(*texts: str) -> list[Document]:
    """A document of each text."""
    return [Document(id=str(n), doc_id=f"d{n}", text=text) for n, text in enumerate(texts)]


def names(results: Iterable[Analysis | Failure]) -> tuple[list[str], list[Failure]]:
    """The names of the documents that were analysed, and the failures."""
    results = list(results)
    analysed = sorted(r.document.doc_id for r in results if isinstance(r, Analysis))
    return analysed, [r for r in results if isinstance(r, Failure)]


@pytest.mark.parametrize("count", [1, 3])
def test_every_document_is_read_once(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "BATCH_CHARACTERS", 10)
    results = analyse_in_workers(documents(*["fine"] * 20), Obedient, workers=count)
    assert names(results) == (sorted(f"d{n}" for n in range(20)), [])


def test_no_documents() -> None:
    assert list(analyse_in_workers([], Obedient, workers=2)) == []


@pytest.mark.parametrize(("order", "cause"), [("die", "died"), ("hang", "longer than 3 seconds")])
def test_a_document_that_takes_its_worker_down_is_named_and_the_others_are_read(
    order: str, cause: str
) -> None:
    texts = ["fine", order, "fine", "fine"]
    analysed, failures = names(
        analyse_in_workers(documents(*texts), Obedient, workers=2, seconds=3)
    )
    assert analysed == ["d0", "d2", "d3"]
    assert [failure.name for failure in failures] == ["d1"]
    assert cause in failures[0].cause


def test_only_as_many_documents_are_fetched_as_are_read_and_at_hand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "BATCH_CHARACTERS", 1)
    fetched = []

    def source() -> Iterator[Document]:
        for document in documents(*["fine"] * 50):
            fetched.append(document.doc_id)
            yield document

    results = analyse_in_workers(source(), Obedient, workers=2)
    next(results)
    assert len(fetched) <= 6  # two for each worker, and two in place of those that are done
    assert len(list(results)) == 49


class Telling:
    """Gives a failure that says how many threads its process may use."""

    def analyse_each(self, documents: Iterable[Document]) -> Iterator[Analysis | Failure]:
        """The variable that numpy's library looks at."""
        for document in documents:
            yield Failure(name=document.doc_id, cause=os.environ["OPENBLAS_NUM_THREADS"])


def test_a_worker_computes_in_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    (told,) = analyse_in_workers(documents("fine"), Telling, workers=1)
    assert told == Failure(name="d0", cause="1")


def unavailable() -> Obedient:
    """No worker can be made."""
    raise ModelUnavailable("spaCy model nope is not installed")


def test_what_keeps_every_worker_from_starting_is_raised() -> None:
    with pytest.raises(ModelUnavailable, match="nope is not installed"):
        list(analyse_in_workers(documents("fine", "fine"), unavailable, workers=2))
