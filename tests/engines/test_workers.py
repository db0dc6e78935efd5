"""Workers that die, hang or fail."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator

import pytest

from reportedly.analysis import Options
from reportedly.engines import stages
from reportedly.engines.batching import batched
from reportedly.engines.stages import Stages
from reportedly.engines.workers import SECONDS_A_BATCH, Reader, Workers
from reportedly.reading.raw import RawDocument
from reportedly.reading.text import Known
from reportedly.records import Analysis, Document, Failure, ModelUnavailable


def obedient() -> Reader[Document, Analysis]:
    """Does to its process what a document says, and gives a record for each."""
    return lambda documents: [Analysis(document=obeyed(document)) for document in documents]


def obeyed(document: Document) -> Document:
    """The document, unless it says otherwise."""
    obey(document.text)
    return document


def obedient_reader() -> Reader[RawDocument, Document]:
    """As `obedient`, of raw documents."""

    def read(raws: Iterable[RawDocument]) -> Iterator[Document]:
        for raw in raws:
            obey(str(raw.content))
            yield Document(id=raw.doc_id, doc_id=raw.doc_id, text=str(raw.content))

    return read


def obey(order: str) -> None:
    """Do to this process what the order says."""
    if order == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if order == "hang":
        time.sleep(60)


def analysed_by(
    make: Callable[[], Reader[Document, Analysis]],
    documents: Iterable[Document],
    workers: int,
    *,
    size: int = 1000,
    seconds: float = SECONDS_A_BATCH,
) -> Iterator[Analysis | Failure]:
    """What so many workers give, in batches of a `size`."""
    with Workers(make, workers, seconds) as pool:
        for _, result in pool.run(batched(documents, size)):
            yield result


def documents(*texts: str) -> list[Document]:
    """A document of each text."""
    return [Document(id=str(n), doc_id=f"d{n}", text=text) for n, text in enumerate(texts)]


def names(results: Iterable[Analysis | Failure]) -> tuple[list[str], list[Failure]]:
    """The names of the documents that were analysed, and the failures."""
    results = list(results)
    analysed = sorted(r.document.doc_id for r in results if isinstance(r, Analysis))
    return analysed, [r for r in results if isinstance(r, Failure)]


@pytest.mark.parametrize("count", [1, 3])
def test_every_document_is_read_once(count: int) -> None:
    results = analysed_by(obedient, documents(*["fine"] * 20), count, size=3)
    assert names(results) == (sorted(f"d{n}" for n in range(20)), [])


def test_no_documents() -> None:
    assert list(analysed_by(obedient, [], 2)) == []


@pytest.mark.parametrize(("order", "cause"), [("die", "died"), ("hang", "longer than 3 seconds")])
def test_a_document_that_takes_its_worker_down_is_named_and_the_others_are_read(
    order: str, cause: str
) -> None:
    texts = ["fine", order, "fine", "fine"]
    analysed, failures = names(analysed_by(obedient, documents(*texts), 2, seconds=3))
    assert analysed == ["d0", "d2", "d3"]
    assert [failure.name for failure in failures] == ["d1"]
    assert cause in failures[0].cause


def test_only_as_many_documents_are_fetched_as_are_read_and_at_hand() -> None:
    fetched = []

    def source() -> Iterator[Document]:
        for document in documents(*["fine"] * 50):
            fetched.append(document.doc_id)
            yield document

    results = analysed_by(obedient, source(), 2, size=1)
    next(results)
    assert len(fetched) <= 6  # two for each worker, and two in place of those that are done
    assert len(list(results)) == 49


def telling() -> Reader[Document, Analysis]:
    """Gives a failure that says how many threads its process may use: the variable that numpy's
    library looks at."""
    threads = os.environ["OPENBLAS_NUM_THREADS"]
    return lambda documents: [Failure(name=one.doc_id, cause=threads) for one in documents]


def test_a_worker_computes_in_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    (told,) = analysed_by(telling, documents("fine"), 1)
    assert told == Failure(name="d0", cause="1")


def unavailable() -> Reader[Document, Analysis]:
    """No worker can be made."""
    raise ModelUnavailable("spaCy model nope is not installed")


def test_what_keeps_every_worker_from_starting_is_raised() -> None:
    with pytest.raises(ModelUnavailable, match="nope is not installed"):
        list(analysed_by(unavailable, documents("fine", "fine"), 2))


def raw(number: int, content: str, kind: str = "html") -> RawDocument:
    """A raw document."""
    return RawDocument(
        kind=kind, content=content, doc_id=f"r{number}", place=f"file {number}", known=Known()
    )


def test_a_page_that_takes_its_worker_down_is_named_with_its_place() -> None:
    raws = [raw(number, order) for number, order in enumerate(["fine", "die", "fine"])]
    with Workers(obedient_reader, 2) as pool:
        results = dict(pool.run([raws]))
    assert [results[0].doc_id, results[2].doc_id] == ["r0", "r2"]
    cause = "getting its text out given up twice: the worker process died"
    assert results[1] == Failure(name="file 1", cause=cause)


def page(number: int) -> RawDocument:
    """A page of some length; every third takes longer."""
    words = "Belgrade sold shells to nobody. " * (2000 if number % 3 == 0 else 5)
    return raw(
        number, f"<html><body><article><p>Page {number}. {words}</p></article></body></html>"
    )


def test_texts_come_in_the_order_of_what_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages, "_BATCH_ITEMS", 2)
    plain = Document(id="1", doc_id="plain", text="Text.")
    broken = Failure(name="broken", cause="is no document")
    found = [page(0), page(1), plain, page(2), broken, *map(page, range(3, 12)), raw(12, "")]
    with Stages(Options(), 2) as pair:
        read = list(pair.texts(found))
    told = Failure(name="file 12", cause="holds no text")
    expected = ["r0", "r1", "plain", "r2", broken, *(f"r{n}" for n in range(3, 12)), told]
    assert [one.doc_id if isinstance(one, Document) else one for one in read] == expected
    assert "Page 11. Belgrade sold" in read[-2].text
