"""Sambungan: the line to the centre in whole sentences, what waits to be sent, and this machine."""

from collections.abc import Sequence

from textual.content import Content

from counter_tui.desk.views.state import StateView, SyncView
from counter_tui.desk.views.tone import Tone
from counter_tui.language import _
from counter_tui.tui import times
from counter_tui.tui.ink import BLANK, QUIET, STRONG, fit, quiet, say, strong
from counter_tui.tui.widgets.marks import MARKS, STYLES
from counter_tui.tui.widgets.sync_words import age, sync_words

LABEL = 20


def lines(view: StateView, width: int, *, now: int, zone: str, scanners: Sequence[str] = ()) -> list[Content]:
    """Return the tab; `scanners` has a sentence for each scanner that cannot be read now."""
    sync = view.sync
    words = sync_words(sync, now, zone)
    mark = MARKS[Tone.IDLE] if sync.state == "offline" else MARKS[words.tone]
    style = STYLES[words.tone]
    state = say(
        (f"{mark} ", style),
        (words.wide_head, STRONG if words.tone is Tone.OK else f"bold {style}"),
        words.wide_tail,
    )
    facts = [(_("Hub") if sync.by_hub else _labels()[0], _peer(sync)), *_traffic(sync, now, zone)]
    return [
        *state.wrap(max(1, width)),
        *quiet(_meaning(sync)).wrap(max(1, width)),
        BLANK,
        *(_fact(label, value, width) for label, value in facts),
        BLANK,
        strong(_("Komputer ini")),
        *(_fact(label, value, width) for label, value in view.store),
        *(row for sentence in scanners for row in _trouble(sentence, width)),
    ]


def _trouble(sentence: str, width: int) -> list[Content]:
    return [*say((f"{MARKS[Tone.SOON]} ", STYLES[Tone.SOON]), sentence).wrap(max(1, width))]


def _labels() -> tuple[str, ...]:
    return (_("Pusat"), _("Terakhir tersambung"), _("Belum terkirim"), _("Sudah di hub"), _("Yang tertua"))


def _peer(sync: SyncView) -> str:
    return sync.address or _("belum ada; loket ini bekerja sendiri")


def _traffic(sync: SyncView, now: int, zone: str) -> list[tuple[str, str]]:
    if sync.state == "alone":
        return []
    last, unsynced, at_hub, oldest = _labels()[1:]
    rows = []
    if sync.state == "connected" and sync.since is not None:
        rows.append((last, _("{age} lalu").format(age=age(now - sync.since))))
    rows.append((unsynced, str(sync.unsynced)))
    if sync.at_hub:
        rows.append((at_hub, _("{number}, belum di pusat").format(number=sync.at_hub)))
    if sync.oldest is not None:
        moment = times.clock(sync.oldest, zone)
        rows.append((oldest, _("{clock}, {age} lalu").format(clock=moment, age=age(now - sync.oldest))))
    return rows


def _meaning(sync: SyncView) -> str:
    meanings = {
        "alone": _("Semua tersimpan di sini. Pusat dapat ditambahkan kapan saja."),
        "connecting": _("Menunggu jawaban pusat; pekerjaan di loket tidak menunggu."),
        "connected": _("Pusat memegang semua catatan loket ini."),
        "sending": _("Catatan sedang dikirim; pekerjaan di loket tidak menunggu."),
        "at_hub": _("Hub memegang semua catatan loket ini dan mengirimnya sendiri begitu pusat menjawab."),
        "offline": _("Tidak ada yang perlu dilakukan. Semua tersimpan di sini dan terkirim sendiri nanti."),
        "quarantined": _("Pusat menahan catatan itu untuk diperiksa; yang lain tetap terkirim."),
        "upgrade": _("Pasang versi baru bila sempat. Tidak ada catatan yang hilang."),
        "clock": _("Periksa jam komputer ini. Urutan catatan tetap benar."),
        "own_series": _("Nomor baru memakai seri loket ini sampai hub kembali."),
        "hub_missing": _("Jalankan counter-tui hub di komputer ini. Antrean aman; loket ini jalan terus."),
    }
    if sync.by_hub:
        meanings |= {
            "connecting": _("Menunggu jawaban hub; pekerjaan di loket tidak menunggu."),
            "connected": _("Hub memegang semua catatan loket ini."),
        }
    return meanings.get(sync.state, "")


def _fact(label: str, value: str, width: int) -> Content:
    return fit(say((label.ljust(LABEL), QUIET), value), width)
