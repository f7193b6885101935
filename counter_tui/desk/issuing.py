"""Issuing a number (nomor antrean): label, applications and paper in one step."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from counter_tui.core import numbering
from counter_tui.core.application import OPEN
from counter_tui.core.ids import uuid7
from counter_tui.core.print_job import Job, PrinterRole
from counter_tui.core.refusal import Refused
from counter_tui.core.ticket_events import Authority
from counter_tui.core.ticket_state import WAITING, TicketState, visit_stages
from counter_tui.desk import naming, paper_words, reasons
from counter_tui.language import _
from counter_tui.printing.documents.ticket import TicketPaper

if TYPE_CHECKING:
    from counter_tui.core.catalogue import Service
    from counter_tui.core.event import Event
    from counter_tui.desk.post import Post
    from counter_tui.desk.step import Step


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody came for: one application, new or booked; `instead` of which cancelled ticket, if any."""

    application: str
    product: str
    paid: bool = False
    instead: str = ""


def known_service(post: "Post", service: str) -> "Service":
    """Return the service of a code; refused when this office does not know it."""
    if service in post.catalogue.services:
        return post.catalogue.service(service)
    raise Refused(
        _("Layanan tidak dikenal. Belum ada nomor terbit. Pilih dari daftar."), code="unknown_service"
    )


def known_priority(post: "Post", priority: str | None) -> str | None:
    """Return the priority group of a code, None for none; refused when unknown."""
    if not priority or priority in post.catalogue.priorities:
        return priority or None
    raise Refused(
        _("Kelompok rentan tidak dikenal. Tidak ada yang berubah. Pilih dari daftar."),
        code="unknown_priority",
    )


def known_product(service: "Service", product: str | None) -> str:
    """Return the product of a code, or the service's first one; refused when the service does not make it."""
    if product is None:
        return service.products[0] if service.products else ""
    if product in service.products:
        return product
    raise Refused(
        _("Produk itu bukan dari layanan ini. Belum ada nomor terbit. Pilih dari daftar."),
        code="unknown_product",
    )


def issue(
    post: "Post",
    step: "Step",
    service: "Service",
    asked: Sequence[Asked],
    *,
    channel: str,
    priority: str | None,
    slot: int | None = None,
) -> str:
    """Append a number with its applications, and queue its paper; return the ticket's id."""
    day, identity = post.day, post.identity
    number = numbering.label(
        service.letter,
        step.tx.take_number(day, service.letter),
        post.rules.ticket_digits,
        identity.tag_on(day),
    )
    ticket = new_id(post)
    event = step.on_ticket(
        ticket,
        "issued",
        number=number,
        series=service.letter,
        service=service.code,
        product=asked[0].product if asked else "",
        route=[list(visit) for visit in service.route],
        business_day=day,
        authority=msgspec.to_builtins(post.hub or Authority(kind="device", id=identity.device)),
        channel=channel,
        applications=[one.application for one in asked],
        priority=priority,
        slot=slot,
    )
    for one in asked:
        _open(step, service, ticket, number, channel, one)
    print_ticket(post, step, step.ticket(ticket), event, copy=0)
    return ticket


def print_ticket(post: "Post", step: "Step", state: TicketState, event: "Event", *, copy: int) -> Job:
    """Queue the number's paper in the step's transaction; it names nobody."""
    service = paper_words.service(post, state.service)
    paper = TicketPaper(
        office=post.identity.office_name,
        number=state.number,
        service=service.id,
        service_en=service.en,
        language=service.language,
        day=state.business_day,
        time=paper_words.clock(post, state.issued_at or event.at),
        ahead=ahead(post, state) if copy == 0 else None,
        priority=naming.priority(post.catalogue, state.priority, "id"),
        priority_en=naming.priority(post.catalogue, state.priority, "en"),
    )
    job = Job(
        id=new_id(post),
        at=event.at,
        document="ticket",
        data=paper.data(),
        subject=state.number,
        role=PrinterRole.TICKET,
        event=event.id,
        copy=copy,
    )
    step.tx.enqueue(job)
    return job


def print_again(post: "Post", step: "Step", state: TicketState, reason: str) -> Job:
    """Record the number's next copy and queue its paper, marked `SALINAN n`."""
    copy = state.copies + 1
    why = reasons.known(reason, reasons.copy_names())
    event = step.on_ticket(state.id, "printed", copy=copy, reason=why)
    return print_ticket(post, step, state, event, copy=copy)


def ahead(post: "Post", state: TicketState) -> int:
    """Return how many others wait for the same stages."""
    wanted = visit_stages(state)
    return sum(
        1
        for one in post.board.tickets.values()
        if one.status == WAITING and one.id != state.id and visit_stages(one) == wanted
    )


def new_id(post: "Post") -> str:
    """Return a fresh UUIDv7."""
    return uuid7(post.now(), post.random(10))


def other_service(
    post: "Post", state: TicketState, code: str, product: str | None = None
) -> tuple["Service", str]:
    """Return the service that an issued number changes to, and its product: the present one where it fits.

    Refused where the one is about applications and the other is not: that takes a number of its own.
    """
    service = known_service(post, code)
    if bool(service.products) != bool(state.applications):
        raise Refused(
            _("{service} butuh nomor sendiri. Tidak ada yang berubah. Batalkan nomor ini, lalu n.").format(
                service=naming.service(post.catalogue, code)
            ),
            code="needs_own_number",
        )
    kept = state.product if product is None and state.product in service.products else product
    return service, known_product(service, kept)


def applications_follow(step: "Step", state: TicketState, service: "Service", product: str) -> None:
    """Let the open applications of a number change with it to another service; what fits is still made."""
    for application in state.applications:
        file = step.application(application)
        if file is not None and file.status == OPEN:
            step.on_application(
                application,
                "service_changed",
                service=service.code,
                product=file.product if file.product in service.products else product,
                back_office=list(service.back_office),
            )


def _open(step: "Step", service: "Service", ticket: str, number: str, channel: str, asked: Asked) -> None:
    step.on_application(
        asked.application,
        "opened",
        ticket=ticket,
        number=number,
        service=service.code,
        product=asked.product,
        back_office=list(service.back_office),
        channel=channel,
        instead=asked.instead,
    )
    if asked.paid:
        step.on_application(asked.application, "paid")
