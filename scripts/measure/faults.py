"""The screen beside a failing printer: a key until its answer is painted, and the bare app's beside it.

The real program prints tickets over a pty that carries 960 bytes a second, and the fault comes in the
middle of one. A forbidden port is missing here: root, as which many machines measure, may open every one.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from counter_tui.config import Home
from scripts.measure import screen
from scripts.measure.table import Row
from scripts.measure.timing import p95
from scripts.measure.window import Window
from tests.patience import until
from tests.printing.cable import Cable
from tests.printing.fake_paper import BYTES_PER_SECOND, SimulatedPrinter

AIM_MS = 100
BARE_KEYS = 10
"""Keys of the bare app after each fault: how busy the machine was meanwhile."""
PORT = "ttyUSB0"


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to the printer or its cable, and what ends it."""

    name: str
    begin: Callable[[Cable], None]
    end: Callable[[Cable], None]


def _set(**values: object) -> Callable[[Cable], None]:
    def change(cable: Cable) -> None:
        for name, value in values.items():
            setattr(cable.printer, name, value)

    return change


def _stall(stalled: bool) -> Callable[[Cable], None]:
    def change(cable: Cable) -> None:
        cable.stalled = stalled

    return change


def _hold_elsewhere(cable: Cable) -> None:
    """Hold the port in this process, before the program can open it again."""
    cable.pull()
    cable.plug(PORT, locked=True)


FAULTS = (
    Fault("it prints", _set(), _set()),
    Fault("paper is out", _set(paper=False), _set(paper=True)),
    Fault("paper nears its end", _set(near_end=True), _set(near_end=False)),
    Fault("its cover is open", _set(cover_open=True), _set(cover_open=False)),
    Fault("its cutter is jammed", _set(error=0x08), _set(error=0)),
    Fault("it is off", lambda cable: cable.printer.switch_off(), _set(on=True)),
    Fault("it answers noise", _set(garbled=True), _set(garbled=False)),
    Fault("its line stalls", _stall(True), _stall(False)),
    Fault("RTS/CTS holds data back", Cable.hold, Cable.release),
    Fault("XOFF holds data back", Cable.xoff, Cable.xon),
    Fault("its cable is pulled", Cable.pull, lambda cable: cable.plug(PORT)),
    Fault("another program holds its port", _hold_elsewhere, Cable.unlock),
)


def measure(home: Home, seconds: float) -> list[Row]:
    """Return the rows of `faults`; each fault lasts so many seconds."""
    rows: list[Row] = []
    ports = home.folder / "ports"
    with Cable(SimulatedPrinter(), ports, speed=BYTES_PER_SECOND) as cable:
        cable.plug(PORT)
        home.change(printer=f"serial:{ports / PORT}?baud=9600&flow=xonxoff")
        with Window(screen.PROGRAM, screen.variables(home)) as window:
            window.painted(screen.QUEUE)
            window.listen(screen.SETTLED_S)
            screen.press_until(window, " ", screen.CALLED)
            with Window(screen.BARE, os.environ) as bare:
                bare.painted(screen.QUEUE)
                for fault in FAULTS:
                    _wait_for_a_ticket(cable)
                    fault.begin(cable)
                    times = screen.answered(window, seconds)
                    rows += _rows(fault.name, times, [screen.paint_call(bare) for _key in range(BARE_KEYS)])
                    fault.end(cable)
    return rows


def _wait_for_a_ticket(cable: Cable) -> None:
    """Wait until something is on its way to the printer."""
    before = len(cable.printer.received)
    until(lambda: len(cable.printer.received) > before)


def _rows(name: str, times: Sequence[float], floor: Sequence[float]) -> list[Row]:
    return [
        Row(f"key while {name}, median", median(times), "ms", median(floor)),
        Row(f"key while {name}, p95", p95(times), "ms", p95(floor), AIM_MS),
        Row(f"key while {name}, most", max(times), "ms", max(floor), AIM_MS),
    ]
