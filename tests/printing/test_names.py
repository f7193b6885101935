from pathlib import Path

import pytest

from counter_tui.core.refusal import Refused
from counter_tui.printing.names import Flow, PrinterKind, parse_name, place_of, usb_name
from counter_tui.printing.printer import open_printer
from counter_tui.printing.profile import Answers
from counter_tui.printing.profile_files import profile_named


def test_a_serial_name_carries_its_port_and_speed() -> None:
    name = parse_name("serial:/dev/ttyUSB0?baud=19200")
    assert (name.kind, name.target, name.baud) == (PrinterKind.SERIAL, "/dev/ttyUSB0", 19200)


def test_a_serial_name_without_a_speed_means_9600() -> None:
    assert parse_name("serial:COM3").baud == 9600


@pytest.mark.parametrize("flow", list(Flow))
def test_a_serial_name_may_say_what_holds_data_back(flow: Flow) -> None:
    assert parse_name(f"serial:/dev/ttyS0?baud=9600&flow={flow}").flow is flow


def test_a_serial_name_without_flow_control_has_none() -> None:
    assert parse_name("serial:/dev/ttyS0").flow is Flow.NONE


def test_a_printer_may_be_named_by_its_usb_device() -> None:
    assert parse_name("serial:usb:A10K2X?baud=19200").usb == "A10K2X"


def test_the_name_of_a_usb_device_is_read_back() -> None:
    name = parse_name(usb_name("A10K2X", 19200))
    assert (name.usb, name.baud) == ("A10K2X", 19200)


def test_a_serial_number_that_would_break_a_name_gives_none() -> None:
    assert usb_name("a?b c", 9600) == ""


def test_a_network_name_carries_host_and_port() -> None:
    name = parse_name("tcp:printer.local:9100")
    assert (name.kind, name.target, name.port) == (PrinterKind.TCP, "printer.local", 9100)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("serial:/dev/ttyUSB0?baud=9600&flow=rtscts", "/dev/ttyUSB0"),
        ("serial:usb:A10K2X?baud=9600", "usb:A10K2X"),
        ("tcp:10.0.0.9:9100?answers=no", "10.0.0.9:9100"),
        ("file:/tmp/kertas?.bin", "/tmp/kertas?.bin"),
        ("virtual", "virtual"),
    ],
)
def test_an_officer_is_told_where_a_printer_is_without_its_settings(name: str, place: str) -> None:
    assert place_of(name) == place


def test_a_file_name_may_hold_colons_and_question_marks() -> None:
    assert parse_name("file:C:\\cetak?.bin").target == "C:\\cetak?.bin"


def test_a_name_may_say_that_its_printer_never_answers() -> None:
    assert parse_name("tcp:10.0.0.9:9100?answers=no").answers is Answers.NO


@pytest.mark.parametrize(
    "name",
    ["", "printer", "serial:", "serial:?baud=9600", "serial:/dev/ttyS0?baud=fast", "serial:/dev/ttyS0?baud=1",
     "serial:/dev/ttyS0?speed=9600", "tcp:", "tcp:host:0", "tcp:host:port", "tcp::9100", "file:", "virtual:x",
     "usb:0", "serial:/dev/ttyS0?answers=maybe",
     "serial:/dev/ttyS0?flow=dtrdsr", "serial:/dev/ttyS0?flow=", "serial:usb:?baud=9600",
     "tcp:host?flow=none"],
)  # fmt: skip
def test_an_unknown_name_is_refused_in_one_sentence(name: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_name(name)
    assert refused.value.code == "unknown_printer"


def test_an_unknown_profile_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="generic58"):
        open_printer("virtual", "generic12", tmp_path)


def test_what_a_name_says_of_answers_goes_before_the_profile(tmp_path: Path) -> None:
    printer = open_printer("serial:/dev/ttyS0?answers=yes", "generic80", tmp_path)
    assert printer.profile == profile_named("generic80").answering(Answers.YES)
