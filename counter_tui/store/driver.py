"""The encrypted SQLite engine: how every connection to a store is opened, and which engine is refused."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from counter_tui.core.refusal import Refused
from counter_tui.language import _

if TYPE_CHECKING:
    import sqlite3 as sqlite  # the same DB-API; only its types are read here
else:
    from sqlcipher3 import dbapi2 as sqlite

Error = sqlite.Error
IntegrityError = sqlite.IntegrityError

KEY_BYTES = 32
BUSY_MS = 5000


class Connection(sqlite.Connection):
    """A connection to one office's store; `office` begins the key of every table.

    On a `sealed` one nobody's name or number is read: the lease of this terminal is over.
    """

    office: str = ""
    sealed: bool = False


def engine_version() -> str:
    """Return the version of the SQLite engine."""
    return sqlite.sqlite_version


def refuse_affected(version: tuple[int, int, int]) -> None:
    """Refuse an engine whose write-ahead log can lose a commit when it is reset.

    The bug stands in SQLite 3.7.0 to 3.51.2, except in the repaired 3.44.6 and 3.50.7 and what follows them.
    """
    repaired = (3, 44, 6) <= version < (3, 45, 0) or (3, 50, 7) <= version < (3, 51, 0)
    if (3, 7, 0) <= version <= (3, 51, 2) and not repaired:
        sentence = _(
            "Mesin SQLite {version} dapat kehilangan catatan. Tidak ada data yang disentuh. "
            "Pasang paket sqlcipher3 0.6.4 atau yang lebih baru."
        )
        raise Refused(sentence.format(version=".".join(map(str, version))), code="engine")


def connect(path: Path, key: bytes, *, create: bool = False, query_only: bool = False) -> Connection:
    """Open the encrypted file with its raw 32-byte key, durable and with foreign keys on.

    `query_only` connections cannot write. A missing file is an error unless `create`.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("a store's key is 32 bytes")
    refuse_affected(sqlite.sqlite_version_info)
    mode = "rwc" if create else "rw"
    connection = sqlite.connect(
        f"file:{quote(str(path.absolute()))}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_MS / 1000,
        cached_statements=256,
        factory=Connection,
    )
    try:
        _prepare(connection, key, query_only=query_only)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: Connection, key: bytes, *, query_only: bool) -> None:
    execute: Callable[[str], object] = connection.execute
    # Before the key: a wrong one would be reported on stderr, which is the officer's screen.
    execute("PRAGMA cipher_log_level = NONE")
    execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    execute("SELECT count(*) FROM sqlite_schema")
    if query_only:
        execute("PRAGMA query_only = ON")
    else:
        execute("PRAGMA journal_mode = WAL")
        execute("PRAGMA synchronous = FULL")
        execute("PRAGMA foreign_keys = ON")
        # What `PRAGMA optimize` may look at, so that it stays quick on a journal of years.
        execute("PRAGMA analysis_limit = 400")
