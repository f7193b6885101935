"""Why a supervisor must look at a stream (*perlu diperiksa*), in words."""

from counter_tui.core.contradictions import listed
from counter_tui.core.folding import StreamState
from counter_tui.language import _

PAIRED = frozenset({"handover_twice", "called_twice", "stage_twice", "opened_twice", "checked_twice"})
"""Flags of which two records exclude each other."""


def text(state: StreamState) -> str:
    """Return the gravest contradiction as one short sentence; empty when nothing contradicts."""
    if state.attention:
        return newer()
    return next((word(flag.code) for flag in listed(state)), "")


def newer() -> str:
    """Return why this program does not act on a stream."""
    return _("Dicatat oleh versi yang lebih baru")


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
        "held_by_centre": _("Catatan di sini ditahan pusat"),
        "not_accepted": _("Catatan yang diterima tidak sah"),
    }
    return words.get(code, code)


def meaning(code: str) -> str:
    """Return what one flag means and what is safe, in a sentence."""
    sentences = {
        "handover_twice": _("Kedua catatan disimpan, tidak dihapus."),
        "handover_unready": _("Paspornya keluar sebelum tercatat siap. Cocokkan dengan buku penyerahan."),
        "handover_after_outcome": _("Permohonannya sudah berakhir saat paspor diserahkan."),
        "ready_after_handover": _("Penyerahannya tetap berlaku. Periksa apakah ada paspor di rak."),
        "called_twice": _("Loket pertama tetap memegang nomornya."),
        "stage_twice": _("Catatan pertama yang berlaku, yang kedua disimpan."),
        "after_close": _("Nomornya tetap selesai; tindakan itu disimpan."),
        "pickup_reported": _("Petugas mencurigai resi atau pengambilnya. Keadaan paspornya tidak berubah."),
        "checked_twice": _("Keduanya memutuskan tanpa saling tahu. Kedua putusan disimpan."),
        "opened_twice": _("Permohonannya tetap di nomor pertama."),
        "misfit": _("Catatan itu disimpan dan tidak mengubah apa pun."),
        "unreadable": _("Catatan itu disimpan utuh, tetapi isinya tidak terbaca."),
        "held_by_centre": _("Tetap tersimpan dan berlaku di sini; yang lain tetap terkirim."),
        "not_accepted": _("Disimpan terpisah, tidak mengubah apa pun. Sampaikan kepada petugas TI."),
    }
    return sentences.get(code, _("Catatannya disimpan, tidak dihapus."))
