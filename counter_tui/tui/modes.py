"""The modes by name; each screen is imported when its mode is first opened."""

from collections.abc import Callable

from textual.screen import Screen


def loket() -> Screen[None]:
    """Make the counter's screen."""
    from counter_tui.tui.screens.loket import Loket

    return Loket()


def antrean() -> Screen[None]:
    """Make the reception's screen."""
    from counter_tui.tui.screens.antrean import Antrean

    return Antrean()


def penyerahan() -> Screen[None]:
    """Make the pickup's screen."""
    from counter_tui.tui.screens.penyerahan import Penyerahan

    return Penyerahan()


def keadaan() -> Screen[None]:
    """Make the screen of line, paper and contradictions."""
    from counter_tui.tui.screens.keadaan import Keadaan

    return Keadaan()


def lock() -> Screen[None]:
    """Make the lock."""
    from counter_tui.tui.screens.lock import Lock

    return Lock()


MODES: dict[str, str | Callable[[], Screen[None]]] = {
    "loket": loket,
    "antrean": antrean,
    "penyerahan": penyerahan,
    "keadaan": keadaan,
    "lock": lock,
}
