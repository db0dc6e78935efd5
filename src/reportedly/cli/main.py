"""The program: its commands gathered, and its errors told in one line."""

from __future__ import annotations

import errno
import os
import sys
from typing import Annotated

import typer

from reportedly.assessment.entries import UnreadableList
from reportedly.cli import dossiers, export, look, read, screen, serve, store, train, watch
from reportedly.records import LedgerUnavailable, ReportedlyError, SourceUnavailable

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Turn reports of arms transfers into a sourced ledger: who said what, how they know, "
    "who denies it. It reports what sources say, never that it is true.",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from reportedly.version import __version__

        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _program(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Options of the program itself."""


app.command("read")(read.read)
app.command("ingest")(store.ingest)
app.command("watch")(watch.watch)
app.command("dossiers")(dossiers.dossiers)
app.command("dossier")(dossiers.dossier)
app.command("demo")(dossiers.demo)
app.command("claims")(look.claims)
app.command("parties")(look.parties)
app.command("search")(look.search)
app.command("screen")(screen.screen)
app.command("export")(export.export)
app.command("serve")(serve.serve)
app.add_typer(screen.lists_app, name="lists")
app.add_typer(store.ledger_app, name="ledger")
app.add_typer(train.train_app, name="train")


_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


def main() -> None:
    """Run the program; an expected error becomes one line on stderr and its exit status."""
    try:
        _run()
    except (LedgerUnavailable, SourceUnavailable, UnreadableList) as error:
        _fail(error, 3)
    except ReportedlyError as error:
        _fail(error, 2)
    except BrokenPipeError:
        # The reader of our output went away; keep the interpreter from flushing into it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        # What is left in the buffer can't be written either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _fail(f"{error.filename or 'standard output'}: {error.strerror}", 3)


def _run() -> None:
    try:
        app()
    finally:
        sys.stdout.flush()  # here, where it can be told that there is no room


def _fail(error: Exception | str, status: int) -> None:
    typer.echo(f"reportedly: {error}", err=True)
    sys.exit(status)
