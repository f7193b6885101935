"""Printing pickup slips (resi): the token, its event and its print job in one transaction.

Every copy carries the first one's token; a copy needs a reason and is marked `SALINAN n`.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from counter_tui.core import slip as tokens
from counter_tui.core.application import ENDED, HANDED_OVER, ApplicationState
from counter_tui.core.event import Event
from counter_tui.core.names import mask
from counter_tui.core.print_job import Job, PrinterRole
from counter_tui.core.refusal import Refused
from counter_tui.core.workdays import promised_date
from counter_tui.core.zones import local_time
from counter_tui.desk import hand, issuing, paper_words, pickup_card, reasons, slip_keys
from counter_tui.desk.duties import Duty
from counter_tui.desk.standing import standing
from counter_tui.desk.views.slip import SlipView
from counter_tui.language import _
from counter_tui.printing.delivery import render
from counter_tui.printing.documents.slip import SlipPaper

if TYPE_CHECKING:
    from counter_tui.core.ticket_state import TicketState
    from counter_tui.desk.post import Post
    from counter_tui.desk.step import Step

PLACE = paper_words.Both("Loket pengambilan", "Pickup counter")
HOLIDAYS = "holidays"
"""Setting `{"value": {"2026-03-20": true}}`: what the office knows better than the national list."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the first slip says and every copy repeats: QR text, key, expiry (Unix seconds), promised date."""

    token: str
    kid: str
    exp: int
    promised: str


def slip(post: "Post", reason: str, ticket: str | None, application: str | None) -> SlipView:
    """Print the slip of one application; see `Desk.slip`."""
    with post.step(Duty.SERVE) as step:
        state = _meant(post, step, ticket, application)
        copied = state.slip is not None
        why = reasons.known(reason, reasons.copy_names()) if copied else ""
        said, job = print_within(post, step, state, why)
    done = _("{number} resi dicetak lagi, SALINAN {copy}") if copied else _("{number} resi dicetak")
    post.remember(step.events[0], done.format(number=state.number, copy=job.copy))
    return SlipView(
        application=state.id,
        ticket=state.ticket,
        number=state.number,
        text=said.token,
        bytes=len(render(job, post.profile()).data),
        copy=job.copy,
        promised=said.promised,
        job=job.id,
        event=job.event,
    )


def print_within(post: "Post", step: "Step", state: ApplicationState, reason: str = "") -> tuple[Said, Job]:
    """Append the event of a slip or of its next copy within a step, and queue its paper."""
    copy = state.slip.copies if state.slip is not None else 0
    said = _printed(step, state) if copy else _first(post, step, state)
    event = step.on_application(
        state.id, "slip_printed", **asdict(said), copy=copy, reason=reason, counter=post.identity.counter
    )
    job = _job(post, step, state, said, event)
    step.tx.enqueue(job)
    return said, job


def _meant(post: "Post", step: "Step", ticket: str | None, application: str | None) -> ApplicationState:
    if application is None:
        application = _of_number(step, step.ticket(hand.meant_or_last(post, ticket)))
    return printable(post, step, application)


def printable(post: "Post", step: "Step", application: str) -> ApplicationState:
    """Return an application whose slip may be printed; refused once it is handed over or ended."""
    state = step.application(application)
    if state is None or state.opened_at is None:
        raise Refused(
            _("Permohonan itu tidak dikenal di komputer ini. Tidak ada yang dicetak."),
            code="unknown_application",
        )
    if state.status == HANDED_OVER:
        raise Refused(pickup_card.used_sentence(post, state), code="used")
    if state.status in ENDED:
        raise Refused(pickup_card.ended_sentence(state), code="closed")
    return state


def _of_number(step: "Step", ticket: "TicketState") -> str:
    """Return the number's first application without a slip, else its first one."""
    if not ticket.applications:
        raise Refused(
            _("{number} tidak punya permohonan. Tidak ada resi yang dicetak.").format(number=ticket.number),
            code="no_application",
        )
    for application in ticket.applications:
        state = step.application(application)
        if state is not None and state.slip is None:
            return application
    return ticket.applications[0]


def _first(post: "Post", step: "Step", state: ApplicationState) -> Said:
    secret = slip_keys.secret(step.tx)
    expires = tokens.expiry(post.now())
    return Said(
        token=tokens.make_token(state.id, post.identity.office_code, expires, secret),
        kid=slip_keys.own_key_id(secret),
        exp=expires,
        promised=_promised(post, step, state),
    )


def _printed(step: "Step", state: ApplicationState) -> Said:
    """Return what the first slip said, from the event that printed it."""
    events = standing(step.tx.events(f"application/{state.id}"))
    said = next(event for event in events if event.type == "application.slip_printed").data
    return Said(said["token"], said["kid"], said["exp"], said["promised"])


def _promised(post: "Post", step: "Step", state: ApplicationState) -> str:
    """Return the ISO date on which it is promised, empty for a service that promises none."""
    today = local_time(post.now(), post.identity.zone).date()
    sla = post.catalogue.sla(state.service, today)
    if sla is None:
        return ""
    done = state.stages.get(sla.start_event)
    paid = state.paid_at if sla.start_event == "payment" else None
    at = done.at if done is not None else paid
    started = local_time(at, post.identity.zone).date() if at is not None else today
    from counter_tui.core.holiday_calendar import office_holidays

    closed = office_holidays((started.year, started.year + 1), _overrides(step))
    promised = promised_date(sla, started, closed)
    return promised.isoformat() if promised is not None else ""


def _overrides(step: "Step") -> dict[date, bool]:
    """Return the office's own holidays; what is no list of days changes none."""
    record = step.tx.record("setting", HOLIDAYS) or {}
    try:
        return msgspec.convert(record.get("value", {}), dict[date, bool], str_keys=True)
    except msgspec.ValidationError:
        return {}


def _job(post: "Post", step: "Step", state: ApplicationState, said: Said, event: Event) -> Job:
    person = step.tx.record("applicant", state.id) or {}
    service = paper_words.service(post, state.service)
    paper = SlipPaper(
        office=post.identity.office_name,
        number=state.number,
        service=service.id,
        service_en=service.en,
        language=service.language,
        name=mask(person.get("name", "")),
        promised=said.promised,
        place=PLACE.id,
        place_en=PLACE.en,
        hours=post.rules.hours,
        qr=said.token,
    )
    return Job(
        id=issuing.new_id(post),
        at=event.at,
        document="slip",
        data=paper.data(),
        subject=state.number,
        role=PrinterRole.SLIP,
        event=event.id,
        copy=event.data["copy"],
    )
