"""The REST API."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from fastapi.testclient import TestClient

from ledger_articles import article
from reportedly.ledger.cursors import cursor_of
from reportedly.ledger.ledger import Ledger
from reportedly.linking.records import Dossier
from reportedly.records import Analysis
from reportedly.web import guards
from reportedly.web.api import details
from reportedly.web.api.described import examples
from reportedly.web.api.rows import PAGES
from reportedly.web.app import create_app


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
        ("/api/claims?as_of=2023-05-02", 2),
        ("/api/claims?as_of=2023-05-01", 0),
        ("/api/documents?as_of=2023-05-01", 0),
        ("/api/events?as_of=2023-05-01", 0),
        ("/api/parties?as_of=2023-05-02", 1),
        ("/api/parties?as_of=2023-05-01", 0),
        ("/api/search?q=shells&by=Jane+Orban&until=2023-05-02", 2),
        ("/api/search?q=shells&as_of=2023-05-01", 0),
        ("/api/dossiers?as_of=2023-05-02&since=2023-05-03", 0),
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
    narrowed = client.get(f"/api/dossiers/{row['id']}?since=2023-05-03").json()
    assert (narrowed["reports"], narrowed["first_report"]) == ([], "2023-05-02")


def test_search(client: TestClient) -> None:
    query = {"q": '"artillery shells" Borduria'}
    (hit,) = client.get("/api/search", params=query).json()["rows"]
    assert (hit["title"], hit["published"]) == ("Borduria sold shells, official says", "2023-05-02")


def test_a_search_goes_on_after_its_cursor(client: TestClient) -> None:
    first = client.get("/api/search?q=shells&limit=1")
    second = client.get(first.links["next"]["url"])
    assert second.json()["next"] is None
    titles = {row["title"] for one in (first, second) for row in one.json()["rows"]}
    assert len(titles) == 2


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
        ("/api/analyse", 405),
    ],
)
def test_problems_are_problem_details(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status


def test_head_is_get_without_the_body(client: TestClient) -> None:
    whole = client.get("/api/claims")
    head = client.head("/api/claims")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == whole.headers["etag"]
    assert head.headers["content-length"] == str(len(whole.content))
    known = {"If-None-Match": whole.headers["etag"]}
    assert client.head("/api/claims", headers=known).status_code == 304
    assert client.head("/api/analyse").status_code == 405


def test_no_other_site_may_read_the_answers(client: TestClient) -> None:
    answer = client.get("/api/claims", headers={"Origin": "https://elsewhere.example"})
    assert not any(name.startswith("access-control") for name in answer.headers)
    wish = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}
    assert client.options("/api/analyse", headers=wish).status_code == 405


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", None])
def test_a_body_that_is_no_json_is_refused(client: TestClient, kind: str | None) -> None:
    headers = {"Content-Type": kind} if kind else {}
    answer = client.post("/api/analyse", content=b'{"text": "She said so."}', headers=headers)
    assert answer.status_code == 415
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("place", [[10**30, 1], [-1, 1], [1, 2**40], ["", "", 2**70], ["", "", -1]])
@pytest.mark.parametrize("path", ["claims", "search?q=shells", "dossiers", "parties"])
def test_a_cursor_with_a_number_out_of_range_is_none(
    client: TestClient, path: str, place: list[object]
) -> None:
    cursor = cursor_of(tuple(place))
    assert client.get(f"/api/{path}", params={"q": "shells", "cursor": cursor}).status_code == 422


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
    json = {"Content-Type": "application/json"}
    assert client.post("/api/analyse", content=chunks, headers=json).status_code == 413


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


def test_a_list_says_where_it_goes_on(client: TestClient) -> None:
    first = client.get("/api/claims?limit=1&stance=asserts")
    address, _, relation = first.headers["link"].partition(">; ")
    rest = client.get(address.removeprefix("<"))
    assert relation == 'rel="next"'
    assert len(rest.json()["rows"]) == 1
    assert "link" not in rest.headers


def test_rows_hold_arrays(client: TestClient) -> None:
    claim = client.get("/api/claims?limit=1").json()["rows"][0]
    event = client.get("/api/events?limit=1").json()["rows"][0]
    assert claim["source_spans"] == [[0, 10]]
    assert (claim["basis"], event["actors"], event["recipients"]) == ([], ["RUR"], ["SYL"])


@pytest.mark.parametrize(
    ("to", "media", "ending"),
    [
        ("ftm", "application/x-ndjson", "entities.ftm.json"),
        ("register", "text/csv; charset=utf-8", "register.csv"),
        ("csv", "application/zip", "csv.zip"),
        ("parquet", "application/zip", "parquet.zip"),
    ],
)
def test_exports(client: TestClient, to: str, media: str, ending: str) -> None:
    (row,) = client.get("/api/dossiers").json()["rows"]
    one = client.get(f"/api/dossiers/{row['id']}/export?to={to}")
    whole = client.get(f"/api/export?to={to}")
    for answer in (one, whole):
        assert (answer.status_code, answer.headers["content-type"]) == (200, media)
        assert ending in answer.headers["content-disposition"]
        assert answer.content
    assert row["id"] in one.headers["content-disposition"]


def test_a_dossier_is_exported_with_its_documents_only(client: TestClient) -> None:
    (row,) = client.get("/api/dossiers").json()["rows"]
    archive = client.get(f"/api/dossiers/{row['id']}/export?to=jsonl").content
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        records = files.read("records.jsonl").splitlines()
        dossiers = files.read("dossiers.jsonl").splitlines()
    assert (len(records), len(dossiers)) == (row["documents"], 1)


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[TestClient]:
    """A client of an application that takes documents from who holds its token."""
    ledger = Ledger(f"sqlite:///{tmp_path / 'guarded.db'}")
    with TestClient(create_app(ledger, token="let-me-in")) as client:  # noqa: S106
        yield client
    ledger.close()


ARTICLE = {
    "text": "Iran sold drones to Sudan, a U.S. official said on Monday.",
    "published": "2024-05-07",
    "doc_id": "quay-1",
    "publisher": "Quay Courier",
}


def test_without_a_token_nobody_writes(client: TestClient) -> None:
    authorised = {"Authorization": "Bearer let-me-in"}
    assert client.post("/api/documents", json=ARTICLE, headers=authorised).status_code == 403


@pytest.mark.parametrize(
    "header", [None, "Bearer", "Bearer let-me-out", "Basic let-me-in", "Bearer \u00e9"]
)
def test_another_token_is_refused(guarded: TestClient, header: str | None) -> None:
    headers = {"Authorization": header.encode()} if header else {}
    answer = guarded.post("/api/documents", json=ARTICLE, headers=headers)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert guarded.get("/api/documents").json()["rows"] == []


def test_who_holds_the_token_adds_a_document_once(guarded: TestClient) -> None:
    headers = {"Authorization": "Bearer let-me-in"}
    first = guarded.post("/api/documents", json=ARTICLE, headers=headers)
    again = guarded.post("/api/documents", json=ARTICLE, headers=headers)
    assert (first.status_code, again.status_code) == (201, 201), first.text
    assert guarded.get(first.headers["location"]).json() == first.json()
    assert len(guarded.get("/api/documents").json()["rows"]) == 1
    (dossier,) = guarded.get("/api/dossiers?by=IRN").json()["rows"]
    assert (dossier["supplier"], dossier["recipient"], dossier["documents"]) == ("IRN", "SDN", 1)


def test_examples_are_of_the_records_that_they_show() -> None:
    kinds = {"Analysis": Analysis, "Dossier": Dossier, **PAGES}
    assert set(examples()) == set(kinds)
    for name, example in examples().items():
        msgspec.convert(example, kinds[name])


def test_an_unexpected_fault_is_a_problem_too(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(details, "dossier_page", broken)
    answer = client.get("/api/dossiers")
    assert (answer.status_code, answer.json()["status"]) == (500, 500)
    assert "secret" not in answer.text
