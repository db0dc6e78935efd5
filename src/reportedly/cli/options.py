"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from reportedly.ledger.ledger import Ledger
    from reportedly.ledger.listings import Filters


class Format(StrEnum):
    """How records are printed."""

    table = "table"
    json = "json"
    jsonl = "jsonl"


class Subject(StrEnum):
    """What documents are read for."""

    arms = "arms"
    all = "all"


LedgerUrl = Annotated[
    str,
    typer.Option(
        "--ledger", envvar="REPORTEDLY_LEDGER", metavar="URL", help="SQLAlchemy URL of the ledger."
    ),
]
DEFAULT_LEDGER = "sqlite:///reportedly.db"
Printed = Annotated[Format, typer.Option("--format", help="How records are printed.")]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Published on this day or later.")
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Published on this day or earlier.")
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="As it had been reported by the end of that day."),
]
By = Annotated[
    str | None, typer.Option("--by", metavar="PARTY", help="A party's name or code, as RUS.GOV.")
]
Limit = Annotated[int, typer.Option("--limit", min=1, max=10_000, help="Rows at most.")]
Workers = Annotated[
    int, typer.Option("--workers", min=1, max=256, help="Worker processes; each holds a model.")
]
AllowPrivate = Annotated[
    bool,
    typer.Option(
        "--allow-private-addresses", help="Fetch from this machine and the own network too."
    ),
]
OnTopic = Annotated[
    Subject,
    typer.Option(
        "--topic",
        help="arms: store what cannot tell of a transfer of arms without analysing it; "
        "all: analyse everything.",
    ),
]
OwnParties = Annotated[
    Path | None,
    typer.Option(
        "--parties",
        metavar="FILE",
        exists=True,
        dir_okay=False,
        readable=True,
        help="A table of your own parties.",
    ),
]
Model = Annotated[str | None, typer.Option("--model", help="An installed spaCy model.")]
ClaimsModel = Annotated[
    str | None,
    typer.Option(
        "--claims-model",
        envvar="REPORTEDLY_CLAIMS_MODEL",
        metavar="FILE",
        help="A model of `reportedly train claims`; none: claims by rules alone.",
    ),
]


def checked_date(value: str | None, option: str) -> str | None:
    """`value` as an ISO date. Raises the usage error that names `option`."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise typer.BadParameter(
            f"{value!r} is no date of the form YYYY-MM-DD", param_hint=option
        ) from error


def narrowing(since: str | None, until: str | None, as_of: str | None, by: str | None) -> Filters:
    """What these options let through. Raises the usage error of a date that is none."""
    from reportedly.ledger.listings import Filters

    return Filters(
        since=checked_date(since, "--since"),
        until=checked_date(until, "--until"),
        as_of=checked_date(as_of, "--as-of"),
        by=by,
    )


def opened(url: str, *, existing: bool = True) -> Ledger:
    """The ledger at `url`; with `existing`, an SQLite file that is not there is an error."""
    from reportedly.ledger.connection import file_of
    from reportedly.ledger.ledger import Ledger
    from reportedly.records import LedgerUnavailable

    if existing and (file := file_of(url)) and not file.exists():
        raise LedgerUnavailable(f"ledger {url}: there is none; `reportedly ingest` makes one")
    return Ledger(url)


@contextmanager
def web_pages() -> Iterator[None]:
    """For what imports the pages: says how to install what they need."""
    try:
        yield
    except ModuleNotFoundError as error:
        from reportedly.records import ReportedlyError

        raise ReportedlyError(
            f"the web pages need {error.name}; pip install 'reportedly[web]'"
        ) from error


def console() -> Console:
    """Standard output, nothing in the text read as markup."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)
