"""Find, scan and type: from a text to the thing that it means, on whatever screen the officer is."""

from typing import TYPE_CHECKING, Any

from counter_tui.core.refusal import Refused
from counter_tui.desk.views.finding import FoundRow
from counter_tui.language import _
from counter_tui.tui.scan import typed

if TYPE_CHECKING:
    from counter_tui.desk.desk import Desk
    from counter_tui.tui.screens.base import ModeScreen


async def find(screen: "ModeScreen[Any]") -> None:
    """Open the find card, and what is found in it."""
    from counter_tui.tui.cards.find import FindCard

    await screen.ask(FindCard(), lambda row: open_found(screen, row))


async def type_code(screen: "ModeScreen[Any]") -> None:
    """Open the code entry; what is typed goes the way of a scan."""
    from counter_tui.tui.cards.code_entry import CodeCard

    await screen.ask(CodeCard(), lambda text: screen.counter_app.scanned(typed(text)))


async def open_code(screen: "ModeScreen[Any]", text: str) -> None:
    """Open the booking that a code names, else the one thing that find knows by it."""
    from counter_tui.tui.actions.receiving import open_booking

    rows = await screen.look(lambda desk: _known_by(desk, text))
    if rows is None:
        return
    if len(rows) == 1 and rows[0].kind != "booking":
        await open_found(screen, rows[0])
    else:
        await open_booking(screen, text)


def _known_by(desk: "Desk", text: str) -> tuple[FoundRow, ...]:
    try:
        card = desk.check_in_card(text)
    except Refused:
        return desk.find(text)
    return (FoundRow("booking", card.application, card.number, "", card.service_name, "", card.code),)


async def open_found(screen: "ModeScreen[Any]", row: FoundRow) -> None:
    """Open a hit: a booking checks in, an application is handed over, a number is called where it can be."""
    if row.kind == "booking":
        from counter_tui.tui.actions.receiving import open_booking

        await open_booking(screen, row.id)
    elif row.kind == "application" or screen.MODE == "pickup":
        await _open_pickup(screen, row.id if row.kind == "application" else row.number)
    elif screen.MODE == "counter":
        await _take_up(screen, row)
    else:
        screen.answer(
            _("{number} {service}: {state}.").format(
                number=row.number, service=row.service_name, state=row.state
            )
        )


async def _take_up(screen: "ModeScreen[Any]", row: FoundRow) -> None:
    """Bring a number back: a missed one to its queue, a held one to the hand; any other is called."""
    if row.status == "missed":
        await screen.act(lambda desk: desk.requeue(row.id))
    elif row.status == "held":
        await screen.act(lambda desk: desk.resume(row.id))
    else:
        await screen.act(lambda desk: desk.call(row.id))


async def _open_pickup(screen: "ModeScreen[Any]", text: str) -> None:
    from counter_tui.tui.screens.pickup import PickupScreen

    await screen.counter_app.open_mode("pickup")
    pickup = screen.counter_app.screen
    if isinstance(pickup, PickupScreen):
        await pickup.open_text(text)
