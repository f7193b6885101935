"""Shared steps of the tests of reception, pickup and state: real bookings, slips and modes by key."""

from pathlib import Path
from typing import TypeVar

from textual.pilot import Pilot
from textual.screen import Screen

from counter_tui.tui.app import CounterApp
from tests.tui.office import Office
from tests.tui.waiting import until

BOOKINGS = Path(__file__).parents[1] / "data" / "bookings-laksan-palembang-2024-09-14.csv"
HARTINI = "MP822869813"
SMALL = (80, 24)
S = TypeVar("S", bound=Screen[None])


def with_bookings(office: Office) -> None:
    """Take in the sample appointments of the day."""
    office.outside.import_file(BOOKINGS)


def slipped(office: Office, *, ready: bool = True, shelf: str = "C-14") -> tuple[str, str]:
    """Interview a walk-in and print the slip; return application and slip text."""
    ticket = office.outside.issue("paspor_baru")
    slip = office.outside.slip(ticket=ticket.id)
    if ready:
        office.outside.mark_ready(slip.application, shelf)
    return slip.application, slip.text


async def open_mode(pilot: Pilot[None], key: str, kind: type[S]) -> S:
    """Open a mode by its key and wait until it shows something."""
    app = pilot.app
    assert isinstance(app, CounterApp)
    await pilot.press(key)
    await until(pilot, lambda: isinstance(app.screen, kind) and getattr(app.screen, "view", None) is not None)
    screen = app.screen
    assert isinstance(screen, kind)
    return screen
