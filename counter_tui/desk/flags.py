"""Why a supervisor must look at a stream (*perlu diperiksa*), in words."""

from counter_tui.core.contradictions import listed
from counter_tui.core.folding import StreamState
from counter_tui.language import _


def text(state: StreamState) -> str:
    """Return the gravest contradiction as one short sentence; empty when nothing contradicts."""
    if state.attention:
        return _("Dicatat oleh versi yang lebih baru")
    return next((word(flag.code) for flag in listed(state)), "")


def word(code: str) -> str:
    """Return one flag's code in words; a code from a newer program is shown as it is."""
    words = {
        "handover_twice": _("Paspor diserahkan dua kali"),
        "handover_unready": _("Diserahkan sebelum tercatat siap"),
        "handover_after_outcome": _("Diserahkan setelah permohonan berakhir"),
        "ready_after_handover": _("Tercatat siap setelah diserahkan"),
        "called_twice": _("Dipanggil di dua loket"),
        "stage_twice": _("Tahap tercatat dua kali"),
        "after_close": _("Ada tindakan setelah nomor selesai"),
        "pickup_reported": _("Pengambilan dilaporkan petugas"),
        "checked_twice": _("Diputuskan berbeda oleh dua orang"),
        "opened_twice": _("Permohonan dibuka dua kali"),
        "misfit": _("Ada catatan yang tidak cocok urutannya"),
        "unreadable": _("Ada catatan yang tidak terbaca"),
    }
    return words.get(code, code)
