"""What the set-up wizard asks (persiapan), with a default for everything, and how answers are checked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from counter_tui.language import _

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
PIN_LENGTH = 6


class Candidate(Protocol):
    """A printer that may be there, as `printing.detect` finds it."""

    @property
    def name(self) -> str:
        """The printer's name for the settings, `serial:/dev/ttyUSB0?baud=9600`."""
        ...

    @property
    def port(self) -> str:
        """Where it is, in short."""
        ...

    @property
    def description(self) -> str:
        """What it calls itself; may be empty."""
        ...

    @property
    def answers(self) -> bool:
        """Whether it answered as a receipt printer does."""
        ...


@dataclass(frozen=True, slots=True)
class SetupAnswers:
    """What `counter-tui setup` is told; empty texts mean "later"."""

    office: str = "KANIM"
    office_name: str = ""
    site: str = "utama"
    zone: str = ZONES[0]
    counter: str = "1"
    printer: str = ""
    code: str = ""
    login: str = "admin"
    officer_name: str = ""
    pin: str = ""


@dataclass(frozen=True, slots=True)
class SetupMeans:
    """What the wizard needs of the wiring; each is called in a thread of its own.

    `printers` looks for printers. `test_page` prints one on a printer and says in a sentence what became of
    it. `finish` makes the home; both raise Refused. `new_pin` draws a PIN for an officer who gave none.
    """

    printers: Callable[[], Sequence[Candidate]]
    test_page: Callable[[str], str]
    finish: Callable[[SetupAnswers], None]
    new_pin: Callable[[], str]
    defaults: SetupAnswers = field(default_factory=SetupAnswers)


def refusal(step: str, values: dict[str, str]) -> str:
    """Return why a step's fields are refused, or nothing."""
    if step == "office" and not values["office"]:
        return _("Kode kantor belum diisi. Belum ada yang dibuat.")
    if step == "office" and values["zone"] not in ZONES:
        return _("Zona waktu: Asia/Jakarta, Asia/Makassar atau Asia/Jayapura. Belum ada yang dibuat.")
    if step == "counter" and not values["counter"]:
        return _("Nama loket belum diisi. Belum ada yang dibuat.")
    if step == "officer":
        return _officer_refusal(values)
    return ""


def _officer_refusal(values: dict[str, str]) -> str:
    if not values["login"]:
        return _("Nama masuk belum diisi. Belum ada yang dibuat.")
    pin = values["pin"]
    if pin and (not pin.isdecimal() or len(pin) != PIN_LENGTH):
        return _("PIN harus enam angka, atau kosong. Belum ada yang dibuat.")
    return ""
