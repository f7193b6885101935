"""The still office in English, so that English pictures show no half-translated screen."""

import re
from collections.abc import Callable
from typing import Any

import msgspec

from counter_tui.language import _, current

PHRASES = {
    "Cetakan aman tersimpan. Pasang gulungan baru; sisanya keluar sendiri.": (
        "The prints are kept. Put in a new roll; the rest comes out by itself."
    ),
    "rentan (lansia), 18 menit": "priority (elderly), 18 min",
    "dipanggil ulang": "called again",
    "belum bayar": "not paid",
    "lunas": "paid",
    "Tidak ada yang berubah. Jangan serahkan.": "Nothing has changed. Do not hand over.",
    "Tidak ada yang tercatat. Jangan serahkan; cari dengan /.": (
        "Nothing is recorded. Do not hand over; find it with /."
    ),
    "Tanda tangan resi tidak sah.": "The slip's signature is not valid.",
    "Resi ini sudah dipakai": "This slip was used on",
    "Paspor ini masih dicetak. Perkiraan siap Kamis 19 Sep.": (
        "This passport is still being printed. Expected Thursday 19 Sep."
    ),
    "Minta pemohon kembali pada tanggal itu.": "Ask the applicant to come back on that date.",
    "Data di sini sampai": "The data here goes to",
    "Bila paspornya di tangan, boleh diserahkan; akan diperiksa.": (
        "If the passport is in your hands, hand it over; it will be checked."
    ),
    "kepada keluarga satu KK": "to family on one card",
    "kepada penerima kuasa": "to an authorised person",
    "kepada pemilik": "to the owner",
    "BELUM DIKENAL DI SINI": "NOT KNOWN HERE",
    "belum pernah dipakai": "never used before",
    "kelompok rentan (lansia)": "priority group (elderly)",
    "diserahkan kepada pemilik": "handed over to owner",
    "dari data lahir": "by birth date",
    "datang langsung": "walk-in",
    "mulai dilayani": "service started",
    "terbit untuk janji": "issued for the booking at",
    "resi tercetak": "slip printed",
    "Hilang atau rusak": "Lost or damaged",
    "Perpanjangan ITAS": "Extension of ITAS",
    "Surat kuasa bermeterai": "Stamped authority letter",
    "KK dan salinannya": "Family card and copy",
    "Keluarga satu KK": "Family on one card",
    "Penerima kuasa": "Authorised person",
    "KTP pengambil": "Collector's ID",
    "KTP asli": "Original ID",
    "Bukti bayar": "Payment proof",
    "SUDAH DIPAKAI": "ALREADY USED",
    "BELUM SIAP": "NOT READY YET",
    "RESI SAH": "SLIP VALID",
    "Paspor baru": "New passport",
    "Penggantian": "Renewal",
    "Hilang/rusak": "Lost/damaged",
    "Percepatan": "Same day",
    "48 halaman": "48 pages",
    "Disabilitas": "Disability",
    "Menyusui": "Nursing",
    "Balita": "Small child",
    "Lansia": "Elderly",
    "lansia": "elderly",
    "Hamil": "Pregnant",
    "Sakit": "Ill",
    "Berkas kurang": "Documents missing",
    "ada yang kurang": "something is missing",
    "Berkas": "Docs",
    "Bayar": "Pay",
    "Ganti": "Renew",
    "Baru": "New",
    "ruang 2": "room 2",
    "sejak Rabu 18 Sep, 4 hari": "Wednesday 18 Sep, 4 days",
    "lewat batas 14 Agu": "beyond the limit 14 Aug",
    "Penggantian paspor hilang atau rusak karena keadaan kahar": "Renewal, lost or damaged by force majeure",
    "dicetak 14 Sep": "printed 14 Sep",
    "4,2 MB": "4.2 MB",
    "Janji": "Booked",
    "janji": "booking",
    "Datang": "Came",
    "Loket": "Counter",
    " di ": " at ",
}
CLOCK = re.compile(r"\b(\d\d)\.(\d\d)\b")


class SpokenOffice:
    """A still office whose every answer is in the language in use."""

    def __init__(self, office: object) -> None:
        self._office = office

    def __getattr__(self, name: str) -> Callable[..., Any]:
        answer = getattr(self._office, name)
        return lambda *words, **named: (
            spoken(answer(*words, **named)) if current() == "en" else answer(*words, **named)
        )


def spoken(value: Any) -> Any:
    """Return a view with every text in English; what is no phrase of the office stays."""
    if isinstance(value, str):
        return _english(value)
    if isinstance(value, tuple):
        return tuple(spoken(one) for one in value)
    if isinstance(value, msgspec.Struct):
        return msgspec.structs.replace(
            value, **{name: spoken(getattr(value, name)) for name in value.__struct_fields__}
        )
    return value


def _english(text: str) -> str:
    known = _(text) if text and text not in PHRASES else text
    if known != text:
        return known
    for phrase in sorted(PHRASES, key=len, reverse=True):
        known = known.replace(phrase, PHRASES[phrase])
    return CLOCK.sub(r"\1:\2", known) if known != text or CLOCK.fullmatch(text) else text
