"""Filters from a query, the same for the API and the pages."""

from __future__ import annotations

from typing import Annotated

import pytest
from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient

from reportedly.ledger.listings import Filters
from reportedly.web.filters import filters


@pytest.fixture(scope="module")
def client() -> TestClient:
    """A route with two filters."""
    app = FastAPI()

    @app.get("/")
    def listed(given: Annotated[Filters, Depends(filters("since", "by"))]) -> list[str | None]:
        return [given.since, given.by, given.stance]

    return TestClient(app)


def test_what_is_given_filters(client: TestClient) -> None:
    assert client.get("/?since=2023-05-02&by=RUS&stance=denies").json() == [
        "2023-05-02",
        "RUS",
        None,
    ]


def test_what_is_sent_empty_does_not(client: TestClient) -> None:
    assert client.get("/?since=&by=").json() == [None, None, None]


@pytest.mark.parametrize("day", ["Monday", "2023-02-30", "2023-5-2", "20230502"])
def test_a_day_must_be_one(client: TestClient, day: str) -> None:
    assert client.get("/", params={"since": day}).status_code == 422


def test_the_description_names_each(client: TestClient) -> None:
    described = client.get("/openapi.json").json()["paths"]["/"]["get"]["parameters"]
    assert [parameter["name"] for parameter in described] == ["since", "by"]


def test_there_is_no_filter_of_another_name() -> None:
    with pytest.raises(TypeError, match="nonsense"):
        filters("nonsense")
