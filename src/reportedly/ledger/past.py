"""A list of dossiers as it stood on a day, told from what the dossiers keep of their past.

Status and counts are those of the reports of that day; goods and measures are as known now,
which only linking anew (`dossier_as_of`) could tell.
"""

from __future__ import annotations

import msgspec
from sqlalchemy import select

from reportedly.ledger import schema
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.listings import Filters
from reportedly.ledger.summaries import Summary, SummaryPage, dossier_page
from reportedly.linking.history import status_of
from reportedly.linking.records import Step, Tally
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
    steps = [step for step in past.history if (step.reported or step.date or "") <= day]
    tallies = [tally for tally in past.tallies if (tally.date or "") <= day]
    if not steps or not tallies:
        return summary
    last = tallies[-1]
    return msgspec.structs.replace(
        summary,
        status=status_of(steps),
        last_report=last.date or summary.first_report,
        documents=last.documents,
        independent_outlets=last.independent_outlets,
        independent_sources=last.independent_sources,
        denials=last.denials,
        reports=(),
    )
