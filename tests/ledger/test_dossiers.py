"""Dossiers in the ledger: linked as documents come, never twice, never half."""

from __future__ import annotations

import multiprocessing

import msgspec
from sqlalchemy import update

from ledger_articles import article
from reportedly.ledger import schema
from reportedly.ledger.check import check
from reportedly.ledger.dossiers import dossiers_as_of, stored_dossier, stored_dossiers
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.linking import link
from reportedly.ledger.listings import Filters, page
from reportedly.ledger.summaries import dossier_page
from reportedly.linking.dossiers import Dossiers
from reportedly.records import Analysis


def told(seller: str, code: str, published: str, publisher: str = "Harbour Post") -> Analysis:
    """An article that reports a transfer from `code`."""
    analysis = article(seller, doc_id=f"{publisher}-{published}", publisher=publisher)
    return msgspec.structs.replace(
        analysis,
        document=msgspec.structs.replace(analysis.document, published=published),
        transfers=(msgspec.structs.replace(analysis.transfers[0], supplier=code),),
    )


def test_linking_gives_the_dossiers_of_the_documents(ledger: Ledger) -> None:
    analyses = [told("Ruritania", "RUR", "2023-05-02"), told("Borduria", "BOR", "2023-05-03")]
    ledger.store(analyses)
    link(ledger)
    assert {d.id for d in stored_dossiers(ledger)} == {d.id for d in Dossiers(analyses).all()}
    assert list(check(ledger)) == []


def test_a_second_document_updates_its_dossier_and_no_other(ledger: Ledger) -> None:
    ledger.store([told("Ruritania", "RUR", "2023-05-02"), told("Borduria", "BOR", "2023-05-03")])
    first = link(ledger)
    ledger.store([told("Greater Ruritania", "RUR", "2023-05-09", "Quay Courier")])
    (again,) = link(ledger)
    assert again in first
    dossier = stored_dossier(ledger, again)
    assert dossier is not None
    assert (len(dossier.reports), dossier.last_report) == (2, "2023-05-09")
    assert link(ledger) == []


def test_linking_that_was_cut_off_is_completed_later(ledger: Ledger) -> None:
    ledger.store([told("Ruritania", "RUR", "2023-05-02")])
    before = link(ledger)
    with ledger.writing() as connection:
        connection.execute(schema.dossiers.delete())
        connection.execute(update(schema.transfers).values(dossier=None))
    assert link(ledger) == before
    assert len(stored_dossiers(ledger)) == 1


def test_copies_of_one_text_are_reports_of_one_story(ledger: Ledger) -> None:
    for publisher in ("Harbour Post", "Quay Courier"):
        ledger.store([told("Ruritania", "RUR", "2023-05-02", publisher)])
    link(ledger)
    (dossier,) = stored_dossiers(ledger)
    assert (len(dossier.reports), dossier.stories, dossier.independent_outlets) == (2, 1, 1)


def test_transfers_know_their_dossier(ledger: Ledger) -> None:
    ledger.store([told("Ruritania", "RUR", "2023-05-02")])
    (dossier,) = link(ledger)
    assert [r["dossier"] for r in page(ledger, "transfers", Filters(dossier=dossier)).rows] == [
        dossier
    ]


def test_dossiers_as_they_stood(ledger: Ledger) -> None:
    ledger.store(
        [
            told("Ruritania", "RUR", "2023-05-02"),
            told("Greater Ruritania", "RUR", "2023-06-09", "Quay Courier"),
        ]
    )
    link(ledger)
    (then,) = dossiers_as_of(ledger, "2023-05-31")
    assert len(then.reports) == 1


def test_filters(ledger: Ledger) -> None:
    ledger.store([told("Ruritania", "RUR", "2023-05-02"), told("Borduria", "BOR", "2023-06-03")])
    link(ledger)
    for filters, found in (
        (Filters(by="BOR"), 1),
        (Filters(recipient="SYL"), 2),
        (Filters(since="2023-06-01"), 1),
        (Filters(until="2023-05-31"), 1),
        (Filters(category="tanks"), 0),
        (Filters(category="artillery_ammunition"), 2),
    ):
        assert len(stored_dossiers(ledger, filters)) == found


def test_a_dossier_forgets_a_report_whose_document_no_longer_makes_it(ledger: Ledger) -> None:
    changed = told("Lower Ruritania", "RUR", "2023-05-02")
    ledger.store([told("Ruritania", "RUR", "2023-05-01"), changed])
    link(ledger)
    ledger.store([msgspec.structs.replace(changed, transfers=(), findings=())])
    link(ledger)
    assert [len(dossier.reports) for dossier in stored_dossiers(ledger)] == [1]
    assert link(ledger) == []


def test_a_copy_found_elsewhere_is_a_report_of_its_own(ledger: Ledger) -> None:
    first = told("Ruritania", "RUR", "2023-05-01")
    ledger.store([first])
    link(ledger)
    copy = msgspec.structs.replace(first.document, doc_id="copy", publisher="Quay Courier")
    ledger.add_appearances([copy])
    link(ledger)
    (dossier,) = stored_dossiers(ledger)
    assert {report.publisher for report in dossier.reports} == {"Harbour Post", "Quay Courier"}
    ledger.add_appearances([copy])
    assert link(ledger) == []


def _store_and_link(url: str, days: range) -> None:
    ledger = Ledger(url)
    for day in days:
        ledger.store([told(f"Ruritania{day}", "RUR", f"2023-05-{day:02}")])
        link(ledger)
    ledger.close()


def test_two_processes_that_link_one_dossier_lose_no_report(url: str) -> None:
    Ledger(url).close()
    spawn = multiprocessing.get_context("spawn")
    days = (range(1, 15), range(15, 29))
    linkers = [spawn.Process(target=_store_and_link, args=(url, some)) for some in days]
    for linker in linkers:
        linker.start()
    for linker in linkers:
        linker.join(timeout=120)
    assert [linker.exitcode for linker in linkers] == [0, 0]
    ledger = Ledger(url)
    (dossier,) = stored_dossiers(ledger)
    assert len(dossier.reports) == 28
    assert link(ledger) == []
    ledger.close()


def test_more_pairs_than_one_statement_can_name_are_linked(ledger: Ledger) -> None:
    count = 1100
    ledger.store(told(f"Land{number}", f"R{number}", "2023-05-01") for number in range(count))
    assert len(link(ledger)) == count
    rows, cursor = 0, None
    while True:
        part = dossier_page(ledger, Filters(), limit=400, cursor=cursor)
        rows += len(part.rows)
        if (cursor := part.next) is None:
            break
    assert rows == count
