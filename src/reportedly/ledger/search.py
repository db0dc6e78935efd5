"""Full-text search over documents: FTS5 in SQLite, tsvector and GIN in PostgreSQL.

Both are kept by the database itself (triggers, a generated column: see the first
migration), so that no writer can forget them.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import TextClause, text

from reportedly.ledger.cursors import Number, cursor_of, place_of
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.listings import Filters
from reportedly.ledger.search_words import search_words
from reportedly.ledger.snippets import snippet
from reportedly.records import Record

# Ranking reads every document that it ranks, so they are ranked by as many, the latest stored
# first: the best of these, then the best of those before.
RANKED = 60
_QUERY = {
    "sqlite": """
        WITH best AS (
          SELECT rowid AS number, rank AS score, max(rowid) OVER () AS newest,
            (row_number() OVER (ORDER BY rowid DESC) - 1) / :ranked AS part
          FROM documents_search WHERE documents_search MATCH :words {asked} AND rowid >= (
            SELECT min(rowid) FROM (
              SELECT rowid FROM documents_search WHERE documents_search MATCH :words {asked}
              ORDER BY rowid DESC LIMIT :reach))
          ORDER BY part, score, number LIMIT :limit OFFSET :offset)
        SELECT d.id AS document_id, d.title, d.publisher, d.published, d.text, best.newest
        FROM best JOIN documents d USING (number) ORDER BY part, score, number""",
    "postgresql": """
        WITH latest AS MATERIALIZED (
          SELECT number, (row_number() OVER (ORDER BY number DESC) - 1) / :ranked AS part,
            max(number) OVER () AS newest
          FROM (
            SELECT number FROM documents d
            WHERE search @@ websearch_to_tsquery('english', :words) {asked}
            ORDER BY number DESC LIMIT :reach) matching),
        best AS MATERIALIZED (
          SELECT number, part, newest,
            ts_rank(search, websearch_to_tsquery('english', :words)) AS score
          FROM latest JOIN documents USING (number)
          ORDER BY part, score DESC, number LIMIT :limit OFFSET :offset)
        SELECT d.id AS document_id, d.title, d.publisher, d.published, d.text, best.newest
        FROM best JOIN documents d USING (number) ORDER BY part, score DESC, number""",
}
_JOINED = {
    "sqlite": """AND EXISTS (
      SELECT 1 FROM documents d WHERE d.number = documents_search.rowid AND …)""",
    "postgresql": "AND …",
}
_ASKED = {
    "since": "d.published >= :since",
    "until": "coalesce(d.published, '') <= CAST(:until AS text) || '~'",
    "as_of": "d.published BETWEEN '0' AND CAST(:as_of AS text) || '~'",
    "by": """EXISTS (SELECT 1 FROM claims c WHERE c.document_id = d.id
               AND :by IN (c.source_state, c.source_code, c.source_name))""",
    "newest": "d.number <= :newest",
}


class Hit(Record, frozen=True, kw_only=True):
    """A document that a search found; `snippet` marks the words with the given marks."""

    document_id: str
    title: str | None
    publisher: str | None
    published: str | None
    snippet: str


class HitPage(Record, frozen=True, kw_only=True):
    """Some documents, best first, and the cursor to the next ones, or None after the last."""

    rows: tuple[Hit, ...]
    next: str | None


class Shown(NamedTuple):
    """How far a search was read: so many hits of those that were there when it began."""

    hits: Number
    newest: Number


def search(
    ledger: Ledger,
    words: str,
    filters: Filters,
    *,
    limit: int = 50,
    cursor: str | None = None,
    marks: tuple[str, str] = ("[", "]"),
) -> HitPage:
    """The documents that hold all `words` and that `filters` let through, best first; "in quotes"
    is a phrase. `filters.by` is a party that claims something in the document.

    Raises `UnknownCursor`.
    """
    dialect = ledger.engine.dialect.name
    shown = place_of(cursor, Shown) if cursor else None
    if not (query := search_words(words)):
        return HitPage(rows=(), next=None)
    offset = shown.hits if shown else 0
    asked: dict[str, object] = {
        name: value for name, value in filters.given().items() if name in _ASKED
    }
    if shown:
        asked["newest"] = shown.newest
    values = asked | {
        "words": query,
        "ranked": RANKED,
        "reach": (offset + limit + RANKED) // RANKED * RANKED,
        "limit": limit + 1,
        "offset": offset,
    }
    with ledger.asking() as connection:
        found = connection.execute(_query(dialect, asked), values).all()
    rows = tuple(
        Hit(
            document_id=row.document_id,
            title=row.title,
            publisher=row.publisher,
            published=row.published,
            snippet=snippet(row.text, words, marks),
        )
        for row in found[:limit]
    )
    more = len(found) > limit
    newest = shown.newest if shown else max((row.newest for row in found), default=0)
    return HitPage(rows=rows, next=cursor_of(Shown(offset + limit, newest)) if more else None)


def _query(dialect: str, asked: dict[str, object]) -> TextClause:
    conditions = " AND ".join(_ASKED[name] for name in asked)
    joined = _JOINED[dialect].replace("…", conditions) if asked else ""
    return text(_QUERY[dialect].format(asked=joined))
