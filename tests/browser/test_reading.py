"""The reading view in a real browser, and articles given to be read."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, Page, expect
from test_site import serious_barriers

PAYLOAD = (
    '<script>document.title="owned"</script><img src=x onerror="document.title=1">\u202egnp.exe'
)
LAYERS = ("content", "source", "cue", "party", "time", "goods", "transfer", "event")


@pytest.fixture
def article(page: Page) -> Page:
    """The article that most claims were read in, of one dossier."""
    page.goto("/dossiers/prk-rus-ammunition-2023")
    page.locator(".stories a", has_text="2023-10-13").first.click()
    return page


def test_highlights_are_the_words_of_the_record(article: Page) -> None:
    address = article.locator("a", has_text="JSON").get_attribute("href") or ""
    record = article.request.get(address).json()
    text = record["document"]["text"]
    assert record["claims"]
    spans = {
        f".{role}[data-records~='claim-{claim['id']}']": claim[role]["spans"]
        for claim in record["claims"]
        for role in ("source", "cue", "content")
    } | {
        f".party[data-records~='party-{party['id']}']": party["mentions"]
        for party in record["parties"]
    }
    for selector, found in spans.items():
        shown = "".join(article.locator(f".text {selector}").all_text_contents())
        for start, end in found:
            assert "".join(text[start:end].split()) in "".join(shown.split())


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_can_be_switched(article: Page, layer: str) -> None:
    mark = article.locator(f".text .{layer}").first

    def look() -> str:
        style = "getComputedStyle(e)"
        parts = f"[{style}.backgroundColor, {style}.textDecoration, {style}.boxShadow]"
        return str(mark.evaluate(f"e => {parts}.join()"))

    for other in LAYERS:
        article.locator(f"#layer-{other}").uncheck()
    plain = look()
    article.locator(f"#layer-{layer}").check()
    assert look() != plain


def test_focus_on_words_shows_their_record(article: Page) -> None:
    word = article.locator(".text a.cue").first
    record = (word.get_attribute("data-records") or "").split()[-1]
    word.focus()
    bubble = article.locator(".bubble")
    expect(bubble).to_be_visible()
    head = article.locator(f"#{record} .head").text_content() or ""
    assert " ".join(head.split()) in " ".join((bubble.text_content() or "").split())
    article.keyboard.press("Escape")
    expect(bubble).to_be_hidden()


def test_a_record_lights_its_words(article: Page) -> None:
    card = article.locator("[data-record^=claim]").first
    card.hover()
    record = card.get_attribute("data-record")
    lit = article.locator(".text .lit")
    assert lit.count() > 0
    for word in lit.all():
        assert record in (word.get_attribute("data-records") or "").split()


def read(page: Page, text: str) -> None:
    """Paste an article and wait until it is shown."""
    page.goto("/read")
    page.get_by_label("Text of the article").fill(text)
    page.get_by_role("button", name="Read").click()
    expect(page.locator("article.text")).to_be_visible(timeout=30_000)


def test_an_article_full_of_markup_is_shown_as_text(page: Page) -> None:
    read(page, f"A minister said it was so. {PAYLOAD}")
    expect(page.locator("article.text")).to_contain_text('<script>document.title="owned"')
    assert page.title() == "pasted article · reportedly"
    assert page.locator("article.text img, article.text script").count() == 0
    expect(page.locator("article.text")).to_contain_text("⟨RLO⟩gnp.exe")
    isolated = page.locator("article.text p").first
    assert isolated.evaluate("e => getComputedStyle(e).unicodeBidi") == "isolate"


def test_markup_is_text_wherever_it_comes(page: Page) -> None:
    line = {
        "text": f"{PAYLOAD} said {PAYLOAD} sold shells to {PAYLOAD}, an official said.",
        "title": PAYLOAD,
        "publisher": PAYLOAD,
        "url": "javascript:alert(1)",
    }
    page.goto("/read")
    lines = (json.dumps(line) + "\n") * 2
    page.get_by_label("or a file").set_input_files(
        {"name": f"{PAYLOAD}.jsonl", "mimeType": "text/plain", "buffer": lines.encode()}
    )
    page.get_by_role("button", name="Read").click()
    results = page.locator("tbody a")
    expect(results).to_have_count(2, timeout=30_000)
    results.first.click()
    expect(page.locator("h1")).to_contain_text("<script>")
    assert page.locator("main img, main script, a[href^='javascript']").count() == 0
    assert page.title() != "owned"


def test_what_was_read_is_open_to_all(page: Page) -> None:
    read(page, "Iran sold drones to Sudan, an official said on Monday. Sudan denied it.")
    expect(page.get_by_text("Nothing was stored")).to_be_visible()
    assert serious_barriers(page) == []


def test_an_article_is_read_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    read(page, "Iran sold drones to Sudan, an official said on Monday.")
    expect(page.locator("[data-record^=claim]").first).to_be_visible()
    page.locator(".text a.cue").first.click()
    expect(page.locator(".cards :target")).to_be_visible()
    context.close()
