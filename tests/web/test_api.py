"""The REST API."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from ledger_articles import article
from reportedly.web import guards


def test_a_document_is_its_whole_record(client: TestClient) -> None:
    record = client.get(f"/api/documents/{article().document.id}").json()
    assert record["claims"][0]["source"]["text"] == "Jane Orban"
    assert record["document"]["text"] == article().document.text


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/api/claims", 2),
        ("/api/claims?by=Jane+Orban", 2),
        ("/api/claims?stance=denies", 0),
        ("/api/claims?since=2023-05-02&until=2023-05-02", 2),
        ("/api/claims?since=2023-05-03", 0),
        ("/api/events?type=AID", 2),
        ("/api/transfers?category=artillery_ammunition&recipient=SYL", 2),
        ("/api/transfers?status=delivered", 0),
    ],
)
def test_lists_and_their_filters(client: TestClient, path: str, found: int) -> None:
    assert len(client.get(path).json()["rows"]) == found


def test_a_cursor_leads_to_the_rest(client: TestClient) -> None:
    first = client.get("/api/claims?limit=1").json()
    rest = client.get("/api/claims", params={"limit": 1, "cursor": first["next"]}).json()
    assert rest["next"] is None
    assert first["rows"][0]["document_id"] != rest["rows"][0]["document_id"]


def test_dossiers(client: TestClient) -> None:
    (row,) = client.get("/api/dossiers").json()["rows"]
    assert (row["supplier"], row["recipient"]) == ("RUR", "SYL")
    dossier = client.get(f"/api/dossiers/{row['id']}").json()
    assert (dossier["id"], len(dossier["reports"])) == (row["id"], row["documents"])
    assert client.get(f"/api/dossiers/{row['id']}?as_of=2023-05-02").json()["id"] == row["id"]
    assert client.get(f"/api/dossiers/{row['id']}?as_of=2023-05-01").status_code == 404


def test_search(client: TestClient) -> None:
    query = {"q": '"artillery shells" Borduria'}
    (hit,) = client.get("/api/search", params=query).json()["rows"]
    assert (hit["title"], hit["published"]) == ("Borduria sold shells, official says", "2023-05-02")


def test_what_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/api/claims")
    again = client.get("/api/claims", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/api/documents/{'0' * 64}", 404),
        ("/api/documents/xyz", 422),
        ("/api/dossiers/none", 404),
        ("/api/claims?limit=0", 422),
        ("/api/claims?since=soon", 422),
        ("/api/claims?cursor=abc", 422),
        ("/api/search", 422),
        ("/api/nothing", 404),
    ],
)
def test_problems_are_problem_details(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status


def test_a_text_is_analysed_and_not_stored(client: TestClient) -> None:
    text = "Iran sold drones to Sudan, a U.S. official said on Monday."
    answer = client.post("/api/analyse", json={"text": text, "published": "2024-05-07"})
    assert answer.status_code == 200, answer.text
    assert any(claim["cue"]["text"] == "said" for claim in answer.json()["claims"])
    assert client.get("/api/search", params={"q": "drones"}).json()["rows"] == []


@pytest.mark.parametrize(
    "body", [{}, {"text": ""}, {"text": "a", "published": "soon"}, {"text": "..."}]
)
def test_a_text_that_can_not_be_read_is_a_problem(client: TestClient, body: dict[str, str]) -> None:
    assert client.post("/api/analyse", json=body).status_code == 422


def test_a_body_over_the_limit_is_refused(client: TestClient) -> None:
    answer = client.post("/api/analyse", json={"text": "a" * (guards.LARGEST_BODY + 1)})
    assert answer.status_code == 413


def test_a_body_without_a_length_is_counted(client: TestClient) -> None:
    chunks = (b"x" * 100_000 for _ in range(30))
    assert client.post("/api/analyse", content=chunks).status_code == 413


def test_too_many_analyses_are_put_off(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from reportedly.web import api

    monkeypatch.setattr(api.analysis_rate, "_count", 0)
    answer = client.post("/api/analyse", json={"text": "A ministry said so."})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1


def test_the_description_resolves_all_its_references(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    schemas = described["components"]["schemas"]
    references = {
        part.split("#/components/schemas/")[1].split('"')[0]
        for part in client.get("/api/openapi.json").text.split('"$ref":')[1:]
    }
    assert references <= set(schemas)
    assert {"Analysis", "Claim", "Dossier", "ClaimPage"} <= set(schemas)
