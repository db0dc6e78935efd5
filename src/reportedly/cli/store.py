"""`ingest` and `ledger`: fill a ledger, and look after it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.options import (
    DEFAULT_LEDGER,
    LedgerUrl,
    Model,
    OwnParties,
    checked_date,
    opened,
)

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from reportedly.engines.local import Progress
    from reportedly.records import Failure

ledger_app = typer.Typer(no_args_is_help=True, help="Look after a ledger.")


def ingest(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE…", help="Files, folders or globs, or -")
    ],
    ledger: LedgerUrl = DEFAULT_LEDGER,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Date of publication, YYYY-MM-DD.")
    ] = None,
    workers: Annotated[
        int, typer.Option(min=1, max=256, help="Worker processes; each holds a model.")
    ] = 1,
    parties: OwnParties = None,
    model: Model = None,
) -> None:
    """Read many documents and store their records. What is stored already is passed over."""
    date = checked_date(published, "--published")
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    from reportedly.engines.local import ingest as run
    from reportedly.reading.sources import read_documents

    store = opened(ledger, existing=False)
    files = [file for source in sources for file in _files(source)]
    with Bar(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task("loading the model")
        done = run(
            read_documents(files, date),
            store,
            workers=workers,
            model=model,
            parties=parties,
            report=lambda progress, failure: _show(bar, task, progress, failure),
        )
    typer.echo(f"{done.analysed} read, {done.known} known already, {done.failed} failed", err=True)
    if done.failed:
        raise typer.Exit(1)


def _show(bar: Bar, task: TaskID, progress: Progress, failure: Failure | None) -> None:
    bar.update(task, description=f"{progress.seen} documents, {progress.failed} failed")
    if failure:
        typer.echo(f"reportedly: {failure.name}: {failure.cause}", err=True)


def _files(source: str) -> list[str]:
    """The files that `source` names: itself, those under a folder, or those a glob matches."""
    if source == "-" or (path := Path(source)).is_file():
        return [source]
    if path.is_dir():
        return sorted(str(file) for file in path.rglob("*") if file.is_file())
    import glob

    return sorted(glob.glob(source, recursive=True)) or [source]


@ledger_app.command("check")
def check(ledger: LedgerUrl = DEFAULT_LEDGER) -> None:
    """Verify that every span matches its text and every reference resolves."""
    from reportedly.ledger.check import check as faults_of

    store = opened(ledger)
    faults = 0
    for fault in faults_of(store):
        faults += 1
        typer.echo(fault)
    typer.echo(f"{store.counts()['documents']} documents checked, {faults} faults", err=True)
    if faults:
        raise typer.Exit(1)


@ledger_app.command("backup")
def backup(
    target: Annotated[Path, typer.Argument(help="The SQLite file to write; must not exist.")],
    ledger: LedgerUrl = DEFAULT_LEDGER,
) -> None:
    """Copy a ledger of either kind, as of one moment, into one SQLite file."""
    from reportedly.ledger.backup import backup as copy

    copy(opened(ledger), target)
    typer.echo(f"{target}: {os.path.getsize(target)} bytes", err=True)


@ledger_app.command("migrate")
def migrate(ledger: LedgerUrl = DEFAULT_LEDGER) -> None:
    """Bring the schema of a ledger up to date. Opening a ledger does the same."""
    store = opened(ledger)
    typer.echo(f"ledger {store.engine.url!r} is up to date", err=True)


@ledger_app.command("failures")
def failures(ledger: LedgerUrl = DEFAULT_LEDGER) -> None:
    """What could not be read, and why."""
    for failure in opened(ledger).failures():
        typer.echo(f"{failure.name}: {failure.cause}")
