"""One document's record as tables: claims in text order, then transfers, events, findings."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reportedly.records import Analysis, Claim, Finding, Goods, Payment, Transfer
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
    introduced: set[str] = set()
    for claim in analysis.claims:
        table.add_row(
            Text(claim.id, style="dim"),
            _source(claim, names, introduced),
            Text(claim.stance.replace("_", " "), style=STANCE_STYLE.get(claim.stance, "")),
            _what(claim),
            (claim.said_on.value or "") if claim.said_on else "",
            basis(claim, names),
            Text(place(claim.content.spans), style="dim"),
        )
    return Padding(table, (1, 0))


def _source(claim: Claim, names: Names, introduced: set[str]) -> Text:
    """The source, with role and code where it stands for the first time."""
    text = Text(names.source(claim), style="cyan")
    affiliation = names.affiliation(claim)
    if affiliation and claim.source.party not in introduced:
        text.append(f"\n{affiliation}", style="dim")
    introduced.add(claim.source.party or "")
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
        if items:
            rows.append((label, Text("\n").join(map(_item, items))))
    if transfer.end_use:
        end_use = Text(names.state(transfer.end_use.country))
        rows.append(("end use", end_use.append(f"  {place(transfer.end_use.spans)}", "dim")))
    if transfer.when:
        rows.append(("when", transfer.when))
    return rows + _position_rows(transfer, analysis, names)


def _item(item: Goods | Payment) -> Text:
    """One kind of goods in the words of the text, with what is known of it."""
    line = Text(printable(item.text))
    if isinstance(item, Goods):
        if item.quantity:
            line.append(f"  {printable(item.quantity.text)}", "bold")
        if item.designation and item.designation.casefold() not in item.text.casefold():
            line.append(f"  {printable(item.designation)}")
    line.append(f"  {item.category}", "dim")
    line.append("  possibly" if item.possible else "", "yellow")
    return line.append(f"  {place(item.spans)}", "dim")


def _position_rows(
    transfer: Transfer, analysis: Analysis, names: Names
) -> list[tuple[str, RenderableType]]:
    """Who takes which position, with the claims that say so."""
    claims = {claim.id: claim for claim in analysis.claims}
    taken: dict[str, dict[str, list[str]]] = {}
    for position in transfer.positions:
        if claim := claims.get(position.claim):
            sources = taken.setdefault(position.position, {})
            sources.setdefault(names.source(claim), []).append(claim.id)
    return [
        (
            kind.replace("_", " "),
            Text("; ").join(
                Text(name, style=STANCE_STYLE.get(kind, "")).append(f" {', '.join(ids)}", "dim")
                for name, ids in sources.items()
            ),
        )
        for kind, sources in taken.items()
    ]


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
