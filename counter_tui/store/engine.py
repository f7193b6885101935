"""SQLAlchemy's engine over the encrypted driver, for everyday queries and migrations."""

from pathlib import Path

import sqlcipher3.dbapi2
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import QueuePool

from counter_tui.store.driver import connect


def open_engine(path: Path, key: bytes, *, query_only: bool = False) -> Engine:
    """Return an engine on a store; each of its connections is opened by the driver.

    The module must be named: SQLAlchemy would take the standard library's for `sqlite://`.
    """
    return create_engine(
        "sqlite://",
        creator=lambda: connect(path, key, query_only=query_only),
        module=sqlcipher3.dbapi2,
        poolclass=QueuePool,
        pool_size=2,
    )
