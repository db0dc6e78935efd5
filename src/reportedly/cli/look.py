"""`claims`, `parties`, `search`: look into the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

import typer

from reportedly.cli.options import (
    DEFAULT_LEDGER,
    AsOf,
    By,
    Format,
    LedgerUrl,
    Limit,
    Printed,
    Since,
    Until,
    console,
    narrowing,
    opened,
)


def claims(
    ledger: LedgerUrl = DEFAULT_LEDGER,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    by: By = None,
    stance: Annotated[str | None, typer.Option(help="asserts, denies, warns …")] = None,
    limit: Limit = 50,
    form: Printed = Format.table,
) -> None:
    """Who said what: the claims in the ledger, newest first."""
    import msgspec

    from reportedly.ledger.listings import page

    filters = msgspec.structs.replace(narrowing(since, until, as_of, by), stance=stance)
    rows = page(opened(ledger), "claims", filters, limit=limit).rows
    if form is Format.table:
        from reportedly.terminal.lists import print_claims

        print_claims(rows, console())
    else:
        _print(rows, form)


def parties(
    ledger: LedgerUrl = DEFAULT_LEDGER,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    by: By = None,
    limit: Limit = 50,
    form: Printed = Format.table,
) -> None:
    """Who makes claims: parties by how many, how many deny, and in how many documents."""
    from reportedly.ledger.sources import sources_page

    filters = narrowing(since, until, as_of, by)
    rows = sources_page(opened(ledger), filters, limit=limit).rows
    if form is not Format.table:
        _print(rows, form)
        return
    from rich.table import Table

    from reportedly.terminal.words import printable

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name, width in _PARTY_COLUMNS.items():
        table.add_column(name, width=width, overflow="fold", vertical="top")
    for row in rows:
        table.add_row(
            *("" if row[name] is None else printable(str(row[name])) for name in _PARTY_COLUMNS)
        )
    console().print(table)


_PARTY_COLUMNS = {
    "name": None,
    "code": 12,
    "claims": 7,
    "denials": 7,
    "documents": 9,
    "first": 10,
    "last": 10,
}


def search(
    words: Annotated[list[str], typer.Argument(help='Words that must occur; "a phrase" too.')],
    ledger: LedgerUrl = DEFAULT_LEDGER,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    by: By = None,
    limit: Limit = 20,
    form: Printed = Format.table,
) -> None:
    """Find documents by their words, best first; `--by`: those in which that party claims
    something."""
    import msgspec

    from reportedly.ledger.search import search as search_documents

    filters = narrowing(since, until, as_of, by)
    found = search_documents(opened(ledger), " ".join(words), filters, limit=limit)
    rows = [msgspec.to_builtins(hit) for hit in found.rows]
    if form is Format.table:
        from reportedly.terminal.lists import print_found

        print_found(rows, console())
    else:
        _print(rows, form)


def _print(rows: Iterable[Mapping[str, Any]], form: Format) -> None:
    """Print all fields of `rows` as JSON."""
    import msgspec

    if form is Format.json:
        typer.echo(msgspec.json.format(msgspec.json.encode(list(rows)), indent=1))
    else:
        for row in rows:
            typer.echo(msgspec.json.encode(row))
