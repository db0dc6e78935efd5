"""`export`: the ledger in standard formats."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from reportedly.cli.options import DEFAULT_LEDGER, LedgerUrl, opened
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


def export(
    to: Annotated[ExportFormat, typer.Option(help="The format.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="The folder.")],
    ledger: LedgerUrl = DEFAULT_LEDGER,
) -> None:
    """Write the ledger in a standard format, one file a kind of record."""
    from reportedly.exchange.export import export as write
    from reportedly.exchange.selection import Whole

    try:
        written = write(Whole(opened(ledger)), to.value, output)
    except OSError as error:
        raise ReportedlyError(f"{output}: {error.strerror}") from error
    for name, count in written.items():
        typer.echo(f"{output / name}: {count} records", err=True)
