"""Full-text search over documents: FTS5 in SQLite, tsvector and GIN in PostgreSQL.

Both are kept by the database itself (triggers, a generated column: see the first
migration), so that no writer can forget them.
"""

from __future__ import annotations

import re

from sqlalchemy import TextClause, text

_WORD = re.compile(r'"[^"]*"|\S+')

_QUERY = {
    "sqlite": text(
        """SELECT d.id, snippet(documents_search, 1, :open, :close, '…', 24) AS snippet
           FROM documents_search JOIN documents d ON d.number = documents_search.rowid
           WHERE documents_search MATCH :words
           ORDER BY rank, d.id LIMIT :limit OFFSET :offset"""
    ),
    "postgresql": text(
        """SELECT d.id, ts_headline('english', d.text, q,
             'MaxWords=24, MinWords=12, StartSel=' || :open || ', StopSel=' || :close) AS snippet
           FROM (SELECT id, text, search, websearch_to_tsquery('english', :words) AS q
                 FROM documents WHERE search @@ websearch_to_tsquery('english', :words)
                 ORDER BY ts_rank(search, websearch_to_tsquery('english', :words)) DESC, id
                 LIMIT :limit OFFSET :offset) d
           ORDER BY ts_rank(d.search, q) DESC, d.id"""
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
