"""Requests that were answered once, so that no other process of the centre answers them again"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "nonce",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("nonce", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("office", "device", "nonce"),
    )
    op.create_index("nonce_at", "nonce", ["at"], unique=False)


def downgrade() -> None:
    op.drop_table("nonce")
