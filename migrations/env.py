"""Alembic's entry: runs the migrations on the connection that the program hands over."""

from alembic import context
from sqlmodel import SQLModel

import counter_tui.store.central.tables
import counter_tui.store.tables  # noqa: F401 - both put their tables into the metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_server_default=True,
)
# The caller began the transaction and commits it: a migration is done whole or not at all.
context.run_migrations()
