"""Which device is opened, whatever is plugged in."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from counter_tui.printing.condition import Condition
from counter_tui.printing.line import LineTrouble
from counter_tui.printing.memory import Known, PrinterMemory
from counter_tui.printing.serial_ports import ByPort, SerialPort, by_usb

PRINTER = SerialPort("/dev/ttyUSB0", "PRN-1")
MOVED = SerialPort("/dev/ttyUSB1", "PRN-1")
OTHER = SerialPort("/dev/ttyUSB0", "SCAN-9")
NAMELESS = SerialPort("/dev/ttyUSB0")


class Machine:
    """A machine whose ports are replugged; its printer is named `/dev/ttyUSB0`."""

    def __init__(self, folder: Path, *ports: SerialPort) -> None:
        self.ports: Sequence[SerialPort] = ports
        self.memory = PrinterMemory(folder, "serial:/dev/ttyUSB0")
        self.find = ByPort("/dev/ttyUSB0", self.memory, lambda: self.ports)

    def meet(self) -> None:
        assert self.find() == "/dev/ttyUSB0"
        self.memory.remember(Known.STATUS)
        assert self.find() == "/dev/ttyUSB0"


def trouble(machine: Machine) -> Condition:
    with pytest.raises(LineTrouble) as found:
        machine.find()
    return found.value.condition


def test_a_printer_that_answered_is_found_at_another_port(tmp_path: Path) -> None:
    machine = Machine(tmp_path, PRINTER)
    machine.meet()
    machine.ports = [MOVED]
    assert machine.find() == "/dev/ttyUSB1"


def test_it_is_found_though_another_device_took_its_port(tmp_path: Path) -> None:
    machine = Machine(tmp_path, PRINTER)
    machine.meet()
    machine.ports = [OTHER, MOVED]
    assert machine.find() == "/dev/ttyUSB1"


def test_another_device_under_its_name_is_a_stranger(tmp_path: Path) -> None:
    machine = Machine(tmp_path, PRINTER)
    machine.meet()
    for stranger in (OTHER, NAMELESS):
        machine.ports = [stranger]
        assert trouble(machine) is Condition.STRANGER


def test_a_device_that_never_answered_is_not_remembered(tmp_path: Path) -> None:
    machine = Machine(tmp_path, OTHER)
    assert machine.find() == machine.find() == "/dev/ttyUSB0"
    assert machine.memory.usb == ""


def test_a_printer_pulled_before_it_was_opened_twice_is_found_again_too(tmp_path: Path) -> None:
    machine = Machine(tmp_path, PRINTER)
    machine.find()
    machine.memory.remember(Known.STATUS)
    machine.ports = [MOVED]
    assert machine.find() == "/dev/ttyUSB1"


def test_a_port_without_a_usb_number_is_opened_as_it_is_called(tmp_path: Path) -> None:
    machine = Machine(tmp_path, NAMELESS)
    machine.meet()
    machine.ports = []
    assert machine.find() == "/dev/ttyUSB0"


def test_a_number_that_several_devices_share_names_none_of_them(tmp_path: Path) -> None:
    machine = Machine(tmp_path, PRINTER, MOVED)
    machine.meet()
    assert machine.memory.usb == ""
    with pytest.raises(LineTrouble) as found:
        by_usb("PRN-1", lambda: machine.ports)()
    assert found.value.condition is Condition.STRANGER


def test_a_usb_number_that_is_not_plugged_in_is_missing() -> None:
    with pytest.raises(LineTrouble) as found:
        by_usb("PRN-1", lambda: [OTHER])()
    assert found.value.condition is Condition.MISSING


def test_a_link_to_the_port_is_the_port(tmp_path: Path) -> None:
    (tmp_path / "ttyUSB0").touch()
    (tmp_path / "printer").symlink_to(tmp_path / "ttyUSB0")
    memory = PrinterMemory(tmp_path, "serial:printer")
    memory.remember_usb("PRN-1")
    listed = [SerialPort(str(tmp_path / "ttyUSB0"), "SCAN-9")]
    with pytest.raises(LineTrouble):
        ByPort(str(tmp_path / "printer"), memory, lambda: listed)()
