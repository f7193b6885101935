"""How a scanner is, in one sentence for the officer."""

from enum import StrEnum

from counter_tui.language import _


class Condition(StrEnum):
    """What a scanner's line is like now."""

    LOOKING = "looking"
    """It has not been tried yet."""
    READY = "ready"
    MISSING = "missing"
    DENIED = "denied"
    TAKEN = "taken"
    GARBLED = "garbled"
    """It sends bytes that no scanner means: most often the wrong baud."""


def trouble(name: str, condition: Condition) -> str:
    """Return what is wrong, what still works and what to do; empty when nothing is wrong."""
    sentences = {
        Condition.MISSING: _(
            "Pemindai {name} tidak terpasang. Resi tetap bisa diketik atau dipindai dengan pemindai lain. "
            "Pasang kabelnya; ia dikenali lagi sendiri."
        ),
        Condition.DENIED: _(
            "Pemindai {name} tidak boleh dibuka oleh program ini. Resi tetap bisa diketik. "
            "Minta petugas TI memberi izin (kelompok dialout)."
        ),
        Condition.TAKEN: _(
            "Pemindai {name} sedang dipakai program lain. Resi tetap bisa diketik. "
            "Tutup program itu; pemindai dikenali lagi sendiri."
        ),
        Condition.GARBLED: _(
            "Pemindai {name} mengirim huruf yang tidak terbaca. Tidak ada yang tercatat. "
            "Samakan baud di config.toml dengan pemindainya."
        ),
    }
    sentence = sentences.get(condition, "")
    return sentence.format(name=name)
