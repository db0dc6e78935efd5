"""`claims`, `parties`, `search`: look into the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

import typer

from reportedly.cli.options import (
    DEFAULT_LEDGER,
    By,
    Format,
    LedgerUrl,
    Limit,
    Printed,
    Since,
    Until,
    checked_date,
    console,
    opened,
)


def claims(
    ledger: LedgerUrl = DEFAULT_LEDGER,
    since: Since = None,
    until: Until = None,
    by: By = None,
    stance: Annotated[str | None, typer.Option(help="asserts, denies, warns …")] = None,
    limit: Limit = 50,
    form: Printed = Format.table,
) -> None:
    """Who said what: the claims in the ledger, newest first."""
    from reportedly.ledger.listings import Filters, page

    filters = Filters(
        since=checked_date(since, "--since"),
        until=checked_date(until, "--until"),
        by=by,
        stance=stance,
    )
    rows = page(opened(ledger), "claims", filters, limit=limit).rows
    columns = {
        "published": 10,
        "publisher": 18,
        "source_name": 22,
        "source_code": 9,
        "stance": 13,
        "content": None,
        "said_on": 10,
    }
    _print(rows, columns, form)


def parties(
    ledger: LedgerUrl = DEFAULT_LEDGER,
    since: Since = None,
    until: Until = None,
    by: By = None,
    limit: Limit = 50,
    form: Printed = Format.table,
) -> None:
    """Who makes claims: parties by how many, how many deny, and in how many documents."""
    from reportedly.ledger.listings import Filters
    from reportedly.ledger.sources import sources_page

    filters = Filters(
        since=checked_date(since, "--since"), until=checked_date(until, "--until"), by=by
    )
    columns = {
        "name": None,
        "code": 12,
        "claims": 7,
        "denials": 7,
        "documents": 9,
        "first": 10,
        "last": 10,
    }
    _print(sources_page(opened(ledger), filters, limit=limit).rows, columns, form)


def search(
    words: Annotated[list[str], typer.Argument(help='Words that must occur; "a phrase" too.')],
    ledger: LedgerUrl = DEFAULT_LEDGER,
    limit: Limit = 20,
    form: Printed = Format.table,
) -> None:
    """Find documents by their words, best first."""
    import msgspec

    store = opened(ledger)
    found = store.search(" ".join(words), limit=limit)
    rows = []
    for hit in found:
        analysis = store.analysis(hit.document_id)
        document = analysis.document if analysis else None
        rows.append(
            {
                "published": document.published if document else None,
                "publisher": document.publisher if document else None,
                "title": (document.title or document.doc_id) if document else None,
                **msgspec.to_builtins(hit),
            }
        )
    _print(rows, {"published": 10, "publisher": 18, "title": 36, "snippet": None}, form)


def _print(
    rows: Iterable[Mapping[str, Any]], columns: Mapping[str, int | None], form: Format
) -> None:
    """Print `rows`: in a table the `columns` only, each of its width, in JSON all fields."""
    if form is not Format.table:
        import msgspec

        if form is Format.json:
            typer.echo(msgspec.json.format(msgspec.json.encode(list(rows)), indent=1))
        else:
            for row in rows:
                typer.echo(msgspec.json.encode(row))
        return
    from rich.table import Table

    from reportedly.terminal.words import printable

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name, width in columns.items():
        table.add_column(name.replace("_", " "), width=width, overflow="fold", vertical="top")
    for row in rows:
        table.add_row(*(printable(str(row[c])) if row[c] is not None else "" for c in columns))
    console().print(table)
