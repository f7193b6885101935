"""Where an officer stands: the store, the clock, who acts, and what this counter remembers of its day."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from counter_tui.core.event import order_key
from counter_tui.core.refusal import Refused
from counter_tui.desk import done_words, officers
from counter_tui.desk.board import Board
from counter_tui.desk.duties import Duty, may
from counter_tui.desk.figures import Tally
from counter_tui.desk.settings import Settings
from counter_tui.desk.standing import standing
from counter_tui.desk.step import Step
from counter_tui.desk.views.officer import OfficerView
from counter_tui.desk.views.trail import TrailView
from counter_tui.desk.waiting_rows import WaitingRows
from counter_tui.language import _
from counter_tui.store import live
from counter_tui.store.hub import standing as hubs

if TYPE_CHECKING:
    from counter_tui.core.catalogue import Catalogue
    from counter_tui.core.event import Event
    from counter_tui.core.rules import Rules
    from counter_tui.core.ticket_events import Authority
    from counter_tui.desk.hub_port import HubPort
    from counter_tui.printing.profile import Profile
    from counter_tui.store.identity import Identity
    from counter_tui.store.opened import OpenedStore
    from counter_tui.store.transaction import Transaction

LOOK_BACK = 400
"""How many of this device's last events are searched for what may be taken back, and what was in hand.

Five minutes never hold more by hand.
"""

_TAKEN = frozenset({"ticket.called", "ticket.resumed"})
"""What puts a number into this counter's hand."""


