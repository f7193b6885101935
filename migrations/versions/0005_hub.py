"""What a hub keeps to relay chains and to answer a repeated command, and a terminal of what it asked"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "relayed_head",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("office", "device", "epoch", "seq"),
    )
    op.create_table(
        "command_answer",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("command", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("office", "command"),
    )
    op.create_table(
        "open_command",
        sa.Column("command", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("command"),
    )
    unnumbered = sa.text("office_seq IS NULL")
    op.create_index(
        "record_unnumbered",
        "record",
        ["office", "hlc"],
        unique=False,
        sqlite_where=unnumbered,
        postgresql_where=unnumbered,
    )


def downgrade() -> None:
    op.drop_index("record_unnumbered", "record")
    for table in ("open_command", "command_answer", "relayed_head"):
        op.drop_table(table)
