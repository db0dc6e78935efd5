"""Reports of dossiers, as files."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest

from ledger_articles import article
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.linking import link
from reportedly.web.reports import write_reports


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A ledger with two articles of one deal."""
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    ledger.store([article("Ruritania"), article("Borduria")])
    link(ledger)
    return ledger


def test_each_dossier_has_a_file_that_needs_no_other(ledger: Ledger, tmp_path: Path) -> None:
    written = write_reports(ledger, tmp_path / "reports")
    assert written
    for name, documents in written.items():
        page = lxml.html.parse(str(tmp_path / "reports" / name)).getroot()
        assert not page.xpath("//link | //script | //img")
        assert "--" in page.findtext(".//style")
        targets = set(page.xpath("//@id"))
        leads = page.xpath("//a/@href")
        assert leads
        assert {lead for lead in leads if not lead.startswith(("https://", "#"))} == set()
        assert {lead[1:] for lead in leads if lead.startswith("#")} <= targets
        assert sum(target.startswith("source-") for target in targets) == documents


def test_a_report_is_filled_with_text_not_with_markup(tmp_path: Path) -> None:
    payload = "</style><script>alert(1)</script>"
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    ledger.store([article(payload)])
    link(ledger)
    for name in write_reports(ledger, tmp_path):
        page = lxml.html.parse(str(tmp_path / name)).getroot()
        assert not page.xpath("//script")
        assert payload in page.text_content()
