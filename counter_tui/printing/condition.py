"""How a printer is, in a state, a word for the status line and a sentence that helps (SCREENS §13)."""

from dataclasses import dataclass
from enum import StrEnum

from counter_tui.core.print_job import Job
from counter_tui.language import _, ngettext


class Condition(StrEnum):
    """What a printer, or the way to it, is like."""

    READY = "ready"
    BUSY = "busy"
    UNCERTAIN = "uncertain"
    """Ready, but an officer must say whether a paper came out."""
    ELSEWHERE = "elsewhere"
    """Another process of this machine drives it."""
    SILENT = "silent"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    MISSING = "missing"
    DENIED = "denied"
    TAKEN = "taken"
    UNREACHABLE = "unreachable"
    DISK = "disk"
    """The file or folder that stands for paper cannot be written."""
    STORE = "store"
    """The spool itself cannot be written."""

    @property
    def calm(self) -> bool:
        """Whether nobody needs to do anything."""
        return self in {Condition.READY, Condition.BUSY, Condition.ELSEWHERE}


@dataclass(frozen=True, slots=True)
class PrinterState:
    """What the status line and Keadaan show of a printer; `first` is the oldest job concerned."""

    name: str
    condition: Condition
    waiting: int = 0
    """How many jobs are still queued."""
    first: Job | None = None

    @property
    def word(self) -> str:
        """A word or two for the status line."""
        return _words()[self.condition]

    @property
    def sentence(self) -> str:
        """What happened, what is safe, what to do; empty when nobody needs to do anything."""
        if self.condition.calm:
            return ""
        return " ".join((self._what(), self._safe(), self._remedy()))

    def _what(self) -> str:
        if self.condition is Condition.UNCERTAIN:
            return _("Belum pasti apakah {paper} sudah keluar.").format(paper=self._paper())
        return _happened()[self.condition].format(name=self.name)

    def _safe(self) -> str:
        if self.condition is Condition.UNCERTAIN:
            return _("Datanya aman.")
        if not self.waiting:
            return _("Antrean tetap jalan.")
        if self.waiting == 1 and self.first is not None:
            kept = _("{paper} tersimpan, belum tercetak; antrean tetap jalan.").format(paper=self._paper())
            return kept[0].upper() + kept[1:]
        text = ngettext("{count} cetakan tersimpan.", "{count} cetakan tersimpan.", self.waiting)
        return text.format(count=self.waiting)

    def _remedy(self) -> str:
        return _remedies()[self.condition]

    def _paper(self) -> str:
        if self.first is None:
            return _("cetakan")
        return f"{document_name(self.first.document)} {self.first.subject}".rstrip()


def document_name(document: str) -> str:
    """Return a document kind in a word, as it stands within a sentence."""
    names = {"ticket": _("nomor"), "slip": _("resi"), "self_test": _("lembar uji")}
    return names.get(document, document)


def _words() -> dict[Condition, str]:
    return {
        Condition.READY: _("Printer siap"),
        Condition.BUSY: _("Mencetak"),
        Condition.UNCERTAIN: _("Cetakan belum pasti"),
        Condition.ELSEWHERE: _("Printer"),
        Condition.SILENT: _("Printer tidak menjawab"),
        Condition.PAPER_OUT: _("Kertas habis"),
        Condition.COVER_OPEN: _("Tutup printer terbuka"),
        Condition.OFFLINE: _("Printer tidak siap"),
        Condition.MISSING: _("Printer terlepas"),
        Condition.DENIED: _("Printer tanpa izin"),
        Condition.TAKEN: _("Printer dipakai program lain"),
        Condition.UNREACHABLE: _("Printer tidak terjangkau"),
        Condition.DISK: _("Berkas cetak gagal"),
        Condition.STORE: _("Penyimpanan gagal"),
    }


def _happened() -> dict[Condition, str]:
    return {
        Condition.SILENT: _("Printer tidak menjawab."),
        Condition.PAPER_OUT: _("Kertas habis."),
        Condition.COVER_OPEN: _("Tutup printer terbuka."),
        Condition.OFFLINE: _("Printer sedang tidak siap."),
        Condition.MISSING: _("{name} tidak ada."),
        Condition.DENIED: _("{name} tidak boleh dibuka oleh pengguna ini."),
        Condition.TAKEN: _("{name} sedang dipakai program lain."),
        Condition.UNREACHABLE: _("{name} tidak terjangkau lewat jaringan."),
        Condition.DISK: _("{name} tidak dapat ditulis."),
        Condition.STORE: _("Antrean cetak tidak dapat dicatat."),
    }


def _remedies() -> dict[Condition, str]:
    return {
        Condition.UNCERTAIN: _("Lihat printer, lalu tekan 0."),
        Condition.SILENT: _("Periksa kabel dan lampunya."),
        Condition.PAPER_OUT: _("Pasang gulungan baru; sisanya keluar sendiri."),
        Condition.COVER_OPEN: _("Tutup printernya; sisanya keluar sendiri."),
        Condition.OFFLINE: _("Lihat lampunya, lalu tekan tombol feed."),
        Condition.MISSING: _("Pasang kembali kabelnya."),
        Condition.DENIED: _("Minta petugas TI memberi izin atas port itu."),
        Condition.TAKEN: _("Tutup program itu."),
        Condition.UNREACHABLE: _("Periksa kabel jaringan dan alamatnya."),
        Condition.DISK: _("Periksa ruang dan izin folder itu."),
        Condition.STORE: _("Periksa ruang disk; panggil petugas TI."),
    }
