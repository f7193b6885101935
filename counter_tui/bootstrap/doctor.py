"""What is wrong on this machine, and how to mend it, for `counter-tui doctor`."""

import locale
import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from counter_tui.bootstrap import care, print_room, printer
from counter_tui.bootstrap.guard import KEY_FILE
from counter_tui.bootstrap.terminal import Terminal
from counter_tui.config import Home
from counter_tui.core.refusal import Refused
from counter_tui.core.retention import day_of
from counter_tui.language import _
from counter_tui.scanning.condition import trouble
from counter_tui.scanning.names import parse_name
from counter_tui.scanning.ports import seen
from counter_tui.store import driver
from counter_tui.sync.status import StatusFile

LEAST_FREE = 500 * 1024 * 1024
OLDEST_BACKUP_DAYS = 7
LATEST_PURGE_DAYS = 7
WORST_CLOCK_S = 120
DAY_S = 86_400
STRANGER = "unknown_device"
"""What a centre answers to a device that it does not know: a hub that was promoted before it was told of."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `level` is ok, warning or problem; `text` says how it is and what to do."""

    subject: str
    level: str
    text: str


def examine(home: Home) -> list[Finding]:
    """Look at program, disk, store, key, printer, scanners, line and clock; a broken part hides no other."""
    looks: tuple[Callable[[Home], Iterator[Finding]], ...] = (
        _engine,
        _screen,
        _disk,
        _store,
        _key,
        _backups,
        _erasures,
        _printer,
        _scanners,
        _centre,
        _clock,
    )
    return [finding for look in looks for finding in _safely(look, home)]


def _safely(look: Callable[[Home], Iterator[Finding]], home: Home) -> Iterator[Finding]:
    try:
        yield from look(home)
    except Refused as refusal:
        yield Finding(look.__name__.strip("_"), "problem", refusal.sentence)
    except OSError as error:
        yield Finding(look.__name__.strip("_"), "problem", f"{error.filename}: {error.strerror}")


def _engine(_home: Home) -> Iterator[Finding]:
    yield Finding("engine", "ok", f"SQLite {driver.engine_version()}")


def _screen(_home: Home) -> Iterator[Finding]:
    columns, rows = shutil.get_terminal_size()
    if columns < 80 or rows < 24:
        text = _("Jendela {columns}×{rows} terlalu kecil; besarkan sampai 80×24.")
        yield Finding("screen", "warning", text.format(columns=columns, rows=rows))
    if "utf" not in locale.getpreferredencoding(do_setlocale=False).lower():
        yield Finding("screen", "warning", _("Terminal ini bukan UTF-8; atur LANG=C.UTF-8."))


def _disk(home: Home) -> Iterator[Finding]:
    there = next(folder for folder in (home.folder, *home.folder.parents) if folder.exists())
    free = shutil.disk_usage(there).free
    level = "ok" if free >= LEAST_FREE else "problem"
    text = _("{free} MB kosong") if level == "ok" else _("Tinggal {free} MB; kosongkan ruang hari ini.")
    yield Finding("disk", level, text.format(free=free // 1024**2))
    if not os.access(there, os.W_OK):
        yield Finding("disk", "problem", _("Folder {folder} tidak dapat ditulis.").format(folder=there))


def _store(home: Home) -> Iterator[Finding]:
    if home.settings().role == "central":
        return
    if not home.exists:
        yield Finding("store", "warning", _("Belum ada data di sini; jalankan counter-tui setup."))
        return
    terminal = Terminal(home)
    try:
        identity = terminal.store.identity
        yield Finding("store", "ok", f"{identity.office}/{identity.site}, {identity.device}")
    finally:
        terminal.close()


def _key(home: Home) -> Iterator[Finding]:
    for name in (KEY_FILE, "store.key"):
        file = home.folder / name
        if file.exists() and file.stat().st_dev == home.folder.stat().st_dev:
            text = _("Kunci dan data ada di disk yang sama: siapa mengambil disk ini dapat membaca semuanya.")
            yield Finding("key", "warning", text)


def _backups(home: Home) -> Iterator[Finding]:
    if not home.exists or home.settings().role == "central":
        return
    newest = max((file.stat().st_mtime for file in home.backups.glob("*.backup")), default=None)
    if newest is None:
        yield Finding("backup", "warning", _("Belum ada cadangan; jalankan counter-tui store backup."))
    elif time.time() - newest > OLDEST_BACKUP_DAYS * DAY_S:
        yield Finding("backup", "warning", _("Cadangan terakhir lebih dari seminggu; buat yang baru."))
    else:
        yield Finding("backup", "ok", str(home.backups))


def _erasures(home: Home) -> Iterator[Finding]:
    if not home.exists and home.settings().role != "central":
        return
    last = care.last_purge(home)
    if last is None or time.time() * 1000 - last.at > LATEST_PURGE_DAYS * DAY_S * 1000:
        text = _("Data pribadi yang habis masanya belum diperiksa; jalankan counter-tui store purge.")
        yield Finding("retention", "warning", text)
    elif last.doubted:
        text = _("Jam komputer jauh di depan catatan terakhir: tidak ada yang dihapus. Betulkan jamnya.")
        yield Finding("retention", "problem", text)
    else:
        day = day_of(last.at)
        text = _("diperiksa {day}: {count} data pribadi dihapus").format(day=day, count=last.count)
        yield Finding("retention", "ok", text)


def _printer(home: Home) -> Iterator[Finding]:
    if not home.exists or home.settings().role == "central":
        return
    if not print_room.places(home.settings()):
        yield Finding("printer", "warning", _("Belum ada printer; nomor dan resi tidak tercetak."))
        return
    for found in printer.status(home):
        yield Finding("printer", "ok" if found.well else "problem", found.sentence or found.word)


def _scanners(home: Home) -> Iterator[Finding]:
    for name in home.settings().scanners:
        condition = seen(parse_name(name))
        said = trouble(name, condition)
        yield Finding("scanner", "warning" if said else "ok", said or name)


def _centre(home: Home) -> Iterator[Finding]:
    line = StatusFile(home.folder).read()
    if line is None or line.detail != STRANGER:
        return
    text = _(
        "Pusat belum mengenal komputer ini. Catatannya aman di sini. Minta kode ke admin pusat "
        "(untuk hub: devices enrol --hub), lalu jalankan setup --central … --code …."
    )
    yield Finding("centre", "problem", text)


def _clock(home: Home) -> Iterator[Finding]:
    line = StatusFile(home.folder).read()
    if line is None:
        return
    off = abs(line.offset_ms) // 1000
    if off > WORST_CLOCK_S:
        text = _("Jam komputer berbeda {minutes} menit dari pusat; betulkan jam sistem.")
        yield Finding("clock", "problem", text.format(minutes=off // 60))
    else:
        yield Finding("clock", "ok", _("selisih {seconds} detik dari pusat").format(seconds=off))
