"""One document's record as tables: claims in text order, then transfers, events, findings."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reportedly.records import Analysis, Claim, Finding, Transfer
from reportedly.terminal.words import (
    STANCE_STYLE,
    STATUS_STYLE,
    Names,
    basis,
    place,
    printable,
)

NARROW = 90
_VERDICT_STYLE = {"would_fall_under": "bold red", "may_fall_under": "yellow", "not_covered": "dim"}


def print_record(analysis: Analysis, console: Console) -> None:
    """Print the record of one document to `console`, as wide as it is."""
    names = Names(analysis)
    console.print(_heading(analysis))
    console.print(_claims(analysis, names, narrow=console.width < NARROW))
    for transfer in analysis.transfers:
        console.print(_transfer(transfer, analysis, names))
    if analysis.findings:
        console.print(_findings(analysis.findings, narrow=console.width < NARROW))
    if analysis.events:
        console.print(_events(analysis, names, narrow=console.width < NARROW))
    for warning in analysis.warnings:
        console.print(Text(f"warning: {warning}", style="yellow"))


def _heading(analysis: Analysis) -> RenderableType:
    document = analysis.document
    known = [
        document.publisher,
        f"published {document.published}" if document.published else "no date of publication",
        f"reprint of {document.reprint_of}" if document.reprint_of else None,
        f"{len(analysis.claims)} claims",
    ]
    line = Text(printable(document.title or document.doc_id), style="bold")
    line.append("\n" + " · ".join(printable(part) for part in known if part), style="dim not bold")
    return Padding(line, (1, 0, 0, 0))


def _table(*columns: tuple[str, int | None], title: str) -> Table:
    table = Table(
        title=title, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0)
    )
    for name, width in columns:
        table.add_column(name, width=width, header_style="dim", overflow="fold", vertical="top")
    return table


def _claims(analysis: Analysis, names: Names, *, narrow: bool) -> RenderableType:
    if not analysis.claims:
        return Padding(Text("no claims found", style="dim"), (1, 0))
    if narrow:
        blocks = [_claim_block(claim, names) for claim in analysis.claims]
        return Padding(Group(Text("Claims", style="bold"), *blocks), (1, 0))
    table = _table(
        ("", 4),
        ("source", 24),
        ("stance", 13),
        ("what", None),
        ("said on", 10),
        ("how they know", 14),
        ("characters", 10),
        title="Claims",
    )
    for claim in analysis.claims:
        table.add_row(
            Text(claim.id, style="dim"),
            _source(claim, names),
            Text(claim.stance.replace("_", " "), style=STANCE_STYLE.get(claim.stance, "")),
            _what(claim),
            (claim.said_on.value or "") if claim.said_on else "",
            basis(claim, names),
            Text(place(claim.content.spans), style="dim"),
        )
    return Padding(table, (1, 0))


def _source(claim: Claim, names: Names) -> Text:
    text = Text(names.source(claim), style="cyan")
    if affiliation := names.affiliation(claim):
        text.append(f"\n{affiliation}", style="dim")
    return text


def _what(claim: Claim) -> Text:
    return Text(
        printable(claim.content.text), style="italic" if claim.quotation == "direct" else ""
    )


def _claim_block(claim: Claim, names: Names) -> RenderableType:
    line = Text(f"{claim.id} ", style="dim")
    line.append(names.source(claim), style="cyan")
    line.append(
        f" {claim.stance.replace('_', ' ')}", style=STANCE_STYLE.get(claim.stance, "default")
    )
    known = [claim.said_on.value if claim.said_on else None, basis(claim, names)]
    line.append("".join(f" · {part}" for part in known if part), style="dim")
    return Group(line, Padding(_what(claim), (0, 0, 0, 4)))


def _transfer(transfer: Transfer, analysis: Analysis, names: Names) -> RenderableType:
    line = Text("Transfer ", style="bold")
    line.append(f"{transfer.id}  ", style="dim")
    line.append(names.state(transfer.supplier), style="cyan bold")
    line.append(" → ")
    line.append(names.state(transfer.recipient), style="cyan bold")
    line.append(f"  {transfer.status}", style=STATUS_STYLE.get(transfer.status, "yellow"))
    line.append(f"  ({transfer.factuality})", style="dim")
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 2))
    table.add_column(style="dim", width=13)
    table.add_column(overflow="fold")
    for label, value in _transfer_rows(transfer, analysis, names):
        table.add_row(label, value)
    return Padding(Group(line, table), (0, 0, 1, 0))


def _transfer_rows(
    transfer: Transfer, analysis: Analysis, names: Names
) -> list[tuple[str, RenderableType]]:
    rows: list[tuple[str, RenderableType]] = []
    for label, items in (("goods", transfer.goods), ("payment", transfer.payment)):
        lines = Text("\n").join(
            Text.assemble(
                printable(item.text),
                (f"  {item.category}", "dim"),
                ("  possibly" if item.possible else "", "yellow"),
                (f"  {place(item.spans)}", "dim"),
            )
            for item in items
        )
        if items:
            rows.append((label, lines))
    if transfer.end_use:
        rows.append(("end use", names.state(transfer.end_use.country)))
    if transfer.when:
        rows.append(("when", transfer.when))
    claims = {claim.id: claim for claim in analysis.claims}
    by_position: dict[str, list[str]] = {}
    for position in transfer.positions:
        if claim := claims.get(position.claim):
            by_position.setdefault(position.position, []).append(
                f"{names.source(claim)} ({claim.id})"
            )
    for kind, sources in by_position.items():
        style = STANCE_STYLE.get(kind, "")
        rows.append((kind.replace("_", " "), Text("; ".join(sources), style=style)))
    return rows


def _findings(findings: tuple[Finding, ...], *, narrow: bool) -> RenderableType:
    if narrow:
        lines = [
            Text.assemble(
                (finding.verdict.replace("_", " "), _VERDICT_STYLE[finding.verdict]),
                f"  {finding.instrument} {finding.paragraph}  ",
                (printable(finding.why), "dim"),
            )
            for finding in findings
        ]
        return Padding(Group(Text("Findings", style="bold"), *lines), (0, 0, 1, 0))
    table = _table(
        ("", 4),
        ("verdict", 18),
        ("measure", 22),
        ("paragraph", 10),
        ("in force", 16),
        ("why", None),
        title="Findings",
    )
    for finding in findings:
        table.add_row(
            Text(finding.about, style="dim"),
            Text(finding.verdict.replace("_", " "), style=_VERDICT_STYLE[finding.verdict]),
            finding.instrument,
            finding.paragraph,
            f"{'yes' if finding.in_force else 'no'}{f', {finding.on}' if finding.on else ''}",
            printable(finding.why),
        )
    return Padding(table, (0, 0, 1, 0))


def _events(analysis: Analysis, names: Names, *, narrow: bool) -> RenderableType:
    table = _table(
        ("", 4),
        ("event", 18),
        ("actor", None),
        ("recipient", None),
        ("when", 11),
        ("factuality", 12),
        *([] if narrow else [("claim", 6), ("words", 24)]),
        title="Events",
    )
    for event in analysis.events:
        row: list[RenderableType] = [
            Text(event.id, style="dim"),
            f"{event.type}{f' {event.mode}' if event.mode else ''}",
            names.codes(event.actors),
            names.codes(event.recipients),
            event.when or "",
            event.factuality,
        ]
        if not narrow:
            words = " … ".join(analysis.document.text[s:e] for s, e in event.spans)
            row += [Text(event.claim or "", style="dim"), printable(words)]
        table.add_row(*row)
    return Padding(table, (0, 0, 1, 0))
