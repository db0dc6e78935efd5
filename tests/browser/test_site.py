"""The site in a real browser."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

PAGES = ["/", "/documents", "/claims", "/parties", "/search?q=drones", "/read", "/about"]
PAYLOAD = (
    '<script>document.title="owned"</script><img src=x onerror="document.title=1">\u202egnp.exe'
)


def first_dossier(page: Page) -> str:
    """Open the first dossier of the list and return its address."""
    page.goto("/")
    page.locator("td.flow a").first.click()
    return page.url


def first_document(page: Page) -> str:
    """Open the first document of the list and return its address."""
    page.goto("/documents")
    page.locator("tbody a").first.click()
    return page.url


@pytest.mark.parametrize("path", PAGES)
def test_every_page_loads_whole(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("path", [*PAGES, "dossier", "document"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_barrier(page: Page, path: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    if path == "dossier":
        first_dossier(page)
    elif path == "document":
        first_document(page)
    else:
        page.goto(path)
    violations = Axe().run(page).response["violations"]
    serious = [
        (v["id"], [node["html"][:200] for node in v["nodes"][:3]])
        for v in violations
        if v["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_filters_narrow_the_list(page: Page) -> None:
    page.goto("/")
    before = page.locator("tbody tr").count()
    page.get_by_label("Supplier or recipient").fill("IRN")
    page.get_by_role("button", name="Filter").click()
    rows = page.locator("tbody tr")
    assert 0 < rows.count() < before
    for row in rows.all():
        assert "Iran" in (row.locator(".flow").text_content() or "")


def test_a_value_leads_to_its_characters(page: Page) -> None:
    page.goto("/claims")
    link = page.locator("tbody td a").first
    words = (link.text_content() or "").strip()
    link.click()
    target = page.locator(":target")
    expect(target).to_be_in_viewport()
    shown = (target.text_content() or "").strip()
    assert words.startswith(shown) or shown.startswith(words)


def test_highlights_are_the_words_of_the_record(page: Page) -> None:
    address = first_document(page)
    record = page.request.get(address.replace("/documents/", "/api/documents/")).json()
    text = record["document"]["text"]
    for claim in record["claims"]:
        for role in ("source", "cue", "content"):
            shown = "".join(
                page.locator(f'.text .{role}[data-claims~="{claim["id"]}"]').all_text_contents()
            )
            for start, end in claim[role]["spans"]:
                assert "".join(text[start:end].split()) in "".join(shown.split())


def test_layers_can_be_switched_off(page: Page) -> None:
    first_document(page)
    cue = page.locator(".text .cue").first

    def background() -> str:
        return str(cue.evaluate("element => getComputedStyle(element).backgroundColor"))

    shown = background()
    for layer in ("cue", "content", "source"):
        page.locator(f"#layer-{layer}").uncheck()
    assert background() != shown
    assert background() == "rgba(0, 0, 0, 0)"


def test_the_keyboard_alone_reaches_a_document_from_the_first_page(page: Page) -> None:
    page.goto("/")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('td.flow') !== null"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/dossiers/"))
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.href?.includes('/documents/') ?? false"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/documents/"))


def test_an_article_full_of_markup_is_shown_as_text(page: Page) -> None:
    page.goto("/read")
    page.get_by_label("Text of the article").fill(f"A minister said it was so. {PAYLOAD}")
    page.get_by_role("button", name="Read").click()
    expect(page.locator("article.text")).to_contain_text('<script>document.title="owned"')
    assert page.title() == "pasted article · reportedly"
    assert page.locator("article.text img, article.text script").count() == 0


def test_it_works_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.locator("td.flow a").first.click()
    expect(page.locator("h2").first).to_be_visible()
    page.locator("td a").first.click()
    context.close()
