"""`store restore`: a backup becomes the store of a home, as a new chain that reuses nothing."""

import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from counter_tui.core.refusal import Refused
from counter_tui.language import _
from counter_tui.store import driver, faults, fresh_chain, identities, in_use, keys, migrate, moved, rebuild
from counter_tui.store.backup import ABOUT, JOURNAL, KEYS, About, fingerprint
from counter_tui.store.check import check
from counter_tui.store.keys import Keys

_UNREADABLE = (zipfile.BadZipFile, KeyError, EOFError, RuntimeError, ValueError, msgspec.DecodeError)
"""What a file raises that is no backup, or is one no more; of flags that no backup has it is RuntimeError."""


def restore(
    source: Path,
    path: Path,
    passphrase: str,
    *,
    now: int,
    protect: Callable[[Path, bytes], object] | None = None,
) -> Path | None:
    """Make a backup the store at `path`; return the folder that keeps the one that stood there, if any.

    `passphrase` is the recovery passphrase or the store's own. `protect` adds ways to the key on this
    computer (`keys.protect_with_…`). Raises Refused, with nothing changed, for a damaged backup, a wrong
    passphrase, or a store that is in use.
    """
    if in_use.is_in_use(path):
        raise faults.busy(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="restore-", dir=path.parent) as folder:
            draft = Path(folder) / JOURNAL
            sealed = _unpack(source, draft)
            key = keys.open_by_passphrase(sealed, source, passphrase)
            with faults.refusing(draft):
                _verify(source, draft, key)
                begin_anew(draft, key, now)
            keys.write(draft.with_name(KEYS), sealed)
            if protect is not None:
                protect(draft.with_name(KEYS), key)
            kept = _keep_old(path, now)
            draft.with_name(KEYS).replace(path.with_name(KEYS))
            draft.replace(path)
            return kept
    except OSError as error:
        raise faults.of_system(error, path) from error


def read_about(source: Path) -> About:
    """Return what a backup says about itself; refused when it is damaged or is none."""
    try:
        with zipfile.ZipFile(source) as archive:
            return msgspec.json.decode(_content(archive, ABOUT), type=About)
    except FileNotFoundError as error:
        sentence = _("Cadangan {file} tidak ada. Tidak ada yang diubah. Periksa namanya.")
        raise Refused(sentence.format(file=source), code="no_backup") from error
    except _UNREADABLE as error:
        raise _damaged(source) from error


def _unpack(source: Path, draft: Path) -> Keys:
    about = read_about(source)
    try:
        with zipfile.ZipFile(source) as archive:
            sealed = msgspec.json.decode(_content(archive, KEYS), type=Keys)
            with archive.open(_stored(archive, JOURNAL)) as packed, draft.open("wb") as file:
                shutil.copyfileobj(packed, file, 1 << 20)
                file.flush()
                os.fsync(file.fileno())
    except _UNREADABLE as error:
        raise _damaged(source) from error
    draft.chmod(0o600)
    if fingerprint(draft) != about.sha256:
        raise _damaged(source)
    return sealed


def _content(archive: zipfile.ZipFile, name: str) -> bytes:
    return archive.read(_stored(archive, name))


def _stored(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    """Return a part of a backup as `backup` wrote it: whole, neither compressed nor encrypted."""
    found = archive.getinfo(name)
    if found.compress_type != zipfile.ZIP_STORED:
        raise zipfile.BadZipFile(name)
    return found


def _verify(source: Path, draft: Path, key: bytes) -> None:
    if migrate.is_behind(draft, key):
        migrate.upgrade_file(draft, key)
    _refold_if_stale(draft, key)
    if not check(draft, key).ok:
        raise _damaged(source)


def _refold_if_stale(draft: Path, key: bytes) -> None:
    """Fold a backup of an older program by today's rules, by which it is then judged."""
    with closing(driver.connect(draft, key)) as connection:
        if rebuild.is_stale(connection):
            connection.execute("BEGIN IMMEDIATE")
            rebuild.rebuild(connection)
            connection.execute("COMMIT")


def begin_anew(draft: Path, key: bytes, now: int, random: Callable[[int], bytes] = os.urandom) -> None:
    """Draw a new epoch, void the number blocks, and never print again what may be on paper.

    `now` is UTC milliseconds, `random` gives that many bytes.
    """
    with closing(driver.connect(draft, key)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        before = identities.parse(identities.text(connection))
        identities.save(connection, fresh_chain.begin(connection, before, now, random))
        connection.execute("DELETE FROM meta WHERE key = ?", (moved.MACHINE,))
        connection.execute("COMMIT")


def _keep_old(path: Path, now: int) -> Path | None:
    """Move the store that stands here aside, whole; return the folder that keeps it."""
    if not path.exists() and not path.with_name(KEYS).exists():
        return None
    stamp = datetime.fromtimestamp(now / 1000, UTC).strftime("%Y%m%dT%H%M%SZ")
    (path.parent / "backups").mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f"replaced-{stamp}-", dir=path.parent / "backups"))
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm", KEYS):
        old = path.with_name(name)
        if old.exists():
            old.replace(folder / name)
    return folder


def _damaged(source: Path) -> Refused:
    sentence = _("Cadangan {file} rusak. Data di sini tidak diubah. Pakai cadangan lain.")
    return Refused(sentence.format(file=source), code="damaged_backup")