class Post:
    """What all posts (counter, reception, pickup) share; it is used from one thread.

    `hub` is the authority of the hub that this home is, or for which this desk acts, if any; `port` is the
    line to the hub that numbers and calls for this terminal, if it has one.
    `officer` is who acts, None while locked. `trail` is the last action. `last_ticket` is the id of the
    number that was last in hand here, `last_issued` of the one last issued here. `clock_offset` tells how
    far the centre's clock is ahead of this one (ms), 0 where nobody knows. `doubted_slips` are the
    applications for which somebody showed a slip that only a supervisor may accept.
    """

    def __init__(
        self,
        store: "OpenedStore",
        catalogue: "Catalogue",
        *,
        now: Callable[[], int],
        random: Callable[[int], bytes],
        profile: "Callable[[], Profile]",
    ) -> None:
        self.store = store
        self.catalogue = catalogue
        self.now = now
        self.random = random
        self.profile = profile
        self.settings = Settings(store, catalogue)
        self.board = Board(store)
        self.hub: Authority | None = None
        self.port: HubPort | None = None
        self.officer: OfficerView | None = None
        self.trail: TrailView | None = None
        self.last_ticket: str | None = None
        self.last_issued: str | None = None
        self.last_service = ""
        self.call_reasons: dict[str, str] = {}
        self.waiting = WaitingRows(self)
        self.tally = Tally()
        self._checked = (-1, 0)
        self._looked_back: tuple[int, OfficerView | None] = (-1, None)
        self._officer_as_of = -1
        self._heard: list[str] | None = None
        self.clock_offset: Callable[[], int] = lambda: 0
        self.look_around: Callable[[], None] = lambda: None
        self.doubted_slips: set[str] = set()

    @property
    def identity(self) -> "Identity":
        """Who this installation is, as the store knows it now."""
        return self.store.identity

    @property
    def acts_for_another(self) -> bool:
        """Whether this is a hub's desk that acts for the counter of another device."""
        return self.hub is not None and self.hub.id != self.identity.device

    @property
    def rules(self) -> "Rules":
        """The office's rules in force; the same object as long as they do not change."""
        return self.settings.rules(self.board.version)

    def acting(self, duty: Duty | None = None) -> OfficerView:
        """Return who acts; refused while locked, or when none of their roles includes the duty.

        Who was revoked elsewhere meanwhile acts no more, and other roles count from their next action.
        """
        self.look_around()
        version = self.store.version()
        stale = version != self._officer_as_of and not self.acts_for_another
        # For whom a hub acts was settled with the command itself.
        if self.officer is not None and stale:
            self.officer, self._officer_as_of = officers.still(self, self.officer), version
        if self.officer is None:
            raise Refused(_("Layar terkunci. Tidak ada yang berubah. Masuk dengan PIN dulu."), code="locked")
        if duty is not None and not may(self.officer.roles, duty):
            raise Refused(
                _("Peran Anda tidak mencakup tindakan ini. Tidak ada yang berubah. Minta kepala seksi."),
                code="not_allowed",
            )
        return self.officer

    @contextmanager
    def step(self, duty: Duty) -> Iterator[Step]:
        """Open one step of the acting officer; leaving the block commits it, a refusal takes it back."""
        actor = self.acting(duty).id
        with self.store.write() as tx:
            self._check_hub(tx)
            self.board.refresh()
            step = Step(tx, actor)
            yield step
        self.heard(step.events)
        self.board.refresh()

    def _check_hub(self, tx: "Transaction") -> None:
        """Refuse to go on as a hub that gave way to another one, or is about to: that one grants alone."""
        if self.hub is None or self.acts_for_another or hubs.grants(tx.connection, self.hub, tx.now()):
            return
        raise Refused(
            _("Hub sedang pindah ke komputer lain. Tidak ada yang berubah. Ulangi sebentar lagi."),
            code="moving",
        )

    def heard(self, events: "Sequence[Event]") -> None:
        """Tell whoever records that these events are committed."""
        if self._heard is not None:
            self._heard.extend(event.id for event in events)

    @contextmanager
    def recording(self) -> Iterator[list[str]]:
        """Lend a list that receives the ids of all events that are committed meanwhile."""
        heard: list[str] = []
        self._heard = heard
        try:
            yield heard
        finally:
            self._heard = None

    def checks(self) -> int:
        """Return how many streams a supervisor must look at, counted again only after a commit."""
        version = self.store.version()
        if version != self._checked[0]:
            with self.store.read() as conn:
                self._checked = (version, live.flag_count(conn, self.identity.site))
        return self._checked[1]

    def last_here(self) -> str | None:
        """Return the id of the number last in hand at this counter, also after a restart."""
        seen = (self.store.version(), self.officer)
        if self.last_ticket is None and seen != self._looked_back:
            self._looked_back = seen
            self.note_taken(standing(self.past()))
        return self.last_ticket

    def past(self) -> "list[Event]":
        """Return what was done here, newest first: by this device, and by its hub for the acting officer."""
        who = self.identity
        with self.store.read() as conn:
            done = live.own_events_back(conn, who.device, who.epoch, 0, LOOK_BACK)
            if self.port is not None and self.officer is not None:
                done += live.asked_back(conn, who.device, self.officer.id)
                done.sort(key=order_key, reverse=True)
        return done

    def note_taken(self, events: "Sequence[Event]") -> None:
        """Keep the number that the last of these events took in hand; nothing changes where none did."""
        taken = (event.stream for event in reversed(events) if event.type in _TAKEN)
        self.last_ticket = next((stream.partition("/")[2] for stream in taken), self.last_ticket)

    def forget_last(self) -> None:
        """Look again for the number last in hand: what named it was taken back."""
        self.last_ticket, self._looked_back = None, (-1, None)

    def remember(self, event: "Event", text: str) -> None:
        """Keep the step's first event as what the trail names, and `u` takes back where it can."""
        undoable = event.type in done_words.UNDOABLE
        until = event.at + self.rules.undo_minutes * 60_000 if undoable else None
        self.trail = TrailView(at=event.at, text=text, undo_until=until, event=event.id)

    @property
    def day(self) -> str:
        """The open business day as ISO date; refused before it is opened."""
        self.board.refresh()
        if self.board.day is None:
            raise Refused(
                _("Hari layanan belum dibuka. Tidak ada nomor terbit atau terpanggil. Buka harinya dulu."),
                code="day_closed",
            )
        return self.board.day
