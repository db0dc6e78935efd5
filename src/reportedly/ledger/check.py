"""Whether a ledger is whole: every span matches its text, every reference resolves, and all that
is spread out for queries says what the records say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import msgspec
from sqlalchemy import func, select

from reportedly.ledger import schema
from reportedly.ledger.agreement import dossier_faults, file_faults, row_faults, search_faults
from reportedly.ledger.ledger import Ledger
from reportedly.records import Analysis, Spans, slices

_AT_ONCE = 200
_DECODER = msgspec.json.Decoder(Analysis)
documents, appearances, analyses_ = schema.documents.c, schema.appearances.c, schema.analyses.c
_STORED = (
    select(documents.id, func.min(appearances.doc_id), analyses_.record)
    .select_from(schema.documents)
    .outerjoin(schema.appearances, appearances.document_id == documents.id)
    .outerjoin(schema.analyses, analyses_.document_id == documents.id)
    .group_by(documents.id, analyses_.record)
    .order_by(documents.id)
)


def check(ledger: Ledger) -> Iterator[str]:
    """A sentence for each fault found, all of one state of the ledger; none if it is whole."""
    with ledger.streaming() as connection:
        yield from file_faults(connection)
        for stored in connection.execute(_STORED).partitions(_AT_ONCE):
            analyses = {}
            for document, doc_id, record in stored:
                name = f"document {document[:12]} ({doc_id})"
                analysis = _decoded(record)
                if isinstance(analysis, str):
                    yield f"{name}: {analysis}"
                    continue
                analyses[document] = analysis
                yield from (f"{name}: {fault}" for fault in record_faults(analysis))
            for document, fault in row_faults(connection, analyses):
                yield f"document {document[:12]} ({analyses[document].document.doc_id}): {fault}"
        yield from dossier_faults(connection)
    yield from search_faults(ledger)


def _decoded(record: bytes | None) -> Analysis | str:
    """The analysis, or what is wrong with its record as a whole."""
    if record is None:
        return "has no record"
    try:
        return _DECODER.decode(record)
    except msgspec.DecodeError as error:
        return f"its record can't be read: {error}"


def record_faults(analysis: Analysis) -> Iterator[str]:
    """What is wrong within one record: spans beyond the text, words that are not the slice,
    ids that name nothing."""
    text = analysis.document.text
    if analysis.document.id != hashlib.sha256(text.encode()).hexdigest():
        yield "its id is not the SHA-256 of the text"
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
