"""Full-text search over documents: FTS5 in SQLite, tsvector and GIN in PostgreSQL.

Both are kept by the database itself (triggers, a generated column: see the first
migration), so that no writer can forget them.
"""

from __future__ import annotations

import re

from sqlalchemy import TextClause, text

_WORD = re.compile(r'"[^"]*"|\S+')

# Ranking reads every document that it ranks, so they are ranked by as many, the latest stored
# first: the best of these, then the best of those before.
RANKED = 100
_QUERY = {
    "sqlite": text(
        """SELECT d.id AS document_id, d.title, d.publisher, d.published, d.text
           FROM (
             SELECT rowid, rank AS score,
               (row_number() OVER (ORDER BY rowid DESC) - 1) / :ranked AS part
             FROM documents_search WHERE documents_search MATCH :words AND rowid >= (
               SELECT min(rowid) FROM (
                 SELECT rowid FROM documents_search WHERE documents_search MATCH :words
                 ORDER BY rowid DESC LIMIT :reach))
           ) found JOIN documents d ON d.number = found.rowid
           ORDER BY part, score, d.id LIMIT :limit OFFSET :offset"""
    ),
    "postgresql": text(
        """WITH latest AS MATERIALIZED (
             SELECT number FROM documents
             WHERE search @@ websearch_to_tsquery('english', :words)
             ORDER BY number DESC LIMIT :reach),
           best AS MATERIALIZED (
             SELECT number, (row_number() OVER (ORDER BY number DESC) - 1) / :ranked AS part,
               ts_rank(search, websearch_to_tsquery('english', :words)) AS score
             FROM latest JOIN documents USING (number)
             ORDER BY part, score DESC, number LIMIT :limit OFFSET :offset)
           SELECT d.id AS document_id, d.title, d.publisher, d.published, d.text
           FROM best JOIN documents d USING (number) ORDER BY part, score DESC, number"""
    ),
}


def search_query(dialect: str) -> TextClause:
    """The query that takes :words, :limit, :offset, :ranked and :reach, how many it ranks."""
    return _QUERY[dialect]


def search_words(dialect: str, words: str) -> str:
    """`words` as the query language of `dialect`: every word must occur, "in quotes" a phrase.

    Nothing a user types is syntax, so no input makes the database raise an error.
    """
    if dialect == "postgresql":
        return words.replace("\x00", " ")
    cleaned = (word.replace('"', "").strip() for word in _WORD.findall(words.replace("\x00", " ")))
    return " ".join(f'"{word}"' for word in cleaned if any(c.isalnum() for c in word))
