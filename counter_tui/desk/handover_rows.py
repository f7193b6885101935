"""What lists say of a handover: whose passport, to whom, by which officer, where."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from counter_tui.core.names import mask
from counter_tui.desk import collecting, hand, naming, officers
from counter_tui.desk.views.handovers import HandoverRow
from counter_tui.language import _
from counter_tui.store import queries

if TYPE_CHECKING:
    from counter_tui.core.application import ApplicationState
    from counter_tui.core.application_state import Handover
    from counter_tui.desk.post import Post
    from counter_tui.store.driver import Connection


def row(post: "Post", conn: "Connection", state: "ApplicationState", handover: "Handover") -> HandoverRow:
    """Return one handover of an application as lists show it, the owner's name masked."""
    return HandoverRow(
        at=handover.at,
        number=known_as(state, queries.record(conn, "applicant", state.id)),
        collector=collecting.kind_name(handover.collector),
        application=state.id,
        service_name=naming.service(post.catalogue, state.service) if state.service else "",
        masked_name=masked_owner(conn, state.id),
        counter=hand.counter_text(handover.counter),
        officer=officers.display_name(conn, handover.actor),
        signed=handover.signed_at is not None,
    )


def known_as(state: "ApplicationState | None", person: Mapping[str, Any] | None) -> str:
    """Return an application's number; the booking code of one that never got a number here."""
    if state is not None and state.number:
        return state.number
    return str((person or {}).get("code") or _("tanpa nomor"))


def masked_owner(conn: "Connection", application: str) -> str:
    """Return an applicant's masked name, empty where none is known here."""
    person = queries.record(conn, "applicant", application) or {}
    return mask(person.get("name", ""))
