"""`serve`: the pages and the REST API."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from reportedly.cli.options import DEFAULT_LEDGER, LedgerUrl, opened, web_pages
from reportedly.records import ReportedlyError


def serve(
    ledger: LedgerUrl = DEFAULT_LEDGER,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8321,
    workers: Annotated[
        int, typer.Option("--workers", min=1, max=64, help="Processes that answer requests.")
    ] = 1,
) -> None:
    """Serve web pages and the REST API. Nothing writes unless REPORTEDLY_TOKEN is set."""
    with web_pages():
        from reportedly.web.app import served
        from reportedly.web.serving import serve as run

    opened(ledger, existing=False).close()  # made and up to date before the workers open it
    os.environ["REPORTEDLY_LEDGER"] = ledger
    typer.echo(f"http://{host}:{port}/  (Ctrl-C stops)", err=True)
    try:
        run(f"{served.__module__}:{served.__name__}", host, port, workers)
    except OSError as error:
        raise ReportedlyError(f"{host}:{port}: {error.strerror}") from error
