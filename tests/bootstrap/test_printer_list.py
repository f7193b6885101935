"""`printer list` says what each printer of the settings prints, and which ports are still free."""

from counter_tui.bootstrap import print_room, printer
from counter_tui.config import RolePrinter, Settings
from counter_tui.printing.detect import Candidate

GATE = "tcp:192.0.2.7:9100"
DESK = Candidate("serial:usb:S1?baud=9600", "/dev/ttyUSB0", "Thermal", answers=True)
FREE = Candidate("serial:/dev/ttyS1?baud=9600", "/dev/ttyS1", "", answers=False)


def listed(main: str, *found: Candidate) -> list[tuple[str, str, str]]:
    """Return name, papers and description of what is listed beside a printer for numbers at the gate."""
    settings = Settings(printer=main, printers={"ticket": RolePrinter(name=GATE)})
    rows = printer.rows(print_room.places(settings), found)
    return [(row["name"], row["papers"], row["description"]) for row in rows]


def test_each_printer_of_the_settings_stands_with_what_it_prints_before_free_ports() -> None:
    assert listed("serial:/dev/ttyUSB0?baud=19200", FREE, DESK) == [
        ("serial:/dev/ttyUSB0?baud=19200", "resi, laporan", "Thermal"),
        (GATE, "nomor", ""),
        (FREE.name, "", ""),
    ]


def test_a_printer_that_is_named_by_its_usb_number_is_known_at_its_port() -> None:
    assert [row[0] for row in listed("serial:usb:S1?baud=19200", DESK)] == ["serial:usb:S1?baud=19200", GATE]


def test_a_printer_whose_cable_is_pulled_is_listed_still() -> None:
    assert [row[0] for row in listed("serial:/dev/ttyUSB0?baud=9600")] == [
        "serial:/dev/ttyUSB0?baud=9600",
        GATE,
    ]
