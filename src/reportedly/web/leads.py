"""Where the values on a dossier's page lead: each to the characters that it was read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportedly.ledger.ledger import Ledger
from reportedly.ledger.places import ClaimKey, ids_of_documents, places_of_claims
from reportedly.ledger.values import Place, Value, places_of_values, value_of_event
from reportedly.linking.records import Dossier, Entry, Step
from reportedly.web.charts.timeline import Timeline
from reportedly.web.matrix import Voiced

# How many entries of a mark of the timeline are told one by one.
LINES = 6


@dataclass(frozen=True)
class Leads:
    """The paths of values, "documents/…#o12", or an empty one where the place is not known."""

    claims: Mapping[ClaimKey, int]
    values: Mapping[Value, Place]

    def start(self, document: str, claim: str | None) -> int | None:
        """The first character of a claim's words."""
        return self.claims.get((document, claim))

    def value(self, kind: str, of: str, text: str) -> str:
        """The path of a value."""
        place = self.values.get(Value(kind, of, text))
        return f"documents/{place[0][:16]}#o{place[1]}" if place else ""

    def step(self, step: Step) -> str:
        """The path of the words for a status, where it was read first."""
        return self.value("status", step.first, step.status) or self._claim(step.first, step.claim)

    def entry(self, entry: Entry) -> str:
        """The path of a line of the timeline."""
        of_event = self.values.get(_event(entry)) if entry.kind == "event" else None
        if of_event:
            return f"documents/{of_event[0][:16]}#o{of_event[1]}"
        return self._claim(entry.documents[0], entry.claim)

    def _claim(self, document: str, claim: str | None) -> str:
        start = self.claims.get((document, claim))
        at = f"#o{start}" if start is not None else f"#claim-{claim}" if claim else ""
        return f"documents/{document.rpartition('@')[2]}{at}"


def leads_of(
    ledger: Ledger, dossier: Dossier, matrix: list[Voiced], chart: Timeline | None
) -> Leads:
    """The places of all values that the page of `dossier` shows."""
    entries = [entry for mark in chart.marks for entry in mark.entries[:LINES]] if chart else []
    claims = [*_claims(dossier, matrix), *((entry.documents[0], entry.claim) for entry in entries)]
    events = (_event(entry) for entry in entries if entry.kind == "event")
    wanted = {*_facts(dossier), *events}
    keys = (*(key for key, _ in claims), *(report.document for report in dossier.reports))
    ids = ids_of_documents(ledger, dossier, keys)
    return Leads(
        claims=places_of_claims(ledger, ids, claims),
        values=places_of_values(ledger, dossier, ids, wanted),
    )


def _event(entry: Entry) -> Value:
    quoted = entry.text.rpartition("(“")[2].removesuffix("”)").removesuffix(" …")
    return value_of_event(entry.documents[0], quoted)


def _facts(dossier: Dossier) -> Iterator[Value]:
    yield from (Value("status", step.first, step.status) for step in dossier.history)
    for kind, values in (
        ("end use", dossier.end_use),
        ("route", dossier.routes),
        ("carrier", dossier.carriers),
    ):
        yield from (Value(kind, "", value) for value in values)
    for item in dossier.goods:
        yield from (Value("amount", item.category, amount) for amount in item.quantities)
        yield from (Value("type", item.category, name) for name in item.designations)


def _claims(found: Dossier, matrix: list[Voiced]) -> Iterator[ClaimKey]:
    """The claims that the page leads to."""
    for voiced in matrix:
        for statement in voiced.statements:
            yield from ((one.report.document, one.claim) for one in statement.readings)
    yield from ((step.first, step.claim) for step in found.history)
    for change in found.changes:
        yield from ((one.document, one.claim) for one in (change.before, change.after))
