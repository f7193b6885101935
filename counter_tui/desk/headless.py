"""The desk without a screen: names of `do` actions to desk methods, and views to JSON (DESIGN §8).

Both are a fixed contract with scripts: the names of actions and keys stay.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from counter_tui.core.refusal import Refused
from counter_tui.desk.views.imported import ImportIssue, ImportResult
from counter_tui.desk.views.pickup import Collector, HandoverView
from counter_tui.desk.views.slip import SlipView, VerifyView
from counter_tui.desk.views.ticket import TicketView
from counter_tui.desk.views.waiting import QueueView
from counter_tui.language import _

if TYPE_CHECKING:
    from counter_tui.desk.desk import Desk

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a `do` command said after the action's name; None and empty where it said nothing."""

    ticket: str | None = None
    """A number as people type it; None means the one in hand."""
    text: str = ""
    """A slip's text, an application id, a number or a booking code."""
    service: str | None = None
    product: str | None = None
    booking: str | None = None
    priority: str | None = None
    visit: int | None = None
    to: str = ""
    reason: str = ""
    outcome: str = ""
    application: str | None = None
    shelf: str = ""
    collector: str = "self"
    name: str = ""
    relation: str = ""
    id_reference: str = ""


def perform(desk: "Desk", action: str, wish: Wish) -> Json:
    """Do one action and return what `--json` prints; `events` are the ids of all that it recorded.

    Raises Refused when the desk does, and KeyError for a name that is not in `ACTIONS`.
    """
    with desk.recording() as events:
        answer = ACTIONS[action](desk, wish)
    return {"events": events, **answer}


def ticket_json(view: TicketView) -> Json:
    """Return a ticket as scripts read it; `stages` says of each stage of the route whether it is done."""
    return {
        "ticket": view.id,
        "number": view.number,
        "service": view.service,
        "visit": view.visit,
        "stages": {stage.key: stage.done for stage in view.stages},
        "status": view.status,
        "counter": view.counter,
        "priority": view.priority,
        "reason": view.reason,
        "applications": list(view.applications),
        "event": view.event,
    }


def queue_json(view: QueueView, now: int) -> Json:
    """Return who waits, in calling order, and who is served; `now` in UTC milliseconds."""
    return {
        "waiting": [
            {
                "number": row.number,
                "service": row.service,
                "visit": row.visit,
                "priority": row.priority,
                "waited_s": max(0, now - row.waiting_since) // 1000,
            }
            for row in view.waiting
        ],
        "serving": [
            {
                "number": row.number,
                "service": row.service,
                "status": row.status,
                "counter": row.counter,
                "since_s": max(0, now - row.since) // 1000,
            }
            for row in view.serving
        ],
    }


def import_json(result: ImportResult) -> Json:
    """Return what an import took and which rows it refused or doubted."""
    return {
        "kind": result.kind,
        "accepted": result.accepted,
        "updated": result.updated,
        "unchanged": result.unchanged,
        "rejected": [_issue_json(issue) for issue in result.rejected],
        "warnings": [_issue_json(issue) for issue in result.warnings],
        "dry_run": result.dry_run,
    }


def _issue_json(issue: ImportIssue) -> Json:
    return {"line": issue.line, "field": issue.field, "reason": issue.reason}


def _slip_json(view: SlipView) -> Json:
    return {
        "application": view.application,
        "ticket": view.ticket,
        "number": view.number,
        "text": view.text,
        "bytes": view.bytes,
        "copy": view.copy,
        "promised": view.promised,
        "job": view.job,
        "event": view.event,
    }


def _verify_json(view: VerifyView) -> Json:
    return {
        "valid": view.valid,
        "reason": view.reason,
        "sentence": view.sentence,
        "application": view.application,
        "ready": view.ready,
    }


def _handover_json(view: HandoverView) -> Json:
    return {
        "application": view.application,
        "number": view.number,
        "status": view.status,
        "readiness": view.readiness,
        "event": view.event,
    }


def _ticket(desk: "Desk", wish: Wish) -> str | None:
    return desk.ticket_id(wish.ticket) if wish.ticket is not None else None


def _named(desk: "Desk", wish: Wish) -> str:
    if wish.ticket is None:
        raise Refused(_("Sebutkan nomornya dengan --ticket. Tidak ada yang berubah."), code="which_ticket")
    return desk.ticket_id(wish.ticket)


