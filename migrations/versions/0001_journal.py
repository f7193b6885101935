"""The journal, its projections, records and what one installation keeps"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "application",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("fold_version", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("ticket", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("flagged", sa.Boolean(), nullable=False),
        sa.Column("ready_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("office", "id"),
    )
    op.create_index(
        "application_closed",
        "application",
        ["office", "closed_at"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NOT NULL"),
        postgresql_where=sa.text("closed_at IS NOT NULL"),
    )
    op.create_index(
        "application_flagged",
        "application",
        ["office"],
        unique=False,
        sqlite_where=sa.text("flagged"),
        postgresql_where=sa.text("flagged"),
    )
    op.create_index("application_number", "application", ["office", "number"], unique=False)
    op.create_index(
        "application_ready",
        "application",
        ["office", "ready_at"],
        unique=False,
        sqlite_where=sa.text("ready_at IS NOT NULL AND open"),
        postgresql_where=sa.text("ready_at IS NOT NULL AND open"),
    )
    op.create_index("application_ticket", "application", ["office", "ticket"], unique=False)
    op.create_table(
        "counter",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("fold_version", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("counter", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("office", "id"),
    )
    op.create_table(
        "day",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("fold_version", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("business_day", sa.String(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("office", "id"),
    )
    op.create_index("day_site", "day", ["office", "site", "business_day"], unique=False)
    op.create_table(
        "event",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("v", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("office_seq", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("office", "device", "epoch", "seq"),
    )
    op.create_index("event_id", "event", ["office", "id"], unique=True)
    op.create_index(
        "event_office_seq",
        "event",
        ["office", "office_seq"],
        unique=True,
        sqlite_where=sa.text("office_seq IS NOT NULL"),
        postgresql_where=sa.text("office_seq IS NOT NULL"),
    )
    op.create_index("event_stream", "event", ["office", "stream", "hlc"], unique=False)
    op.create_table(
        "handover_guard",
        sa.Column("application", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("application"),
    )
    op.create_table(
        "head",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("given_up", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("office", "device", "epoch"),
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "number_block",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("business_day", sa.String(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("next", sa.Integer(), nullable=False),
        sa.Column("void", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("site", "business_day", "series", "tag", "first"),
    )
    op.create_table(
        "print_job",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("copy_number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("printer", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("print_job_newest", "print_job", ["at", "id"], unique=False)
    op.create_index("print_job_state", "print_job", ["state", "at", "id"], unique=False)
    op.create_table(
        "pruned",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("office", "device", "epoch", "seq"),
    )
    op.create_table(
        "quarantine",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("office", "device", "hash"),
    )
    op.create_table(
        "record",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("lookup", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("search", sa.String(), nullable=False),
        sa.Column("pending", sa.Boolean(), nullable=False),
        sa.Column("office_seq", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("office", "kind", "id"),
    )
    op.create_index("record_day", "record", ["office", "kind", "day", "lookup"], unique=False)
    op.create_index("record_lookup", "record", ["office", "kind", "lookup"], unique=False)
    op.create_index(
        "record_office_seq",
        "record",
        ["office", "office_seq"],
        unique=True,
        sqlite_where=sa.text("office_seq IS NOT NULL"),
        postgresql_where=sa.text("office_seq IS NOT NULL"),
    )
    op.create_index(
        "record_pending",
        "record",
        ["office", "kind", "id"],
        unique=False,
        sqlite_where=sa.text("pending"),
        postgresql_where=sa.text("pending"),
    )
    op.create_table(
        "signed_head",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("office", "device", "epoch"),
    )
    op.create_table(
        "sync_cursor",
        sa.Column("server", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("server_epoch", sa.String(), nullable=False),
        sa.Column("cursor", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("server", "kind"),
    )
    op.create_table(
        "ticket",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("fold_version", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("business_day", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("counter", sa.String(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("flagged", sa.Boolean(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("office", "id"),
    )
    op.create_index(
        "ticket_flagged",
        "ticket",
        ["office", "site"],
        unique=False,
        sqlite_where=sa.text("flagged"),
        postgresql_where=sa.text("flagged"),
    )
    op.create_index("ticket_number", "ticket", ["office", "site", "business_day", "number"], unique=False)
    op.create_index(
        "ticket_open",
        "ticket",
        ["office", "site", "business_day"],
        unique=False,
        sqlite_where=sa.text("open"),
        postgresql_where=sa.text("open"),
    )
    op.create_table(
        "watermark",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("durable", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("durable_hash", sa.String(), nullable=True),
        sa.Column("relayed", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("office", "device", "epoch"),
    )


def downgrade() -> None:
    for table in (
        "watermark",
        "ticket",
        "sync_cursor",
        "signed_head",
        "record",
        "quarantine",
        "pruned",
        "print_job",
        "number_block",
        "meta",
        "head",
        "handover_guard",
        "event",
        "day",
        "counter",
        "application",
    ):
        op.drop_table(table)
