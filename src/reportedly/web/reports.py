"""The report of each dossier as a file of its own, to be kept, sent, or printed."""

from __future__ import annotations

import re
from pathlib import Path

from markupsafe import Markup

from reportedly.ledger.dossiers import stored_dossiers
from reportedly.ledger.ledger import Ledger
from reportedly.linking.records import Dossier
from reportedly.web.pages.dossiers import Told, shown
from reportedly.web.pages.rendering import filled

_STYLE = Path(__file__).parent / "static" / "style.css"
# A file has no reading view to lead to, but its list of sources: by the first twelve digits.
_TO_DOCUMENT = re.compile(r'href="documents/([0-9a-f]{12})[^"]*"')


def write_reports(ledger: Ledger, folder: Path) -> dict[str, int]:
    """Write `<dossier>.html` for each dossier; how many documents each draws on.

    Raises `OSError` if the folder can't be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    for dossier in stored_dossiers(ledger):
        name = f"{dossier.id}.html"
        (folder / name).write_text(report(ledger, dossier), encoding="utf-8")
        written[name] = len(dossier.reports)
    return written


def report(ledger: Ledger, dossier: Dossier) -> str:
    """The report as a page that needs no other file; what it says leads to its source in it."""
    values = shown(ledger, dossier, Told(all=True)) | {"parties": ()}
    style = Markup(_STYLE.read_text("utf-8"))  # noqa: S704  ours
    page = filled("report.html", url=lambda path: path, style=style, **values)
    return _TO_DOCUMENT.sub(r'href="#source-\1"', page)
