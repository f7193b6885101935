"""The lock: nobody acts until a PIN is given, and the queue goes on meanwhile."""

from typing import TYPE_CHECKING

from counter_tui.tui.desk_thread import DeskThread
from counter_tui.tui.keyboard import KeyboardApp
from counter_tui.tui.options import Options

if TYPE_CHECKING:
    from counter_tui.desk.desk import Desk
    from counter_tui.desk.views.officer import OfficerView


class LockableApp(KeyboardApp, inherit_bindings=False):
    """An app with a mode `lock`, which it opens when asked to or when nobody was there for a while."""

    def __init__(self, desk: DeskThread, options: Options, *, unlocked: bool) -> None:
        super().__init__(options.pace)
        self.desk = desk
        self.options = options
        self.now = options.now
        self.unlocked = unlocked
        self.locked_at: int | None = None
        self.last_officer = ""
        """The login of who acted before the lock."""
        self._mode_before_lock = "counter"
        self._touched_at = self.now()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Refuse palette and modes while locked: both would pierce the lock."""
        if action in {"command_palette", "switch_mode"} and not self.unlocked:
            return False
        return super().check_action(action, parameters)

    async def lock(self) -> None:
        """Let nobody act until a PIN is given; the queue goes on."""
        if not self.unlocked:
            return
        officer = await self.desk.run(_lock)
        self.last_officer = officer.login if officer is not None else ""
        self.unlocked, self.locked_at = False, self.now()
        self._mode_before_lock = self.current_mode
        await self.switch_mode("lock")

    async def action_lock(self) -> None:
        """Lock from a card as from a mode; the card waits behind the lock."""
        await self.lock()

    async def unlock(self, login: str) -> None:
        """Show again what was open before the lock; the desk has let this officer in."""
        self.unlocked, self.locked_at, self.last_officer = True, None, login
        self.touched()
        await self.switch_mode(self._mode_before_lock)

    def touched(self) -> None:
        """Note that somebody is there."""
        self._touched_at = self.now()

    async def lock_when_idle(self, now: int) -> None:
        """Lock when nobody was there for as long as the office allows (0: for ever); `now` is UTC ms."""
        idle = self.options.idle_minutes * 60_000
        self._touched_at = min(self._touched_at, now)  # a clock that was set back keeps nothing open
        if self.unlocked and idle and now - self._touched_at >= idle:
            await self.lock()


def _lock(desk: "Desk") -> "OfficerView | None":
    officer = desk.officer()
    desk.lock()
    return officer
