"""The pages, as they are sent."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import msgspec
import pytest
from fastapi.testclient import TestClient

from ledger_articles import article
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.linking import link
from reportedly.records import Document
from reportedly.web import guards
from reportedly.web.app import create_app

PAYLOAD = '<script>alert(1)</script> \u202eevil\u202c <img src=x onerror=alert(2)> & "quotes" \''


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "artillery ammunition"),
        ("/documents", "Ruritania sold shells"),
        (f"/documents/{article().document.id}", "artillery shells"),
        (f"/documents/{article().document.id[:12]}", "artillery shells"),
        ("/claims?by=Jane+Orban", "Jane Orban"),
        ("/parties", "Jane Orban"),
        ("/search?q=Borduria", "Borduria"),
        ("/read", "Paste its text"),
        ("/about", "never that it is true"),
        ("/map", "As a list"),
        ("/network", "As a list"),
        ("/lists", "reportedly lists update"),
        ("/party?name=Jane+Orban", "asserted and denied"),
        ("/?category=artillery_ammunition&status=alleged", "RUR"),
        ("/?as_of=2023-05-02", "alleged"),
        ("/claims?about=SYL&words=shells", "Jane Orban"),
    ],
)
def test_pages(client: TestClient, path: str, words: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert words in answer.text
    assert "unsafe-inline" not in answer.headers["content-security-policy"]
    assert not re.search(r"\sstyle=|\son\w+=|<style|<script>", answer.text)


def dossiers(client: TestClient) -> list[str]:
    """The ids of the dossiers that the first page leads to."""
    return re.findall(r'href="/dossiers/([^"?]+)"', client.get("/").text)


def test_a_dossier_as_it_stood(client: TestClient) -> None:
    (dossier,) = dossiers(client)
    assert client.get(f"/dossiers/{dossier}?as_of=2023-05-02").status_code == 200
    assert client.get(f"/dossiers/{dossier}?as_of=2023-05-01").status_code == 404


def test_a_dossier_as_a_report_to_print(client: TestClient) -> None:
    (dossier,) = dossiers(client)
    page = client.get(f"/dossiers/{dossier}/report").text
    assert "never that it is true" in page
    assert "artillery shells" in page


def test_values_of_a_dossier_lead_to_their_characters(client: TestClient) -> None:
    (dossier,) = dossiers(client)
    page = lxml.html.document_fromstring(client.get(f"/dossiers/{dossier}").text)
    links = page.xpath("//a[contains(@href, '#o')]")
    assert len(links) >= 3
    for one in links:
        path, _, anchor = one.get("href").partition("#")
        article = lxml.html.document_fromstring(client.get(path).text)
        (target,) = article.xpath(f"//article//*[@id='{anchor}']")
        assert target.text_content()


def test_statuses_dates_and_marks_of_a_dossier_lead_to_characters(client: TestClient) -> None:
    (dossier,) = dossiers(client)
    page = lxml.html.document_fromstring(client.get(f"/dossiers/{dossier}").text)
    for values in (
        "//dl[@class='counts']//a[.//*[contains(@class, 'badge')]]",
        "//table//td/a[.//*[contains(@class, 'badge')]]",
        "//table[@class='matrix']//td/a",
        "//details[@class='lines']//li/a",
        "//*[local-name()='a' and @class='flag']",
    ):
        links = page.xpath(values)
        assert links, values
        assert all("#o" in link.get("href") for link in links), values
    anchors = set(page.xpath("//@id"))
    marks = page.xpath("//*[local-name()='a' and starts-with(@class, 'mark ')]/@href")
    assert marks
    assert all("#o" in mark or mark[1:] in anchors for mark in marks)


@pytest.mark.parametrize("group", ["Front / Unity", "Who? #1 & 50%", "Army of \u202eLight"])
def test_a_group_may_be_named_as_it_likes(tmp_path: Path, group: str) -> None:
    told = article()
    transfer = msgspec.structs.replace(told.transfers[0], recipient=group)
    ledger = Ledger(f"sqlite:///{tmp_path / 'group.db'}")
    ledger.store([msgspec.structs.replace(told, transfers=(transfer,))])
    link(ledger)
    with TestClient(create_app(ledger)) as client:
        (dossier,) = dossiers(client)
        assert client.get(f"/dossiers/{dossier}").status_code == 200
        assert client.get(f"/dossiers/{dossier}/report").status_code == 200
        for path in ("/map", "/network"):
            page = lxml.html.document_fromstring(client.get(path).text)
            (flow,) = page.xpath("//table//th/a/@href")
            assert dossier in client.get(flow).text
    ledger.close()


@pytest.mark.parametrize("mark", ["\u202e", "\u2067", "\u200f"])
def test_marks_of_direction_are_seen(client: TestClient, mark: str) -> None:
    page = client.get("/party", params={"name": f"exe.{mark}gnp"}).text
    assert mark not in page
    assert re.search(r"exe\.⟨[A-Z]{3}⟩gnp", page)


def test_a_dossier_can_be_taken_away_in_other_forms(client: TestClient) -> None:
    (dossier,) = dossiers(client)
    page = lxml.html.document_fromstring(client.get(f"/dossiers/{dossier}").text)
    links = page.xpath("//p[@class='exports']//a/@href")
    assert len(links) >= 7
    for one in links:
        assert client.get(one).status_code == 200


def test_every_statement_can_be_cited(client: TestClient) -> None:
    (dossier,) = dossiers(client)
    page = lxml.html.document_fromstring(client.get(f"/dossiers/{dossier}").text)
    statements = page.xpath("//ol[@class='statements']/li")
    assert statements
    for statement in statements:
        (citation,) = statement.xpath(".//p[@class='citation']")
        assert "Harbour Post" in citation.text
        assert "claim c1" in citation.text


@pytest.mark.parametrize(
    "path",
    [
        "/dossiers/none",
        "/documents/0000000000000000",
        "/party?name=Nobody",
        "/read/gone",
        "/nowhere",
    ],
)
def test_what_is_not_there_is_said_on_a_page(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "<h1>This can't be shown</h1>" in answer.text


@pytest.mark.parametrize(
    "path", ["/?since=Monday", "/claims?cursor=nonsense", "/map?view=" + "x" * 500]
)
def test_what_was_not_understood_is_said_on_a_page(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("text/html")
    assert "<h1>This can't be shown</h1>" in answer.text


def test_a_list_as_it_stood_before_the_first_report_is_empty(client: TestClient) -> None:
    assert "No dossier fits" in client.get("/?as_of=2023-05-01").text


def test_a_state_is_found_by_its_name(client: TestClient) -> None:
    assert "No dossier fits" in client.get("/?supplier=Iran").text
    assert "No dossier fits" not in client.get("/?supplier=RUR").text


def test_an_empty_ledger_says_how_to_begin(empty: TestClient) -> None:
    assert "reportedly ingest" in empty.get("/").text


@pytest.mark.parametrize("path", ["/map", "/network", "/claims", "/parties", "/documents"])
def test_an_empty_ledger_has_all_pages(empty: TestClient, path: str) -> None:
    assert empty.get(path).status_code == 200


def test_a_pasted_article_is_read(client: TestClient) -> None:
    answer = read(
        client, data={"text": "Iran sold drones, an official said.", "published": "2024-05-07"}
    )
    assert answer.status_code == 200
    assert "official" in answer.text
    assert "Nothing was stored" in answer.text
    assert client.post("/read", data={"text": "", "published": ""}).status_code == 422
    bad = client.post("/read", data={"text": "Iran sold drones.", "published": "2024-99-99"})
    assert bad.status_code == 422


def test_a_file_is_read(client: TestClient) -> None:
    lines = (
        '{"text": "Iran sold drones, an official said.", "title": "One"}\n'
        '{"text": "Serbia sent shells, a minister said.", "title": "Two"}\n{"text": 1}\n'
    )
    answer = read(client, files={"file": ("articles.jsonl", lines.encode())})
    page = lxml.html.document_fromstring(answer.text)
    assert [link.text for link in page.xpath("//tbody//a")] == ["One", "Two"]
    assert "can't be read" in answer.text
    assert "drones" in client.get(page.xpath("//tbody//a/@href")[0]).text


def test_progress_is_told_while_an_article_is_read(client: TestClient) -> None:
    going_on = threading.Event()

    def slowly() -> Iterator[Document]:
        going_on.wait(10)
        yield article().document

    app: Any = client.app
    job_id, done = app.state.jobs.give("slow", slowly)
    page = client.get(f"/read/{job_id}").text
    assert "<progress" in page
    assert '<noscript><meta http-equiv="refresh"' in page
    going_on.set()
    done.result(60)
    assert "<progress" not in client.get(f"/read/{job_id}").text


def read(client: TestClient, **given: Any) -> Any:
    """Give an article, and wait for the page that shows it read."""
    answer = client.post("/read", **given)
    for _ in range(600):
        if "data-refresh" not in answer.text:
            break
        time.sleep(0.05)
        answer = client.get(str(answer.url))
    return answer


def test_an_article_full_of_markup_is_text(client: TestClient) -> None:
    answer = read(client, data={"text": f"A minister said: {PAYLOAD}"})
    assert "<script>alert" not in answer.text
    assert "<img" not in answer.text
    (shown,) = lxml.html.document_fromstring(answer.text).xpath("//article")
    assert "<script>alert(1)</script>" in shown.text_content()


def test_a_file_over_the_limit_is_refused_on_a_page(client: TestClient) -> None:
    answer = client.post("/read", files={"file": ("big.txt", b"a" * (guards.LARGEST_BODY + 1))})
    assert answer.status_code == 413
    assert answer.headers["content-type"].startswith("text/html")
    assert "the body is over 2 MB" in answer.text
