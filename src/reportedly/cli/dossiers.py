"""`dossiers`, `dossier ID`, `demo`: what is reported of each deal."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.options import (
    DEFAULT_LEDGER,
    AsOf,
    By,
    Format,
    LedgerUrl,
    Printed,
    Since,
    Until,
    console,
    narrowing,
    opened,
)

if TYPE_CHECKING:
    from reportedly.engines.intake import Progress
    from reportedly.linking.records import Dossier
    from reportedly.records import Document, Failure

NEXT = """\
Next:
  reportedly read ARTICLE.txt --published 2024-05-07    read an article of your own
  reportedly ingest FOLDER                              keep many in a ledger
  reportedly dossiers                                   what is reported of each deal
  reportedly --help                                     all commands"""


def dossiers(
    ledger: LedgerUrl = DEFAULT_LEDGER,
    since: Since = None,
    until: Until = None,
    by: By = None,
    as_of: AsOf = None,
    form: Printed = Format.table,
) -> None:
    """What is reported of each deal, the latest report first."""
    from reportedly.ledger.dossiers import dossiers_as_of, stored_dossiers
    from reportedly.ledger.summaries import admits, summary_of

    filters = narrowing(since, until, as_of, by)
    store = opened(ledger)
    if filters.as_of is None:
        found = stored_dossiers(store, filters)
    else:
        then = dossiers_as_of(store, filters.as_of)
        found = [dossier for dossier in then if admits(filters, summary_of(dossier))]
    _print(found, form)


def dossier(
    dossier_id: Annotated[str, typer.Argument(metavar="ID", help="As `dossiers` prints it.")],
    ledger: LedgerUrl = DEFAULT_LEDGER,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    by: By = None,
    form: Printed = Format.table,
) -> None:
    """The whole of one dossier: history, who says what, findings, sources; or what of these was
    published in some days, or said by one party."""
    from reportedly.ledger.dossiers import dossier_as_of, stored_dossier
    from reportedly.ledger.past import narrowed

    filters = narrowing(since, until, as_of, by)
    store = opened(ledger)
    if filters.as_of:
        found = dossier_as_of(store, dossier_id, filters.as_of)
    else:
        found = stored_dossier(store, dossier_id)
    if found is None:
        day = f" on {filters.as_of}" if filters.as_of else ""
        raise typer.BadParameter(
            f"no dossier {dossier_id!r}{day}; `reportedly dossiers` lists them"
        )
    shown = narrowed(found, filters)
    if form is Format.table:
        from reportedly.terminal.dossiers import print_dossier

        print_dossier(found, console(), shown)
    else:
        _print([shown], form)


def demo(
    ledger: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Keep the dispatches in this ledger."),
    ] = None,
) -> None:
    """Read the bundled example dispatches and print what is reported of each transfer."""
    from reportedly.engines.local import ingest
    from reportedly.ledger.dossiers import stored_dossiers

    with tempfile.TemporaryDirectory() as folder:
        store = opened(ledger or f"sqlite:///{Path(folder) / 'demo.db'}", existing=False)
        done = ingest(example_dispatches(), store, report=_tell_failure)
        found = stored_dossiers(store)
        _print(found, Format.table)
        store.close()
    typer.echo(f"{done.analysed + done.known} dispatches, {len(found)} dossiers. It reports what")
    typer.echo("sources say, never that it is true; a finding leaves judgement to people.\n")
    typer.echo(NEXT)
    if done.failed:
        raise typer.Exit(1)


def _tell_failure(_progress: Progress, failure: Failure | None) -> None:
    if failure:
        typer.echo(f"reportedly: {failure.name}: {failure.cause}", err=True)


def example_dispatches() -> Iterator[Document]:
    """The bundled dispatches, as their index lists them."""
    import msgspec

    from reportedly.reading.text import document_from_text

    folder = _dispatches_folder()
    for line in (folder / "index.jsonl").read_text("utf-8").splitlines():
        known = msgspec.json.decode(line, type=dict[str, str])
        text = (folder / known.pop("file")).read_text("utf-8")
        yield document_from_text(text, **known)


def _dispatches_folder() -> Path:
    """Where the examples are: in the installed package, or in a checkout beside it."""
    package = Path(__file__).parents[1]
    installed = package / "examples" / "dispatches"
    return installed if installed.exists() else package.parents[1] / "examples" / "dispatches"


def _print(found: Sequence[Dossier], form: Format) -> None:
    if form is Format.table:
        from reportedly.terminal.dossiers import print_summary

        screen = console()
        for one in found:
            print_summary(one, screen)
        return
    import msgspec

    if form is Format.json:
        typer.echo(msgspec.json.format(msgspec.json.encode(found), indent=1))
    else:
        for one in found:
            typer.echo(msgspec.json.encode(one))
