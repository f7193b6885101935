"""The frame of every mode: what stays in its place on each screen, and how a desk call becomes a picture."""

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen

from counter_tui.core.refusal import Refused
from counter_tui.desk.views.state import StatusView
from counter_tui.desk.views.trail import TrailView
from counter_tui.tui.bindings import Verb
from counter_tui.tui.widgets.banner import Banner, Disruption
from counter_tui.tui.widgets.canvas import Canvas, Pane
from counter_tui.tui.widgets.key_bar import KeyBar
from counter_tui.tui.widgets.mode_row import WIDE, ModeRow
from counter_tui.tui.widgets.status_line import StatusLine
from counter_tui.tui.widgets.trail import Trail

if TYPE_CHECKING:
    from counter_tui.desk.desk import Desk
    from counter_tui.tui.app import CounterApp
    from counter_tui.tui.widgets.card import Card

V = TypeVar("V")
T = TypeVar("T")
R = TypeVar("R")
TALL = 34
"""Rows of a window that has room for more; `WIDE` is its columns."""


class Framed(Screen[None], Generic[V]):
    """Rows 1 modes, 2 banner, body with main and side pane, 22 trail, 23 status, 24 keys."""

    AUTO_FOCUS = ""
    MODE: ClassVar[str] = ""
    SIDE: ClassVar[bool] = True
    """Whether columns 49–80 are a side pane; without it the main pane has the whole width."""

    view: V | None = None
    """What was fetched last; None until the first answer of the desk."""
    status: StatusView | None = None
    _reported: str = ""
    _fetched_before: bool = False
    """Whether the view was fetched before the screen opened."""

    def compose(self) -> ComposeResult:
        """Lay out the frame, from the first frame on for the window's size."""
        self.set_class(self.wide, "-wide")
        self.set_class(self.tall, "-tall")
        yield ModeRow(self.MODE)
        yield Banner()
        with Horizontal(id="body"):
            yield Pane(self.main_lines, id="main")
            if self.SIDE:
                yield Pane(self.side_lines, id="side")
        yield Trail()
        yield StatusLine()
        yield KeyBar()

    # What a mode says

    @abstractmethod
    def fetch(self, desk: "Desk") -> V:
        """Return the view from the desk; runs in the desk's thread."""

    def trail(self, view: V) -> TrailView | None:  # noqa: ARG002 - a mode without a trail has none
        """Return the last action out of the view."""
        return None

    def main_lines(self, width: int, height: int) -> Sequence[Content]:  # noqa: ARG002 - the subclass paints
        """Paint the main pane from `self.view`."""
        return []

    def side_lines(self, width: int, height: int) -> Sequence[Content]:  # noqa: ARG002 - the subclass paints
        """Paint the side pane from `self.view`."""
        return []

    def disruption(self) -> Disruption | None:
        """Return what row 2 must say; most of the time nothing."""
        return None

    def verbs(self) -> Sequence[Verb]:
        """Return what the key bar shows right now."""
        return []

    def status_shown(self) -> StatusView | None:
        """Return what row 23 says; a lane may name itself there."""
        return self.status

    def shown(self) -> None:
        """Take note of a new view before it is painted: move cursors, fill lists."""

    # What the frame does

    @property
    def counter_app(self) -> "CounterApp":
        """The app, with its desk, its clock and its options."""
        return cast("CounterApp", self.app)

    def now(self) -> int:
        """Return this moment in UTC milliseconds."""
        return self.counter_app.now()

    @property
    def wide(self) -> bool:
        """Whether there is room for whole words."""
        return self.app.size.width >= WIDE

    @property
    def tall(self) -> bool:
        """Whether there is room for more lists."""
        return self.app.size.height >= TALL

    @property
    def roomy(self) -> bool:
        """Whether the number is eight rows high (SCREENS §1.1)."""
        return self.wide and self.tall

    @property
    def zone(self) -> str:
        """The IANA zone of the site."""
        return self.status.zone if self.status else "Asia/Jakarta"

    async def act(self, call: "Callable[[Desk], T]") -> T | None:
        """Do something at the desk, then show what became of it; a refusal answers in the trail."""

        def job(desk: "Desk") -> tuple[T, int, V, StatusView]:
            # The version before what is fetched: what comes in between is shown by the next look.
            return call(desk), desk.version(), self.fetch(desk), desk.status_view()

        try:
            result, version, view, status = await self.counter_app.desk.run(job)
        except Refused as refusal:
            self.refuse(refusal.sentence)
            return None
        self.counter_app.note_shown(version)
        self.show(view, status)
        return result

    async def look(self, call: "Callable[[Desk], T]") -> T | None:
        """Ask the desk for something a card needs; a refusal answers in the trail and gives None."""
        try:
            return await self.counter_app.desk.run(call)
        except Refused as refusal:
            self.refuse(refusal.sentence)
            return None

    async def ask(self, card: "Card[R]", then: Callable[[R], Awaitable[object]]) -> None:
        """Open a card and give its answer to `then`; a card that is left changes nothing."""

        async def answered(answer: R | None) -> None:
            if answer is not None:
                await then(answer)

        await self.app.push_screen(card, answered)

    async def reload(self) -> None:
        """Fetch and show the present state; others may have changed it."""
        await self.act(lambda _desk: None)

    def show(self, view: V, status: StatusView) -> None:
        """Paint a view; only lines that differ reach the terminal."""
        self.view, self.status = view, status
        self.shown()
        self.counter_app.note_status(status)
        if self.standing:
            self.paint()

    @property
    def standing(self) -> bool:
        """Whether the rows are there: an answer of the desk may come before them, or after the end."""
        return self.is_mounted and bool(self.query(KeyBar))

    def paint(self) -> None:
        """Paint everything again from what is known."""
        now = self.now()
        if self.view is not None:
            self.query_one(Trail).show(self.trail(self.view), now, self.zone)
        self.query_one(Banner).show(self.disruption())
        self.query_one(KeyBar).show(self.verbs())
        self._report_printer()
        self._report_hub()
        self.tick(now)

    def tick(self, now: int) -> None:
        """Let a second pass: clocks, ages and countdowns."""
        self.query_one(ModeRow).show(now, self.zone)
        self.query_one(StatusLine).show(self.status_shown(), now)
        self.query_one(Trail).tick(now)
        for pane in self.query(Pane):
            pane.repaint()

    def _report_printer(self) -> None:
        """Show a printer's problem while it lasts, until `esc`; one that was left is not shown again."""
        printer = self.status.printer if self.status is not None else None
        problem = printer.sentence if printer is not None and printer.state == "problem" else ""
        if not problem:
            self.counter_app.left_problem = ""
        if problem != self._reported:
            self._reported = problem
            if not problem or problem != self.counter_app.left_problem:
                self.warn(problem)

    def _report_hub(self) -> None:
        """Say once that the hub is gone, what is safe and how it goes on (SCREENS §13.4)."""
        away = self.status.away if self.status is not None else ""
        if away and not self.counter_app.told_away:
            self.answer(away)
        self.counter_app.told_away = bool(away)

    def answer(self, sentence: str) -> None:
        """Answer a key in one sentence."""
        self.query_one(Trail).say(sentence, self.now())

    def refuse(self, sentence: str) -> None:
        """Say no in one sentence, with the bell where the office wants it."""
        self.answer(sentence)
        self.counter_app.ring()

    def warn(self, sentence: str) -> None:
        """Show a problem in the trail until it is solved (empty) or left with `esc`."""
        trail = self.query_one(Trail)
        if sentence and sentence != trail.problem:
            self.counter_app.ring()
        trail.warn(sentence)

    def leave_message(self) -> None:
        """Take away the notice or the problem in the trail."""
        trail = self.query_one(Trail)
        self.counter_app.left_problem = trail.problem or self.counter_app.left_problem
        trail.dismiss()

    def recolour(self) -> None:
        """Paint every line again after a change of theme."""
        for canvas in self.query(Canvas):
            canvas.repaint_all()

    async def on_mount(self) -> None:
        """Show what was fetched before the first frame, or fetch it."""
        first = self.counter_app.take_first(self.MODE)
        if first is not None:
            view, status = first
            self.show(cast("V", view), status)
            self.paint()
            self._fetched_before = True

    async def on_screen_resume(self) -> None:
        """Show the present state whenever the mode is opened, unless it was fetched a moment before."""
        if self.counter_app.unlocked and not self._fetched_before:
            await self.reload()
        self._fetched_before = False
