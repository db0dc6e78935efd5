"""The web application over a small ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from ledger_articles import article
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.linking import link
from reportedly.web.app import create_app


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of the application over two articles."""
    ledger = Ledger(f"sqlite:///{tmp_path_factory.mktemp('web') / 'ledger.db'}")
    ledger.store([article("Ruritania"), article("Borduria")])
    link(ledger)
    with TestClient(create_app(ledger), raise_server_exceptions=False) as client:
        yield client
    ledger.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[TestClient]:
    """A client of the application over an empty ledger."""
    with TestClient(create_app(Ledger(f"sqlite:///{tmp_path / 'empty.db'}"))) as client:
        yield client
