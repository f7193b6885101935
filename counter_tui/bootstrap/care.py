"""The journal's care for any home: check, backup, restore, rebuild, upgrade (DESIGN §7, §8)."""

import getpass
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from counter_tui.bootstrap import guard
from counter_tui.config import Home
from counter_tui.core.refusal import Refused
from counter_tui.language import _
from counter_tui.store import check as checking
from counter_tui.store import keys, migrate, purging, rebuild, restore
from counter_tui.store.backup import backup
from counter_tui.store.retention import Purged
from counter_tui.store.store import Store, wall_ms

RECOVERY = "COUNTER_TUI_RECOVERY_PASSPHRASE"


def check(home: Home) -> checking.Report:
    """Read the whole store, or the centre's database, and report what is not as it was written."""
    if _is_central(home):
        from counter_tui.server import opening
        from counter_tui.store.central.check import check as check_central

        with opening.opened(home) as (database, _identity):
            return check_central(database)
    return checking.check(home.store, guard.unlock(home))


def back_up(home: Home, target: Path | None) -> Path:
    """Copy the store into one file, by default a dated one in the home, and return where it lies."""
    _refuse_central(home)
    store = Store.open(home.store, guard.unlock(home))
    try:
        now = wall_ms()
        stamp = datetime.fromtimestamp(now / 1000, UTC).strftime("%Y%m%dT%H%M%SZ")
        file = target or home.backups / f"{store.identity.device}-{stamp}.backup"
        backup(store, file, made_at=now, recovery=_recovery(home))
        return file
    finally:
        store.close()


def bring_back(home: Home, source: Path) -> Path | None:
    """Make a backup this home's store; return the folder that keeps what stood here before, if anything."""
    _refuse_central(home)
    restore.read_about(source)
    passphrase = _given() or _ask(_("Frasa pemulihan: "))
    return restore.restore(source, home.store, passphrase, now=time.time_ns() // 1_000_000)


def purge(home: Home, *, dry_run: bool) -> Purged:
    """Erase every personal record whose time is over, or only count them; return the report."""
    if _is_central(home):
        from counter_tui.server import opening
        from counter_tui.store.central.purging import purge as purge_central

        with opening.opened(home) as (database, _identity):
            return purge_central(database, wall_ms(), dry_run=dry_run)[0]
    store = Store.open(home.store, guard.unlock(home))
    try:
        return purging.purge(store, wall_ms(), dry_run=dry_run)
    finally:
        store.close()


def last_purge(home: Home) -> Purged | None:
    """Return the report of the last look at what is over; None where nobody looked yet."""
    if _is_central(home):
        from counter_tui.server import opening
        from counter_tui.store.central.purging import last

        with opening.opened(home) as (database, _identity), database.read() as work:
            return last(work)
    store = Store.open(home.store, guard.unlock(home))
    try:
        with store.read() as connection:
            return purging.last(connection)
    finally:
        store.close()


def make_anew(home: Home) -> int:
    """Fold all projections again from the journal and return how many streams there are."""
    if _is_central(home):
        from counter_tui.server import opening
        from counter_tui.store.central import projecting

        with opening.opened(home) as (database, _identity):
            return projecting.rebuild(database)
    store = Store.open(home.store, guard.unlock(home))
    try:
        with store.write() as transaction:
            return rebuild.rebuild(transaction.connection)
    finally:
        store.close()


def upgrade(home: Home) -> str:
    """Bring the store to this version's schema and return its revision."""
    if _is_central(home):
        from counter_tui.server import opening

        with opening.opened(home):
            return migrate.SCHEMA
    Store.open(home.store, guard.unlock(home)).close()
    return migrate.SCHEMA


def _is_central(home: Home) -> bool:
    return home.settings().role == "central"


def _refuse_central(home: Home) -> None:
    if _is_central(home):
        sentence = _(
            "{folder} milik pusat; tidak ada yang diubah. Cadangkan PostgreSQL dengan pg_dump, "
            "atau salin seluruh folder ini saat pusat berhenti."
        )
        raise Refused(sentence.format(folder=home.folder), code="central")


def _recovery(home: Home) -> str:
    """Return the passphrase that will open the copy elsewhere: the recovery one, else the store's own."""
    given = _given()
    if given or keys.read(home.keys).ways(keys.RECOVERY):
        return given
    return _ask(_("Frasa pemulihan baru, untuk membuka cadangan di komputer lain: "))


def _given() -> str:
    return os.environ.get(RECOVERY) or keys.given_passphrase(os.environ)


def _ask(prompt: str) -> str:
    if not sys.stdin.isatty():
        sentence = _("Frasa pemulihan tidak diberikan. Tidak ada yang diubah. Isi {variable}.")
        raise Refused(sentence.format(variable=RECOVERY), code="no_recovery")
    return getpass.getpass(prompt)
