"""Whether a ledger is whole: whatever is damaged in it is named."""

from __future__ import annotations

import msgspec
import pytest
from sqlalchemy import text

from ledger_articles import article
from reportedly.ledger.check import check
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.linking import link
from reportedly.records import Analysis, LedgerUnavailable


@pytest.fixture
def linked(ledger: Ledger) -> Ledger:
    """A ledger of two articles that is whole."""
    ledger.store([article("Ruritania"), article("Borduria")])
    link(ledger)
    assert list(check(ledger)) == []
    return ledger


def damaged(ledger: Ledger, statement: str) -> list[str]:
    """What the check says after `statement`, that no program of ours would run."""
    with ledger.writing() as connection:
        connection.execute(text(statement))
    return list(check(ledger))


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("DELETE FROM findings", "table findings holds 0 rows, the record 1"),
        ("UPDATE claims SET stance = 'denies'", "table claims, row c1: stance is not that"),
        ("UPDATE claims SET content_spans = '[[0,3]]'", "row c1: content_spans is not that"),
        ("UPDATE parties SET id = 'p9' WHERE id = 'p3'", "table parties, row"),
        ("UPDATE goods SET amount = 7", "table goods, row 1: amount is not that"),
        ("UPDATE documents SET title = 'Another'", "title is not that of the record"),
        ("UPDATE documents SET text = 'Another'", "text is not that of the record"),
        ("DELETE FROM analyses", "has no record"),
        ("UPDATE transfers SET dossier = 'none-such'", "x1 is marked with none-such"),
        ("DELETE FROM dossiers", "is marked with"),
        ("UPDATE dossiers SET id = 'another'", "dossier another: its record is that of"),
        ("DELETE FROM appearances", "which is not in the ledger"),
    ],
)
def test_what_was_changed_in_the_tables_is_named(
    linked: Ledger, statement: str, fault: str
) -> None:
    faults = damaged(linked, statement)
    assert any(fault in one for one in faults), faults


@pytest.mark.parametrize("table", ["analyses", "dossiers"])
def test_a_record_that_is_none_is_named(linked: Ledger, table: str) -> None:
    value = {"sqlite": "x'7b'", "postgresql": r"'\x7b'::bytea"}[linked.engine.dialect.name]
    faults = damaged(linked, f"UPDATE {table} SET record = {value}")  # noqa: S608
    assert any("its record can't be read" in fault for fault in faults)


def test_an_index_of_words_that_is_out_of_step_is_named(linked: Ledger) -> None:
    if linked.engine.dialect.name == "sqlite":
        statement = "INSERT INTO documents_search(documents_search) VALUES('delete-all')"
        assert any("the index of words" in fault for fault in damaged(linked, statement))
    else:  # the server makes it of the text and lets nobody else
        with pytest.raises(LedgerUnavailable, match="only be updated to DEFAULT"):
            damaged(linked, "UPDATE documents SET search = ''::tsvector")


def _with_claim(**changes: object) -> Analysis:
    whole = article()
    claim = msgspec.structs.replace(whole.claims[0], **changes)
    return msgspec.structs.replace(whole, claims=(claim,))


def _with_document(**changes: object) -> Analysis:
    whole = article()
    return msgspec.structs.replace(
        whole, document=msgspec.structs.replace(whole.document, **changes)
    )


_CLAIM = article().claims[0]


@pytest.mark.parametrize(
    ("analysis", "fault"),
    [
        (
            _with_claim(content=msgspec.structs.replace(_CLAIM.content, spans=((0, 3),))),
            "c1 content: its words are not those of the text",
        ),
        (
            _with_claim(content=msgspec.structs.replace(_CLAIM.content, spans=((0, 9999),))),
            "c1 content: a span lies outside the text",
        ),
        (
            _with_claim(source=msgspec.structs.replace(_CLAIM.source, party="p9")),
            "c1: refers to p9, which is not in the record",
        ),
        (_with_document(id="0" * 64), "its id is not the SHA-256 of the text"),
    ],
)
def test_a_record_that_contradicts_itself_is_named(
    ledger: Ledger, analysis: Analysis, fault: str
) -> None:
    ledger.store([analysis])
    assert [one.split(": ", 1)[1] for one in check(ledger)] == [fault]
