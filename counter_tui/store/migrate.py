"""The schema's version, and how an older one is brought to it with Alembic.

Revisions are four-digit numbers, so that a store can be compared without loading Alembic.
"""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from counter_tui.store import driver, faults, keys
from counter_tui.store.driver import Connection

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection as SqlConnection
    from sqlalchemy import Engine

SCHEMA = "0006"
"""The revision that this version reads and writes: the head of `migrations/`."""

_UPGRADE_LOCK = 0x636F756E
"""One PostgreSQL advisory lock, so that two centres started together do not migrate twice."""


def revision(connection: Connection) -> str:
    """Return the store's revision, empty for a file without tables."""
    if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'alembic_version'").fetchone():
        return ""
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def is_behind(path: Path, key: bytes) -> bool:
    """Tell whether a store must be upgraded; one that is ahead, or of another key, is refused."""
    with closing(_open(path, key)) as connection:
        return _is_behind(path, connection)


def open_current(path: Path, key: bytes) -> Connection:
    """Open a store for writing, an older one after its upgrade; refused as by `is_behind`, and an empty file.

    Most are current: opening twice, and closing in between what is then the last connection, which takes
    the log away and waits for the disk, would hold up every start.
    """
    if path.is_file() and not path.stat().st_size:
        raise faults.damaged(path)
    connection = _open(path, key)
    try:
        if not _is_behind(path, connection):
            return connection
    except BaseException:
        connection.close()
        raise
    connection.close()
    upgrade_file(path, key)
    return driver.connect(path, key)


def is_current(engine: "Engine") -> bool:
    """Tell whether a database has this version's schema, without Alembic, which takes long to load."""
    from sqlalchemy import inspect

    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == SCHEMA


def upgrade_file(path: Path, key: bytes) -> None:
    """Bring an encrypted store to this version's schema in one transaction."""
    from counter_tui.store.engine import open_engine

    engine = open_engine(path, key)
    try:
        upgrade(engine)
    finally:
        engine.dispose()


def upgrade(engine: "Engine", to: str = "head") -> None:
    """Bring a database to a revision in one transaction."""
    from alembic import command

    with engine.begin() as connection:
        _take_turns(connection)
        command.upgrade(config(connection), to)


def downgrade(engine: "Engine", to: str) -> None:
    """Take a database back to an older revision in one transaction."""
    from alembic import command

    with engine.begin() as connection:
        _take_turns(connection)
        command.downgrade(config(connection), to)


def config(connection: "SqlConnection") -> "Config":
    """Return Alembic's configuration for a connection that is already in its transaction."""
    from alembic.config import Config

    settings = Config(attributes={"connection": connection})
    settings.set_main_option("script_location", str(scripts()).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    return settings


def scripts() -> Path:
    """Return the folder of the migrations: in the installed package, else in the source tree."""
    package = Path(__file__).parent.parent
    installed = package / "migrations"
    return installed if installed.is_dir() else package.parent / "migrations"


def _open(path: Path, key: bytes) -> Connection:
    try:
        return driver.connect(path, key)
    except driver.Error as error:
        # A page that the key does not open looks the same whether key or page is wrong.
        if keys.is_not_key(path.with_name("keys.json"), key):
            raise faults.wrong_key(path) from error
        raise


def _is_behind(path: Path, connection: Connection) -> bool:
    found = revision(connection)
    if found > SCHEMA:
        raise faults.newer_schema(path)
    return found < SCHEMA


def _take_turns(connection: "SqlConnection") -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_UPGRADE_LOCK})")
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
