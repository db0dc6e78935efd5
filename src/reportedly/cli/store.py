"""`ingest` and `ledger`: fill a ledger, and look after it."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from reportedly.cli.options import (
    DEFAULT_LEDGER,
    AllowPrivate,
    ClaimsModel,
    LedgerUrl,
    Model,
    OnTopic,
    OwnParties,
    Subject,
    Workers,
    checked_date,
    opened,
)

ledger_app = typer.Typer(no_args_is_help=True, help="Look after a ledger.")


class Engine(StrEnum):
    """Where the documents are analysed."""

    local = "local"
    ray = "ray"


def ingest(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE…",
            help="Files, folders, globs, addresses of pages, feeds or archives (http, s3 …), or -",
        ),
    ],
    ledger: LedgerUrl = DEFAULT_LEDGER,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Date of publication, YYYY-MM-DD.")
    ] = None,
    workers: Workers = 1,
    engine: Annotated[
        Engine, typer.Option(help="Where documents are analysed: on this machine, or on Ray.")
    ] = Engine.local,
    address: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Of a Ray cluster, as ray://head:10001; or one is started here."
        ),
    ] = None,
    records: Annotated[
        str | None,
        typer.Option(
            metavar="FOLDER",
            help="Where Ray keeps the records of what is done, seen by every node (s3://, gs:// "
            "or a folder); beside an SQLite ledger unless given.",
        ),
    ] = None,
    resume: Annotated[  # noqa: ARG001  there is no other way, and scripts may say so
        bool,
        typer.Option(
            "--resume", help="Go on where a run was stopped. Every ingest does so, also without."
        ),
    ] = False,
    topic: OnTopic = Subject.arms,
    allow_private: AllowPrivate = False,
    parties: OwnParties = None,
    model: Model = None,
    claims_model: ClaimsModel = None,
) -> None:
    """Read many documents and store their records. What is stored already is passed over."""
    date = checked_date(published, "--published")
    from reportedly.analysis import Options
    from reportedly.cli.progress import Files, shown

    folder = records or _beside(ledger) if engine is Engine.ray else ""
    store = opened(ledger, existing=False)
    files = Files([file for source in sources for file in _files(source)])
    options = Options(model, parties, topic.value, claims_model)
    with shown(files) as report:
        if engine is Engine.ray:
            if "-" in files.names:
                raise typer.BadParameter("standard input can't be read on a cluster")
            from reportedly.engines import ray

            archive = ray.Archive(files.names, date, allow_private)
            cluster = ray.Cluster(address, workers, folder)
            done = ray.ingest(archive, store, options, cluster, report)
        else:
            from reportedly.engines import local
            from reportedly.reading.fetch import Fetcher

            documents = files.documents(date, Fetcher(allow_private=allow_private))
            done = local.ingest(documents, store, options, workers=workers, report=report)
    passed_over = f", {done.passed_over} passed over (--topic all reads them)"
    typer.echo(
        f"{done.analysed} read{passed_over if done.passed_over else ''}, {done.known} known "
        f"already, {done.failed} failed",
        err=True,
    )
    if done.failed:
        # What is a file of this machine, or gave a document, was reached.
        reached = done.seen > done.failed or any(map(_is_here, files.names))
        raise typer.Exit(1 if reached else 3)


def _beside(ledger: str) -> str:
    """The folder of Ray's records beside an SQLite ledger."""
    database = ledger.removeprefix("sqlite:///")
    if database in (ledger, "", ":memory:"):
        raise typer.BadParameter("name a folder that every node sees", param_hint="--records")
    return f"{database}.records"


def _files(source: str) -> list[str]:
    """What `source` names: itself, the files of known kinds under a folder, or what a glob
    matches, folders walked too."""
    if "://" in source or _is_here(source):
        return [source]
    import glob

    named = [source] if Path(source).is_dir() else sorted(glob.glob(source, recursive=True))
    return [
        file
        for name in named or [source]
        for file in (_files_under(Path(name)) if Path(name).is_dir() else [name])
    ]


def _files_under(folder: Path) -> list[str]:
    """The files under `folder` whose ending says a kind that can be read; how many others
    there are is told."""
    from reportedly.reading.sources import ENDINGS

    files = sorted(file for file in folder.rglob("*") if file.is_file())
    known = [file for file in files if not ENDINGS.isdisjoint(_endings(file))]
    if others := len(files) - len(known):
        typer.echo(f"{folder}: {others} files of other kinds passed over", err=True)
    return [str(file) for file in known]


def _endings(file: Path) -> tuple[str, str]:
    return file.suffix.lower(), "".join(file.suffixes[-2:]).lower()


def _is_here(source: str) -> bool:
    return source == "-" or Path(source).is_file()


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
