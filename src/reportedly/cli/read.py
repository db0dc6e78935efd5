"""`read`: documents in, records printed."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO, TypeVar

import typer

from reportedly.cli.options import (
    AllowPrivate,
    ClaimsModel,
    Format,
    Model,
    OwnParties,
    Printed,
    checked_date,
)

if TYPE_CHECKING:
    from reportedly.records import Analysis, Failure

T = TypeVar("T")


def read(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE…", help=".txt .html .jsonl .warc(.gz), an address, or -"),
    ],
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Date of publication, YYYY-MM-DD.")
    ] = None,
    form: Printed = Format.table,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="OUT", help="Write here.")
    ] = None,
    highlight: Annotated[
        bool, typer.Option("--highlight", help="Print the article with its claims marked.")
    ] = False,
    allow_private: AllowPrivate = False,
    parties: OwnParties = None,
    model: Model = None,
    claims_model: ClaimsModel = None,
) -> None:
    """Analyse documents and print their records. Writes nothing to a ledger."""
    date = checked_date(published, "--published")
    from reportedly.analysis import Analyser
    from reportedly.reading.fetch import Fetcher
    from reportedly.reading.sources import read_documents

    seen = Counter[bool]()  # True: documents that could be read, False: failures
    fetcher = Fetcher(allow_private=allow_private)
    documents = _readable(read_documents(files, date, fetcher), seen)
    analyses = _readable(
        Analyser(model, parties, claims_model=claims_model).analyse_each(documents), seen
    )
    with _opened(output) as stream:
        _write(analyses, form, stream, highlight=highlight)
    if seen[False]:
        # What is a file of this machine, or gave a document, was reached.
        reached = seen[True] or any(name == "-" or Path(name).exists() for name in files)
        raise typer.Exit(1 if reached else 3)


def _readable(items: Iterable[T | Failure], seen: Counter[bool]) -> Iterator[T]:
    """`items` without the failures, which are told on stderr; both are counted."""
    from reportedly.records import Failure

    for item in items:
        seen[not isinstance(item, Failure)] += 1
        if isinstance(item, Failure):
            typer.echo(f"reportedly: {item.name}: {item.cause}", err=True)
        else:
            yield item


@contextmanager
def _opened(output: Path | None) -> Iterator[TextIO]:
    if output is None:
        yield sys.stdout
        return
    try:
        stream = output.open("w", encoding="utf-8")
    except OSError as error:
        raise typer.BadParameter(f"{output}: {error.strerror}", param_hint="--output") from error
    try:
        with stream:
            yield stream
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(output)) from error


def _write(analyses: Iterable[Analysis], form: Format, stream: TextIO, *, highlight: bool) -> None:
    if form is Format.table:
        _write_tables(analyses, stream, highlight=highlight)
        return
    import msgspec

    if form is Format.json:
        records = list(analyses)
        # One document is one object, as the contract has it; several are an array.
        encoded = msgspec.json.encode(records[0] if len(records) == 1 else records)
        if records:
            stream.write(msgspec.json.format(encoded, indent=1).decode() + "\n")
        return
    for analysis in analyses:
        stream.write(msgspec.json.encode(analysis).decode() + "\n")
        stream.flush()


def _write_tables(analyses: Iterable[Analysis], stream: TextIO, *, highlight: bool) -> None:
    from rich.console import Console

    from reportedly.terminal.highlight import print_highlighted
    from reportedly.terminal.record import print_record

    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    for analysis in analyses:
        if highlight:
            print_highlighted(analysis, console)
        else:
            print_record(analysis, console)
