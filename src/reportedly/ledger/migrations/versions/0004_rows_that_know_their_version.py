"""Views in which every row knows the version of the program that read it, and when; events too."""

from alembic import op

revision = "0004"
down_revision = "0003"

VIEWS = {
    "claims_view": """
        SELECT d.published, d.publisher, c.source_name, c.source_code, c.stance, c.content,
               c.said_on, c.basis, c.via, c.quotation, d.title, c.document_id, c.id AS claim,
               a.version, a.analysed_at
        FROM claims c JOIN documents d ON d.id = c.document_id
        LEFT JOIN analyses a ON a.document_id = c.document_id""",
    "events_view": """
        SELECT d.published, d.publisher, e.type, e.mode, e.contexts, e.actors, e.recipients,
               e.happened_on, e.place, e.factuality, e.claim, d.title, e.document_id,
               e.id AS event, a.version, a.analysed_at
        FROM events e JOIN documents d ON d.id = e.document_id
        LEFT JOIN analyses a ON a.document_id = e.document_id""",
    "transfers_view": """
        SELECT d.published, d.publisher, t.supplier, t.recipient, g.category, g.words,
               g.designation, g.amount, g.unit, t.status, t.factuality, t.dossier,
               t.document_id, t.id AS transfer, a.version, a.analysed_at
        FROM transfers t JOIN documents d ON d.id = t.document_id
        LEFT JOIN goods g ON g.document_id = t.document_id AND g.transfer = t.id
             AND g.side = 'goods'
        LEFT JOIN analyses a ON a.document_id = t.document_id""",
    "findings_view": """
        SELECT t.supplier, t.recipient, t.dossier, f.regime, f.instrument, f.paragraph,
               f.verdict, f.in_force, f.assessed_on, f.why, f.link, f.document_id,
               a.version, a.analysed_at
        FROM findings f LEFT JOIN transfers t
             ON t.document_id = f.document_id AND t.id = f.about
        LEFT JOIN analyses a ON a.document_id = f.document_id""",
}


def upgrade() -> None:
    """Make the views anew."""
    for name, query in VIEWS.items():
        op.execute(f"DROP VIEW IF EXISTS {name}")
        op.execute(f"CREATE VIEW {name} AS {query}")
