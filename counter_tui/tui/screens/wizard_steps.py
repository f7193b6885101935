"""The five steps of the wizard: their names, questions and fields (SCREENS §10)."""

from dataclasses import dataclass

from counter_tui.language import _
from counter_tui.tui.cards.fields import Field
from counter_tui.tui.setup_answers import SetupAnswers

OFFICE, COUNTER, PRINTER, CENTRE, OFFICER = "office", "counter", "printer", "centre", "officer"
ORDER = (OFFICE, COUNTER, PRINTER, CENTRE, OFFICER)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its short name, its question, a quiet note, and its inputs."""

    name: str
    question: str
    note: str
    fields: tuple[Field, ...]


def steps(known: SetupAnswers) -> dict[str, Step]:
    """Return the steps by their keys, with what is known already in their fields."""
    return {
        OFFICE: Step(
            _("Kantor"),
            _("Kantor mana ini?"),
            _("Nama tampil di layar dan di kertas. Kode dipakai bersama semua komputer kantor ini."),
            (
                Field("office", _("Kode kantor"), known.office, "PLG"),
                Field("office_name", _("Nama kantor"), known.office_name, "Kanim Palembang"),
                Field("site", _("Tempat"), known.site, "utama"),
                Field("zone", _("Zona waktu"), known.zone),
            ),
        ),
        COUNTER: Step(
            _("Loket"),
            _("Loket berapa komputer ini?"),
            _("Satu angka atau kata pendek; pemanggilan memakainya."),
            (Field("counter", _("Loket"), known.counter, "3"),),
        ),
        PRINTER: Step(
            _("Printer"),
            _("Printer mana yang dipakai loket ini?"),
            _("p mencetak lembar uji. Pindai QR-nya: pemindai ikut diperiksa."),
            (Field("address", _("Alamat"), "", "192.168.1.50:9100"),),
        ),
        CENTRE: Step(
            _("Pusat"),
            _("Kode pendaftaran dari pusat?"),
            _("Kosong berarti nanti: loket bekerja sendiri, dan semua terkirim setelah didaftarkan."),
            (Field("code", _("Kode"), known.code),),
        ),
        OFFICER: Step(
            _("Petugas"),
            _("Siapa petugas pertama? Ia menjadi admin."),
            _("PIN kosong: dibuatkan, dan ditunjukkan sekali."),
            (
                Field("officer_name", _("Nama lengkap"), known.officer_name, "Dewi Anggraini"),
                Field("login", _("Nama masuk"), known.login),
                Field("pin", "PIN", known.pin, _("enam angka")),
            ),
        ),
    }
