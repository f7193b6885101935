"""Who acts in the store's tests, and the events they write."""

from typing import Any

from counter_tui.core.event import Draft, Event
from counter_tui.store.identity import Identity
from counter_tui.store.store import Store

KEY = bytes(range(32))
OFFICER = "k3j2h1"
DAY = "2026-09-21"
ME = Identity(
    office="kanim-uji", office_code="UJI", device="d1", epoch=77, site="utama", counter="3", tag="3"
)


def ticket_data(number: str = "A-001", **changes: Any) -> dict[str, Any]:
    """Return the data of a `ticket.issued` that a fold accepts."""
    data = {
        "number": number,
        "series": "A",
        "service": "paspor_baru",
        "product": "paspor_48_e",
        "route": [["document_check"], ["interview", "biometrics"]],
        "business_day": DAY,
        "authority": {"kind": "device", "id": ME.device, "epoch": ME.epoch},
        "channel": "walk_in",
        "applications": [],
        "priority": None,
        "slot": None,
    }
    return data | changes


def append(store: Store, stream: str, kind: str, data: dict[str, Any] | None = None) -> Event:
    """Append one event in a transaction of its own."""
    with store.write() as transaction:
        return transaction.append(Draft(stream=stream, type=kind, data=data or {}), actor=OFFICER)


def issue(store: Store, ticket: str, number: str = "A-001", **changes: Any) -> Event:
    """Issue a ticket."""
    return append(store, f"ticket/{ticket}", "ticket.issued", ticket_data(number, **changes))


def call(store: Store, ticket: str) -> Event:
    """Call a ticket to counter 3."""
    data = {"counter": "3", "visit": 1, "reason": "order"}
    return append(store, f"ticket/{ticket}", "ticket.called", data)
