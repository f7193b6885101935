"""SQLAlchemy's engine over the encrypted driver, for everyday queries and migrations."""

from pathlib import Path

import sqlcipher3.dbapi2
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import QueuePool

from counter_tui.store.driver import connect


def open_engine(path: Path, key: bytes) -> Engine:
    """Return an engine on a store; each of its connections is opened by the driver.

    The module must be named: SQLAlchemy would take the standard library's for `sqlite://`. What a statement
    was given is left out of its errors: it may be a key, or about people.
    """
    return create_engine(
        "sqlite://",
        creator=lambda: connect(path, key),
        module=sqlcipher3.dbapi2,
        poolclass=QueuePool,
        pool_size=2,
        hide_parameters=True,
    )
