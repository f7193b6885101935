"""One thing that an officer did: a transaction whose first event is the cause of all the others.

Undoing names that first event on every stream that the step touched, so that a step goes back whole.
"""

from typing import TYPE_CHECKING, Any

from counter_tui.core.event import Draft, Event
from counter_tui.core.refusal import Refused
from counter_tui.core.ticket_state import TicketState
from counter_tui.language import _

if TYPE_CHECKING:
    from counter_tui.core.application import ApplicationState
    from counter_tui.store.transaction import Transaction


class Step:
    """The writing half of a post while its transaction is open; `events` are those appended so far."""

    def __init__(self, tx: "Transaction", actor: str) -> None:
        self.tx = tx
        self.actor = actor
        self.events: list[Event] = []

    def append(self, stream: str, kind: str, data: dict[str, Any]) -> Event:
        """Append an event, caused by the step's first one."""
        if self.events:
            data = {**data, "cause": self.events[0].id}
        event = self.tx.append(Draft(stream=stream, type=kind, data=data), actor=self.actor)
        self.events.append(event)
        return event

    def on_ticket(self, ticket: str, what: str, **data: Any) -> Event:
        """Append `ticket.<what>` to the ticket's stream."""
        return self.append(f"ticket/{ticket}", f"ticket.{what}", data)

    def on_application(self, application: str, what: str, **data: Any) -> Event:
        """Append `application.<what>` to the application's stream."""
        return self.append(f"application/{application}", f"application.{what}", data)

    def ticket(self, ticket: str) -> TicketState:
        """Return the ticket as this transaction sees it; refused when unknown or of a newer program."""
        state = self.tx.state(f"ticket/{ticket}")
        if not isinstance(state, TicketState):
            raise Refused(
                _("Nomor itu tidak dikenal di komputer ini. Tidak ada yang berubah. Cari dengan /."),
                code="unknown_ticket",
            )
        if state.attention:
            raise Refused(
                _(
                    "{number} dicatat oleh versi yang lebih baru. Catatannya aman. Perbarui program ini dulu."
                ).format(number=state.number),
                code="upgrade",
            )
        return state

    def application(self, application: str) -> "ApplicationState | None":
        """Return the application as this transaction sees it; None when this computer does not know it."""
        from counter_tui.core.application import ApplicationState

        state = self.tx.state(f"application/{application}")
        return state if isinstance(state, ApplicationState) else None
