"""The printers of one machine: which prints what, each with a worker of its own."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from counter_tui.config import Settings
from counter_tui.core.print_job import PrinterRole
from counter_tui.core.refusal import Refused
from counter_tui.desk import print_rows
from counter_tui.desk.views.state import PrinterView
from counter_tui.language import _

if TYPE_CHECKING:
    from counter_tui.printing.condition import Condition
    from counter_tui.printing.ports import Spool
    from counter_tui.printing.profile import Profile


class Place(msgspec.Struct, frozen=True):
    """One printer of this machine: its name, its profile, the roles it prints, and who takes over from it."""

    name: str
    profile: str
    roles: frozenset[PrinterRole]
    fallback: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """Its roles in their customary order."""
        return tuple(role.value for role in PrinterRole if role in self.roles)


def places(settings: Settings) -> tuple[Place, ...]:
    """Return the printers of the settings, the main one first; a name that stands twice is one printer.

    The main printer prints every role that has none of its own. Without a main one those roles wait.
    """
    own = {PrinterRole(role): printer for role, printer in settings.printers.items()}
    profiles = {settings.printer: settings.printer_profile} if settings.printer else {}
    for printer in own.values():
        profiles.setdefault(printer.name, printer.profile or settings.printer_profile)
    serving = {role: own[role].name if role in own else settings.printer for role in PrinterRole}
    spare = settings.printer if settings.printer_fallback else ""
    return tuple(
        Place(
            name,
            profile,
            frozenset(role for role, printer in serving.items() if printer == name),
            spare if name != spare else "",
        )
        for name, profile in profiles.items()
    )


class PrintRoom:
    """The workers of all printers of one home; every method returns at once, except `wait_until_idle`."""

    def __init__(self, places: tuple[Place, ...], spool: "Spool", folder: Path) -> None:
        from counter_tui.printing.printer import open_printer
        from counter_tui.printing.worker import PrintWorker

        known = [place.name for place in places]
        self._rooms: list[tuple[Place, PrintWorker]] = []
        self._closed: list[PrinterView] = []
        """Printers that the settings or a profile's file make unusable: their jobs wait."""
        for place in places:
            try:
                printer = open_printer(place.name, place.profile, folder)
            except Refused as refusal:
                self._closed.append(_view(place, "problem", _("Printer salah diatur"), refusal.sentence))
                continue
            worker = PrintWorker(
                spool, printer, folder, roles=place.roles, known=known, fallback=place.fallback
            )
            self._rooms.append((place, worker))

    def start(self, on_commit: Callable[[Callable[[], None]], None]) -> None:
        """Begin to print what waits, and look again after every commit."""
        for _place, worker in self._rooms:
            on_commit(worker.wake)
            worker.start()

    def stop(self) -> None:
        """Print nothing more; what is being sent will be found unconfirmed."""
        for _place, worker in self._rooms:
            worker.stop()

    def wait_until_idle(self, seconds: float) -> None:
        """Wait until nothing is queued or being sent on any printer, or until time runs out."""
        deadline = time.monotonic() + seconds
        for _place, worker in self._rooms:
            worker.wait_until_idle(max(0.0, deadline - time.monotonic()))

    def views(self) -> tuple[PrinterView, ...]:
        """Return how every printer is, the main one first, those that cannot be used last."""
        states = [(place, worker.state) for place, worker in self._rooms]
        working = [
            _view(place, _manner(state.condition), state.word, state.sentence) for place, state in states
        ]
        return (*working, *self._closed)


def profile_of(role: PrinterRole, places: tuple[Place, ...], folder: Path) -> "Profile":
    """Return the profile of the printer of a role; narrow paper where none can be used."""
    from counter_tui.printing.profile_files import BASE, profile_named

    named = next((place.profile for place in places if role in place.roles), BASE)
    try:
        return profile_named(named, folder)
    except Refused:
        return profile_named(BASE)


def unopened(places: tuple[Place, ...]) -> tuple[PrinterView, ...]:
    """Return what is known of the printers before anybody reaches for them."""
    return tuple(_view(place, "none", _("Printer")) for place in places)


def _view(place: Place, state: str, word: str, sentence: str = "") -> PrinterView:
    papers = print_rows.papers(place.codes)
    return PrinterView(place.name, state, word, sentence, place.codes, papers)


def _manner(condition: "Condition") -> str:
    if condition.calm:
        return "busy" if condition == "busy" else "ready"
    return "notice" if condition.prints else "problem"
