"""A record as rows of the ledger's tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Table

from reportedly.ledger import schema
from reportedly.records import Analysis, Claim, Document, Event, Spans, Transfer

Row = dict[str, Any]


def part_rows(analysis: Analysis) -> list[tuple[Table, list[Row]]]:
    """The rows of all parts of the record of one document, table by table, in order of writing."""
    parts = {
        schema.parties: [_party(party) for party in analysis.parties],
        schema.claims: list(_claims(analysis)),
        schema.events: [_event(event) for event in analysis.events],
        schema.transfers: [_transfer(transfer) for transfer in analysis.transfers],
        schema.goods: [row for transfer in analysis.transfers for row in _goods(transfer)],
        schema.positions: [row for transfer in analysis.transfers for row in _positions(transfer)],
        schema.findings: [
            {"assessed_on": finding.on}
            | _fields(
                finding,
                "about regime instrument paragraph verdict in_force why link",
            )
            for finding in analysis.findings
        ],
    }
    return [
        (
            table,
            [_placed(table, analysis.document, n, row) for n, row in enumerate(parts[table], 1)],
        )
        for table in schema.PARTS
    ]


def _placed(table: Table, document: Document, number: int, row: Row) -> Row:
    """`row` with the document that it is of and its place there, as far as `table` keeps them."""
    place = {"document_id": document.id, "number": number, "published": document.published or ""}
    return {name: value for name, value in place.items() if name in table.c} | row


def document_row(analysis: Analysis) -> Row:
    """The row of the document itself."""
    return _fields(analysis.document, "id title published publisher language reprint_of text")


def spans_json(spans: Spans) -> str:
    """`spans` as JSON, "[[0,5]]"."""
    return msgspec.json.encode(spans).decode()


def _fields(record: object, names: str) -> Row:
    return {name: getattr(record, name) for name in names.split()}


def _party(party: Any) -> Row:
    return _fields(party, "id name kind code country role") | {
        "mentions": spans_json(party.mentions)
    }


def _claims(analysis: Analysis) -> Iterator[Row]:
    parties = {party.id: party for party in analysis.parties}
    for claim in analysis.claims:
        party = parties.get(claim.source.party or "")
        via = parties.get(claim.via or "")
        yield _claim(claim) | {
            "source_name": party.name if party else None,
            "source_code": party.code if party else None,
            "source_state": party.code.partition(".")[0] if party and party.code else None,
            "via": via.name if via else None,
        }


def _claim(claim: Claim) -> Row:
    return _fields(claim, "id quotation stance") | {
        "party": claim.source.party,
        "source": claim.source.text,
        "cue": claim.cue.text,
        "content": claim.content.text,
        "basis": ",".join(dict.fromkeys(basis.kind for basis in claim.basis)),
        "said_on": claim.said_on.value if claim.said_on else None,
        "source_spans": spans_json(claim.source.spans),
        "cue_spans": spans_json(claim.cue.spans),
        "content_spans": spans_json(claim.content.spans),
    }


def _event(event: Event) -> Row:
    return _fields(event, "id type mode factuality claim") | {
        "contexts": ",".join(event.contexts),
        "actors": ",".join(event.actor_codes),
        "recipients": ",".join(event.recipient_codes),
        "happened_on": event.when,
        "place": event.where,
        "spans": spans_json(event.spans),
    }


def _transfer(transfer: Transfer) -> Row:
    return _fields(transfer, "id supplier recipient status factuality") | {
        "end_use": transfer.end_use.country if transfer.end_use else None,
        "reported_for": transfer.when,
        "dossier": None,
    }


def _goods(transfer: Transfer) -> Iterator[Row]:
    sides = [("goods", item) for item in transfer.goods]
    sides += [("payment", item) for item in transfer.payment]  # type: ignore[misc]
    for number, (side, item) in enumerate(sides, 1):
        quantity = getattr(item, "quantity", None)
        yield {
            "transfer": transfer.id,
            "number": number,
            "side": side,
            "category": item.category,
            "words": item.text,
            "designation": getattr(item, "designation", None),
            "amount": quantity.value if quantity else None,
            "unit": quantity.unit if quantity else None,
            "possible": item.possible,
            "spans": spans_json(item.spans),
        }


def _positions(transfer: Transfer) -> Iterator[Row]:
    for claim, position in dict.fromkeys((p.claim, p.position) for p in transfer.positions):
        yield {"transfer": transfer.id, "claim": claim, "position": position}
