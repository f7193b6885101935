"""The lock (Masuk): a mode of its own that shows no name of the queue and no number (SCREENS §10)."""

from collections.abc import Sequence
from typing import ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen

from counter_tui.core.refusal import Refused
from counter_tui.desk.desk import Desk
from counter_tui.desk.views.officer import OfficerView
from counter_tui.desk.views.state import StatusView
from counter_tui.language import _
from counter_tui.tui import times
from counter_tui.tui.app import CounterApp
from counter_tui.tui.ink import BLANK, key, quiet, say, strong
from counter_tui.tui.widgets.big_number import big
from counter_tui.tui.widgets.canvas import Pane
from counter_tui.tui.widgets.pin_field import LENGTH, pin_dots

LEFT = 16
LABEL = 10


class Lock(Screen[None]):
    """Six digits or `enter` unlock; five wrong PINs close that login for five minutes; the queue runs on."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "unlock", id="lock.unlock"),
        Binding("tab", "next_officer(1)", id="lock.next_officer"),
        Binding("shift+tab", "next_officer(-1)", id="lock.previous_officer"),
        Binding("backspace", "erase", id="lock.erase"),
        Binding("escape", "clear", id="lock.clear"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._officers: tuple[OfficerView, ...] = ()
        self._chosen = 0
        self._pin = ""
        self._refusal = ""
        self._status: StatusView | None = None

    def compose(self) -> ComposeResult:
        """Lay out one pane."""
        yield Pane(self.lines, id="lock")

    @property
    def counter_app(self) -> CounterApp:
        """The app with its desk."""
        return cast(CounterApp, self.app)

    async def on_screen_resume(self) -> None:
        """Ask who may unlock; begin with whoever acted last."""
        last = self.counter_app.last_officer
        self._pin, self._refusal = "", ""
        self._officers, self._status = await self.counter_app.desk.run(
            lambda desk: (desk.officers(), desk.status_view())
        )
        self._chosen = next((place for place, one in enumerate(self._officers) if one.login == last), 0)
        self._repaint()

    # What it shows

    def lines(self, width: int, height: int) -> Sequence[Content]:
        """Paint the lock in the middle of the window."""
        body = self._body(max(1, width - LEFT))
        left = " " * max(2, min(LEFT, (width - 48) // 2)) if width < 110 else " " * ((width - 44) // 2)
        above = max(0, (height - 14) // 2)
        return [BLANK] * above + [say(left, line) if line else BLANK for line in body]

    def _body(self, width: int) -> list[Content]:
        officer = self._officer
        keys = Content("   ").join(
            [key("enter", _("Buka")), key("tab", _("Petugas lain")), key("ctrl+q", _("Tutup"))]
        )
        return [
            *big(_("LOKET"), "$primary"),
            BLANK,
            quiet(self._place()),
            BLANK,
            self._sentence(),
            BLANK,
            say(quiet(_("Petugas").ljust(LABEL)), officer.name if officer else ""),
            say(quiet("PIN".ljust(LABEL)), pin_dots(len(self._pin))),
            BLANK,
            keys,
            BLANK,
            *(say(("▲ ", "bold $warning"), self._refusal).wrap(width) if self._refusal else []),
        ]

    def _place(self) -> str:
        status = self._status
        return f"{status.office_name}, {status.counter}" if status else ""

    def _sentence(self) -> Content:
        locked_at, status = self.counter_app.locked_at, self._status
        if locked_at is None or status is None:
            return say(strong(_("Masuk")), " ", quiet(_("untuk membuka loket ini. Antrean aman.")))
        since = _("sejak {clock}. Antrean aman.").format(clock=times.clock(locked_at, status.zone))
        return say(strong(_("Layar terkunci")), " ", quiet(since))

    @property
    def _officer(self) -> OfficerView | None:
        return self._officers[self._chosen] if self._officers else None

    def _repaint(self) -> None:
        self.query_one("#lock", Pane).repaint()

    # Keys

    def take_key(self, event: events.Key) -> bool:
        """Take digits for the PIN; every other printable key is answered, none reaches a binding."""
        if event.character is None or not event.is_printable:
            return False
        if not event.character.isdecimal():
            self._refusal = _("Layar terkunci. Tidak ada yang berubah. Ketik PIN, lalu enter.")
        elif len(self._pin) < LENGTH:
            self._pin, self._refusal = self._pin + event.character, ""
        self._repaint()
        if len(self._pin) == LENGTH and event.character.isdecimal():
            self.counter_app.call_later(self.action_unlock)
        return True

    async def action_unlock(self) -> None:
        """Try the PIN."""
        officer, pin, self._pin = self._officer, self._pin, ""
        if officer is None or not pin:
            self._repaint()
            return
        try:
            await self.counter_app.desk.run(lambda desk: _enter(desk, officer.login, pin))
        except Refused as refusal:
            self._refusal = refusal.sentence
            self.counter_app.ring()
            self._repaint()
            return
        await self.counter_app.unlock(officer.login)

    def action_next_officer(self, by: int) -> None:
        """Choose another officer."""
        if self._officers:
            self._chosen = (self._chosen + by) % len(self._officers)
            self._pin, self._refusal = "", ""
            self._repaint()

    def action_erase(self) -> None:
        """Take back the last digit."""
        self._pin = self._pin[:-1]
        self._repaint()

    def action_clear(self) -> None:
        """Take back all digits and the message."""
        self._pin, self._refusal = "", ""
        self._repaint()


def _enter(desk: Desk, login: str, pin: str) -> None:
    desk.login(login, pin)
    desk.take_seat()
