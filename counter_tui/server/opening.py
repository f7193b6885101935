"""Opening a centre's home: its key, its database and who it is; an empty folder becomes a centre."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock
from sqlalchemy.exc import DBAPIError, OperationalError

from counter_tui.config import Home
from counter_tui.core.refusal import Refused
from counter_tui.language import _
from counter_tui.server import adoption, identity
from counter_tui.server.identity import ServerIdentity
from counter_tui.store import driver, faults, keys, migrate, sealing
from counter_tui.store.central.database import Database, open_postgres, open_sqlite

DEFAULT_ADDRESS = "http://127.0.0.1:8440"


class Opened(NamedTuple):
    """An opened centre."""

    database: Database
    identity: ServerIdentity


@contextmanager
def opened(home: Home, database_url: str = "") -> Iterator[Opened]:
    """Open a centre's home for a while, making one in an empty folder; other processes may have it open too.

    `database_url` names a PostgreSQL database, which the home remembers; without one the remembered or the
    embedded one is used. Raises Refused.
    """
    _check_role(home)
    _make_folder(home)
    with FileLock(home.folder / "central.lock", poll_interval=0.01):
        key = _unlock(home)
        url = database_url or _remembered_url(home)
        with faults.refusing(home.store):
            database = _open_postgres(home, key, url) if url else _open_embedded(home, key)
    try:
        yield Opened(database, identity.load(database, key))
    finally:
        database.close()


def address(home: Home) -> str:
    """Return where terminals reach this centre, as far as the home knows."""
    return home.settings().central or DEFAULT_ADDRESS


def _check_role(home: Home) -> None:
    if home.exists and home.settings().role != "central":
        sentence = _("{folder} berisi data loket, bukan pusat. Tidak ada yang diubah. Pilih folder lain.")
        raise Refused(sentence.format(folder=home.folder), code="not_central")


def _make_folder(home: Home) -> None:
    try:
        home.folder.mkdir(parents=True, exist_ok=True)
        if home.settings().role != "central":
            home.change(role="central")
    except OSError as error:
        raise faults.of_system(error, home.store) from error


def _unlock(home: Home) -> bytes:
    if home.keys.exists():
        return keys.unlock(home.keys)
    key = sealing.new_key()
    passphrase = keys.given_passphrase(os.environ)
    if passphrase:
        keys.protect_with_passphrase(home.keys, key, passphrase)
    else:
        keys.protect_with_file(home.keys, key, home.folder / "store.key")
    return key


def _open_embedded(home: Home, key: bytes) -> Database:
    if not home.exists:
        driver.connect(home.store, key, create=True).close()
        home.store.chmod(0o600)
    if migrate.is_behind(home.store, key):
        migrate.upgrade_file(home.store, key)
    return open_sqlite(home.store, key)


def _open_postgres(home: Home, key: bytes, url: str) -> Database:
    database = open_postgres(url)
    try:
        _upgrade(home, database)
        if home.exists:
            embedded = _open_embedded(home, key)
            try:
                adoption.adopt(embedded, database)
            finally:
                embedded.close()
        keys.write_private(_url_file(home), url.encode())
    except BaseException:
        database.close()
        raise
    return database


def _upgrade(home: Home, database: Database) -> None:
    try:
        if not migrate.is_current(database.engine):
            _migrate(home, database)
    except OperationalError as error:
        # The driver's own words may hold the password of the address.
        sentence = _("Basis data PostgreSQL tidak menjawab. Tidak ada yang diubah. Periksa --database-url.")
        raise Refused(sentence, code="database") from error
    except DBAPIError as error:
        sentence = _(
            "Basis data PostgreSQL menolak menyiapkan tabel ({reason}). Tidak ada yang diubah. "
            "Beri penggunanya hak CREATE."
        )
        raise Refused(sentence.format(reason=type(error.orig).__name__), code="database") from error


def _migrate(home: Home, database: Database) -> None:
    from alembic.util import CommandError

    try:
        migrate.upgrade(database.engine)
    except CommandError as error:
        raise faults.newer_schema(home.store) from error


def _remembered_url(home: Home) -> str:
    """Return the PostgreSQL address of an earlier start: it may hold a password, so it has its own file."""
    place = _url_file(home)
    return place.read_text("utf-8") if place.exists() else ""


def _url_file(home: Home) -> Path:
    return home.folder / "database-url"
