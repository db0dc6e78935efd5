"""The ledger in other tools' formats, read back by what reads them."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import get_args

import msgspec
import pyarrow.parquet as pq
import pytest

from ledger_articles import article
from reportedly.exchange.annotations import claim_spans, web_annotations
from reportedly.exchange.export import FORMATS, export
from reportedly.exchange.ftm import entities
from reportedly.exchange.plover import plover_events
from reportedly.exchange.selection import OfDossier, Whole
from reportedly.exchange.tables import write_csv
from reportedly.ledger.dossiers import stored_dossiers
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.linking import link
from reportedly.ledger.listings import Filters
from reportedly.records import Analysis
from reportedly.version import __version__
from reportedly.web.api.exports import Form


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A ledger with two articles."""
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    ledger.store([article("Ruritania"), article("Borduria")])
    link(ledger)
    return ledger


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_format_writes_files_that_are_not_empty(
    ledger: Ledger, form: str, tmp_path: Path
) -> None:
    written = export(Whole(ledger), form, tmp_path / form)
    assert sum(written.values()) > 0
    assert {path.name for path in (tmp_path / form).iterdir()} == set(written)


def test_records_come_back_from_json_lines(ledger: Ledger, tmp_path: Path) -> None:
    export(Whole(ledger), "jsonl", tmp_path)
    lines = (tmp_path / "records.jsonl").read_bytes().splitlines()
    assert [msgspec.json.decode(line, type=Analysis) for line in lines] == list(ledger.analyses())


def test_parquet_holds_the_rows_of_the_ledger(ledger: Ledger, tmp_path: Path) -> None:
    export(Whole(ledger), "parquet", tmp_path)
    claims = pq.read_table(tmp_path / "claims.parquet").to_pylist()
    assert [claim["source_name"] for claim in claims] == ["Jane Orban"] * 2


def test_csv_holds_the_rows_of_the_ledger(ledger: Ledger, tmp_path: Path) -> None:
    export(Whole(ledger), "csv", tmp_path)
    with (tmp_path / "transfers.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["recipient"] for row in csv.DictReader(stream)] == ["SYL", "SYL"]


def test_tables_lead_to_the_documents_and_tell_who_read_them(
    ledger: Ledger, tmp_path: Path
) -> None:
    export(Whole(ledger), "parquet", tmp_path)
    rows = pq.read_table(tmp_path / "documents.parquet").to_pylist()
    assert {row["id"] for row in rows} == {
        row["document_id"] for row in pq.read_table(tmp_path / "claims.parquet").to_pylist()
    }
    assert {(row["doc_id"], row["publisher"], row["version"]) for row in rows} == {
        ("wire-1", "Harbour Post", __version__)
    }
    assert all(row["analysed_at"].tzinfo for row in rows)


def test_a_cell_is_no_formula(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", [{"words": "=HYPERLINK(1)"}, {"words": "-"}], ["words"])
    assert (tmp_path / "a.csv").read_text("utf-8").split() == ["words", "'=HYPERLINK(1)", "-"]


def test_an_annotation_leads_back_to_the_words() -> None:
    analysis = article()
    (annotation,) = web_annotations([analysis])
    claim = analysis.claims[0]
    assert claim_spans(annotation) == {
        "content": list(claim.content.spans),
        "source": list(claim.source.spans),
        "cue": list(claim.cue.spans),
    }
    quote = annotation["target"][0]["selector"][1]
    assert quote["prefix"] + quote["exact"] + quote["suffix"] in analysis.document.text
    assert json.loads(json.dumps(annotation))["@context"][0].endswith("anno.jsonld")


def test_plover_names_actors_and_who_reported_it() -> None:
    (event,) = plover_events([article()])
    assert (event["event"], event["reported_by"]) == ("AID", "Jane Orban")
    assert event["actor"] == [{"text": "Ruritania", "code": "RUR", "sector": None}]


def test_entities_point_at_entities_that_are_there() -> None:
    found = {entity["id"]: entity for entity in entities([article()])}
    link = next(entity for entity in found.values() if entity["schema"] == "UnknownLink")
    assert {found[link["properties"][end][0]]["schema"] for end in ("subject", "object")} == {
        "Organization"
    }


def test_a_link_between_states_is_proven_by_its_article() -> None:
    found = {entity["id"]: entity for entity in entities([article()])}
    (link_,) = [entity for entity in found.values() if entity["schema"] == "UnknownLink"]
    (proof,) = link_["properties"]["proof"]
    assert found[proof]["schema"] == "Article"
    assert link_["properties"]["recordId"] == ["x1"]


def test_the_register_says_that_it_is_reported(ledger: Ledger, tmp_path: Path) -> None:
    export(Whole(ledger), "register", tmp_path)
    with (tmp_path / "register.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["Status"] for row in rows} == {"reported: alleged"}
    assert "independent sources" in rows[0]["Comments"]


def test_a_dossier_is_exported_with_its_own_documents(ledger: Ledger, tmp_path: Path) -> None:
    other = article("Borduria", doc_id="other")
    text = other.document.text.replace("Sylvania", "Syldavia")
    moved = msgspec.structs.replace(other.transfers[0], recipient="SLD", supplier="BOR")
    document = msgspec.structs.replace(
        other.document, id=hashlib.sha256(text.encode()).hexdigest(), text=text
    )
    ledger.store([msgspec.structs.replace(other, document=document, transfers=(moved,))])
    link(ledger)
    (dossier,) = stored_dossiers(ledger, Filters(supplier="RUR"))
    whole = export(Whole(ledger), "csv", tmp_path / "whole")
    one = export(OfDossier(ledger, dossier), "csv", tmp_path / "one")
    assert (whole["claims.csv"], one["claims.csv"]) == (3, 2)
    assert (whole["documents.csv"], one["documents.csv"]) == (3, 2)
    assert export(OfDossier(ledger, dossier), "register", tmp_path)["register.csv"] == 1


@pytest.mark.parametrize("form", get_args(Form))
def test_the_api_offers_every_format(form: str) -> None:
    assert form in FORMATS
    assert len(get_args(Form)) == len(FORMATS)
