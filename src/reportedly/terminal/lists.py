"""Claims and documents that were found, one below the other: texts need the whole width."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from reportedly.terminal.words import STANCE_STYLE, printable

Row = Mapping[str, Any]


def print_claims(rows: Iterable[Row], console: Console) -> None:
    """Print claims under the document that reports them."""
    for _, of_document in groupby(rows, key=lambda row: row["document_id"]):
        claims = list(of_document)
        console.print(_heading(claims[0]))
        for row in claims:
            console.print(Padding(_who(row), (0, 0, 0, 2)))
            console.print(Padding(Text(printable(row["content"])), (0, 0, 0, 4)))
        console.print()


def print_found(rows: Iterable[Row], console: Console) -> None:
    """Print documents that a search found, with the words around those it looked for."""
    for row in rows:
        console.print(_heading(row))
        console.print(Padding(Text(printable(row["snippet"])), (0, 0, 1, 2)))


def _heading(row: Row) -> Text:
    parts = (row["published"] or "undated", row["publisher"])
    place = "  ".join(printable(part) for part in parts if part)
    return Text.assemble((place, "dim"), "  ", (printable(row["title"] or ""), "bold"))


def _who(row: Row) -> Text:
    name = printable(row["source_name"] or row["source"] or "(not named)")
    line = Text(name, style="cyan")
    if row["source_code"]:
        line.append(f" {row['source_code']}", style="dim not bold")
    line.append(f"  {row['stance'].replace('_', ' ')}", style=STANCE_STYLE.get(row["stance"], ""))
    if row["said_on"]:
        line.append(f"  on {row['said_on']}", style="dim")
    return line
