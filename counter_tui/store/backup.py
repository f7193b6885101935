"""`store backup`: one file from which a store can be restored with the recovery passphrase alone."""

import hashlib
import os
import zipfile
from contextlib import closing
from pathlib import Path

import msgspec

from counter_tui.core.refusal import Refused
from counter_tui.language import _
from counter_tui.store import driver, faults, keys, sealing
from counter_tui.store.keys import Keys
from counter_tui.store.store import Store

JOURNAL, KEYS, ABOUT = "journal.db", "keys.json", "about.json"


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says about itself without its key; `made_at` is UTC ms, `sha256` of the journal file."""

    office: str
    site: str
    device: str
    made_at: int
    sha256: str
    format: int = 1


def backup(store: Store, target: Path, *, made_at: int, recovery: str = "") -> About:
    """Copy a store that may be in use into one file, and seal its key under the recovery passphrase.

    Without `recovery` the recovery seal of `keys.json` goes with it; without either it is refused, because
    nobody could open the copy on another computer. A crash leaves no half file.
    """
    sealed = _portable_keys(store, recovery)
    draft = target.with_name(target.name + ".new")
    copy = target.with_name(target.name + ".db")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with faults.refusing(copy):
            _copy(store, copy)
        about = About(
            office=store.identity.office,
            site=store.identity.site,
            device=store.identity.device,
            made_at=made_at,
            sha256=fingerprint(copy),
        )
        _pack(draft, copy, sealed, about)
        draft.replace(target)
    except OSError as error:
        raise faults.of_system(error, target) from error
    finally:
        for leftover in (draft, copy):
            leftover.unlink(missing_ok=True)
    return about


def fingerprint(path: Path) -> str:
    """Return the hex SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _portable_keys(store: Store, recovery: str) -> Keys:
    """Return the seals that work on another computer: passphrases, but no keyring and no file here."""
    path = store.path.with_name(KEYS)
    kept = keys.read(path) if path.exists() else Keys(check=sealing.check_value(store.key), seals=())
    ways = kept.ways(keys.PASSPHRASE)
    if recovery:
        seal = sealing.seal_with_passphrase(keys.RECOVERY, store.key, recovery)
        return Keys(check=kept.check, seals=(*ways, seal))
    if not kept.ways(keys.RECOVERY):
        sentence = _("Cadangan memerlukan frasa pemulihan, belum ada yang disalin. Berikan lalu ulangi.")
        raise Refused(sentence, code="no_recovery")
    return Keys(check=kept.check, seals=ways + kept.ways(keys.RECOVERY))


def _copy(store: Store, copy: Path) -> None:
    copy.unlink(missing_ok=True)
    os.close(os.open(copy, os.O_CREAT | os.O_EXCL, 0o600))
    with closing(driver.connect(copy, store.key)) as target, store.read() as connection:
        # Page by page and still encrypted; one step sees one moment and holds up no writer.
        connection.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")
        # Pages go over as they lie: a damaged one shows only here, and such a copy would be of no use.
        if target.execute("PRAGMA cipher_integrity_check").fetchone():
            raise faults.damaged(store.path)


def _pack(draft: Path, copy: Path, sealed: Keys, about: About) -> None:
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        # Encrypted pages do not shrink: stored, not compressed.
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(ABOUT, msgspec.json.encode(about))
            archive.writestr(KEYS, msgspec.json.encode(sealed))
            archive.write(copy, JOURNAL)
        file.flush()
        os.fsync(file.fileno())
