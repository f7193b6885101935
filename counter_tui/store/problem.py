"""One thing that a check found wrong, named without any content of the store."""

from typing import NamedTuple

from counter_tui.language import _


class Problem(NamedTuple):
    """What kind of thing is wrong, and where: a page, `device/epoch/seq`, or a stream."""

    kind: str
    where: str

    @property
    def sentence(self) -> str:
        """Say it in the officer's language."""
        sentences = {
            "page": _("Halaman berkas rusak: {where}"),
            "table": _("Tabel atau indeks tidak utuh: {where}"),
            "changed": _("Catatan berubah sesudah ditulis: {where}"),
            "missing": _("Catatan hilang: {where}"),
            "chain": _("Rantai catatan tertukar atau putus: {where}"),
            "head": _("Ujung rantai tidak cocok: {where}"),
            "mark": _("Rantai tidak sama dengan yang sudah ada di pusat: {where}"),
            "sequence": _("Urutan kantor di pusat tidak utuh: {where}"),
            "projection": _("Ringkasan tidak cocok dengan catatannya: {where}"),
        }
        return sentences[self.kind].format(where=self.where)
