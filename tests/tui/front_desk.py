"""Shared steps of the screen's tests: real bookings, slips, modes by key and commands by name."""

from pathlib import Path
from typing import TypeVar

from textual.command import CommandList
from textual.pilot import Pilot
from textual.screen import Screen

from counter_tui.core.print_job import JobState, PrinterRole, Share
from counter_tui.desk.views.applicant import ApplicantDraft
from counter_tui.desk.views.ticket import TicketView
from counter_tui.store.spool import StoredSpool
from counter_tui.store.store import Store
from counter_tui.tui.app import CounterApp
from counter_tui.tui.commands import commands
from counter_tui.tui.screens.counter import CounterScreen
from counter_tui.tui.screens.pickup import PickupScreen
from tests.tui.office import KEY, Office
from tests.tui.waiting import scan, until

BOOKINGS = Path(__file__).parents[1] / "data" / "bookings-laksan-palembang-2024-09-14.csv"
HARTINI = "MP822869813"
SMALL = (80, 24)
S = TypeVar("S", bound=Screen[None])


def with_bookings(office: Office) -> None:
    """Take in the sample appointments of the day."""
    office.outside.import_file(BOOKINGS)


def slipped(office: Office, *, name: str = "", ready: bool = True, shelf: str = "C-14") -> tuple[str, str]:
    """Interview a walk-in and print the slip; return application and slip text."""
    people = (ApplicantDraft(full_name=name),) if name else ()
    ticket = office.outside.issue("paspor_baru", None, people)
    slip = office.outside.slip(ticket=ticket.id)
    if ready:
        office.outside.mark_ready(slip.application, shelf)
    return slip.application, slip.text


def set_rule(office: Office, name: str, value: object) -> None:
    """Let the office decide something for itself."""
    store = Store.open(office.path, KEY, now=office.now)
    with store.write() as tx:
        tx.put_record("setting", name, {"value": value})
    store.close()


def print_everything(office: Office) -> None:
    """Let the printer confirm all that waits for it."""
    store = Store.open(office.path, KEY, now=office.now)
    spool = StoredSpool(store)
    share = Share(printer="virtual", roles=frozenset(PrinterRole))
    while (job := spool.claim_next(share)) is not None:
        spool.settle(job.id, JobState.CONFIRMED, "")
    store.close()


async def open_card(pilot: Pilot[None], slip: str) -> PickupScreen:
    """Open Penyerahan, scan a slip that may be handed over, and wait for its card."""
    screen = await open_mode(pilot, "3", PickupScreen)
    scan(screen.counter_app, slip)
    await until(pilot, lambda: screen.card is not None and screen.card.allowed, "a card")
    await pilot.pause()
    return screen


async def hand_over(pilot: Pilot[None], slip: str) -> PickupScreen:
    """Hand a passport over to its owner, from the scan on."""
    screen = await open_card(pilot, slip)
    await pilot.press("1", "enter")
    await until(pilot, lambda: screen.card is None, "the card closed")
    return screen


async def open_mode(pilot: Pilot[None], key: str, kind: type[S]) -> S:
    """Open a mode by its key and wait until it shows something."""
    app = pilot.app
    assert isinstance(app, CounterApp)
    await pilot.press(key)
    await until(pilot, lambda: isinstance(app.screen, kind) and getattr(app.screen, "view", None) is not None)
    screen = app.screen
    assert isinstance(screen, kind)
    return screen


def in_hand(app: CounterApp) -> TicketView | None:
    screen = app.screen_stack[0]
    assert isinstance(screen, CounterScreen)
    return screen.view.current if screen.view is not None else None


def status(app: CounterApp) -> str:
    ticket = in_hand(app)
    return f"{ticket.number} {ticket.status}" if ticket is not None else "empty"


async def press(pilot: Pilot[None], keys: str, expected: str) -> None:
    """Press keys and wait until the counter is as expected: `A-001 called`, or `empty`."""
    app = pilot.app
    assert isinstance(app, CounterApp)
    await pilot.press(*keys.split())
    await until(pilot, lambda: status(app) == expected, f"{expected} after {keys}, is {status(app)}")


async def by_palette(pilot: Pilot[None], typed: str) -> None:
    """Open the palette, type, and do the first hit."""
    app = pilot.app
    await pilot.press("ctrl+p")
    await until(pilot, lambda: app.focused is not None)
    await pilot.press(*typed)

    def found() -> bool:
        hits = app.screen.query_one(CommandList)
        return hits.option_count > 0 and typed in str(hits.get_option_at_index(0).prompt).lower()

    await until(pilot, found, "a hit")
    await pilot.press("enter")


async def run_command(pilot: Pilot[None], name: str) -> None:
    """Do a command of the palette by its whole name."""
    app = pilot.app
    assert isinstance(app, CounterApp)
    deed = next(command for command in commands(app) if command.name == name).run(app)
    if deed is not None:
        await deed
