"""What an undone step was, in the trail's words, and which key does it again (SCREENS §11)."""

from counter_tui.core.event import Event
from counter_tui.language import _, ngettext

UNDOABLE = frozenset(
    {
        "ticket.issued",
        "ticket.called",
        "ticket.recalled",
        "ticket.started",
        "ticket.stage_completed",
        "ticket.missed",
        "ticket.requeued",
        "ticket.held",
        "ticket.resumed",
        "ticket.transferred",
        "ticket.cancelled",
        "ticket.concluded",
        "ticket.priority_changed",
        "ticket.service_changed",
        "ticket.checked",
        "application.checked",
        "quarantine.checked",
        "application.paid",
        "application.slip_printed",
        "application.ready",
        "application.outcome",
        "application.handed_over",
        "application.receipt_signed",
        "application.pickup_reported",
    }
)


def undone(event: Event, number: str) -> str:
    """Return the sentence for the trail after a step that began with this event was taken back."""
    sentences = {
        "ticket.issued": _("↶ {number} diurungkan; nomor itu hangus. Sobek kertasnya."),
        "ticket.called": _("↶ {number} panggilan diurungkan. spasi memanggil lagi."),
        "ticket.recalled": _("↶ {number} panggilan ulang diurungkan. r mengulang lagi."),
        "ticket.started": _("↶ {number} mulai diurungkan. enter memulai lagi."),
        "ticket.missed": _("↶ {number} tidak hadir diurungkan. m mencatatnya lagi."),
        "ticket.requeued": _("↶ {number} kembali tercatat tidak hadir."),
        "ticket.held": _("↶ {number} tahan diurungkan. h menahan lagi."),
        "ticket.resumed": _("↶ {number} ditahan lagi. h mengambilnya."),
        "ticket.transferred": _("↶ {number} pindah diurungkan. t memindahkan lagi."),
        "ticket.cancelled": _("↶ {number} tidak jadi batal. o membatalkan lagi."),
        "ticket.concluded": _("↶ {number} hasil diurungkan. o mencatatnya lagi."),
        "ticket.priority_changed": _("↶ {number} kelompok rentan kembali seperti semula."),
        "ticket.service_changed": _("↶ {number} layanan kembali seperti semula."),
        "quarantine.checked": _("↶ Kembali ke Perlu diperiksa."),
        "ticket.checked": _("↶ {number} kembali ke Perlu diperiksa."),
        "application.checked": _("↶ {number} kembali ke Perlu diperiksa."),
        "application.paid": _("↶ {number} kembali belum bayar."),
        "application.slip_printed": _("Resi {number} tidak berlaku lagi; sobek kertasnya."),
        "application.ready": _("↶ {number} tidak jadi tercatat siap."),
        "application.outcome": _("↶ {number} tidak jadi dibatalkan."),
        "application.handed_over": _("Penyerahan {number} diurungkan. Ambil kembali paspornya."),
        "application.receipt_signed": _("↶ Tanda terima {number} kembali belum ditandatangani."),
        "application.pickup_reported": _("↶ {number} tidak jadi dilaporkan."),
        "paper.printed": _("Kertasnya tidak berlaku lagi; sobek."),
    }
    if event.type == "ticket.stage_completed":
        return _stage(event, number)
    return sentences.get(event.type, _("↶ {number} diurungkan.")).format(number=number)


def undone_list(count: int) -> str:
    """Return the sentence after a partner's whole list was taken back."""
    told = ngettext(
        "Penyerahan {n} paspor ke mitra diurungkan. Ambil kembali semuanya.",
        "Penyerahan {n} paspor ke mitra diurungkan. Ambil kembali semuanya.",
        count,
    )
    return told.format(n=count)


def _stage(event: Event, number: str) -> str:
    stages = {
        "document_check": _("↶ {number} berkas diurungkan. enter mencatatnya lagi."),
        "payment": _("↶ {number} pembayaran diurungkan. enter mencatatnya lagi."),
        "interview": _("↶ {number} wawancara diurungkan. i mencatatnya lagi."),
        "biometrics": _("↶ {number} biometrik diurungkan. b mencatatnya lagi."),
    }
    other = _("↶ {number} tahap diurungkan. enter mencatatnya lagi.")
    return stages.get(event.data["stage"], other).format(number=number)
