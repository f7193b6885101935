"""Each fault once on a pty as fast as it goes; among the long tests on one of 960 bytes a second, too."""

from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from counter_tui.printing import conversation, line_printer, worker
from counter_tui.printing.memory import Known
from counter_tui.printing.serial_ports import Listing
from tests.printing.cable import Cable
from tests.printing.fake_paper import BYTES_PER_SECOND, SimulatedPrinter
from tests.printing.faults.counter import HASTY_SECONDS, Counter

MakeCounter = Callable[..., Counter]


@pytest.fixture(autouse=True)
def quick_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look often for what has changed, and wait long for what a busy machine delays."""
    monkeypatch.setattr(conversation, "ANSWER_SECONDS", 1.0)
    monkeypatch.setattr(line_printer, "_FIRST_REPORT_SECONDS", HASTY_SECONDS)
    monkeypatch.setattr(worker, "_RETRY_SECONDS", 0.2)
    monkeypatch.setattr(worker, "_GLANCE_SECONDS", 0.2)


THROTTLED = pytest.param(BYTES_PER_SECOND, id="960 B/s", marks=pytest.mark.long)


@pytest.fixture(params=[pytest.param(None, id="fast"), THROTTLED])
def speed(request: pytest.FixtureRequest) -> int | None:
    chosen: int | None = request.param
    return chosen


@pytest.fixture
def cable(speed: int | None, tmp_path: Path) -> Iterator[Cable]:
    with Cable(SimulatedPrinter(), tmp_path / "ports", speed=speed, usb="PRN-0001") as plugged:
        plugged.plug("ttyUSB0")
        yield plugged


@pytest.fixture
def make_counter(cable: Cable, tmp_path: Path) -> Iterator[MakeCounter]:
    with ExitStack() as stack:

        def make(
            options: str = "",
            *,
            name: str = "",
            listing: Listing | None = None,
            known: Collection[Known] = (),
        ) -> Counter:
            named = name or f"serial:{cable.ports}/ttyUSB0?baud=9600{options}"
            counter = Counter(tmp_path / "home", cable, named, listing or cable.listing, known)
            stack.callback(counter.close)
            return counter

        yield make


@pytest.fixture
def counter(make_counter: MakeCounter) -> Counter:
    """A counter that has printed its first slip."""
    opened = make_counter()
    opened.meet()
    return opened
