"""Dossiers as they stood on a day, told from what they keep of their past; and what of one was
reported in some days, or said by one party.

Status, counts and who said what are those of the reports that were out by then; goods and
measures are as known now, which only linking all documents anew (`dossier_as_of`) could tell.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import select

from reportedly.ledger import schema
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.listings import Filters
from reportedly.ledger.summaries import Summary, SummaryPage, admits, dossier_page
from reportedly.linking.dates import published_by
from reportedly.linking.history import status_of
from reportedly.linking.records import Dossier, Report, Row, Step, Tally, Voice
from reportedly.records import Record


class _Past(Record, frozen=True, kw_only=True):
    """What of a dossier's record tells its past."""

    history: tuple[Step, ...] = ()
    tallies: tuple[Tally, ...] = ()


_DECODER = msgspec.json.Decoder(_Past)


def dossier_page_as_of(
    ledger: Ledger, filters: Filters, day: str, *, limit: int = 30, cursor: str | None = None
) -> SummaryPage:
    """A page of the dossiers that had been reported by `day`, as they stood at its end.

    A page may hold fewer rows than `limit` where `filters` ask for what came later, as a status.
    """
    until = min(filter(None, (filters.until, day)))
    asked = msgspec.structs.replace(filters, until=until, status=None)
    found = dossier_page(ledger, asked, limit=limit, cursor=cursor)
    records = schema.dossiers.c
    query = select(records.id, records.record).where(records.id.in_([r.id for r in found.rows]))
    with ledger.reading() as connection:
        pasts = {key: _DECODER.decode(record) for key, record in connection.execute(query)}
    rows = (_as_of(row, pasts[row.id], day) for row in found.rows if row.id in pasts)
    return SummaryPage(rows=tuple(row for row in rows if admits(filters, row)), next=found.next)


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
    then = _drawn_from(dossier, reports)
    history = tuple(_steps(then.history, day))
    return msgspec.structs.replace(
        then,
        stories=len({one.story for one in reports}),
        last_report=max(one.published or "" for one in reports),
        history=history,
        status=status_of(history) if history else dossier.status,
        tallies=tuple(tally for tally in dossier.tallies if (tally.date or "") <= day),
        **_counts(last),
    )


def narrowed(dossier: Dossier, filters: Filters) -> Dossier:
    """What of `dossier` was published `since` and `until` these days and said by the party `by`:
    reports, statements, timeline and steps. Its id, goods, status, findings and counts remain
    those of the whole."""
    reports = tuple(
        one
        for one in dossier.reports
        if (filters.since or "") <= (one.published or "")
        and (not filters.until or published_by(one.published, filters.until))
    )
    if filters.by is None:
        return _drawn_from(dossier, reports) if filters.since or filters.until else dossier
    party = filters.by
    matrix = tuple(row for row in dossier.matrix if _is(row.voice, party))
    names = {row.voice.name for row in matrix}
    theirs = msgspec.structs.replace(
        dossier,
        matrix=matrix,
        changes=tuple(change for change in dossier.changes if _is(change.voice, party)),
        timeline=tuple(entry for entry in dossier.timeline if entry.voice in names),
        history=tuple(step for step in dossier.history if names.intersection(step.sources)),
    )
    said_in = {stand.document for row in matrix for stand in row.stands}
    return _drawn_from(theirs, tuple(one for one in reports if one.document in said_in))


def _drawn_from(dossier: Dossier, reports: tuple[Report, ...]) -> Dossier:
    """`dossier` with what it draws from `reports`, and nothing of others."""
    out = {one.document for one in reports}
    rows = (
        Row(voice=row.voice, stands=tuple(one for one in row.stands if one.document in out))
        for row in dossier.matrix
    )
    return msgspec.structs.replace(
        dossier,
        reports=reports,
        history=tuple(step for step in dossier.history if step.first in out),
        matrix=tuple(row for row in rows if row.stands),
        changes=tuple(c for c in dossier.changes if {c.before.document, c.after.document} <= out),
        timeline=tuple(entry for entry in dossier.timeline if out.intersection(entry.documents)),
    )


def _is(voice: Voice, party: str) -> bool:
    """Whether `voice` goes by the name or code `party`, or by the state that its code begins
    with."""
    code = voice.code or ""
    return party in (voice.name, code, code.partition(".")[0])


def _steps(history: Sequence[Step], day: str) -> list[Step]:
    return [step for step in history if (step.reported or step.date or "") <= day]


def _tally(tallies: Sequence[Tally], day: str) -> Tally | None:
    found = [tally for tally in tallies if (tally.date or "") <= day]
    return found[-1] if found else None


def _counts(tally: Tally) -> dict[str, int]:
    names = ("independent_outlets", "independent_sources", "denials")
    return {name: getattr(tally, name) for name in names}
