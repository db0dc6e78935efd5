"""The first schema: tables, full-text search, and views for people."""

import sqlalchemy as sa
from alembic import op

SQLITE = (
    """CREATE VIRTUAL TABLE documents_search USING fts5(
         title, text, content='documents', content_rowid='number',
         tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER documents_search_insert AFTER INSERT ON documents BEGIN
         INSERT INTO documents_search(rowid, title, text)
         VALUES (new.number, new.title, new.text); END""",
    """CREATE TRIGGER documents_search_delete AFTER DELETE ON documents BEGIN
         INSERT INTO documents_search(documents_search, rowid, title, text)
         VALUES ('delete', old.number, old.title, old.text); END""",
    """CREATE TRIGGER documents_search_update AFTER UPDATE OF title, text ON documents BEGIN
         INSERT INTO documents_search(documents_search, rowid, title, text)
         VALUES ('delete', old.number, old.title, old.text);
         INSERT INTO documents_search(rowid, title, text)
         VALUES (new.number, new.title, new.text); END""",
)

POSTGRESQL = (
    """ALTER TABLE documents ADD COLUMN search tsvector GENERATED ALWAYS AS
         (to_tsvector('english', coalesce(title, '') || ' ' || text)) STORED""",
    "CREATE INDEX ix_documents_search ON documents USING gin (search)",
)

