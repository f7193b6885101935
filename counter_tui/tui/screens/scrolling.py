"""A mode with a list: the arrows move its cursor by a row, PgUp and PgDn by a page."""

from abc import abstractmethod
from typing import Generic, TypeVar

from counter_tui.tui.screens.base import ModeScreen

V = TypeVar("V")


class ScrollingScreen(ModeScreen[V], Generic[V]):
    """A subclass says what moving the cursor does; `page_rows` is how many rows it shows at once."""

    page_rows = 10

    @abstractmethod
    async def move_cursor(self, by: int) -> None:
        """Move the cursor by so many rows, up where it is negative."""

    async def do_up(self) -> None:
        """Move the cursor up."""
        await self.move_cursor(-1)

    async def do_down(self) -> None:
        """Move the cursor down."""
        await self.move_cursor(1)

    async def do_page_up(self) -> None:
        """Move the cursor a page up."""
        await self.move_cursor(-self.page_rows)

    async def do_page_down(self) -> None:
        """Move the cursor a page down."""
        await self.move_cursor(self.page_rows)
