"""Claims and search at eighty columns."""

from __future__ import annotations

import io

from rich.console import Console

from reportedly.terminal.lists import print_claims, print_found

CLAIM = {
    "document_id": "a",
    "published": "2023-05-02",
    "publisher": "Harbour Post",
    "title": "Ruritania sold shells",
    "source": "a senior official of the ministry of defence",
    "source_name": None,
    "source_code": None,
    "stance": "calls_illegal",
    "said_on": "2023-05-01",
    "content": "the sale of some ten thousand artillery shells to Sylvania broke the embargo " * 2,
}


def printed(show: object, rows: list[dict[str, object]]) -> list[str]:
    """The lines that a terminal of eighty columns shows."""
    console = Console(file=io.StringIO(), width=80, color_system=None)
    show(rows, console)  # type: ignore[operator]
    return console.file.getvalue().splitlines()  # type: ignore[attr-defined]


def test_claims_stand_under_their_document_and_use_the_width() -> None:
    lines = printed(print_claims, [CLAIM, CLAIM | {"source_name": "Jane Orban"}])
    assert lines[0].rstrip() == "2023-05-02  Harbour Post  Ruritania sold shells"
    assert "a senior official of the ministry of defence  calls illegal  on 2023-05-01" in lines[1]
    assert sum("Ruritania sold shells" in line for line in lines) == 1
    assert max(map(len, lines)) <= 80
    assert len(lines) <= 12


def test_a_snippet_uses_the_width_and_steers_nothing() -> None:
    hit = CLAIM | {"snippet": "he said the [shells]\x1b[31m were sold " * 3, "title": None}
    lines = printed(print_found, [hit])
    assert "\x1b" not in "".join(lines)
    assert len(lines) <= 4
