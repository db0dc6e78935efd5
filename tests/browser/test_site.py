"""The site in a real browser: every page whole, no barrier, and usable with the keyboard alone."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

PAGES = [
    "/",
    "/?as_of=2023-09-05",
    "/map",
    "/map?view=middle-east",
    "/network",
    "/claims",
    "/claims?about=Russia&stance=denies",
    "/parties",
    "/party?name=John+Kirby",
    "/party?name=Russia",
    "/documents",
    "/search?q=drones",
    "/lists",
    "/read",
    "/about",
    "/dossiers/prk-rus-ammunition-2023",
    "/dossiers/prk-rus-ammunition-2023/report",
    "document",
]
SIZES = {"wide": (1280, 900), "narrow": (390, 800)}


def opened(page: Page, path: str) -> None:
    """Open a page; "document" is the first of the list."""
    if path == "document":
        page.goto("/documents")
        page.locator("tbody a").first.click()
    else:
        page.goto(path)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("size", SIZES)
def test_every_page_loads_whole_and_fits_the_window(page: Page, path: str, size: str) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    opened(page, path)
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("scheme", "size"), [("light", "wide"), ("dark", "wide"), ("light", "narrow")]
)
def test_no_serious_barrier(page: Page, path: str, scheme: str, size: str) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    opened(page, path)
    assert serious_barriers(page) == []


def serious_barriers(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds that keeps people out, with the first places of each."""
    violations = Axe().run(page).response["violations"]
    return [
        (v["id"], [node["html"][:200] for node in v["nodes"][:3]])
        for v in violations
        if v["impact"] in ("serious", "critical")
    ]


def test_filters_narrow_the_list_of_dossiers(page: Page) -> None:
    page.goto("/")
    before = page.locator("tbody tr").count()
    page.get_by_label("Supplier").fill("Iran")
    page.get_by_label("Goods").select_option("uav")
    page.get_by_role("button", name="Filter").click()
    rows = page.locator("tbody tr")
    assert 0 < rows.count() < before
    for row in rows.all():
        assert (row.locator(".flow").text_content() or "").startswith("Iran")
        expect(row).to_contain_text("drones (UAV)")
    page.get_by_role("link", name="Clear").click()
    expect(rows).to_have_count(before)


def test_a_list_as_it_stood_knows_no_later_status(page: Page) -> None:
    def status() -> str:
        row = page.locator("tr", has=page.locator('a[href*="prk-rus-ammunition-2023"]'))
        return row.locator(".badge").text_content() or ""

    page.goto("/")
    now = status()
    page.get_by_label("As it stood on").fill("2023-09-05")
    page.get_by_role("button", name="Filter").click()
    assert status() != now


def test_filters_narrow_the_claims(page: Page) -> None:
    page.goto("/claims")
    page.get_by_label("Stance").select_option("denies")
    page.get_by_label("About").fill("Russia")
    page.get_by_role("button", name="Filter").click()
    stances = page.locator("tbody .stance").all_text_contents()
    assert stances
    assert set(stances) == {"denies"}


def test_lists_go_on_page_by_page(page: Page) -> None:
    page.goto("/claims")
    first = page.locator("tbody tr").first.text_content()
    page.get_by_role("link", name="Older claims").click()
    assert page.locator("tbody tr").first.text_content() != first


@pytest.mark.parametrize("path", ["/claims", "/party?name=John+Kirby"])
def test_a_claim_leads_to_its_characters(page: Page, path: str) -> None:
    page.goto(path)
    link = page.locator("tbody a.quiet").first
    words = (link.text_content() or "").strip()
    link.click()
    target = page.locator(":target")
    expect(target).to_be_in_viewport()
    assert words.startswith((target.text_content() or "").strip())


def test_values_of_a_dossier_lead_to_their_characters(page: Page) -> None:
    page.goto("/dossiers/prk-rus-ammunition-2023")
    links = page.locator("main a.quiet")
    found = [(a.text_content() or "", a.get_attribute("href") or "") for a in links.all()]
    assert len(found) > 10
    for words, address in found[::3]:
        page.goto(address)
        shown = (page.locator("article :target").text_content() or "").strip()
        assert words.strip().startswith(shown)


