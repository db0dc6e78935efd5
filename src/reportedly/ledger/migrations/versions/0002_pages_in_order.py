"""What makes pages of a large ledger fast: indexes in the order of listings, the state of a
claim's source, summaries of dossiers; and search that knows word stems in SQLite too."""

import json
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ORDER: list[str | sa.TextClause] = [
    sa.text("published DESC"),
    sa.text("document_id DESC"),
    "number",
]
IN_ORDER = {
    "claims": ("source_state", "source_code", "source_name", "stance"),
    "events": ("type",),
    "transfers": ("supplier", "recipient", "status"),
    "findings": ("regime",),
}
NO_LONGER = {
    "claims": (
        "published_document_id_number",
        "source_code_published",
        "source_name_published",
        "stance_published",
    ),
    "events": ("published_document_id_number", "type"),
    "transfers": ("published_document_id_number", "status"),
    "findings": ("regime",),
    "documents": ("published", "publisher"),
    "dossiers": ("last_report",),
}
SOURCE_STATE = {
    "sqlite": """UPDATE claims SET source_state = CASE instr(source_code, '.')
        WHEN 0 THEN source_code ELSE substr(source_code, 1, instr(source_code, '.') - 1) END""",
    "postgresql": "UPDATE claims SET source_state = split_part(source_code, '.', 1)",
}
DOSSIERS_VIEW = """
    SELECT id, supplier, recipient, goods, status, first_report, last_report, documents,
           independent_outlets, independent_sources, denials, family
    FROM dossiers"""
SEARCH_BY_STEM = (
    "DROP TABLE documents_search",
    """CREATE VIRTUAL TABLE documents_search USING fts5(
         title, text, content='documents', content_rowid='number',
         tokenize='porter unicode61 remove_diacritics 2')""",
    "INSERT INTO documents_search(documents_search) VALUES ('rebuild')",
)


def upgrade() -> None:
    """Add columns, fill them, and lay the indexes anew."""
    dialect = op.get_bind().dialect.name
    for table, names in NO_LONGER.items():
        for name in names:
            op.drop_index(f"ix_{table}_{name}", table)
    op.add_column(
        "claims",
        sa.Column("source_state", sa.String(16), comment="the first part of the code"),
    )
    op.execute(SOURCE_STATE[dialect])
    op.add_column(
        "findings",
        sa.Column(
            "published",
            sa.String(10),
            nullable=False,
            server_default="",
            comment="of the document, or empty",
        ),
    )
    op.execute(
        """UPDATE findings SET published = coalesce(
             (SELECT published FROM documents d WHERE d.id = findings.document_id), '')"""
    )
    _sources()
    op.create_table(
        "state",
        sa.Column("name", sa.String(16), primary_key=True),
        sa.Column("count", sa.Integer(), nullable=False, comment="of changes: see linking"),
    )
    op.execute("INSERT INTO state (name, count) VALUES ('linked', 0)")
    published = sa.text("coalesce(published, '') DESC")
    op.create_index("ix_documents_in_order", "documents", [published, sa.text("id DESC")])
    op.create_index(
        "ix_documents_publisher_in_order", "documents", ["publisher", published, sa.text("id DESC")]
    )
    for table, names in IN_ORDER.items():
        op.create_index(f"ix_{table}_in_order", table, ORDER)
        for name in names:
            op.create_index(f"ix_{table}_{name}_in_order", table, [name, *ORDER])
    op.create_index("ix_positions_claim", "positions", ["document_id", "claim"])
    op.execute("DROP VIEW dossiers_view")
    _dossiers()
    op.execute(f"CREATE VIEW dossiers_view AS {DOSSIERS_VIEW}")
    if dialect == "sqlite":
        for statement in SEARCH_BY_STEM:
            op.execute(statement)


def _sources() -> None:
    """The claims of each party, counted."""
    op.create_table(
        "sources",
        sa.Column("name", sa.Text(), primary_key=True, comment="of a party that makes claims"),
        sa.Column("code", sa.String(64), primary_key=True, comment="or empty"),
        sa.Column("state", sa.String(16), comment="the first part of the code"),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("denials", sa.Integer(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("first", sa.String(10), nullable=False),
        sa.Column("last", sa.String(10), nullable=False),
    )
    op.create_index("ix_sources_in_order", "sources", [sa.text("claims DESC"), "name", "code"])
    op.execute(
        """INSERT INTO sources (name, code, state, claims, denials, documents, first, last)
           SELECT source_name, coalesce(source_code, ''), source_state, count(*),
             sum(CASE stance WHEN 'denies' THEN 1 ELSE 0 END), count(DISTINCT document_id),
             min(published), max(published)
           FROM claims WHERE source_name IS NOT NULL
           GROUP BY source_name, source_code, source_state"""
    )


def _dossiers() -> None:
    with op.batch_alter_table("dossiers") as batch:
        batch.add_column(
            sa.Column(
                "goods",
                sa.Text(),
                nullable=False,
                server_default="",
                comment="categories, joined with a comma",
            )
        )
        batch.add_column(
            sa.Column(
                "stale",
                sa.Boolean(),
                nullable=False,
                server_default=sa.false(),
                comment="a document of it has changed since",
            )
        )
        batch.add_column(
            sa.Column(
                "summary",
                sa.LargeBinary(),
                nullable=False,
                server_default="",
                comment="what a list shows of it, JSON",
            )
        )
    table = sa.table(
        "dossiers",
        sa.column("id", sa.String),
        sa.column("goods", sa.Text),
        sa.column("last_report", sa.String),
        sa.column("summary", sa.LargeBinary),
        sa.column("record", sa.LargeBinary),
    )
    connection = op.get_bind()
    for key, record in connection.execute(sa.select(table.c.id, table.c.record)).all():
        dossier = json.loads(record)
        values = {
            "goods": ",".join(goods["category"] for goods in dossier["goods"]),
            "last_report": dossier["last_report"] or "",
            "summary": json.dumps(_summary(dossier)).encode(),
        }
        connection.execute(table.update().where(table.c.id == key).values(values))
    with op.batch_alter_table("dossiers") as batch:
        for name in ("goods", "stale", "summary"):
            batch.alter_column(name, server_default=None)
        batch.alter_column("last_report", nullable=False, comment="or empty")
    op.create_index(
        "ix_dossiers_in_order",
        "dossiers",
        [
            sa.text("last_report DESC"),
            "id",
            "supplier",
            "recipient",
            "status",
            "first_report",
            "goods",
        ],
    )


def _summary(dossier: dict[str, Any]) -> dict[str, Any]:
    """The summary of `dossier`, as this version of the schema has it."""
    names = "id supplier recipient family status first_report last_report"
    counts = "independent_outlets independent_sources denials"
    found = [f for f in dossier["findings"] if f["verdict"] == "would_fall_under"]
    days = [r["published"] for r in dossier["reports"] if r.get("published")]
    return {name: dossier[name] for name in f"{names} {counts}".split()} | {
        "goods": [
            {"category": goods["category"], "designations": goods.get("designations", [])}
            for goods in dossier["goods"]
        ],
        "documents": len(dossier["reports"]),
        "reports": _by_time(days),
        "would_fall_under": list(dict.fromkeys(f["instrument"] for f in found)),
    }


def _by_time(days: list[str]) -> list[int]:
    whole = [date.fromisoformat(day).toordinal() for day in days if len(day) == 10]
    counts = [0] * 16
    for day in whole:
        counts[min(15, (day - min(whole)) * 16 // max(1, max(whole) - min(whole)))] += 1
    return counts if whole else []
