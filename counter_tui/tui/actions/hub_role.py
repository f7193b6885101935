"""Making this computer its site's hub: asked on a card that says what must be true for it."""

from typing import TYPE_CHECKING, Any

from counter_tui.language import _

if TYPE_CHECKING:
    from counter_tui.tui.screens.base import ModeScreen


async def become_hub(screen: "ModeScreen[Any]") -> None:
    """Ask, then take the hub's place: with its help while it answers, else once it is said to be off."""
    from counter_tui.tui.cards.hub_role import HubRoleCard

    role = screen.counter_app.options.hub_role
    if role is None:
        return
    planned = await screen.look(lambda _desk: role.hub_answers())
    if planned is None:
        return

    async def confirmed(_yes: bool) -> None:
        screen.answer(_("Komputer ini sedang menjadi hub. Tunggu sebentar; antrean aman."))
        await screen.act(lambda _desk: role.take(planned=planned))

    await screen.ask(HubRoleCard(planned=planned), confirmed)
