"""W3C Web Annotations (JSON-LD) of claims: each a body on the exact words of its article.

A target has both a text position and a text quote selector (Web Annotation Data Model,
sections 4.2.4 and 4.2.5), so that it holds where the page's markup moves the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from reportedly.records import Analysis, Claim, Document, Span

# The W3C's terms, and one of ours: which part of the claim the words of a target are.
CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"role": "urn:reportedly:role"}]
_AROUND = 32


def web_annotations(analyses: Iterable[Analysis]) -> Iterator[dict[str, Any]]:
    """An annotation for each claim of `analyses`."""
    for analysis in analyses:
        names = {party.id: party.name for party in analysis.parties}
        for claim in analysis.claims:
            yield _annotation(claim, analysis.document, names)


def _annotation(claim: Claim, document: Document, names: dict[str, str]) -> dict[str, Any]:
    source = names.get(claim.source.party or "", claim.source.text or "unnamed source")
    targets = [
        _target(document, span, role)
        for role, spans in (
            ("content", claim.content.spans),
            ("source", claim.source.spans),
            ("cue", claim.cue.spans),
        )
        for span in spans
    ]
    return {
        "@context": CONTEXT,
        "id": f"urn:reportedly:{document.id}:{claim.id}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": claim.stance},
            {"type": "TextualBody", "purpose": "identifying", "value": source},
        ],
        "target": targets,
    }


def _target(document: Document, span: Span, role: str) -> dict[str, Any]:
    start, end = span
    text = document.text
    return {
        "type": "SpecificResource",
        "role": role,
        "source": document.url or f"urn:sha256:{document.id}",
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {
                "type": "TextQuoteSelector",
                "exact": text[start:end],
                "prefix": text[max(0, start - _AROUND) : start],
                "suffix": text[end : end + _AROUND],
            },
        ],
    }


def claim_spans(annotation: dict[str, Any]) -> dict[str, list[Span]]:
    """The spans by role of an annotation made here: the way back."""
    spans: dict[str, list[Span]] = {"content": [], "source": [], "cue": []}
    for target in annotation["target"]:
        position = target["selector"][0]
        spans[target["role"]].append((position["start"], position["end"]))
    return spans
