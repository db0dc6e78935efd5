"""The words of a document stay beside it in PostgreSQL, where search compares them.

Long values are moved out of the row, and each comparison had to fetch them from there. Now the
text is moved first, which only shown hits need. Rows written before stay as they are, and right.
"""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Keep the words of later documents in the row."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE documents ALTER COLUMN search SET STORAGE MAIN")
