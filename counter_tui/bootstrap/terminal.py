"""A terminal at work: one home's store, desk, printer and line to the centre."""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from counter_tui.bootstrap import guard, print_room
from counter_tui.bootstrap.site_line import Place, SiteLine, place_of
from counter_tui.config import Home
from counter_tui.core.catalogue import builtin
from counter_tui.core.print_job import PrinterRole
from counter_tui.core.refusal import Refused
from counter_tui.desk.front import Front
from counter_tui.desk.views.state import PrinterView, SyncView
from counter_tui.language import _
from counter_tui.store import moved
from counter_tui.store.store import Store, wall_ms

if TYPE_CHECKING:
    from counter_tui.bootstrap.own_hub import OwnHub
    from counter_tui.desk.desk import Desk
    from counter_tui.store.purger import Purger
    from counter_tui.sync.once import Exchanged
    from counter_tui.sync.peer import Peer
    from counter_tui.sync.status import SyncStatus

SILENCE_MS = 60_000
"""A line that is kept says something at least every twenty seconds; after this it is not up."""
PRINT_SECONDS = 3.0
"""How long a command waits for its paper; after that the job stays in the spool (DESIGN §8)."""

HEAD_START_S = 4.0
"""How long the officer's first keys have the processor to themselves; no slip is due so soon."""


