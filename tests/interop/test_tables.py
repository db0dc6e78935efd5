"""The tables of an export, read by what their users read tables with."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
import polars
import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from ledger_articles import article
from reportedly.exchange.export import export
from reportedly.exchange.selection import Whole
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.linking import link


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exports of a ledger of two articles, a folder a format."""
    folder = tmp_path_factory.mktemp("tables")
    ledger = Ledger(f"sqlite:///{folder / 'ledger.db'}")
    ledger.store([article("Ruritania"), article("Borduria")])
    link(ledger)
    for form in ("csv", "parquet", "plover", "register"):
        export(Whole(ledger), form, folder / form)
    ledger.close()
    return folder


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_duckdb_joins_claims_and_positions(folder: Path, ending: str) -> None:
    table = f"'{folder / ending}/{{}}.{ending}'"
    found = duckdb.sql(
        f"""SELECT c.source_name, p.position FROM {table.format("claims")} c
            JOIN {table.format("positions")} p ON p.document_id = c.document_id
            AND p.claim = c.id"""  # noqa: S608  our own files
    ).fetchall()
    assert found == [("Jane Orban", "asserts")] * 2


def test_polars_keeps_types(folder: Path) -> None:
    goods = polars.read_parquet(folder / "parquet" / "goods.parquet")
    assert goods["possible"].to_list() == [False, False]
    assert goods.schema["number"] == polars.Int64
    assert goods["amount"].null_count() == 2


def test_csv_and_parquet_hold_the_same(folder: Path) -> None:
    for parquet in (folder / "parquet").iterdir():
        table = polars.read_parquet(parquet)
        text = polars.read_csv(folder / "csv" / f"{parquet.stem}.csv", infer_schema=False)
        assert text.columns == table.columns
        assert text.height == table.height


def test_events_and_the_register_are_read(folder: Path) -> None:
    events = polars.read_ndjson(folder / "plover" / "events.plover.jsonl")
    register = polars.read_csv(folder / "register" / "register.csv")
    assert events["event"].to_list() == ["AID", "AID"]
    assert register["Weapon description"].to_list() == ["artillery ammunition"]
