"""A ticket as its officer sees it, put together from its state, its applications and their applicants."""

from typing import TYPE_CHECKING, Any

from counter_tui.core.names import mask
from counter_tui.core.ticket_state import CALLED, IN_HAND, TicketState, visit_stages
from counter_tui.desk import flags, naming, owed_note, reasons
from counter_tui.desk.local_time import clock_text
from counter_tui.desk.views.ticket import StageView, TicketView
from counter_tui.language import _
from counter_tui.store import live, queries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from counter_tui.core.application import ApplicationState
    from counter_tui.core.event import Event
    from counter_tui.desk.post import Post
    from counter_tui.desk.step import Step
    from counter_tui.store.driver import Connection


def acted(post: "Post", step: "Step", ticket: str, text: str, **words: str) -> TicketView:
    """Return the ticket after a step, and keep in the trail what was done to it.

    `text` names `{number}`; the other words are its own.
    """
    return kept(post, step.events, ticket, text, **words)


def kept(post: "Post", events: "Sequence[Event]", ticket: str, text: str, **words: str) -> TicketView:
    """Return the ticket after these events, the first of which names the step, and keep it in the trail."""
    stream = f"ticket/{ticket}"
    event = next(event.id for event in reversed(events) if event.stream == stream)
    view = of(post, ticket, event=event)
    post.remember(events[0], text.format(number=view.number, **words))
    post.note_taken(events)
    return view


def of(post: "Post", ticket: str, *, event: str = "") -> TicketView:
    """Return one ticket, open or closed; `event` is what an action has just appended."""
    with post.store.read() as conn:
        state = queries.ticket(conn, ticket)
        if state is None:
            raise KeyError(ticket)
        return _view(post, conn, state, event)


def last_step(post: "Post", ticket: str) -> tuple[str, ...]:
    """Return the ids of all events of the last action on a number or its applications, in their order."""
    with post.store.read() as conn:
        state = queries.ticket(conn, ticket)
        files = state.applications if state is not None else ()
        step = live.last_step(conn, [f"ticket/{ticket}", *(f"application/{one}" for one in files)])
    return tuple(event.id for event in step)


def _view(post: "Post", conn: "Connection", state: TicketState, event: str) -> TicketView:
    catalogue = post.catalogue
    people = [queries.record(conn, "applicant", id_) or {} for id_ in state.applications]
    files = [queries.application(conn, id_) for id_ in state.applications]
    name = next((data["name"] for data in people if data.get("name")), "")
    paid = bool(files) and all(one is not None and one.paid_at is not None for one in files)
    copies = min((one.slip.copies if one is not None and one.slip else 0 for one in files), default=0)
    served = state.status in IN_HAND and state.device == post.identity.device
    return TicketView(
        id=state.id,
        number=state.number,
        service=state.service,
        service_name=naming.service(catalogue, state.service),
        product_name=naming.product(catalogue, state.product),
        status=state.status,
        visit=state.visit,
        stages=stages(post, state),
        counter=state.counter,
        priority=state.priority,
        priority_name=naming.priority(catalogue, state.priority),
        full_name=name if served else "",
        masked_name=mask(name),
        origin=_origin(post, state, people, paid),
        reason=post.call_reasons.get(state.id, "") if state.status == CALLED else "",
        calls=state.calls,
        called_at=state.called_at,
        started_at=None if state.started_at is None else state.started_at + state.aside_ms,
        finished_at=state.closed_at,
        standard_minutes=naming.standard_minutes(catalogue, state.service),
        applications=state.applications,
        slip_copies=copies,
        note_copies=_notes(conn, files),
        paid=paid,
        attention=flags.text(state),
        event=event,
    )


def stages(post: "Post", state: TicketState) -> tuple[StageView, ...]:
    """Return every stage of the route; `current` marks the first open one of the visit at hand."""
    here = visit_stages(state)
    current = next((stage for stage in here if stage not in state.done), "")
    return tuple(
        StageView(
            stage,
            naming.stage(post.catalogue, stage),
            done=stage in state.done,
            current=stage == current,
            here=stage in here,
        )
        for visit in state.route
        for stage in visit
    )


def hold_reason(code: str) -> str:
    """Return why a number was set aside, in words."""
    return reasons.hold_names().get(code, code)


def _notes(conn: "Connection", files: "Sequence[ApplicationState | None]") -> int | None:
    """Return how many refusal notes there are, of a family the fewest; None where none is owed."""
    return min((owed_note.copies(conn, one) for one in files if owed_note.owed(one)), default=None)


def _origin(post: "Post", state: TicketState, people: list[dict[str, Any]], paid: bool) -> str:
    money = (_("lunas") if paid else _("belum bayar")) if people else ""
    if state.channel == "booking":
        slot = clock_text(state.slot, post.identity.zone) if state.slot is not None else ""
        came = f"M-Paspor {slot}".rstrip()
    else:
        came = _("datang langsung")
    family = _family(len(people))
    return ", ".join(part for part in (came, money, family) if part)


def _family(count: int) -> str:
    return _("{count} pemohon").format(count=count) if count > 1 else ""
