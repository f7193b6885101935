"""Handovers by their time for the register, those that nobody signed for, and people by part of a name"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "application", sa.Column("unsigned", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    _index("application_unsigned", "application", ["office", "closed_at"], "unsigned")
    _index("event_handover", "event", ["office", "at"], "type = 'application.handed_over'")
    # PostgreSQL indexes no text of any length, and a search text is whatever a device sent.
    searched = "standing = 'live' AND length(search) BETWEEN 1 AND 500"
    _index("record_search", "record", ["office", "kind", "search", "id"], searched)


def downgrade() -> None:
    op.drop_index("record_search", "record")
    op.drop_index("event_handover", "event")
    op.drop_index("application_unsigned", "application")
    op.drop_column("application", "unsigned")


def _index(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, unique=False, sqlite_where=condition, postgresql_where=condition)
