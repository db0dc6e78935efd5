"""Full-text search over documents: FTS5 in SQLite, tsvector and GIN in PostgreSQL.

Both are kept by the database itself (triggers, a generated column: see the first
migration), so that no writer can forget them.
"""

from __future__ import annotations

import re

from sqlalchemy import TextClause, text

_WORD = re.compile(r'"[^"]*"|\S+')

# Ranking reads every document that matches, so of very many the latest stored are ranked.
RANKED = 1000
_QUERY = {
    "sqlite": text(
        """SELECT d.id AS document_id, d.title, d.publisher, d.published,
             snippet(documents_search, 1, :open, :close, '…', 24) AS snippet
           FROM documents_search JOIN documents d ON d.number = documents_search.rowid
           WHERE documents_search MATCH :words AND documents_search.rowid >= (
             SELECT min(rowid) FROM (
               SELECT rowid FROM documents_search WHERE documents_search MATCH :words
               ORDER BY rowid DESC LIMIT :ranked))
           ORDER BY rank, d.id LIMIT :limit OFFSET :offset"""
    ),
    "postgresql": text(
        """WITH latest AS MATERIALIZED (
             SELECT number, search FROM documents
             WHERE search @@ websearch_to_tsquery('english', :words)
             ORDER BY number DESC LIMIT :ranked),
           best AS MATERIALIZED (
             SELECT number, ts_rank(search, websearch_to_tsquery('english', :words)) AS rank
             FROM latest ORDER BY rank DESC, number LIMIT :limit OFFSET :offset)
           SELECT d.id AS document_id, d.title, d.publisher, d.published,
             ts_headline('english', d.text, websearch_to_tsquery('english', :words),
               'MaxWords=24, MinWords=12, StartSel=' || :open || ', StopSel=' || :close) AS snippet
           FROM best JOIN documents d USING (number)
           ORDER BY best.rank DESC, number"""
    ),
}


def search_query(dialect: str) -> TextClause:
    """The query that takes :words, :limit, :offset, :open and :close; gives id and snippet."""
    return _QUERY[dialect]


def search_words(dialect: str, words: str) -> str:
    """`words` as the query language of `dialect`: every word must occur, "in quotes" a phrase.

    Nothing a user types is syntax, so no input makes the database raise an error.
    """
    if dialect == "postgresql":
        return words.replace("\x00", " ")
    cleaned = (word.replace('"', "").strip() for word in _WORD.findall(words.replace("\x00", " ")))
    return " ".join(f'"{word}"' for word in cleaned if any(c.isalnum() for c in word))
