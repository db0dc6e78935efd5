"""The pictures of the documentation, made anew with `REPORTEDLY_SCREENSHOTS=1`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

FOLDER = Path(__file__).parents[2] / "docs" / "images"
SHOWN = {
    "dossiers": ("/", 820),
    "dossier": ("/dossiers/prk-rus-ammunition-2023", 1060),
    "reading": ("document", 900),
    "map": ("/map", 860),
    "party": ("/party?name=Russia", 900),
}


@pytest.mark.parametrize("name", SHOWN)
def test_the_pictures_of_the_documentation(browser: Browser, site: str, name: str) -> None:
    path, height = SHOWN[name]
    context = browser.new_context(base_url=site, viewport={"width": 1240, "height": height})
    page = context.new_page()
    if path == "document":
        page.goto("/dossiers/prk-rus-ammunition-2023")
        page.locator(".stories a", has_text="2023-10-13").first.click()
    else:
        page.goto(path)
    picture = taken(page)
    context.close()
    assert len(picture) > 10_000
    if os.environ.get("REPORTEDLY_SCREENSHOTS"):
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / f"{name}.png").write_bytes(picture)
    assert (FOLDER / f"{name}.png").exists()


def taken(page: Page) -> bytes:
    """What the window shows."""
    page.evaluate("document.fonts.ready")
    return page.screenshot(animations="disabled")