def test_a_mark_of_the_timeline_leads_to_its_words_with_the_keyboard(page: Page) -> None:
    page.goto("/dossiers/prk-rus-ammunition-2023")
    mark = page.locator("a.mark.denied").first
    said = (mark.locator("title").text_content() or "").partition(": ")[2]
    mark.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/documents/.*#o"))
    assert said.startswith((page.locator("article :target").text_content() or "").strip())


def test_a_mark_of_many_leads_to_their_lines(page: Page) -> None:
    page.goto("/dossiers/prk-rus-ammunition-2023")
    mark = page.locator("a.mark[href^='#']").first
    number = int(mark.locator("text").text_content() or "")
    mark.focus()
    page.keyboard.press("Enter")
    lines = page.locator("details.lines :target li a")
    expect(lines.first).to_be_in_viewport()
    assert 1 < lines.count() <= number
    lines.first.click()
    expect(page.locator("article :target")).to_be_in_viewport()


def test_a_month_of_a_party_leads_to_its_claims(page: Page) -> None:
    page.goto("/party?name=John+Kirby")
    page.locator("svg.months a").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("since=2023-10-01"))
    dates = page.locator("tbody td.date").all_text_contents()
    assert dates
    assert all(day.startswith("2023-10") for day in dates)


@pytest.mark.parametrize("path", ["/map", "/network"])
def test_an_arrow_leads_to_its_dossiers(page: Page, path: str) -> None:
    page.goto(path)
    arrow = page.locator(".arc, .band").last
    title = arrow.locator("title").text_content() or ""
    arrow.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("supplier="))
    flow = page.locator("tbody .flow").first.text_content() or ""
    assert title.startswith(" ".join(flow.split()))


def test_the_map_can_be_seen_closer(page: Page) -> None:
    page.goto("/map?supplier=IRN")
    page.get_by_role("link", name="Middle East").click()
    assert page.locator(".arc").count() > 0
    assert "supplier=IRN" in page.url
    page.get_by_role("button", name="Filter").click()
    assert "view=middle-east" in page.url


def test_a_citation_can_be_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/dossiers/prk-rus-ammunition-2023")
    cite = page.locator(".statements details.cite").first
    cite.locator("summary").click()
    text = cite.locator(".citation").text_content()
    cite.get_by_role("button", name="Copy").click()
    expect(cite.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == text


def test_the_report_prints_without_furniture(page: Page) -> None:
    page.goto("/dossiers/prk-rus-ammunition-2023/report")
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_text("Back to the dossier")).to_be_hidden()
    assert page.pdf().startswith(b"%PDF-")


def test_the_skip_link_leads_past_the_menu(page: Page) -> None:
    page.goto("/claims")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_keyboard_alone_reaches_the_words_from_the_first_page(page: Page) -> None:
    def tab_to(condition: str) -> None:
        for _ in range(200):
            page.keyboard.press("Tab")
            if page.evaluate(f"(e => {condition})(document.activeElement)"):
                outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert outline != "none"
                page.keyboard.press("Enter")
                return
        raise AssertionError(f"no way to {condition}")

    page.goto("/")
    tab_to("e.closest('tbody th') !== null")
    page.wait_for_url(re.compile("/dossiers/"))
    tab_to("e.matches('.statements a.quiet')")
    page.wait_for_url(re.compile("/documents/.*#o"))
    tab_to("e.matches('article.text a, .records a')")


def test_motion_is_spared_those_who_ask(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto("/")
    behaviour = page.evaluate("getComputedStyle(document.documentElement).scrollBehavior")
    assert behaviour == "auto"


@pytest.mark.parametrize(
    "path", ["/", "/map", "/network", "/claims", "/party?name=Russia", "/lists"]
)
def test_it_works_without_javascript(browser: Browser, site: str, path: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto(path)
    expect(page.locator("h1")).to_be_visible()
    first = page.locator("tbody a, .empty").first
    expect(first).to_be_visible()
    context.close()
