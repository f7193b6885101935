"""Ten appointments of the Laksan day typed with keys alone, from check-in to a slip that verifies."""

from textual.pilot import Pilot

from counter_tui.core.event import Event, decode
from counter_tui.desk.views.ticket import TicketView
from counter_tui.tui.app import CounterApp
from counter_tui.tui.screens.counter import CounterScreen
from counter_tui.tui.screens.reception import ReceptionScreen
from tests.tui.front_desk import SMALL, open_mode, with_bookings
from tests.tui.office import Office
from tests.tui.waiting import until

TEN = 10


async def test_ten_of_the_day_are_checked_in_served_and_given_their_slips_by_keys(office: Office) -> None:
    with_bookings(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "2", ReceptionScreen)
        for present in range(1, TEN + 1):
            await pilot.press("enter")
            await until(pilot, lambda: _present(office) == present, f"{present} present")  # noqa: B023
            await pilot.press("down")
        await open_mode(pilot, "1", CounterScreen)
        for _visit in range(2 * TEN):
            await _serve(pilot)
        await until(pilot, lambda: _count(office, "application.slip_printed") == TEN, "ten slips")
    assert _count(office, "ticket.stage_completed") == 3 * TEN
    assert _count(office, "ticket.issued") == TEN
    assert not office.outside.queue().waiting
    assert {office.outside.verify(text).reason for text in _slips(office)} == {"valid"}


async def _serve(pilot: Pilot[None]) -> None:
    """Call the next number, do what it came for, and print its slip with its last stage."""
    app = pilot.app
    assert isinstance(app, CounterApp)
    await pilot.press("space")
    await until(pilot, lambda: _status(app) == "called", "called")
    checked = "document_check" in _done(app)
    for key, status in zip("ib" if checked else ("enter", "enter"), ("serving", ""), strict=True):
        await pilot.press(key)
        await until(pilot, lambda: _status(app) == status, f"{key}: {status or 'empty'}")  # noqa: B023
    if checked:
        await pilot.press("p")


def _done(app: CounterApp) -> set[str]:
    current = _current(app)
    return {stage.key for stage in current.stages if stage.done} if current is not None else set()


def _status(app: CounterApp) -> str:
    current = _current(app)
    return current.status if current is not None else ""


def _current(app: CounterApp) -> TicketView | None:
    screen = app.screen
    assert isinstance(screen, CounterScreen)
    return screen.view.current if screen.view is not None else None


def _present(office: Office) -> int:
    return len(office.outside.queue().waiting)


def _count(office: Office, kind: str) -> int:
    return len([event for event in _events(office) if event.type == kind])


def _slips(office: Office) -> list[str]:
    return [event.data["token"] for event in _events(office) if event.type == "application.slip_printed"]


def _events(office: Office) -> list[Event]:
    with office.stores[0].read() as connection:
        return [decode(body.encode()) for (body,) in connection.execute("SELECT body FROM event")]
