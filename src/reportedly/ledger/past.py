"""Dossiers as they stood on a day, told from what they keep of their past.

Status, counts and who said what are those of the reports that were out by then; goods and
measures are as known now, which only linking all documents anew (`dossier_as_of`) could tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

import msgspec
from sqlalchemy import select

from reportedly.ledger import schema
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.listings import Filters
from reportedly.ledger.summaries import Summary, SummaryPage, dossier_page
from reportedly.linking.dates import published_by
from reportedly.linking.history import status_of
from reportedly.linking.records import Dossier, Row, Step, Tally
from reportedly.records import Record


class _Past(Record, frozen=True, kw_only=True):
    """What of a dossier's record tells its past."""

    history: tuple[Step, ...] = ()
    tallies: tuple[Tally, ...] = ()


_DECODER = msgspec.json.Decoder(_Past)


def dossier_page_as_of(
    ledger: Ledger, filters: Filters, day: str, *, cursor: str | None = None
) -> SummaryPage:
    """A page of the dossiers that had been reported by `day`, as they stood at its end.

    A page may hold fewer rows where `filters` ask for a status that was reached later.
    """
    until = min(filter(None, (filters.until, day)))
    asked = msgspec.structs.replace(filters, until=until, status=None)
    found = dossier_page(ledger, asked, limit=30, cursor=cursor)
    records = schema.dossiers.c
    query = select(records.id, records.record).where(records.id.in_([r.id for r in found.rows]))
    with ledger.reading() as connection:
        pasts = {key: _DECODER.decode(record) for key, record in connection.execute(query)}
    rows = [_as_of(row, pasts[row.id], day) for row in found.rows if row.id in pasts]
    shown = (row for row in rows if filters.status in (None, row.status))
    return SummaryPage(rows=tuple(shown), next=found.next)


def _as_of(summary: Summary, past: _Past, day: str) -> Summary:
    steps = _steps(past.history, day)
    last = _tally(past.tallies, day)
    if not steps or not last:
        return summary
    return msgspec.structs.replace(
        summary,
        status=status_of(steps),
        last_report=last.date or summary.first_report,
        documents=last.documents,
        reports=(),
        **_counts(last),
    )


def as_it_stood(dossier: Dossier, day: str) -> Dossier | None:
    """`dossier` at the end of `day`, or None if nothing of it was reported by then."""
    reports = tuple(one for one in dossier.reports if published_by(one.published, day))
    last = _tally(dossier.tallies, day)
    if not reports or not last:
        return None
    out = {one.document for one in reports}
    history = tuple(step for step in _steps(dossier.history, day) if step.first in out)
    return msgspec.structs.replace(
        dossier,
        reports=reports,
        stories=len({one.story for one in reports}),
        last_report=max(one.published or "" for one in reports),
        history=history,
        status=status_of(history) if history else dossier.status,
        matrix=tuple(_rows(dossier.matrix, out)),
        changes=tuple(c for c in dossier.changes if {c.before.document, c.after.document} <= out),
        timeline=tuple(entry for entry in dossier.timeline if out.intersection(entry.documents)),
        tallies=tuple(tally for tally in dossier.tallies if (tally.date or "") <= day),
        **_counts(last),
    )


def _rows(matrix: Sequence[Row], out: Set[str]) -> Iterator[Row]:
    for row in matrix:
        stands = tuple(stand for stand in row.stands if stand.document in out)
        if stands:
            yield msgspec.structs.replace(row, stands=stands)


def _steps(history: Sequence[Step], day: str) -> list[Step]:
    return [step for step in history if (step.reported or step.date or "") <= day]


def _tally(tallies: Sequence[Tally], day: str) -> Tally | None:
    found = [tally for tally in tallies if (tally.date or "") <= day]
    return found[-1] if found else None


def _counts(tally: Tally) -> dict[str, int]:
    names = ("independent_outlets", "independent_sources", "denials")
    return {name: getattr(tally, name) for name in names}
