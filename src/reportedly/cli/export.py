"""`export`: the ledger in standard formats."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from reportedly.cli.options import DEFAULT_LEDGER, LedgerUrl, opened, web_pages
from reportedly.records import ReportedlyError


class ExportFormat(StrEnum):
    """The formats of `exchange`."""

    ftm = "ftm"
    plover = "plover"
    csv = "csv"
    parquet = "parquet"
    jsonl = "jsonl"
    annotations = "annotations"
    register = "register"
    report = "report"


def export(
    to: Annotated[ExportFormat, typer.Option(help="The format.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="The folder.")],
    ledger: LedgerUrl = DEFAULT_LEDGER,
) -> None:
    """Write the ledger in a standard format, one file a kind of record; or a report to print of
    each dossier."""
    try:
        written = _reports(ledger, output) if to == "report" else _records(ledger, to, output)
    except OSError as error:
        raise ReportedlyError(f"{output}: {error.strerror}") from error
    for name, count in written.items():
        typer.echo(f"{output / name}: {count} records", err=True)


def _records(ledger: str, to: ExportFormat, output: Path) -> dict[str, int]:
    from reportedly.exchange.export import export
    from reportedly.exchange.selection import Whole

    return export(Whole(opened(ledger)), to.value, output)


def _reports(ledger: str, output: Path) -> dict[str, int]:
    with web_pages():
        from reportedly.web.reports import write_reports

    return write_reports(opened(ledger), output)
