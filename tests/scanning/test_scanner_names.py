"""How `config.toml` names a scanner."""

import pytest

from counter_tui.core.refusal import Refused
from counter_tui.scanning.names import ScannerName, parse_name


@pytest.mark.parametrize(
    "name",
    [
        ScannerName("serial:/dev/ttyACM0", path="/dev/ttyACM0"),
        ScannerName("serial:/dev/ttyS1?baud=115200", path="/dev/ttyS1", baud=115_200),
        ScannerName("serial:COM3", path="COM3"),
        ScannerName("usb:1A86:7523", vendor=0x1A86, product=0x7523),
        ScannerName("usb:1a86:7523:S-4?baud=19200", vendor=0x1A86, product=0x7523, serial="S-4", baud=19_200),
    ],
)
def test_a_path_or_a_usb_device_with_its_speed(name: ScannerName) -> None:
    assert parse_name(name.text) == name


@pytest.mark.parametrize(
    "text",
    ["", "serial:", "usb:1a86", "usb:zzzz:7523", "tcp:host", "serial:COM3?baud=7", "serial:COM3?parity=e"],
)
def test_anything_else_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(Refused, match=r"Datanya aman\."):
        parse_name(text)
