"""Flows, parties, places and lists as they stood: read from all of the ledger at once."""

from __future__ import annotations

import msgspec
import pytest

from ledger_articles import article
from reportedly.ledger.dossiers import stored_dossier
from reportedly.ledger.flows import Flow, flows
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.linking import link
from reportedly.ledger.listings import Filters, page
from reportedly.ledger.past import as_it_stood, dossier_page_as_of
from reportedly.ledger.places import ids_of_documents, places_of_claims, places_of_goods
from reportedly.ledger.statements import dossiers_of_claims, profile, who_made_claims
from reportedly.ledger.summaries import dossier_page
from reportedly.ledger.values import Value, places_of_values
from reportedly.ledger.whereabouts import appearances_of, dossiers_of_documents
from reportedly.records import Analysis, Quantity


def dated(name: str, published: str) -> Analysis:
    """An article of that date."""
    analysis = article(name, doc_id=f"wire-{published}", publisher=f"Outlet of {published}")
    document = msgspec.structs.replace(analysis.document, published=published)
    return msgspec.structs.replace(analysis, document=document)


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    """A ledger with reports of two months."""
    ledger.store([dated("Ruritania", "2023-05-02"), dated("Borduria", "2023-06-01")])
    link(ledger)
    return ledger


def test_flows_add_up_dossiers(full: Ledger) -> None:
    (flow,) = flows(full, Filters())
    assert flow == Flow(
        supplier="RUR",
        recipient="SYL",
        dossiers=1,
        documents=2,
        denied=0,
        first_report="2023-05-02",
        last_report="2023-06-01",
    )
    assert flows(full, Filters(recipient="RUR")) == ()
    assert flows(full, Filters(category="artillery_ammunition", since="2023-05-30")) == (flow,)


def test_a_party_over_all_documents(full: Ledger) -> None:
    found = profile(full, "Jane Orban")
    assert found
    assert found.kinds == ("person",)
    assert found.stances == {"asserts": 2}
    assert [(m.month, m.claims) for m in found.months] == [("2023-05", 1), ("2023-06", 1)]
    assert [(s.position, s.claims) for s in found.stood] == [("asserts", 2)]
    assert profile(full, "Nobody") is None


def test_only_who_made_claims_has_a_page(full: Ledger) -> None:
    assert who_made_claims(full, ["Jane Orban", "Harbour Post"]) == {"Jane Orban"}


def test_claims_know_their_dossier(full: Ledger) -> None:
    rows = page(full, "claims", Filters()).rows
    (dossier,) = dossier_page(full, Filters()).rows
    found = dossiers_of_claims(full, rows)
    assert found == {(row["document_id"], "c1"): dossier.id for row in rows}
    assert dossiers_of_claims(full, []) == {}


def test_values_have_places(full: Ledger) -> None:
    (summary,) = dossier_page(full, Filters()).rows
    dossier = stored_dossier(full, summary.id)
    assert dossier
    keys = [report.document for report in dossier.reports]
    ids = ids_of_documents(full, dossier, [*keys, "x@0123"])
    assert {key: begun[:12] for key, begun in ids.items()} == {key: key[-12:] for key in keys}
    found = places_of_claims(full, ids, [*((key, "c1") for key in keys), ("x@0123", "c1")])
    for key in keys:
        analysis = full.analysis(full.full_id(key.rpartition("@")[2]) or "")
        assert analysis
        assert found[key, "c1"] == analysis.claims[0].content.spans[0][0]
    assert len(found) == len(keys)
    document, start = places_of_goods(full, dossier)["artillery_ammunition", "artillery shells"]
    analysis = full.analysis(document)
    assert analysis
    assert analysis.document.text[start:].startswith("artillery shells")


def test_amounts_and_statuses_have_places(ledger: Ledger) -> None:
    plain = dated("Ruritania", "2023-05-02")
    (transfer,) = plain.transfers
    cue = plain.claims[0].cue
    amount = Quantity(text="many", spans=cue.spans, unit="piece")
    told = msgspec.structs.replace(
        transfer,
        goods=tuple(msgspec.structs.replace(one, quantity=amount) for one in transfer.goods),
        evidence=msgspec.structs.replace(transfer.evidence, status=cue.spans),
    )
    ledger.store([msgspec.structs.replace(plain, transfers=(told,))])
    link(ledger)
    (summary,) = dossier_page(ledger, Filters()).rows
    dossier = stored_dossier(ledger, summary.id)
    assert dossier
    status = Value("status", dossier.reports[0].document, transfer.status)
    many = Value("amount", transfer.goods[0].category, "many")
    nowhere = Value("route", "", "by sea")
    place = (plain.document.id, cue.spans[0][0])
    ids = {dossier.reports[0].document: plain.document.id}
    found = places_of_values(ledger, dossier, ids, {status, many, nowhere})
    assert found == {status: place, many: place}


def test_a_list_as_it_stood(full: Ledger) -> None:
    def as_of(day: str, **wanted: str) -> list[tuple[int, str | None]]:
        found = dossier_page_as_of(full, Filters(**wanted), day)
        return [(row.documents, row.last_report) for row in found.rows]

    assert as_of("2023-05-01") == []
    assert as_of("2023-05-31") == [(1, "2023-05-02")]
    assert as_of("2023-06-01") == [(2, "2023-06-01")]
    assert as_of("2023-05-31", status="alleged") == [(1, "2023-05-02")]
    assert as_of("2023-05-31", status="delivered") == []


def test_a_dossier_as_it_stood(full: Ledger) -> None:
    (summary,) = dossier_page(full, Filters()).rows
    now = stored_dossier(full, summary.id)
    assert now
    then = as_it_stood(now, "2023-05-31")
    assert then
    assert [report.published for report in then.reports] == ["2023-05-02"]
    documents = {report.document for report in then.reports}
    assert {stand.document for row in then.matrix for stand in row.stands} == documents
    assert then.tallies == now.tallies[:1]
    assert then.independent_outlets == 1 < now.independent_outlets
    assert as_it_stood(now, "2023-06-01") == now
    assert as_it_stood(now, "2023-05-01") is None


def test_a_text_is_found_in_several_places(full: Ledger) -> None:
    analysis = article("Ruritania", doc_id="copy-1", publisher="Copy Post")
    document = msgspec.structs.replace(analysis.document, published="2023-05-03")
    full.store([msgspec.structs.replace(analysis, document=document)])
    found = appearances_of(full, document.id)
    assert [(one.publisher, one.published) for one in found] == [
        ("Outlet of 2023-05-02", "2023-05-02"),
        ("Copy Post", "2023-05-03"),
    ]
    assert appearances_of(full, "0" * 64) == []


def test_documents_know_their_dossiers(full: Ledger) -> None:
    (dossier,) = dossier_page(full, Filters()).rows
    key = article("Ruritania").document.id
    assert dossiers_of_documents(full, [key, "0" * 64]) == {key: [dossier.id]}
