"""What is said of a printer in each condition: a word, what happened, what to do (SCREENS §13)."""

from typing import NamedTuple

from counter_tui.language import _
from counter_tui.printing.condition import Condition


class Words(NamedTuple):
    """A word or two for the status line; `happened` may name the printer as `{name}`."""

    word: str
    happened: str = ""
    remedy: str = ""


def words(condition: Condition) -> Words:
    """Return the words in the language in use."""
    return _all()[condition]


def _all() -> dict[Condition, Words]:
    return {
        Condition.READY: Words(_("Printer siap")),
        Condition.NEAR_END: Words(
            _("Kertas hampir habis"), _("Kertas hampir habis."), _("Siapkan gulungan baru.")
        ),
        Condition.BUSY: Words(_("Mencetak")),
        Condition.UNCERTAIN: Words(_("Cetakan belum pasti"), "", _("Lihat printer, lalu tekan 0.")),
        Condition.ELSEWHERE: Words(_("Printer")),
        Condition.SILENT: Words(
            _("Printer tidak menjawab"), _("Printer tidak menjawab."), _("Periksa kabel dan lampunya.")
        ),
        Condition.PAPER_OUT: Words(
            _("Kertas habis"), _("Kertas habis."), _("Pasang gulungan baru; sisanya keluar sendiri.")
        ),
        Condition.COVER_OPEN: Words(
            _("Tutup printer terbuka"),
            _("Tutup printer terbuka."),
            _("Tutup printernya; sisanya keluar sendiri."),
        ),
        Condition.OFFLINE: Words(
            _("Printer tidak siap"),
            _("Printer sedang tidak siap."),
            _("Lihat lampunya, lalu tekan tombol feed."),
        ),
        Condition.JAMMED: Words(
            _("Printer macet"),
            _("Pemotong atau kertas printer macet."),
            _("Buka tutupnya, lepaskan kertas yang tersangkut, lalu tutup lagi."),
        ),
        Condition.HOT: Words(
            _("Printer terlalu panas"),
            _("Kepala cetak terlalu panas."),
            _("Tunggu sebentar; sisanya keluar sendiri."),
        ),
        Condition.BROKEN: Words(
            _("Printer rusak"),
            _("Printer melaporkan kerusakan."),
            _("Matikan, nyalakan lagi; bila tetap, pakai printer lain."),
        ),
        Condition.HELD: Words(
            _("Printer menahan data"),
            _("Printer belum mau menerima data."),
            _("Lihat kertas, tutup dan lampunya, lalu kabel datanya."),
        ),
        Condition.GARBLED: Words(
            _("Jawaban printer kacau"),
            _("Jawaban printer tidak terbaca."),
            _("Samakan baud pada nama printer dengan setelan printernya."),
        ),
        Condition.MISSING: Words(
            _("Printer terlepas"), _("{name} tidak ada."), _("Pasang kembali kabelnya.")
        ),
        Condition.DENIED: Words(
            _("Printer tanpa izin"),
            _("{name} tidak boleh dibuka oleh pengguna ini."),
            _("Minta petugas TI memberi izin atas port itu."),
        ),
        Condition.TAKEN: Words(
            _("Printer dipakai program lain"),
            _("{name} sedang dipakai program lain."),
            _("Tutup program itu."),
        ),
        Condition.STRANGER: Words(
            _("Printer tidak dikenali"),
            _("Alat USB di {name} bukan printer yang dikenal."),
            _("Pasang printer yang biasa; untuk yang baru: counter-tui printer test."),
        ),
        Condition.UNREACHABLE: Words(
            _("Printer tidak terjangkau"),
            _("{name} tidak terjangkau lewat jaringan."),
            _("Periksa kabel jaringan dan alamatnya."),
        ),
        Condition.DISK: Words(
            _("Berkas cetak gagal"), _("{name} tidak dapat ditulis."), _("Periksa ruang dan izin folder itu.")
        ),
        Condition.STORE: Words(
            _("Penyimpanan gagal"),
            _("Antrean cetak tidak dapat dicatat."),
            _("Periksa ruang disk; panggil petugas TI."),
        ),
    }
