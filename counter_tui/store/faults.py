"""What goes wrong below the store, said in one sentence each."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from counter_tui.core.refusal import Refused
from counter_tui.language import _
from counter_tui.store.driver import Error

BESIDE_BYTES = 64 * 1024
"""Room for a store's shared-memory index (32 KiB) and the first pages of its log."""


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Turn an engine's fault into a refusal; what the officer cannot mend (a programming error) passes."""
    try:
        yield
    except Exception as error:
        # SQLAlchemy wraps the driver's error and keeps it as `orig`.
        fault = getattr(error, "orig", error)
        refusal = explain(fault, path) if isinstance(fault, Error) else None
        if refusal is None:
            raise
        raise refusal from error


def spoils(error: BaseException) -> bool:
    """Tell whether a connection is of no use after an error.

    SQLCipher keeps that a page could not be read, and calls every later one of that connection malformed.
    """
    return isinstance(error, Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF in (
        IOERR,
        CORRUPT,
        NOTADB,
    )


def explain(error: Error, path: Path) -> Refused | None:
    """Return the sentence for an engine's error, or None when it is no fault of disk, file or key."""
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if primary == CANTOPEN and _is_absent(path):
        return missing(path)
    if primary == IOERR and _is_full(path):
        return disk_full(path)
    sentence = _SENTENCES.get(primary)
    return sentence(path) if sentence else None


def _is_absent(path: Path) -> bool:
    try:
        return not path.exists()
    except OSError:  # a folder that may not be entered may well hold it
        return False


def _is_full(path: Path) -> bool:
    """Tell whether a disk has no room for what SQLite keeps beside an open store."""
    import shutil  # loads compression libraries that a sound store never needs

    try:
        return shutil.disk_usage(path.parent).free < BESIDE_BYTES
    except OSError:
        return False


def of_system(error: OSError, path: Path) -> Refused:
    """Return the sentence for an error of the operating system while a file was written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return disk_full(path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return read_only(path)
    return unreadable(path)


def disk_full(path: Path) -> Refused:
    """Say that the disk is full."""
    sentence = _(
        "Disk penuh di {folder}: tindakan ini tidak tercatat, yang sebelumnya aman. "
        "Kosongkan ruang lalu ulangi."
    )
    return Refused(sentence.format(folder=path.parent), code="disk_full")


def read_only(path: Path) -> Refused:
    """Say that the folder or file cannot be written."""
    sentence = _("Folder {folder} tidak dapat ditulis. Data di dalamnya aman. Perbaiki izinnya lalu ulangi.")
    return Refused(sentence.format(folder=path.parent), code="read_only")


def missing(path: Path) -> Refused:
    """Say that there is no store here."""
    sentence = _("Tidak ada data di {folder}. Jalankan counter-tui setup, atau periksa --home.")
    return Refused(sentence.format(folder=path.parent), code="no_store")


def damaged(path: Path) -> Refused:
    """Say that the file is not what was written."""
    sentence = _(
        "Berkas {file} rusak. Jangan dihapus. Pulihkan cadangan terakhir dengan counter-tui store restore."
    )
    return Refused(sentence.format(file=path), code="damaged")


def wrong_key(path: Path) -> Refused:
    """Say that the key does not belong to this store."""
    sentence = _("Kunci atau frasa sandi salah untuk {file}. Datanya aman. Periksa frasa sandi lalu ulangi.")
    return Refused(sentence.format(file=path), code="wrong_key")


def newer_schema(path: Path) -> Refused:
    """Say that a newer version wrote this store."""
    sentence = _("Data di {folder} ditulis versi yang lebih baru. Datanya aman. Perbarui counter-tui dulu.")
    return Refused(sentence.format(folder=path.parent), code="newer_schema")


def unreadable(path: Path) -> Refused:
    """Say that the disk gave an error."""
    sentence = _(
        "Disk tidak dapat membaca atau menulis {file}: tindakan ini tidak tercatat. Periksa disk lalu ulangi."
    )
    return Refused(sentence.format(file=path), code="disk_error")


def busy(path: Path) -> Refused:
    """Say that another program holds the store."""
    sentence = _(
        "Data di {folder} dipakai program lain: tindakan ini tidak tercatat. Tunggu sebentar lalu ulangi."
    )
    return Refused(sentence.format(folder=path.parent), code="busy")


# SQLite's primary result codes (sqlite.org/rescode.html).
BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB = 5, 6, 8, 10, 11, 13, 14, 26
_SENTENCES = {
    BUSY: busy,
    LOCKED: busy,
    READONLY: read_only,
    IOERR: unreadable,
    CORRUPT: damaged,
    FULL: disk_full,
    CANTOPEN: read_only,
    NOTADB: damaged,
}
