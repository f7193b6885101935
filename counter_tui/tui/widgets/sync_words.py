"""The line to the centre in words (SCREENS §12): a short one for 80 columns, a whole one for 120."""

import msgspec

from counter_tui.desk.views.state import SyncView
from counter_tui.desk.views.tone import Tone
from counter_tui.language import _
from counter_tui.tui import times


class SyncWords(msgspec.Struct, frozen=True):
    """`head` is emphasised when the tone is not OK; `tail` is the age and the count, never dropped."""

    tone: Tone
    head: str
    tail: str
    wide_head: str
    wide_tail: str


def age(ms: int) -> str:
    """Return an age as people say it: `4 detik`, `12 mnt`, `26 jam`, `3 hari`."""
    seconds = max(0, ms) // 1000
    if seconds < 60:
        return _("{number} detik").format(number=seconds)
    if seconds < 2 * 3600:
        return _("{number} mnt").format(number=seconds // 60)
    if seconds < 48 * 3600:
        return _("{number} jam").format(number=seconds // 3600)
    return _("{number} hari").format(number=seconds // 86400)


def sync_words(view: SyncView, now: int, zone: str) -> SyncWords:
    """Return what the status line says about the line to the centre."""
    since = view.since if view.since is not None else now
    if view.state == "offline":
        return _offline(view, now, since, zone)
    if view.state == "connected":
        wide = _(", semua terkirim {age} lalu").format(age=age(now - since))
        return SyncWords(Tone.OK, _("Tersambung"), "", _("Tersambung"), wide)
    if view.state == "connecting":
        waiting = _(", {number} belum terkirim").format(number=view.unsynced) if view.unsynced else ""
        return SyncWords(Tone.BUSY, _("Menyambung"), waiting, _("Menyambung ke pusat"), waiting)
    if view.state == "sending":
        head = _("Mengirim {number}").format(number=view.unsynced)
        wide = _("Mengirim, tersisa {number}").format(number=view.unsynced)
        return SyncWords(Tone.BUSY, head, "", wide, "")
    if view.state == "at_hub":
        tail = _(", {number} belum di pusat").format(number=view.at_hub)
        wide = _(", {number} catatan aman di hub, belum di pusat").format(number=view.at_hub)
        return SyncWords(Tone.OK, _("Tersambung hub"), tail, _("Tersambung hub"), wide)
    return _rare(view)


def _offline(view: SyncView, now: int, since: int, zone: str) -> SyncWords:
    head = _("Luring")
    words = {"age": age(now - since), "number": view.unsynced, "clock": times.clock(since, zone)}
    tail = _(" {age}, {number} belum terkirim").format(**words)
    wide = _(" sejak {clock} ({age}), {number} belum terkirim, aman di komputer ini").format(**words)
    return SyncWords(Tone.SOON, head, tail, head, wide)


def _rare(view: SyncView) -> SyncWords:
    if view.state == "own_series":
        head = _("Tanpa hub, seri {series}").format(series=view.detail)
        wide = _("Hub tidak menjawab; nomor baru memakai seri {series}").format(series=view.detail)
        return SyncWords(Tone.SOON, head, "", wide, "")
    if view.state == "hub_missing":
        wide = _("Hub di komputer ini tidak berjalan; loket lain memakai seri sendiri")
        return SyncWords(Tone.LATE, _("Hub tidak berjalan"), "", wide, "")
    if view.state == "quarantined":
        head = _("{number} ditahan pusat").format(number=view.detail)
        wide = _("{number} catatan ditahan pusat; lihat Perlu diperiksa").format(number=view.detail)
        return SyncWords(Tone.LATE, head, "", wide, "")
    if view.state == "upgrade":
        wide = _("Perlu versi baru untuk menerima; mengirim tetap jalan")
        return SyncWords(Tone.SOON, _("Perlu versi baru"), "", wide, "")
    if view.state == "clock":
        head = _("Jam meleset {age}").format(age=view.detail)
        wide = _("Jam komputer berbeda {age} dari pusat").format(age=view.detail)
        return SyncWords(Tone.SOON, head, "", wide, "")
    return SyncWords(Tone.OK, _("Mandiri"), "", _("Mandiri, tanpa pusat"), "")
