"""Events in PLOVER's JSON: one object an event, with its source, as event data users load it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from reportedly.records import Analysis, Event


def plover_events(analyses: Iterable[Analysis]) -> Iterator[dict[str, Any]]:
    """The events of `analyses`."""
    for analysis in analyses:
        for event in analysis.events:
            yield _event(event, analysis)


def _event(event: Event, analysis: Analysis) -> dict[str, Any]:
    document = analysis.document
    parties = {party.id: party for party in analysis.parties}
    claim = next((claim for claim in analysis.claims if claim.id == event.claim), None)
    said_by = parties.get(claim.source.party or "") if claim else None

    def entities(ids: tuple[str, ...]) -> list[dict[str, Any]]:
        return [
            {"text": parties[key].name, "code": code[:3], "sector": code[4:] or None}
            for key in ids
            if key in parties and (code := parties[key].code or "")
        ]

    return {
        "id": f"{document.id[:16]}-{event.id}",
        "date": event.when or document.published,
        "event": event.type,
        "mode": event.mode,
        "context": list(event.contexts),
        "actor": entities(event.actors),
        "recipient": entities(event.recipients),
        "location": event.where,
        "factuality": event.factuality,
        "event_text": " ".join(document.text[start:end] for start, end in event.spans),
        "reported_by": said_by.name if said_by else None,
        "source": {
            "publisher": document.publisher,
            "date": document.published,
            "url": document.url,
            "title": document.title,
        },
    }
