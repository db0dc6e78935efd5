"""FollowTheMoney entities: articles, parties, who supplies whom, and who said so.

The entities are those of the FollowTheMoney schema (followthemoney.tech), in its JSON
form, an entity a line. A claim is a Note on the party that makes it, proven by the
article; a transfer is an UnknownLink from supplier to recipient, since "reported" is no
kind of ownership, payment or employment.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from reportedly.records import Analysis, Claim, Document, Party, Transfer
from reportedly.reference.states import alpha2, state_name

Entity = dict[str, Any]
_SCHEMA = {
    "person": "Person",
    "organisation": "Organization",
    "group": "Organization",
    "vessel": "Vessel",
    "unknown": "LegalEntity",
    "state": "PublicBody",
}


def entities(analyses: Iterable[Analysis]) -> Iterator[Entity]:
    """The entities of `analyses`; one that several articles name comes once for each, under
    one id, as FollowTheMoney's own tools merge them."""
    for analysis in analyses:
        document = analysis.document
        article = f"reportedly-article-{document.id[:40]}"
        yield _entity(article, "Article", _article(document))
        ids = {}
        for party in analysis.parties:
            ids[party.id] = _id("party", party.name, party.code or party.country or "")
            yield _party(ids[party.id], party, article)
        for claim in analysis.claims:
            yield _claim(claim, document, article, ids)
        for transfer in analysis.transfers:
            yield from _transfer(transfer, document, article)


def _article(document: Document) -> dict[str, list[str | None]]:
    return {
        "title": [document.title or document.doc_id],
        "publishedAt": [document.published],
        "publisher": [document.publisher],
        "author": [document.byline],
        "sourceUrl": [document.url],
        "language": ["eng" if document.language == "en" else None],
        "contentHash": [document.id[:40]],
    }


def _party(key: str, party: Party, article: str) -> Entity:
    country = alpha2((party.country or party.code or "")[:3])
    schema = _SCHEMA[party.kind]
    properties: dict[str, list[str | None]] = {
        "name": [party.name],
        "country": [country.lower() if country else None],
        "proof": [article],
    }
    if schema == "Person":
        properties["position"] = [party.role]
    return _entity(key, schema, properties)


def _claim(claim: Claim, document: Document, article: str, ids: dict[str, str]) -> Entity:
    properties: dict[str, list[str | None]] = {
        "name": [f"{claim.source.text or 'Unnamed source'} {claim.stance.replace('_', ' ')}"],
        "description": [claim.content.text],
        "entity": [ids.get(claim.source.party or "")],
        "keywords": [claim.stance, *dict.fromkeys(basis.kind for basis in claim.basis)],
        "sourceUrl": [document.url],
        "publisher": [document.publisher],
        "proof": [article],
    }
    return _entity(_id("claim", document.id, claim.id), "Note", properties)


def _transfer(transfer: Transfer, document: Document, article: str) -> Iterator[Entity]:
    ends = []
    for code in (transfer.supplier, transfer.recipient):
        if code is None:
            return
        key = _id("party", state_name(code), code)
        country = alpha2(code)
        schema = "PublicBody" if country else "Organization"
        yield _entity(
            key,
            schema,
            {"name": [state_name(code)], "country": [country.lower() if country else None]},
        )
        ends.append(key)
    goods = dict.fromkeys(item.category.replace("_", " ") for item in transfer.goods)
    properties: dict[str, list[str | None]] = {
        "subject": [ends[0]],
        "object": [ends[1]],
        "role": [f"reported supplier of {', '.join(goods)}"],
        "status": [transfer.status.replace("_", " ")],
        "date": [document.published],
        "summary": [f"Reported, not established: {transfer.status.replace('_', ' ')}"],
        "recordId": [transfer.id],
        "proof": [article],
        "sourceUrl": [document.url],
        "publisher": [document.publisher],
    }
    yield _entity(_id("transfer", document.id, transfer.id), "UnknownLink", properties)


def _entity(key: str, schema: str, properties: dict[str, list[str | None]]) -> Entity:
    kept = {
        name: values
        for name, given in properties.items()
        if (values := [value for value in given if value])
    }
    return {"id": key, "schema": schema, "properties": kept}


def _id(kind: str, *parts: str) -> str:
    digest = hashlib.sha1("\x1f".join(parts).encode(), usedforsecurity=False).hexdigest()
    return f"reportedly-{kind}-{digest}"
