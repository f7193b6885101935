"""What was done last, and what taking it back gave."""

import msgspec

from counter_tui.desk.views.ticket import TicketView


class TrailView(msgspec.Struct, frozen=True):
    """The last action of this officer here, and whether and until when `u` takes it back."""

    at: int
    text: str
    undo_until: int | None = None
    event: str = ""


class UndoneView(msgspec.Struct, frozen=True):
    """What `u` took back, in words, and the number as it stands now; None when no number was touched."""

    text: str
    ticket: TicketView | None
    application: str
    event: str