VIEWS = {
    "claims_view": """
        SELECT d.published, d.publisher, c.source_name, c.source_code, c.stance, c.content,
               c.said_on, c.basis, c.via, c.quotation, d.title, c.document_id, c.id AS claim
        FROM claims c JOIN documents d ON d.id = c.document_id""",
    "dossiers_view": """
        SELECT id, supplier, recipient, family, status, first_report, last_report, documents,
               independent_outlets, independent_sources, denials
        FROM dossiers""",
    "transfers_view": """
        SELECT d.published, d.publisher, t.supplier, t.recipient, g.category, g.words,
               g.designation, g.amount, g.unit, t.status, t.factuality, t.dossier,
               t.document_id, t.id AS transfer
        FROM transfers t JOIN documents d ON d.id = t.document_id
        LEFT JOIN goods g ON g.document_id = t.document_id AND g.transfer = t.id
             AND g.side = 'goods'""",
    "findings_view": """
        SELECT t.supplier, t.recipient, t.dossier, f.regime, f.instrument, f.paragraph,
               f.verdict, f.in_force, f.assessed_on, f.why, f.link, f.document_id
        FROM findings f LEFT JOIN transfers t
             ON t.document_id = f.document_id AND t.id = f.about""",
}

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make everything."""
    op.create_table(
        "documents",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False, comment="SHA-256 of the text"),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.String(length=10), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("reprint_of", sa.Text(), nullable=True),
        sa.Column(
            "story", sa.String(length=64), nullable=True, comment="the first document of its copies"
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_documents")),
        sa.UniqueConstraint("id", name=op.f("uq_documents_id")),
    )
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_documents_published"), ["published"], unique=False)
        batch_op.create_index(batch_op.f("ix_documents_publisher"), ["publisher"], unique=False)
        batch_op.create_index(batch_op.f("ix_documents_story"), ["story"], unique=False)

    op.create_table(
        "dossiers",
        sa.Column("id", sa.String(length=128), nullable=False),
        sa.Column("supplier", sa.String(length=64), nullable=True),
        sa.Column("recipient", sa.String(length=64), nullable=True),
        sa.Column("family", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("first_report", sa.String(length=10), nullable=True),
        sa.Column("last_report", sa.String(length=10), nullable=True),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("independent_outlets", sa.Integer(), nullable=False),
        sa.Column("independent_sources", sa.Integer(), nullable=False),
        sa.Column("denials", sa.Integer(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False, comment="the whole dossier, JSON"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossiers")),
    )
    with op.batch_alter_table("dossiers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dossiers_last_report"), ["last_report"], unique=False)
        batch_op.create_index(batch_op.f("ix_dossiers_recipient"), ["recipient"], unique=False)
        batch_op.create_index(batch_op.f("ix_dossiers_status"), ["status"], unique=False)
        batch_op.create_index(batch_op.f("ix_dossiers_supplier"), ["supplier"], unique=False)

    op.create_table(
        "failures",
        sa.Column("name", sa.String(length=1024), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_failures")),
    )
    op.create_table(
        "analyses",
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False, comment="of reportedly"),
        sa.Column("analysed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False, comment="the whole record, JSON"),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_analyses_document_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_analyses")),
    )
    op.create_table(
        "appearances",
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column(
            "doc_id", sa.String(length=512), nullable=False, comment="file stem or name given"
        ),
        sa.Column("publisher", sa.String(length=256), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("published", sa.String(length=10), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_appearances_document_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "doc_id", "publisher", name=op.f("pk_appearances")),
    )
    op.create_table(
        "claims",
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="place in the record, from 1"),
        sa.Column(
            "published", sa.String(length=10), nullable=False, comment="of the document, or empty"
        ),
        sa.Column("party", sa.String(length=16), nullable=True),
        sa.Column("source", sa.Text(), nullable=False, comment="the words that name the source"),
        sa.Column(
            "source_name", sa.Text(), nullable=True, comment="the party they were resolved to"
        ),
        sa.Column("source_code", sa.String(length=64), nullable=True),
        sa.Column("cue", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("quotation", sa.String(length=16), nullable=False),
        sa.Column("stance", sa.String(length=16), nullable=False),
        sa.Column(
            "basis", sa.Text(), nullable=False, comment="kinds of evidence, joined with a comma"
        ),
        sa.Column("said_on", sa.String(length=32), nullable=True),
        sa.Column("via", sa.Text(), nullable=True),
        sa.Column("source_spans", sa.Text(), nullable=False),
        sa.Column("cue_spans", sa.Text(), nullable=False),
        sa.Column("content_spans", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_claims_document_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "id", name=op.f("pk_claims")),
    )
    with op.batch_alter_table("claims", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_claims_published_document_id_number"),
            ["published", "document_id", "number"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_claims_said_on"), ["said_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_claims_source_code_published"),
            ["source_code", "published"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_claims_source_name_published"),
            ["source_name", "published"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_claims_stance_published"), ["stance", "published"], unique=False
        )

    op.create_table(
        "events",
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="place in the record, from 1"),
        sa.Column(
            "published", sa.String(length=10), nullable=False, comment="of the document, or empty"
        ),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("mode", sa.String(length=32), nullable=True),
        sa.Column("contexts", sa.Text(), nullable=False),
        sa.Column("actors", sa.Text(), nullable=False, comment="codes, joined with a comma"),
        sa.Column("recipients", sa.Text(), nullable=False, comment="codes, joined with a comma"),
        sa.Column("happened_on", sa.String(length=32), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("factuality", sa.String(length=16), nullable=False),
        sa.Column("claim", sa.String(length=16), nullable=True),
        sa.Column("spans", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_events_document_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "id", name=op.f("pk_events")),
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_events_happened_on"), ["happened_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_events_published_document_id_number"),
            ["published", "document_id", "number"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_events_type"), ["type"], unique=False)

    op.create_table(
        "findings",
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=16), nullable=False),
        sa.Column("regime", sa.String(length=64), nullable=False),
        sa.Column("instrument", sa.Text(), nullable=False),
        sa.Column("paragraph", sa.String(length=32), nullable=False),
        sa.Column("verdict", sa.String(length=24), nullable=False),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column("assessed_on", sa.String(length=10), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_findings_document_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "number", name=op.f("pk_findings")),
    )
    with op.batch_alter_table("findings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_findings_regime"), ["regime"], unique=False)

    op.create_table(
        "parties",
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="place in the record, from 1"),
        sa.Column(
            "published", sa.String(length=10), nullable=False, comment="of the document, or empty"
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=True),
        sa.Column("country", sa.String(length=8), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("mentions", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_parties_document_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "id", name=op.f("pk_parties")),
    )
    with op.batch_alter_table("parties", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_parties_code"), ["code"], unique=False)
        batch_op.create_index(batch_op.f("ix_parties_name"), ["name"], unique=False)

    op.create_table(
        "transfers",
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="place in the record, from 1"),
        sa.Column(
            "published", sa.String(length=10), nullable=False, comment="of the document, or empty"
        ),
        sa.Column("supplier", sa.String(length=64), nullable=True),
        sa.Column("recipient", sa.String(length=64), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("factuality", sa.String(length=16), nullable=False),
        sa.Column("end_use", sa.String(length=64), nullable=True),
        sa.Column(
            "reported_for",
            sa.String(length=32),
            nullable=True,
            comment="date of the transfer, if one is given",
        ),
        sa.Column("dossier", sa.String(length=128), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_transfers_document_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "id", name=op.f("pk_transfers")),
    )
    with op.batch_alter_table("transfers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_transfers_dossier"), ["dossier"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_transfers_published_document_id_number"),
            ["published", "document_id", "number"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_transfers_status"), ["status"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_transfers_supplier_recipient"), ["supplier", "recipient"], unique=False
        )

    op.create_table(
        "goods",
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("transfer", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=8), nullable=False, comment="goods or payment"),
        sa.Column("category", sa.String(length=64), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("designation", sa.Text(), nullable=True),
        sa.Column("amount", sa.Float(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("possible", sa.Boolean(), nullable=False),
        sa.Column("spans", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id", "transfer"],
            ["transfers.document_id", "transfers.id"],
            name=op.f("fk_goods_document_id_transfer"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "transfer", "number", name=op.f("pk_goods")),
    )
    with op.batch_alter_table("goods", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goods_category"), ["category"], unique=False)

    op.create_table(
        "positions",
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("transfer", sa.String(length=16), nullable=False),
        sa.Column("claim", sa.String(length=16), nullable=False),
        sa.Column("position", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id", "claim"],
            ["claims.document_id", "claims.id"],
            name=op.f("fk_positions_document_id_claim"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["document_id", "transfer"],
            ["transfers.document_id", "transfers.id"],
            name=op.f("fk_positions_document_id_transfer"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "document_id", "transfer", "claim", "position", name=op.f("pk_positions")
        ),
    )
    search = SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL
    for statement in search:
        op.execute(statement)
    for name, query in VIEWS.items():
        op.execute(f"CREATE VIEW {name} AS {query}")


def downgrade() -> None:
    """There is nothing before the first schema."""
    raise NotImplementedError("the first schema can't be taken back")
