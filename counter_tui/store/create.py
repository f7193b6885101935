"""How a new store comes into being."""

import os
from pathlib import Path

from counter_tui.core.refusal import Refused
from counter_tui.language import _
from counter_tui.store import driver, faults, identities, migrate
from counter_tui.store.identity import Identity
from counter_tui.store.rebuild import rebuild
from counter_tui.store.store import Store


def create(path: Path, key: bytes, identity: Identity) -> Store:
    """Make an encrypted store with all its tables and open it; a file that exists is refused."""
    if os.path.lexists(path):
        sentence = _("{folder} sudah berisi data. Tidak ada yang diubah. Pilih folder lain.")
        raise Refused(sentence.format(folder=path.parent), code="exists")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise faults.of_system(error, path) from error
    try:
        with faults.refusing(path):
            _fill(path, key, identity)
    except BaseException:
        remove(path)
        raise
    return Store(path, key)


def remove(path: Path) -> None:
    """Remove a store's files that nobody has used yet."""
    for suffix in ("", "-wal", "-shm", ".lock"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _fill(path: Path, key: bytes, identity: Identity) -> None:
    migrate.upgrade_file(path, key)
    connection = driver.connect(path, key)
    try:
        connection.execute("BEGIN IMMEDIATE")
        identities.save(connection, identity)
        rebuild(connection)
        connection.execute("COMMIT")
    finally:
        connection.close()