class Terminal:
    """An opened home. Printing and sync begin with `start`, in threads of their own."""

    def __init__(self, home: Home, *, key: bytes | None = None, now: Callable[[], int] = wall_ms) -> None:
        self.home = home
        self.settings = home.settings()
        if self.settings.role != "terminal":
            sentence = _(
                "{folder} adalah data pusat, bukan loket. Tidak ada yang berubah. Pakai --home lain."
            )
            raise Refused(sentence.format(folder=home.folder), code="not_terminal")
        self.store = Store.open(home.store, key or guard.unlock(home), now=now)
        self._line = SiteLine(self.store, home)
        self.front = Front(
            self.store,
            builtin(),
            printers=self._printer_views,
            line=self._sync_view,
            now=now,
            hub=self._line.place.hub,
            profile=lambda: print_room.profile_of(PrinterRole.SLIP, self._places, home.folder),
        )
        self.front.go_through(self._line.port)
        self.front.before_each_action(self._look_around)
        self.moved = moved.notice(self.store, moved.machine())
        if self.moved:
            self.front.tell(moved_sentence())
        self._now = now
        self._places = print_room.places(self.settings)
        self._printing: print_room.PrintRoom | None = None
        self._purger: Purger | None = None
        self._own_hub: OwnHub | None = None
        self._start_follows = False
        self._ended = threading.Event()

    @cached_property
    def desk(self) -> "Desk":
        """Everything that an officer can do here; its many rooms are loaded when it is first asked for."""
        from counter_tui.desk.desk import Desk

        return Desk.at(self.front)

    def _look_around(self) -> None:
        """Go on as what this home is now, where another process promoted it or its hub moved."""
        if self._line.look():
            self.front.take_place(self._line.place.hub, self._line.port)
            self.front.tell(_place_sentence(self._line.place))

    @property
    def place(self) -> Place:
        """What this home is at its site, as was last looked at."""
        return self._line.place

    def login_from_environment(self) -> bool:
        """Let the officer of COUNTER_TUI_OFFICER and COUNTER_TUI_PIN act; False when neither is set."""
        login, pin = os.environ.get("COUNTER_TUI_OFFICER"), os.environ.get("COUNTER_TUI_PIN")
        if not login or not pin:
            return False
        self.front.login(login, pin)
        return True

    def announce_start(self) -> None:
        """Say that `start` follows: until then the line to the centre is neither up nor down."""
        self._start_follows = True

    def start(self) -> None:
        """Begin to print and to exchange, and load what the first slip needs, so that no key waits for it."""
        self.start_printing()
        self.start_sync()
        self._start_purging()
        self.start_looking_after_hub()
        if self._ended.wait(HEAD_START_S):
            return
        import cwt  # noqa: F401

    def hurry_sync(self) -> None:
        """Try the line again now instead of at the end of a pause."""
        if self._line.sync is not None:
            self._line.sync.hurry()

    def start_printing(self) -> None:
        """Begin to print what waits in the spool; without a printer nothing happens."""
        if self._printing is not None or not self._places:
            return
        from counter_tui.store.spool import StoredSpool

        self._printing = print_room.PrintRoom(self._places, StoredSpool(self.store), self.home.folder)
        self._printing.start(self.store.on_commit)

    def start_sync(self) -> None:
        """Begin to exchange with the centre; a terminal that is enrolled nowhere stays alone."""
        self._line.start()

    def _start_purging(self) -> None:
        """Erase what is over now and then; at a terminal that is enrolled somewhere, sync does it."""
        from counter_tui.store import purging
        from counter_tui.store.purger import Purger

        if self._purger is None and self.peer() is None:
            self._purger = Purger(lambda: purging.purge(self.store, self._now()).count)
            self._purger.start()

    def start_looking_after_hub(self) -> None:
        """Begin to notice when the hub that this home is does not run; elsewhere nothing happens."""
        from counter_tui.bootstrap.hub_role import HubRole
        from counter_tui.bootstrap.own_hub import OwnHub

        if self._own_hub is None:
            self._own_hub = OwnHub(self.home, lambda: self.place.hub is not None, HubRole(self).go_on)
            self._own_hub.start()

    def sync_once(self) -> "Exchanged":
        """Exchange everything with the centre now."""
        from counter_tui.store.syncing import StoreSync
        from counter_tui.sync.once import sync_once

        peer = self.peer()
        if peer is None:
            raise Refused(_("Komputer ini tidak terdaftar di pusat. Datanya aman di sini."), code="alone")
        self._line.resolve()
        done = sync_once(StoreSync(self.store), peer, self.home.folder)
        elsewhere = self._line.led_elsewhere(peer, bool(done.code))
        return sync_once(StoreSync(self.store), elsewhere, self.home.folder) if elsewhere else done

    def finish_printing(self) -> None:
        """Wait a moment for the paper of a command; what has not come out by then stays in the spool."""
        if self._printing is not None:
            self._printing.wait_until_idle(PRINT_SECONDS)

    def close(self) -> None:
        """End the threads and close the store; nothing that is committed is lost."""
        self._ended.set()
        self._line.stop()
        for part in (self._own_hub, self._printing, self._purger):
            if part is not None:
                part.stop()
        self.store.close()

    def peer(self) -> "Peer | None":
        """Return the server that this terminal is enrolled at; None for one that works alone."""
        return place_of(self.store).peer

    def _printer_views(self) -> tuple[PrinterView, ...]:
        return self._printing.views() if self._printing is not None else print_room.unopened(self._places)

    def _sync_view(self) -> SyncView:
        status = self._sync_status()
        if self._line.port is not None and self._line.port.standing() == "away":
            status = replace(status, state="own_series", detail=self.front.own_series())
        if self._own_hub is not None and self._own_hub.missing:
            status = replace(status, state="hub_missing")
        return SyncView(
            state=status.state,
            unsynced=status.unsynced,
            at_hub=status.at_hub,
            by_hub=self._line.port is not None,
            since=status.since,
            oldest=status.oldest,
            address=status.address,
            detail=status.detail,
            offset_ms=status.offset_ms,
        )

    def _sync_status(self) -> "SyncStatus":
        """Return how the line is; while another process keeps it, what that one last wrote."""
        if self._line.sync is not None:
            return self._line.sync.status()
        from counter_tui.sync.status import ALONE, StatusFile, SyncStatus

        central = self.home.settings().central
        if not central:
            return ALONE
        known = StatusFile(self.home.folder).read() or SyncStatus(state="offline", address=central)
        if self._start_follows:
            return replace(known, state="connecting")
        if known.online and self._now() - (known.last_contact or 0) > SILENCE_MS:
            # Whoever kept the line ended without a word: what it last wrote is as old as that.
            return replace(known, state="offline", online=False, since=known.last_contact)
        return known


def moved_sentence() -> str:
    """Say what was done about a store that comes from another computer."""
    return _("Data ini disalin dari komputer lain: rantai baru dimulai, nomornya bertanda lain sampai besok.")


def _place_sentence(place: Place) -> str:
    if place.hub is not None:
        return _("Komputer ini hub sekarang. Antrean sama; teruskan.")
    if place.under_hub:
        return _("Hub pindah ke komputer lain. Antrean sama; teruskan.")
    return _("Komputer ini bukan hub lagi. Datanya aman; teruskan.")


@contextmanager
def opened(home: Home) -> Iterator[Terminal]:
    """Open a home for one command and close it again."""
    terminal = Terminal(home)
    if terminal.moved:
        sys.stderr.write(f"{moved_sentence()}\n")
    try:
        yield terminal
    finally:
        terminal.close()
