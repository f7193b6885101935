"""The key bar of Penyerahan: of the card, the number in hand, the open list, and while nothing is open."""

from counter_tui.desk.views.handovers import BookRow, HandoverRow
from counter_tui.desk.views.pickup import PickupCard
from counter_tui.desk.views.ticket import TicketView
from counter_tui.language import _
from counter_tui.tui.bindings import Verb
from counter_tui.tui.screens.pickup_lists import PickupLists


def of_card(card: PickupCard, *, in_lane: bool) -> list[Verb]:
    """Return the card's keys; where cars drive past, `esc` to the next one stands before other outcomes."""
    leave = Verb("leave", _("Mobil berikut") if in_lane else _("Tutup"))
    other = Verb("outcome", _("Lain"))
    if card.answer == "not_ready":
        return [Verb("enter", _("Catat siap")), leave, other, Verb("find", _("Cari"))]
    if not card.allowed:
        report = [Verb("outcome", _("Lapor"))] if card.application else []
        return [leave, *report, Verb("find", _("Cari"))]
    short = {"self": _("Pemilik"), "family": _("Keluarga"), "proxy": _("Kuasa")}
    digits = [
        Verb("enter", short.get(one.kind, one.name), keys=str(place))
        for place, one in enumerate(card.collectors, start=1)
    ]
    return [Verb("enter", _("Serahkan")), *digits, *((leave, other) if in_lane else (other, leave))]


def in_hand(ticket: TicketView) -> list[Verb]:
    """Return the keys of a number that came for its passport."""
    if ticket.status == "called":
        return [
            Verb("enter", _("Mulai")),
            Verb("recall", _("Ulang"), _("Panggil ulang")),
            Verb("missed", _("Tidak hadir")),
            Verb("scan", _("Ketik nomor resi")),
        ]
    return [Verb("enter", _("Selesai")), Verb("scan", _("Ketik nomor resi")), Verb("find", _("Cari"))]


def of_list(lists: PickupLists) -> list[Verb]:
    """Return the keys of the open list; `enter` stands there while there is a row for it."""
    row = lists.rows.current
    shared = [Verb("next_pane", _("Daftar lain")), Verb("find", _("Cari")), Verb("leave", _("Tutup"))]
    if isinstance(row, HandoverRow):
        return [Verb("enter", _("Ditandatangani")), *shared]
    if isinstance(row, BookRow):
        return [Verb("enter", _("Rincian")), *shared]
    if row is not None:
        return [
            Verb("enter", _("Buka kartu")),
            Verb("outcome", _("Batalkan"), _("Batalkan paspor")),
            *shared,
        ]
    return shared


def idle(*, unsigned: bool, receipt: bool) -> list[Verb]:
    """Return the keys while nothing is open; a receipt that was just printed is signed with `enter`."""
    sign = [Verb("enter", _("Ditandatangani"))] if unsigned else []
    find = [] if unsigned else [Verb("find", _("Cari"))]
    again = [Verb("slip", _("Salinan"), _("Cetak lagi tanda terima"))] if receipt else []
    return [
        *sign,
        Verb("call", _("Panggil")),
        Verb("scan", _("Resi") if receipt else _("Ketik resi"), _("Ketik nomor resi")),
        *find,
        *again,
        Verb("next_pane", _("Daftar"), _("Belum diambil, buku penyerahan")),
    ]
