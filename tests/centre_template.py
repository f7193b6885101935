"""An empty centre's file, made once by each worker: migrating a new one takes longer than most tests."""

from pathlib import Path

from counter_tui.store import driver, migrate
from counter_tui.store.central.database import open_sqlite

KEY = bytes(32)


def make(path: Path) -> None:
    """Make an encrypted file with all tables of a centre and no rows."""
    driver.connect(path, KEY, create=True).close()
    opened = open_sqlite(path, KEY)
    migrate.upgrade(opened.engine)
    opened.close()
