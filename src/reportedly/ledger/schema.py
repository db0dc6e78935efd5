"""The tables of a ledger: one schema for SQLite and PostgreSQL.

A document is stored once by the hash of its text; each place it was found is an
appearance. `analyses.record` holds the whole record as JSON, exactly as `read`
prints it; the other tables spread it out for queries, so that the file can be
opened with any SQL tool and understood. Rows of one document are written and
replaced together. Span columns hold JSON, `[[start, end], …]`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)


def _document_key() -> Column[str]:
    return Column(
        "document_id", String(64), ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True
    )


def _place_in_record() -> list[Column[Any]]:
    """Where a part stands in its record, and when that was published: the order of listings."""
    return [
        Column("number", Integer, nullable=False, comment="place in the record, from 1"),
        Column("published", String(10), nullable=False, comment="of the document, or empty"),
    ]


documents = Table(
    "documents",
    metadata,
    # The row number that full-text search refers to; a hash can't be one.
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True, comment="SHA-256 of the text"),
    Column("title", Text),
    Column("published", String(10)),
    Column("publisher", Text),
    Column("language", String(8), nullable=False),
    Column("reprint_of", Text),
    Column("story", String(64), index=True, comment="the first document of its copies"),
    Column("text", Text, nullable=False),
)

appearances = Table(
    "appearances",
    metadata,
    _document_key(),
    Column("doc_id", String(512), primary_key=True, comment="file stem or name given"),
    Column("publisher", String(256), primary_key=True, default=""),
    Column("url", Text),
    Column("published", String(10)),
    Column("seen_at", DateTime(timezone=True), nullable=False),
)

analyses = Table(
    "analyses",
    metadata,
    _document_key(),
    Column("version", String(32), nullable=False, comment="of reportedly"),
    Column("analysed_at", DateTime(timezone=True), nullable=False),
    Column("record", LargeBinary, nullable=False, comment="the whole record, JSON"),
)

parties = Table(
    "parties",
    metadata,
    _document_key(),
    Column("id", String(16), primary_key=True),
    *_place_in_record(),
    Column("name", Text, nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("code", String(64), index=True),
    Column("country", String(8)),
    Column("role", Text),
    Column("mentions", Text, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    _document_key(),
    Column("id", String(16), primary_key=True),
    *_place_in_record(),
    Column("party", String(16)),
    Column("source", Text, nullable=False, comment="the words that name the source"),
    Column("source_name", Text, comment="the party they were resolved to"),
    Column("source_code", String(64)),
    Column("source_state", String(16), comment="the first part of the code"),
    Column("cue", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("quotation", String(16), nullable=False),
    Column("stance", String(16), nullable=False),
    Column("basis", Text, nullable=False, comment="kinds of evidence, joined with a comma"),
    Column("said_on", String(32), index=True),
    Column("via", Text),
    Column("source_spans", Text, nullable=False),
    Column("cue_spans", Text, nullable=False),
    Column("content_spans", Text, nullable=False),
)

events = Table(
    "events",
    metadata,
    _document_key(),
    Column("id", String(16), primary_key=True),
    *_place_in_record(),
    Column("type", String(16), nullable=False),
    Column("mode", String(32)),
    Column("contexts", Text, nullable=False),
    Column("actors", Text, nullable=False, comment="codes, joined with a comma"),
    Column("recipients", Text, nullable=False, comment="codes, joined with a comma"),
    Column("happened_on", String(32), index=True),
    Column("place", Text),
    Column("factuality", String(16), nullable=False),
    Column("claim", String(16)),
    Column("spans", Text, nullable=False),
)

transfers = Table(
    "transfers",
    metadata,
    _document_key(),
    Column("id", String(16), primary_key=True),
    *_place_in_record(),
    Column("supplier", String(64)),
    Column("recipient", String(64)),
    Column("status", String(16), nullable=False),
    Column("factuality", String(16), nullable=False),
    Column("end_use", String(64)),
    Column("reported_for", String(32), comment="date of the transfer, if one is given"),
    Column("dossier", String(128), index=True),
    Index(None, "supplier", "recipient"),
)

goods = Table(
    "goods",
    metadata,
    Column("document_id", String(64), primary_key=True),
    Column("transfer", String(16), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("side", String(8), nullable=False, comment="goods or payment"),
    Column("category", String(64), nullable=False, index=True),
    Column("words", Text, nullable=False),
    Column("designation", Text),
    Column("amount", Float),
    Column("unit", Text),
    Column("possible", Boolean, nullable=False),
    Column("spans", Text, nullable=False),
    ForeignKeyConstraint(
        ["document_id", "transfer"], ["transfers.document_id", "transfers.id"], ondelete="CASCADE"
    ),
)

positions = Table(
    "positions",
    metadata,
    Column("document_id", String(64), primary_key=True),
    Column("transfer", String(16), primary_key=True),
    Column("claim", String(16), primary_key=True),
    Column("position", String(16), primary_key=True),
    ForeignKeyConstraint(
        ["document_id", "transfer"], ["transfers.document_id", "transfers.id"], ondelete="CASCADE"
    ),
    ForeignKeyConstraint(
        ["document_id", "claim"], ["claims.document_id", "claims.id"], ondelete="CASCADE"
    ),
    Index("ix_positions_claim", "document_id", "claim"),
)

findings = Table(
    "findings",
    metadata,
    _document_key(),
    Column("number", Integer, primary_key=True),
    Column("published", String(10), nullable=False, comment="of the document, or empty"),
    Column("about", String(16), nullable=False),
    Column("regime", String(64), nullable=False),
    Column("instrument", Text, nullable=False),
    Column("paragraph", String(32), nullable=False),
    Column("verdict", String(24), nullable=False),
    Column("in_force", Boolean, nullable=False),
    Column("assessed_on", String(10)),
    Column("why", Text, nullable=False),
    Column("link", Text, nullable=False),
)

dossiers = Table(
    "dossiers",
    metadata,
    Column("id", String(128), primary_key=True),
    Column("supplier", String(64), index=True),
    Column("recipient", String(64), index=True),
    Column("family", String(64), nullable=False),
    Column("status", String(16), nullable=False, index=True),
    Column("goods", Text, nullable=False, comment="categories, joined with a comma"),
    Column("first_report", String(10)),
    Column("last_report", String(10), nullable=False, comment="or empty"),
    Column("documents", Integer, nullable=False),
    Column("independent_outlets", Integer, nullable=False),
    Column("independent_sources", Integer, nullable=False),
    Column("denials", Integer, nullable=False),
    Column("stale", Boolean, nullable=False, comment="a document of it has changed since"),
    Column("summary", LargeBinary, nullable=False, comment="what a list shows of it, JSON"),
    Column("record", LargeBinary, nullable=False, comment="the whole dossier, JSON"),
)
# In the order of the list, with all that it is filtered by: only what is shown is looked up.
_filtered = ("supplier", "recipient", "status", "first_report", "goods")
Index(
    "ix_dossiers_in_order",
    dossiers.c.last_report.desc(),
    dossiers.c.id,
    *(dossiers.c[name] for name in _filtered),
)

sources = Table(
    "sources",
    metadata,
    Column("name", Text, primary_key=True, comment="of a party that makes claims"),
    Column("code", String(64), primary_key=True, comment="or empty"),
    Column("state", String(16), comment="the first part of the code"),
    Column("claims", Integer, nullable=False),
    Column("denials", Integer, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("first", String(10), nullable=False),
    Column("last", String(10), nullable=False),
)
Index("ix_sources_in_order", sources.c.claims.desc(), sources.c.name, sources.c.code)

state = Table(
    "state",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("count", Integer, nullable=False, comment="of changes: see linking"),
)

failures = Table(
    "failures",
    metadata,
    Column("name", String(1024), primary_key=True),
    Column("cause", Text, nullable=False),
    Column("version", String(32), nullable=False),
    Column("failed_at", DateTime(timezone=True), nullable=False),
)


_published = text("coalesce(published, '') DESC")
Index("ix_documents_in_order", _published, documents.c.id.desc())
Index("ix_documents_publisher_in_order", documents.c.publisher, _published, documents.c.id.desc())


def _in_order(table: Table, *names: str) -> None:
    """Indexes that give the rows of `table` in the order of listings: all of them, and those
    that share a value of one of the columns `names`."""
    order = (table.c.published.desc(), table.c.document_id.desc(), table.c.number)
    Index(f"ix_{table.name}_in_order", *order)
    for name in names:
        Index(f"ix_{table.name}_{name}_in_order", table.c[name], *order)


_in_order(claims, "source_state", "source_code", "source_name", "stance")
_in_order(events, "type")
_in_order(transfers, "supplier", "recipient", "status")
_in_order(findings, "regime")

# The tables that hold one row a part of a document's record, in order of writing.
PARTS = (parties, claims, events, transfers, goods, positions, findings)