def _issue(desk: "Desk", wish: Wish) -> Json:
    if wish.booking is not None:
        return ticket_json(desk.check_in(wish.booking, wish.priority, service=wish.service))
    if wish.service is None:
        raise Refused(
            _("Sebutkan layanannya dengan --service. Belum ada nomor terbit."), code="which_service"
        )
    return ticket_json(desk.issue(wish.service, wish.priority, product=wish.product))


def _show(desk: "Desk", wish: Wish) -> Json:
    """Tell how a number stands and what its last action recorded: what a lost answer would have said."""
    number = desk.check_in_card(wish.booking).number if wish.booking is not None else wish.ticket
    if number == "":
        raise Refused(_("Janji itu belum hadir. Tidak ada yang berubah."), code="not_checked_in")
    view = desk.ticket(desk.ticket_id(number) if number is not None else None)
    return {**ticket_json(view), "events": list(desk.last_step(view.id))}


def _undo(desk: "Desk", wish: Wish) -> Json:
    undone = desk.undo(_ticket(desk, wish))
    shown = ticket_json(undone.ticket) if undone.ticket is not None else {}
    return {**shown, "application": undone.application, "text": undone.text, "event": undone.event}


def _slip(desk: "Desk", wish: Wish) -> Json:
    return _slip_json(desk.slip(wish.reason, _ticket(desk, wish), wish.application))


def _ready(desk: "Desk", wish: Wish) -> Json:
    card = desk.mark_ready(wish.application or wish.text, wish.shelf)
    return {"application": card.application, "number": card.number, "status": "ready", "shelf": card.shelf}


def _hand_over(desk: "Desk", wish: Wish) -> Json:
    card = desk.pickup_card(wish.text)
    if not card.application or not card.allowed:
        raise Refused(card.sentence, code=card.answer)
    collector = Collector(wish.collector, wish.name, wish.relation, wish.id_reference)
    return _handover_json(desk.hand_over(card.application, collector))


def _acting(method: Callable[["Desk", Wish], TicketView]) -> Callable[["Desk", Wish], Json]:
    return lambda desk, wish: ticket_json(method(desk, wish))


ACTIONS: dict[str, Callable[["Desk", Wish], Json]] = {
    "issue": _issue,
    "call-next": _acting(lambda desk, wish: desk.call_next(wish.visit)),
    "call": _acting(lambda desk, wish: desk.call(_named(desk, wish))),
    "recall": _acting(lambda desk, wish: desk.recall(_ticket(desk, wish))),
    "start": _acting(lambda desk, wish: desk.start(_ticket(desk, wish))),
    "interview": _acting(lambda desk, wish: desk.complete("interview", _ticket(desk, wish))),
    "biometrics": _acting(lambda desk, wish: desk.complete("biometrics", _ticket(desk, wish))),
    "done": _acting(lambda desk, wish: desk.done(_ticket(desk, wish))),
    "missed": _acting(lambda desk, wish: desk.missed(_ticket(desk, wish))),
    "requeue": _acting(lambda desk, wish: desk.requeue(_named(desk, wish))),
    "hold": _acting(lambda desk, wish: desk.hold(wish.reason or "other", _ticket(desk, wish))),
    "resume": _acting(lambda desk, wish: desk.resume(_ticket(desk, wish))),
    "transfer": _acting(lambda desk, wish: desk.transfer(wish.to, _ticket(desk, wish))),
    "conclude": _acting(lambda desk, wish: desk.conclude(wish.outcome, wish.reason, _ticket(desk, wish))),
    "cancel": _acting(lambda desk, wish: desk.cancel(wish.reason, _ticket(desk, wish))),
    "priority": _acting(lambda desk, wish: desk.change_priority(wish.priority, _ticket(desk, wish))),
    "service": _acting(
        lambda desk, wish: desk.change_service(wish.service or "", wish.product, _ticket(desk, wish))
    ),
    "reprint": _acting(lambda desk, wish: desk.reprint_ticket(wish.reason, _ticket(desk, wish))),
    "undo": _undo,
    "slip": _slip,
    "verify": lambda desk, wish: _verify_json(desk.verify(wish.text)),
    "show": _show,
    "ready": _ready,
    "handover": _hand_over,
}
"""Every action that `counter-tui do` knows."""
