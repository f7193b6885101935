"""Shows the paper of a virtual printer on the screen as soon as it comes out (the demo)."""

import asyncio
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from counter_tui.tui.app import CounterApp

SECONDS = 0.25


class Paper(Protocol):
    """A sheet: the id of its job, whose it is, and what stands on it."""

    @property
    def job(self) -> str:
        """The id of the print job."""
        ...

    @property
    def document(self) -> str:
        """`ticket`, `slip` or `self_test`."""
        ...

    @property
    def subject(self) -> str:
        """The number on it."""
        ...

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands on it."""
        ...


async def watch(app: "CounterApp") -> None:
    """Look for a new sheet until the program ends; what lay there at the start is not shown."""
    read = app.options.paper
    if read is None:
        return
    seen = await asyncio.to_thread(read)
    while True:
        await asyncio.sleep(SECONDS)
        sheet = await asyncio.to_thread(read)
        if sheet is None or (seen is not None and sheet.job == seen.job):
            continue
        seen = sheet
        if app.unlocked and len(app.screen_stack) == 1:
            await show(app, sheet)


async def show(app: "CounterApp", sheet: Paper) -> None:
    """Show one sheet until a key is pressed."""
    from counter_tui.printing.documents import kinds
    from counter_tui.tui.cards.paper import PaperCard

    await app.push_screen(PaperCard(f"{kinds.name(sheet.document)} {sheet.subject}", sheet.lines))
