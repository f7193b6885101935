"""What the screen says of a scanner that has read the self-test page (lembar uji), or mangles slips."""

from counter_tui.core.scanner_check import ScannerCheck, check, mangled_slip
from counter_tui.language import _

SHOWN = 6
"""Wrong characters that a sentence names; the others follow from the same cause."""


def words(text: str) -> str:
    """Return one sentence on the scanner that read a text; empty when the text says nothing about it."""
    if mangled_slip(text):
        return _(
            "Pemindai salah setel: resi ini datang dengan huruf lain. Tidak ada yang tercatat. "
            "Pindai QR pada lembar uji untuk memeriksanya."
        )
    found = check(text)
    return _sentence(found) if found is not None else ""


def _sentence(found: ScannerCheck) -> str:
    if found.lost == (" ",) and len(found.wrong) == 1:
        return _(
            "Pemindai menghilangkan spasi. Resi tidak akan terbaca. "
            "Setel pemindai agar spasi ikut terkirim, lalu pindai lagi."
        )
    if not found.right:
        sentence = _(
            "Pemindai salah setel: {wrong}. Resi tidak akan terbaca. "
            "Samakan tata letak papan tik pemindai dengan komputer ini, lalu pindai lagi."
        )
        return sentence.format(wrong=_named(found))
    if found.swapped_case:
        return _("Pemindai benar. Caps Lock menyala; resi tetap terbaca. Tidak ada yang perlu diubah.")
    return _("Pemindai benar: semua huruf resi terbaca. Tidak ada yang perlu diubah.")


def _named(found: ScannerCheck) -> str:
    named = [f"{_sign(printed)}→{_sign(arrived)}" for printed, arrived in found.wrong[:SHOWN]]
    left = len(found.wrong) - SHOWN
    return " ".join([*named, *([_("dan {count} lain").format(count=left)] if left > 0 else [])])


def _sign(character: str) -> str:
    if not character:
        return _("hilang")
    return _("spasi") if character == " " else character
