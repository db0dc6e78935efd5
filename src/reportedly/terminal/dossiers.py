"""Dossiers as people read them: a small table each, or the whole of one."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reportedly.linking.records import Dossier, Entry, Stand
from reportedly.records import Finding
from reportedly.reference.states import state_name
from reportedly.terminal.words import STANCE_STYLE, STATUS_STYLE, printable, unsteered

_ENTRY_STYLE = {"denial": "red", "doubt": "red", "legal_view": "magenta", "event": "cyan"}


def print_summary(dossier: Dossier, console: Console) -> None:
    """Print the dossier as a small table."""
    console.print(_heading(dossier))
    rows = Table(box=None, show_header=False, padding=(0, 2, 0, 2))
    rows.add_column(style="dim", width=19)
    rows.add_column(overflow="fold")
    for label, value in _summary(dossier):
        if value:
            rows.add_row(label, value)
    console.print(Padding(rows, (0, 0, 1, 0)))


def print_dossier(dossier: Dossier, console: Console, shown: Dossier | None = None) -> None:
    """Print the header of the dossier, then history, matrix, changes, findings and sources: all
    of them, or what is `shown` of it."""
    print_summary(dossier, console)
    dossier = shown or dossier
    for title, table in (
        ("How far it got, as reported", _history(dossier)),
        ("Who says what", _matrix(dossier)),
        ("Changes of mind", _changes(dossier)),
        ("Timeline", _timeline(dossier)),
        ("Findings", _findings(dossier)),
        ("Sources, copies under their story", _sources(dossier)),
    ):
        if table is not None and table.row_count:
            console.print(Padding(Group(Text(title, style="bold"), table), (0, 0, 1, 0)))


def _heading(dossier: Dossier) -> RenderableType:
    line = Text(place_name(dossier.supplier), style="bold cyan")
    line.append(" → ", style="not bold default")
    line.append(place_name(dossier.recipient))
    line.append(
        f"  {dossier.status.replace('_', ' ')}", style=STATUS_STYLE.get(dossier.status, "yellow")
    )
    line.append(f"  {dossier.id}", style="dim not bold")
    return line


def place_name(code: str | None) -> str:
    """The name of a state or group, by its code; "open" where the reports leave it so."""
    return state_name(code) if code else "(open)"


def _summary(dossier: Dossier) -> list[tuple[str, RenderableType]]:
    asserts, denies = dossier.who("asserts"), dossier.who("denies")
    others = [
        Text(f"{position.replace('_', ' ')}: {names}", style=STANCE_STYLE[position])
        for position in ("doubts", "declines", "calls_illegal")
        if (names := printable("; ".join(dossier.who(position))))
    ]
    outlets = f"{dossier.independent_outlets} in {len(dossier.reports)} documents"
    return [
        ("goods", _goods(dossier)),
        ("in return", printable("; ".join(w for g in dossier.payment for w in g.words))),
        (
            "reported",
            " to ".join(dict.fromkeys(filter(None, (dossier.first_report, dossier.last_report)))),
        ),
        ("asserts", printable("; ".join(asserts))),
        ("denies", Text(printable("; ".join(denies)), style="red") if denies else ""),
        ("also", Text("\n").join(others) if others else ""),
        ("independent outlets", outlets),
        ("independent sources", str(dossier.independent_sources)),
        ("findings", _measures(dossier.findings)),
    ]


def _goods(dossier: Dossier) -> str:
    parts = []
    for goods in dossier.goods:
        names = goods.designations or goods.words
        possibly = ", possibly" if goods.possible else ""
        parts.append(f"{goods.category.replace('_', ' ')} ({', '.join(names[:4])}{possibly})")
    return printable("; ".join(parts))


def _measures(findings: tuple[Finding, ...]) -> Text:
    lines = []
    for verdict, style in (("would_fall_under", "bold red"), ("may_fall_under", "yellow")):
        measures = dict.fromkeys(
            f"{f.instrument} ¶{f.paragraph}" for f in findings if f.verdict == verdict
        )
        if measures:
            lines.append(
                Text.assemble((f"{verdict.replace('_', ' ')} ", style), ", ".join(measures))
            )
    return Text("\n").join(lines)


def _table(*columns: tuple[str, int | None]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 2), header_style="dim")
    for name, width in columns:
        table.add_column(name, width=width, overflow="fold", vertical="top")
    return table


def _history(dossier: Dossier) -> Table:
    table = _table(
        ("when", 10), ("status", 14), ("reported", 10), ("according to", None), ("documents", 9)
    )
    for step in dossier.history:
        table.add_row(
            step.date or "",
            Text(step.status.replace("_", " "), style=STATUS_STYLE.get(step.status, "")),
            step.reported or "",
            printable("; ".join(step.sources)),
            str(step.documents),
        )
    return table


def _matrix(dossier: Dossier) -> Table:
    table = _table(("party", 28), ("date", 10), ("position", 14), ("words", None))
    for row in dossier.matrix:
        for number, stand in enumerate(row.stands):
            name = Text(printable(row.voice.name) if number == 0 else "", style="cyan")
            if number == 0 and row.voice.code:
                name.append(f" {row.voice.code}", style="dim")
            table.add_row(name, stand.date or "", _position(stand), printable(stand.text))
    return table


def _position(stand: Stand) -> Text:
    words = stand.position.replace("_", " ")
    if stand.topic == "payment":
        words += f" payment{f' in {stand.about}' if stand.about else ''}"
    return Text(words, style=STANCE_STYLE.get(stand.position, ""))


def _changes(dossier: Dossier) -> Table:
    table = _table(("party", 28), ("before", None), ("after", None))
    for change in dossier.changes:
        table.add_row(
            Text(printable(change.voice.name), style="cyan"),
            _said(change.before),
            _said(change.after),
        )
    return table


def _said(stand: Stand) -> Text:
    return Text.assemble(
        f"{stand.date or 'undated'} ", _position(stand), f"\n{printable(stand.text)}"
    )


def _timeline(dossier: Dossier) -> Table:
    table = _table(("date", 10), ("", 10), ("", None))
    for entry in dossier.timeline:
        table.add_row(entry.date or "", _kind(entry), printable(_entry(entry)))
    return table


def _kind(entry: Entry) -> Text:
    return Text(entry.kind.replace("_", " "), style=_ENTRY_STYLE.get(entry.kind, ""))


def _entry(entry: Entry) -> str:
    return f"{entry.voice}: {entry.text}" if entry.voice else entry.text


def _findings(dossier: Dossier) -> Table:
    table = _table(("verdict", 18), ("measure", 26), ("in force", 16), ("why", None))
    for finding in dossier.findings:
        force = f"{'yes' if finding.in_force else 'no'}{f', {finding.on}' if finding.on else ''}"
        measure = (
            f"{finding.instrument} ¶{finding.paragraph}"
            if finding.paragraph
            else finding.instrument
        )
        table.add_row(finding.verdict.replace("_", " "), measure, force, printable(finding.why))
    return table


def _sources(dossier: Dossier) -> Table:
    table = _table(("published", 10), ("outlet", 20), ("title", None))
    stories: dict[str, list[int]] = {}
    for number, report in enumerate(dossier.reports):
        stories.setdefault(report.story or str(number), []).append(number)
    for numbers in stories.values():
        for place, number in enumerate(numbers):
            report = dossier.reports[number]
            parts = ("  copy:" if place else None, report.title or report.doc_id, report.url)
            table.add_row(
                report.published or "",
                printable(report.publisher or ""),
                unsteered("  ".join(part for part in parts if part)),
            )
    return table
