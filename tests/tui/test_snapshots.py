"""Pictures of every screen and card in its languages, at both sizes, with a still clock."""

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from textual.pilot import Pilot

from counter_tui import language
from counter_tui.desk.desk import Desk
from counter_tui.desk.views.counter import CounterView
from counter_tui.tui.actions import piles, receiving
from counter_tui.tui.app import CounterApp, LockedCounterApp
from counter_tui.tui.bounce import Pace
from counter_tui.tui.options import Options
from counter_tui.tui.screens.base import ModeScreen
from counter_tui.tui.screens.pickup import PickupScreen
from counter_tui.tui.screens.pickup_base import DRIVE_THRU
from tests.tui import still, still_screens
from tests.tui.still import StillDesk
from tests.tui.still_english import SpokenOffice
from tests.tui.waiting import until

SIZES = ((80, 24), (120, 40))
LANGUAGES = [
    code
    for code in language.LANGUAGES
    if code == "id" or (Path(language.CATALOGUES) / code / "LC_MESSAGES" / "counter_tui.mo").exists()
]
Before = Callable[[Pilot[None]], Awaitable[None]]


def keys(*pressed: str) -> Before:
    """Press keys one by one, each finding what the one before has done."""

    async def before(pilot: Pilot[None]) -> None:
        for key in pressed:
            await pilot.press(key)
            await settled(pilot)

    return before


def card(answer: str, *pressed: str) -> Before:
    """Open a pickup card, then press keys."""

    async def before(pilot: Pilot[None]) -> None:
        await keys("3")(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, PickupScreen)
        await screen.open_text(answer)
        await keys(*pressed)(pilot)

    return before


def at_pickup(deed: Callable[[PickupScreen], Awaitable[None]], *pressed: str) -> Before:
    """Do what the palette offers of Penyerahan, then press keys."""

    async def before(pilot: Pilot[None]) -> None:
        await keys("3")(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, PickupScreen)
        await deed(screen)
        await keys(*pressed)(pilot)

    return before


def in_lane(answer: str = "", *pressed: str) -> Before:
    """Work as a drive-thru, open a card there, then press keys."""

    async def before(pilot: Pilot[None]) -> None:
        await keys("3")(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, PickupScreen)
        screen.lane = DRIVE_THRU
        screen.paint()
        if answer:
            await screen.open_text(answer)
        await keys(*pressed)(pilot)

    return before


def showing(view: CounterView) -> Before:
    """Show the counter in another state."""

    async def before(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, CounterApp)
        screen = app.screen
        assert isinstance(screen, ModeScreen)
        await app.desk.run(lambda desk: cast("StillDesk", desk).show(view))
        await screen.reload()

    return before


async def check_in(pilot: Pilot[None]) -> None:
    """Open the check-in card."""
    await keys("2")(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, ModeScreen)
    await receiving.open_booking(screen, "MP361065766")


async def settled(pilot: Pilot[None]) -> None:
    """Wait until the present mode shows what the desk answered."""
    app = pilot.app
    assert isinstance(app, CounterApp)
    await until(pilot, lambda: getattr(app.screen_stack[0], "view", True) is not None, "a view")
    await pilot.pause()


PICTURES: dict[str, Before] = {
    "counter": keys(),
    "counter_called": showing(still.CALLED_VIEW),
    "counter_serving": showing(still.SERVING_VIEW),
    "counter_quiet": showing(still.QUIET_VIEW),
    "reception": keys("2"),
    "reception_new": keys("2", "n", "b", "4"),
    "reception_check_in": check_in,
    "reception_copy": keys("2", "p"),
    "pickup": keys("3"),
    "pickup_ready": card("ready", "2"),
    "pickup_one_by_one": card("one_by_one", "2", "a"),
    "pickup_long": card("long", "3", "b"),
    "pickup_doubted": card("doubted", "1"),
    "pickup_signing": card("receipt", "1", "enter"),
    "pickup_uncollected": keys("3", "tab", "down"),
    "pickup_unsigned": keys("3", "tab", "tab"),
    "pickup_book": keys("3", "left", "down"),
    "pickup_entry": keys("3", "left", "down", "enter"),
    "pickup_report": card("used", "o"),
    "pickup_partner": at_pickup(piles.hand_to_partner),
    "pickup_partner_sign": at_pickup(piles.hand_to_partner, "enter"),
    "pickup_pile": at_pickup(piles.take_in, *"C-14", "enter", *"A-028", "enter", *"A-029", "enter"),
    "drive_thru": in_lane(),
    "drive_thru_ready": in_lane("ready", "1"),
    "drive_thru_family": in_lane("ready", "2"),
    "drive_thru_not_ready": in_lane("not_ready"),
    "drive_thru_unknown": in_lane("long", "3"),
    "drive_thru_used": in_lane("used"),
    "drive_thru_next": in_lane("receipt", "1", "enter"),
    "pickup_not_ready": card("not_ready"),
    "pickup_unknown": card("unknown"),
    "pickup_used": card("used"),
    "pickup_refused": card("refused"),
    "pickup_collector": card("ready", "3", "n"),
    "pickup_outcome": card("ready", "3", "o"),
    "state_jobs": keys("0"),
    "state_line": keys("0", "left"),
    "state_checks": keys("0", "right", "1"),
    "state_checks_one": keys("0", "right", "down"),
    "help": keys("f1"),
    "find": keys("slash", "h"),
    "code": keys("s"),
}


@pytest.fixture(params=LANGUAGES)
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    """Speak one language during a test."""
    code = str(request.param)
    language.use(code)
    yield code
    language.use("id")


def shown(picture: str) -> Before:
    """Go where a picture shows the screen, and let it come to rest."""

    async def before(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await PICTURES[picture](pilot)
        await settled(pilot)

    return before


def still_app(theme: str = "gelap", *, locked: bool = False) -> CounterApp:
    """Make the app over the still office, without waiting for fingers."""
    factory = cast("Callable[[], Desk]", lambda: SpokenOffice(still_screens.StillOffice()))
    options = Options(theme=theme, now=lambda: still.NOW, pace=Pace(0.0, 0.0, 0.0))
    return (LockedCounterApp if locked else CounterApp)(factory, options=options)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("picture", PICTURES)
@pytest.mark.usefixtures("spoken")
def test_the_screen_looks_as_it_did(snap_compare: Any, picture: str, size: tuple[int, int]) -> None:
    assert snap_compare(still_app(), terminal_size=size, run_before=shown(picture))


@pytest.mark.parametrize("theme", ["terang", "kontras"])
@pytest.mark.parametrize(
    "picture", ["counter", "reception", "pickup_ready", "drive_thru_ready", "state_jobs"]
)
def test_the_other_themes_look_as_they_did(snap_compare: Any, picture: str, theme: str) -> None:
    assert snap_compare(still_app(theme), terminal_size=SIZES[0], run_before=shown(picture))


@pytest.mark.usefixtures("spoken")
def test_the_lock_looks_as_it_did(snap_compare: Any) -> None:
    async def before(pilot: Pilot[None]) -> None:
        await pilot.pause()

    assert snap_compare(still_app(locked=True), terminal_size=SIZES[0], run_before=before)
