"""A ledger opened in Datasette, as people look into an SQLite file without us."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

sys.path.insert(0, str(Path(__file__).parents[1]))
from ledger_articles import article
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.linking import link


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What Datasette answers for a table or view of a ledger of two articles."""
    path = tmp_path_factory.mktemp("datasette") / "reportedly.db"
    ledger = Ledger(f"sqlite:///{path}")
    ledger.store([article("Ruritania"), article("Borduria")])
    link(ledger)
    ledger.close()
    datasette = Datasette([str(path)])

    def asked(name: str, query: str = "") -> list[dict[str, Any]]:
        address = f"/reportedly/{name}.json?_shape=array&{query}"
        answer = asyncio.run(datasette.client.get(address))
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()
        return found

    return asked


def test_claims_are_read(rows: Any) -> None:
    claim = rows("claims_view", "source_name=Jane+Orban&stance=asserts")[0]
    assert claim["content"].endswith("sold artillery shells to Sylvania")
    assert (claim["published"], claim["publisher"]) == ("2023-05-02", "Harbour Post")


def test_dossiers_are_read(rows: Any) -> None:
    (dossier,) = rows("dossiers_view")
    assert (dossier["supplier"], dossier["recipient"]) == ("RUR", "SYL")
    assert (dossier["goods"], dossier["documents"]) == ("artillery_ammunition", 2)


@pytest.mark.parametrize(
    "name", ["events_view", "transfers_view", "findings_view", "documents", "sources"]
)
def test_other_views_and_tables_are_read(rows: Any, name: str) -> None:
    assert rows(name)


def test_texts_are_searched(rows: Any) -> None:
    assert len(rows("documents_search", "_search=Borduria")) <= 2
