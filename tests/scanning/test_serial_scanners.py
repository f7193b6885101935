"""Scanners on real ptys under real pyserial: several at once, pulled out, and back under another path."""

import errno
import queue
import termios
from collections.abc import Iterator

import pytest

from counter_tui.scanning.condition import Condition
from counter_tui.scanning.names import parse_name
from counter_tui.scanning.scanners import Scanners
from tests.patience import until
from tests.scanning.fake_scanner import Machine, PtyScanner

SLIP = "PS1:6BF%RN-*A $:/.+ 0"


class Counter:
    """What the scanners of a counter have brought; they are let go when the test ends."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.texts: queue.Queue[str] = queue.Queue()
        self.scanners = Scanners([])

    def watch(self, *names: str) -> None:
        self.scanners = Scanners([parse_name(name) for name in names], self.machine.ports)
        self.scanners.start(self.texts.put)

    def text(self) -> str:
        return self.texts.get(timeout=90)

    def is_(self, condition: Condition, place: int = 0) -> bool:
        return list(self.scanners.conditions.values())[place] is condition


@pytest.fixture
def counter() -> Iterator[Counter]:
    made = Counter(Machine())
    yield made
    made.scanners.stop()
    assert made.scanners.join(90)
    for scanner in made.machine.devices.values():
        scanner.unplug()


def test_a_scan_arrives_whole_with_its_spaces(counter: Counter) -> None:
    scanner = counter.machine.plug_in("A")
    counter.watch(f"serial:{scanner.path}?baud=9600")
    until(lambda: counter.is_(Condition.READY))
    scanner.send(f"{SLIP} \r\n".encode())
    assert counter.text() == f"{SLIP} "


def test_several_scanners_are_read_at_once(counter: Counter) -> None:
    one, other = counter.machine.plug_in("A"), counter.machine.plug_in("B")
    counter.watch(f"serial:{one.path}", "usb:1a86:7523:B")
    until(lambda: counter.is_(Condition.READY, 0) and counter.is_(Condition.READY, 1))
    one.send(b"PS1:FROM")
    other.send(b"MP822869813\r")
    assert counter.text() == "MP822869813"
    one.send(b" ONE\r")
    assert counter.text() == "PS1:FROM ONE"


def test_two_scanners_of_one_make_are_both_found(counter: Counter) -> None:
    one, other = counter.machine.plug_in("A"), counter.machine.plug_in("B")
    counter.watch("usb:1a86:7523", "usb:1a86:7523?baud=19200")
    until(lambda: counter.is_(Condition.READY, 0) and counter.is_(Condition.READY, 1))
    one.send(b"PS1:AAA\r")
    other.send(b"PS1:BBB\r")
    assert {counter.text(), counter.text()} == {"PS1:AAA", "PS1:BBB"}


def test_a_scanner_that_goes_while_its_line_is_being_set_up_is_read_once_it_is_there(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def gone(*_line: object) -> None:
        tries.append(1)
        raise termios.error(errno.EIO, "Input/output error")

    with monkeypatch.context() as pulled_out:
        pulled_out.setattr(termios, "tcsetattr", gone)
        scanner = counter.machine.plug_in("A")
        counter.watch(f"serial:{scanner.path}")
        until(lambda: bool(tries) and counter.is_(Condition.MISSING))
    until(lambda: counter.is_(Condition.READY))
    scanner.send(b"PS1:AAA\r")
    assert counter.text() == "PS1:AAA"


def test_a_scanner_that_was_pulled_out_is_found_again_under_another_path(counter: Counter) -> None:
    first = counter.machine.plug_in("SN42")
    counter.watch("usb:1a86:7523:sn42")
    until(lambda: counter.is_(Condition.READY))
    second = PtyScanner()
    counter.machine.unplug("SN42")
    until(lambda: counter.is_(Condition.MISSING))
    assert counter.scanners.troubles()[0].startswith("Pemindai usb:1a86:7523:sn42 tidak terpasang.")
    counter.machine.devices["SN42"] = second
    assert second.path != first.path
    until(lambda: counter.is_(Condition.READY))
    second.send(b"PS1:AGAIN\r")
    assert counter.text() == "PS1:AGAIN"
    assert counter.scanners.troubles() == ()


def test_a_scanner_that_is_plugged_in_later_is_read(counter: Counter) -> None:
    counter.watch("usb:1a86:7523")
    until(lambda: counter.is_(Condition.MISSING))
    scanner = counter.machine.plug_in("A")
    until(lambda: counter.is_(Condition.READY))
    scanner.send(b"PS1:LATER\r")
    assert counter.text() == "PS1:LATER"


def test_garbage_is_dropped_and_named_and_the_next_scan_is_read(counter: Counter) -> None:
    scanner = counter.machine.plug_in("A")
    counter.watch("usb:1a86:7523")
    until(lambda: counter.is_(Condition.READY))
    scanner.send(bytes(range(128, 256)) + b"\r")
    until(lambda: counter.is_(Condition.GARBLED))
    assert "Samakan baud" in counter.scanners.troubles()[0]
    scanner.send(b"PS1:CLEAN\r")
    assert counter.text() == "PS1:CLEAN"
    assert counter.is_(Condition.READY)


def test_a_flood_is_one_cut_text_and_stops_nothing(counter: Counter) -> None:
    scanner = counter.machine.plug_in("A")
    counter.watch("usb:1a86:7523")
    until(lambda: counter.is_(Condition.READY))
    scanner.send(b"0123456789abcdef" * 256 + b"\rPS1:AFTER\r")
    assert counter.text().startswith("0123456789abcdef")
    assert counter.text() == "PS1:AFTER"
    assert counter.texts.empty()


def test_half_a_scan_is_given_up_after_a_silence_and_the_next_is_whole(counter: Counter) -> None:
    scanner = counter.machine.plug_in("A")
    counter.watch("usb:1a86:7523")
    until(lambda: counter.is_(Condition.READY))
    scanner.send(b"PS1:HALF OF")
    assert counter.text() == "PS1:HALF OF"
    scanner.send(b"PS1:WHOLE\r")
    assert counter.text() == "PS1:WHOLE"


def test_a_port_that_another_program_holds_is_named_and_taken_when_it_is_free(counter: Counter) -> None:
    import serial

    scanner = counter.machine.plug_in("A")
    holder = serial.Serial(scanner.path, exclusive=True)
    counter.watch(f"serial:{scanner.path}")
    until(lambda: counter.is_(Condition.TAKEN))
    holder.close()
    until(lambda: counter.is_(Condition.READY))


def test_stopping_ends_a_thread_that_waits_for_a_scan_and_one_that_looks_for_its_scanner(
    counter: Counter,
) -> None:
    counter.machine.plug_in("A")
    counter.watch("usb:1a86:7523:A", "serial:/dev/nowhere")
    until(lambda: counter.is_(Condition.READY, 0) and counter.is_(Condition.MISSING, 1))
    counter.scanners.stop()
    assert counter.scanners.join(90)
