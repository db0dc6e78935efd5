"""The pages, as they are sent."""

from __future__ import annotations

import re

import lxml.html
import pytest
from fastapi.testclient import TestClient

from ledger_articles import article

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
    ],
)
def test_pages(client: TestClient, path: str, words: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert words in answer.text
    assert "unsafe-inline" not in answer.headers["content-security-policy"]
    assert not re.search(r"\sstyle=|\son\w+=|<style|<script>", answer.text)


def test_a_dossier_page_leads_to_the_words(client: TestClient) -> None:
    (dossier,) = client.get("/api/dossiers").json()
    page = client.get(f"/dossiers/{dossier['id']}").text
    link = re.search(r'href="(/documents/[0-9a-f]+)#claim-(c\d+)"', page)
    assert link
    assert f'id="claim-{link.group(2)}"' in client.get(link.group(1)).text


def test_a_dossier_as_it_stood(client: TestClient) -> None:
    (dossier,) = client.get("/api/dossiers").json()
    assert client.get(f"/dossiers/{dossier['id']}?as_of=2023-05-02").status_code == 200
    assert client.get(f"/dossiers/{dossier['id']}?as_of=2023-05-01").status_code == 404


def test_an_empty_ledger_says_how_to_begin(empty: TestClient) -> None:
    assert "reportedly ingest" in empty.get("/").text


def test_a_pasted_article_is_read(client: TestClient) -> None:
    answer = client.post(
        "/read", data={"text": "Iran sold drones, an official said.", "published": "2024-05-07"}
    )
    assert answer.status_code == 200
    assert "official" in answer.text
    assert client.post("/read", data={"text": "", "published": ""}).status_code == 422


def test_an_article_full_of_markup_is_text(client: TestClient) -> None:
    answer = client.post("/read", data={"text": f"A minister said: {PAYLOAD}"})
    assert "<script>alert" not in answer.text
    assert "<img" not in answer.text
    (shown,) = lxml.html.document_fromstring(answer.text).xpath("//article")
    assert "<script>alert(1)</script>" in shown.text_content()
