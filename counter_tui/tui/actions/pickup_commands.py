"""What the palette offers of Penyerahan; each opens the screen first, from wherever it is asked for."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from counter_tui.language import _
from counter_tui.tui.actions import pickup_lists, piles

if TYPE_CHECKING:
    from counter_tui.desk.desk import Desk
    from counter_tui.tui.screens.base import ModeScreen
    from counter_tui.tui.screens.pickup import PickupScreen
    from counter_tui.tui.screens.pickup_lists import Tab

Deed = Callable[["ModeScreen[Any]"], Awaitable[None]]


def take_in() -> Deed:
    """Take finished passports in."""
    return _at_pickup(piles.take_in)


def hand_to_partner() -> Deed:
    """Hand a list to a partner."""
    return _at_pickup(piles.hand_to_partner)


def open_list(tab: "Tab") -> Deed:
    """Open one of the lists."""
    return _at_pickup(lambda screen: pickup_lists.open_list(screen, tab))


def use_lane(lane: str) -> Deed:
    """Work in another lane from now on, and after the next start of this machine."""

    async def use(screen: "PickupScreen") -> None:
        def kept(_desk: "Desk") -> bool:
            screen.counter_app.options.keep_lane(lane)
            return True

        if await screen.look(kept):
            screen.lane = lane
            screen.lists.open("scan")
            await screen.reload()
            screen.answer(
                _("Penyerahan kini jalur drive-thru. ctrl+p mengembalikannya.")
                if screen.in_lane
                else _("Penyerahan kini jalur biasa. Antrean di kanan kembali.")
            )

    return _at_pickup(use)


def _at_pickup(deed: Callable[["PickupScreen"], Awaitable[None]]) -> Deed:
    """Return the deed at Penyerahan; an unfinished card is finished first."""

    async def run(screen: "ModeScreen[Any]") -> None:
        from counter_tui.tui.screens.pickup import PickupScreen

        await screen.counter_app.open_mode("pickup")
        pickup = screen.counter_app.screen
        if not isinstance(pickup, PickupScreen):
            return
        if pickup.card is not None:
            pickup.refuse(_("Kartu ini belum selesai. enter menyerahkan, esc menutupnya."))
        else:
            await deed(pickup)

    return run
