"""The modes by name; each screen is imported when its mode is first opened."""

from collections.abc import Callable

from textual.screen import Screen


def counter() -> Screen[None]:
    """Make the counter's screen."""
    from counter_tui.tui.screens.counter import CounterScreen

    return CounterScreen()


def reception() -> Screen[None]:
    """Make the reception's screen."""
    from counter_tui.tui.screens.reception import ReceptionScreen

    return ReceptionScreen()


def pickup() -> Screen[None]:
    """Make the pickup's screen."""
    from counter_tui.tui.screens.pickup import PickupScreen

    return PickupScreen()


def state() -> Screen[None]:
    """Make the screen of line, paper and contradictions."""
    from counter_tui.tui.screens.state import StateScreen

    return StateScreen()


def lock() -> Screen[None]:
    """Make the lock."""
    from counter_tui.tui.screens.lock import Lock

    return Lock()


MODES: dict[str, str | Callable[[], Screen[None]]] = {
    "counter": counter,
    "reception": reception,
    "pickup": pickup,
    "state": state,
    "lock": lock,
}
