"""`serve`: the pages and the REST API."""

from __future__ import annotations

from typing import Annotated

import typer

from reportedly.cli.options import DEFAULT_LEDGER, LedgerUrl, opened
from reportedly.records import ReportedlyError


def serve(
    ledger: LedgerUrl = DEFAULT_LEDGER,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8321,
) -> None:
    """Serve web pages and the REST API. No request writes."""
    try:
        import uvicorn

        from reportedly.web.app import create_app
    except ModuleNotFoundError as error:
        raise ReportedlyError(
            f"the web pages need {error.name}; pip install 'reportedly[web]'"
        ) from error

    app = create_app(opened(ledger, existing=False))
    typer.echo(f"http://{host}:{port}/  (Ctrl-C stops)", err=True)
    uvicorn.run(app, host=host, port=port, log_level="warning")
