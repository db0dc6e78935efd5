"""Whether a ledger is whole: every span matches its text, every reference resolves."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from reportedly.ledger import schema
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.rows import part_rows
from reportedly.records import Analysis, Spans, slices


def check(ledger: Ledger) -> Iterator[str]:
    """A sentence for each fault found; none if the ledger is whole."""
    for analysis in ledger.analyses():
        name = f"document {analysis.document.id[:12]} ({analysis.document.doc_id})"
        yield from (f"{name}: {fault}" for fault in record_faults(analysis))
        yield from (f"{name}: {fault}" for fault in _row_faults(ledger, analysis))
    yield from _documents_without(ledger)


def record_faults(analysis: Analysis) -> Iterator[str]:
    """What is wrong within one record: spans beyond the text, words that are not the slice,
    ids that name nothing."""
    text = analysis.document.text
    for name, spans, words in _passages(analysis):
        if any(not 0 <= start < end <= len(text) for start, end in spans):
            yield f"{name}: a span lies outside the text"
        elif words is not None and words != slices(text, spans):
            yield f"{name}: its words are not those of the text"
    yield from _unresolved(analysis)


def _passages(analysis: Analysis) -> Iterator[tuple[str, Spans, str | None]]:
    for time in analysis.times:
        yield time.id, ((time.start, time.end),), time.text
    for party in analysis.parties:
        yield party.id, party.mentions, None
    for claim in analysis.claims:
        yield f"{claim.id} source", claim.source.spans, claim.source.text
        yield f"{claim.id} cue", claim.cue.spans, claim.cue.text
        yield f"{claim.id} content", claim.content.spans, claim.content.text
        for basis in claim.basis:
            yield f"{claim.id} basis", basis.spans, basis.text
    for event in analysis.events:
        yield event.id, event.spans, None
    for transfer in analysis.transfers:
        for good in transfer.goods:
            yield f"{transfer.id} {good.category}", good.spans, good.text
        for paid in transfer.payment:
            yield f"{transfer.id} {paid.category}", paid.spans, paid.text
        for passage in (transfer.route, transfer.carrier):
            if passage:
                yield f"{transfer.id} route or carrier", passage.spans, passage.text
        evidence = transfer.evidence
        for role in (evidence.supplier, evidence.recipient, evidence.status):
            yield f"{transfer.id} evidence", role, None
        if transfer.end_use:
            yield f"{transfer.id} end use", transfer.end_use.spans, None


def _unresolved(analysis: Analysis) -> Iterator[str]:
    parties = {party.id for party in analysis.parties}
    claims = {claim.id for claim in analysis.claims}
    times = {time.id for time in analysis.times}
    transfers = {transfer.id for transfer in analysis.transfers}
    known = parties | claims | times | transfers | {None}
    references: list[tuple[str, str | None]] = []
    references += [(party.id, party.member_of) for party in analysis.parties]
    for claim in analysis.claims:
        references += [(claim.id, claim.source.party), (claim.id, claim.via)]
        references += [(claim.id, claim.said_on.time)] if claim.said_on else []
    for event in analysis.events:
        references += [(event.id, party) for party in (*event.actors, *event.recipients)]
        references.append((event.id, event.claim))
    for transfer in analysis.transfers:
        references += [(transfer.id, position.claim) for position in transfer.positions]
    references += [("a finding", finding.about) for finding in analysis.findings]
    for name, reference in references:
        if reference not in known:
            yield f"{name}: refers to {reference}, which is not in the record"


def _row_faults(ledger: Ledger, analysis: Analysis) -> Iterator[str]:
    with ledger.reading() as connection:
        for table, rows in part_rows(analysis):
            query = (
                select(func.count())
                .select_from(table)
                .where(table.c.document_id == analysis.document.id)
            )
            if (stored := connection.scalar(query)) != len(rows):
                yield f"table {table.name} holds {stored} rows, the record {len(rows)}"


def _documents_without(ledger: Ledger) -> Iterator[str]:
    query = (
        select(schema.documents.c.id)
        .outerjoin(schema.analyses, schema.analyses.c.document_id == schema.documents.c.id)
        .where(schema.analyses.c.document_id.is_(None))
    )
    with ledger.reading() as connection:
        for document in connection.scalars(query):
            yield f"document {document[:12]}: has no record"
