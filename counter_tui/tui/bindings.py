"""The one table of keys (SCREENS §2), from which come bindings, key bar, help, palette and keymap.

A verb is what a key means. A mode screen does a verb by having a method `do_<verb>`; where it has none, the
frame answers in one sentence. The `id` is what an officer's keymap names, `[keys]` in the settings file.
"""

import msgspec
from textual.binding import Binding, BindingType

from counter_tui.language import _


def N_(text: str) -> str:  # noqa: N802 - gettext's customary mark for a sentence that is translated later
    """Mark a text for translation where it is shown."""
    return text


class Key(msgspec.Struct, frozen=True):
    """One line of the table: `keys` as Textual writes them, `label` for help and palette (a message id)."""

    verb: str
    keys: str
    label: str
    help: str
    group: str = "action"

    @property
    def id(self) -> str:
        """The name of this binding in a keymap."""
        return f"{self.group}.{self.verb}"


TABLE: tuple[Key, ...] = (
    Key("call", "space", N_("Panggil"), N_("memanggil nomor berikutnya; ditolak selama ada nomor terbuka")),
    Key("enter", "enter", N_("Lanjut"), N_("tindakan pertama di baris tombol")),
    Key("interview", "i", N_("Wawancara"), N_("wawancara selesai")),
    Key("biometrics", "b", N_("Biometrik"), N_("biometrik selesai")),
    Key("recall", "r", N_("Ulang"), N_("memanggil ulang, paling cepat tiap lima detik")),
    Key("missed", "m", N_("Tidak hadir"), N_("tidak hadir; hanya selama dipanggil")),
    Key("hold", "h", N_("Tahan"), N_("menahan nomor; di loket kosong mengambilnya kembali")),
    Key("transfer", "t", N_("Pindah"), N_("memindahkan nomor")),
    Key("outcome", "o", N_("Lain"), N_("hasil lain: berkas kurang, ditunda, ditolak, ditarik, batal")),
    Key("undo", "u", N_("Urungkan"), N_("mengurungkan yang disebut baris jejak, sampai lima menit")),
    Key("slip", "p", N_("Resi"), N_("mencetak resi; sekali lagi menjadi salinan")),
    Key("new", "n", N_("Nomor"), N_("nomor baru")),
    Key("find", "slash", N_("Cari"), N_("mencari nomor, nama atau kode")),
    Key("scan", "s", N_("Kode"), N_("memindai atau mengetik kode")),
    Key("counter", "1", N_("Loket"), N_("layar Loket"), "mode"),
    Key("reception", "2", N_("Antrean"), N_("layar Antrean"), "mode"),
    Key("pickup", "3", N_("Penyerahan"), N_("layar Penyerahan"), "mode"),
    Key("program", "4", N_("Program"), N_("menyusul pada versi berikutnya"), "later"),
    Key("monitor", "5", N_("Pantau"), N_("menyusul pada versi berikutnya"), "later"),
    Key("review", "6", N_("Monev"), N_("menyusul pada versi berikutnya"), "later"),
    Key("state", "0", N_("Keadaan"), N_("sambungan, cetakan, yang perlu diperiksa"), "mode"),
    Key("up", "up", N_("Naik"), N_("kursor ke atas"), "move"),
    Key("down", "down", N_("Turun"), N_("kursor ke bawah"), "move"),
    Key("left", "left", N_("Kiri"), N_("sebelumnya"), "move"),
    Key("right", "right", N_("Kanan"), N_("berikutnya"), "move"),
    Key("page_up", "pageup", N_("Halaman naik"), N_("satu halaman ke atas"), "move"),
    Key("page_down", "pagedown", N_("Halaman turun"), N_("satu halaman ke bawah"), "move"),
    Key("next_pane", "tab", N_("Bagian lain"), N_("ke bagian layar berikutnya"), "move"),
    Key("leave", "escape", N_("Tutup"), N_("meninggalkan isian, kartu, pesan; tanpa tindakan"), "app"),
    Key("help", "question_mark,f1", N_("Bantuan"), N_("bantuan"), "app"),
    Key("palette", "ctrl+p", N_("Semua perintah"), N_("semua perintah"), "app"),
    Key("lock", "ctrl+l", N_("Kunci"), N_("mengunci layar"), "app"),
    Key("quit", "ctrl+q", N_("Tutup program"), N_("menutup program; bertanya bila ada nomor terbuka"), "app"),
)

_BY_VERB = {key.verb: key for key in TABLE}
MODES = tuple(key.verb for key in TABLE if key.group == "mode")


def of(verb: str) -> Key:
    """Return the line of the table for a verb."""
    return _BY_VERB[verb]


def bindings() -> list[BindingType]:
    """Return the bindings of every mode screen; they stay active, the screen refuses in words."""
    return [Binding(key.keys, f"verb({key.verb!r})", key.label, id=key.id) for key in TABLE]


def display(keys: str) -> str:
    """Return how the screen writes the first of some keys: `spasi`, `/`, `ctrl+p`."""
    first = keys.split(",", maxsplit=1)[0]
    names = {
        "space": _("spasi"),
        "slash": "/",
        "question_mark": "?",
        "escape": "esc",
        "up": "↑",
        "down": "↓",
        "left": "←",
        "right": "→",
        "pageup": "PgUp",
        "pagedown": "PgDn",
        "f1": "F1",
    }
    return names.get(first, first)


class Verb(msgspec.Struct, frozen=True):
    """One entry of the key bar: what the key does right now, in a word or two.

    `wide` is the longer word for 110 columns and more; `keys` replaces the table's key (`enter/i`).
    """

    verb: str
    label: str
    wide: str = ""
    keys: str = ""
