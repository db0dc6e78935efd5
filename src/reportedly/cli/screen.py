"""`screen` and `lists`: hold names against sanctions lists that are kept on this machine."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.options import Format, Limit, Printed, console
from reportedly.records import ReportedlyError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from reportedly.assessment.entries import ListHeader, SanctionsList
    from reportedly.assessment.screening import Kind as NameKind
    from reportedly.assessment.screening import Match

lists_app = typer.Typer(no_args_is_help=True, help="Look after the sanctions lists kept here.")
ListsFolder = Annotated[
    Path | None,
    typer.Option(
        "--lists",
        envvar="REPORTEDLY_LISTS",
        metavar="DIR",
        help="Where the lists are kept; `lists show` names the usual folder.",
    ),
]
CAUTION = (
    "A match is a likeness of names. It does not say that somebody is listed: hold dates of "
    "birth, nationalities and numbers against the entry."
)


class Kind(StrEnum):
    """What a name can be the name of."""

    person = "person"
    organisation = "organisation"
    vessel = "vessel"


def screen(
    names: Annotated[
        list[str], typer.Argument(metavar="NAME…", help="Names, or a ship's number, as IMO 9253325")
    ],
    kind: Annotated[Kind | None, typer.Option(help="Entries of this kind only.")] = None,
    lists: ListsFolder = None,
    threshold: Annotated[
        float | None,
        typer.Option(min=0.0, max=1.0, help="The least score; the fitted one unless given."),
    ] = None,
    limit: Limit = 10,
    form: Printed = Format.table,
) -> None:
    """Match names against the sanctions lists kept by `lists update`."""
    from reportedly.assessment.entries import UnreadableList
    from reportedly.assessment.lists import default_folder, read_lists
    from reportedly.assessment.screening import Screener

    folder = lists or default_folder()
    kept = read_lists(folder)
    if not kept:
        raise UnreadableList(_none_in(folder))
    screener = Screener(kept)
    wanted: NameKind | None = kind.value if kind else None
    found = {name: screener.screen(name, wanted, limit, threshold) for name in names}
    if form is Format.table:
        _print_matches(found.items(), kept, console())
        return
    import msgspec

    matches = [match for each in found.values() for match in each]
    if form is Format.json:
        typer.echo(msgspec.json.format(msgspec.json.encode(matches), indent=1))
    else:
        for match in matches:
            typer.echo(msgspec.json.encode(match))


def _print_matches(
    found: Iterable[tuple[str, tuple[Match, ...]]], kept: Sequence[SanctionsList], screen: Console
) -> None:
    from rich.padding import Padding

    from reportedly.terminal.words import printable

    any_match = False
    for name, matches in found:
        if not matches:
            titles = ", ".join(f"{one.header.title} ({one.header.version})" for one in kept)
            screen.print(printable(f"{name}: matches no entry of {titles}"))
        for match in matches:
            any_match = True
            screen.print(printable(match.statement))
            for line in _grounds(match):
                screen.print(Padding(printable(line), (0, 0, 0, 2)), style="dim")
    if any_match:
        screen.print(f"\n{CAUTION}")


def _grounds(match: Match) -> list[str]:
    """What the match rests on, and what the entry says that can tell namesakes apart."""
    entry = match.entry
    pairs = ", ".join(
        ours if ours == theirs else f"{ours} ~ {theirs}" for ours, theirs in match.matched
    )
    facts = (
        ("kind", entry.kind),
        ("born", "; ".join(entry.born)),
        ("countries", ", ".join(entry.countries)),
        ("listed", entry.listed_on),
        ("numbers", ", ".join(entry.identifiers)),
    )
    known = "; ".join(f"{label} {value}" for label, value in facts if value)
    return [line for line in (f"words: {pairs}", known, entry.link) if line]


@lists_app.command("update")
def update(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE…",
            help="Files or addresses: the UN's XML, OFAC's sdn.csv, OpenSanctions' "
            "targets.simple.csv, FollowTheMoney JSON",
        ),
    ],
    alternatives: Annotated[
        str | None, typer.Option(metavar="FILE", help="OFAC's further names (alt.csv).")
    ] = None,
    name: Annotated[
        str | None, typer.Option(help="Keep the one SOURCE under this name, not its usual one.")
    ] = None,
    lists: ListsFolder = None,
) -> None:
    """Fetch lists and keep them, each in place of its earlier state."""
    from reportedly.assessment.entries import UnreadableList
    from reportedly.assessment.lists import default_folder, load_list

    if name and len(sources) > 1:
        raise typer.BadParameter("names one SOURCE only", param_hint="--name")
    folder = lists or default_folder()
    kept: dict[str, str] = {}
    failed: list[UnreadableList] = []
    for source in sources:
        try:
            loaded = load_list(source, name=name, alternatives=alternatives)
        except UnreadableList as error:
            failed.append(error)
            continue
        header = loaded.header
        if earlier := kept.get(header.name):
            raise typer.BadParameter(
                f"{source} would replace {earlier}: both are kept as {header.name}; "
                "update them one by one, with --name"
            )
        kept[header.name] = source
        _keep(loaded, folder)
    if failed and not kept:
        raise failed[0]
    for failure in failed:
        typer.echo(f"reportedly: {failure}", err=True)
    if failed:
        raise typer.Exit(1)


def _keep(loaded: SanctionsList, folder: Path) -> None:
    from reportedly.assessment.lists import save_list

    try:
        path = save_list(loaded, folder)
    except OSError as error:
        raise ReportedlyError(f"{folder}: {error.strerror}") from error
    header = loaded.header
    typer.echo(f"{path}: {header.entries} entries, version {header.version}", err=True)


@lists_app.command("show")
def show(lists: ListsFolder = None, form: Printed = Format.table) -> None:
    """Which lists are kept, where they came from, and of which day they are."""
    import msgspec

    from reportedly.assessment.lists import default_folder, kept_lists

    folder = lists or default_folder()
    headers = kept_lists(folder)
    if form is Format.json:
        typer.echo(msgspec.json.format(msgspec.json.encode(headers), indent=1))
    elif form is Format.jsonl:
        for header in headers:
            typer.echo(msgspec.json.encode(header))
    else:
        if headers:
            _print_headers(headers)
        typer.echo(f"kept in {folder}" if headers else _none_in(folder), err=True)


def _print_headers(headers: Sequence[ListHeader]) -> None:
    from rich.table import Table

    from reportedly.terminal.words import printable

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("name", "entries", "version", "retrieved", "title", "source"):
        table.add_column(column, overflow="fold", vertical="top")
    for h in headers:
        row = (h.name, str(h.entries), h.version, h.retrieved, h.title, h.source)
        table.add_row(*map(printable, row))
    console().print(table)


def _none_in(folder: Path) -> str:
    return f"no sanctions lists in {folder}; `reportedly lists update SOURCE` keeps one"
