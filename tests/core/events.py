"""Events for the tests of the folds, stamped one after the other."""

from typing import Any

from counter_tui.core.event import GENESIS, Event


def event(number: int, type_: str, data: dict[str, Any] | None = None, **changes: Any) -> Event:
    """Return the event with this place in time: its hlc, seq, at and id all come from `number`."""
    stream = "ticket/t1" if type_ == "undo" else f"{type_.partition('.')[0]}/{type_[0]}1"
    fields: dict[str, Any] = {
        "actor": "dewi",
        "at": 1_726_279_200_000 + number * 1000,
        "data": data or {},
        "device": "loket-3",
        "epoch": 7,
        "hlc": number << 16,
        "id": f"e{number}",
        "office": "PLB",
        "prev": GENESIS,
        "seq": number,
        "site": "kanim",
        "stream": stream,
        "type": type_,
        "v": 1,
    }
    return Event(**(fields | changes))


def issued(number: int = 1, /, **data: Any) -> Event:
    """Return the issue of A-007 for a new passport with its two visits."""
    fields: dict[str, Any] = {
        "number": "A-007",
        "series": "A",
        "service": "paspor_baru",
        "product": "biasa_48",
        "route": [["document_check"], ["interview", "biometrics"]],
        "business_day": "2024-09-14",
        "authority": {"kind": "device", "id": "loket-3", "epoch": 7},
        "channel": "walk_in",
        "applications": ["a1"],
        "priority": None,
        "slot": None,
    }
    return event(number, "ticket.issued", fields | data)
