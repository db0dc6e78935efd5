"""Documents through all stages: copies, batches, and what is asked of each."""

from __future__ import annotations

import pytest

from reportedly.analysis import OPEN_DATES, Analyser
from reportedly.language.pipeline import Pipeline
from reportedly.language.recent import Recent
from reportedly.reading.text import document_from_text
from reportedly.records import Document

BODY = (
    "Belgrade denied on Friday that it had sold shells to Kyiv. \u201cWe sell to nobody who is at "
    "war,\u201d the minister told reporters.\nRussia said last week that 3,500 rockets had gone "
    "from Serbia to Ukraine by way of Turkey."
)


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    """One that keeps what it read."""
    return Analyser()


@pytest.fixture(scope="module")
def forgetful() -> Analyser:
    """One that keeps nothing."""
    analyser = Analyser()
    analyser._records, analyser.pipeline = Recent(0), Pipeline(tokens_kept=0)
    return analyser


def made(name: str, published: str | None, text: str = BODY) -> Document:
    """A document of its own name and outlet."""
    url = f"https://{name}.example/news"
    return document_from_text(text, doc_id=name, published=published, publisher=name, url=url)


@pytest.mark.parametrize("together", [True, False])
def test_a_copy_has_the_record_that_it_would_have_alone(
    together: bool, analyser: Analyser, forgetful: Analyser
) -> None:
    documents = [
        made("Quay", "2023-03-03"),
        made("Harbour", "2023-03-03"),  # the same text on the same day
        made("Corridor", "2023-03-17"),  # later: "Friday" is another day
        made("Meridian", None),
        made("Bluewater", "2023-03-03", f"Serbia says no\n{BODY}"),
    ]
    if together:
        records = list(analyser.analyse_many(documents))
    else:
        records = [analyser.analyse(document) for document in documents]
    assert records == [forgetful.analyse(document) for document in documents]
    assert [record.document.publisher for record in records] == [d.publisher for d in documents]
    assert records[0].times[0].value != records[2].times[0].value
    assert OPEN_DATES in records[3].warnings
    assert OPEN_DATES not in records[0].warnings


def test_what_is_kept_is_bounded(analyser: Analyser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analyser._records, "_most", 3 * len(BODY))
    for number in range(6):
        analyser.analyse(made(str(number), "2023-03-03", f"{BODY}\nIt was number {number}."))
        assert analyser._records.size <= 3 * len(BODY)
