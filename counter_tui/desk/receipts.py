"""Receipts of handovers (tanda terima): printed with the handover, ticked as signed afterwards (Ps 23)."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from counter_tui.core import collectors
from counter_tui.core.names import mask
from counter_tui.core.refusal import Refused
from counter_tui.core.zones import business_day
from counter_tui.desk import paper_words, papers
from counter_tui.desk.duties import Duty
from counter_tui.desk.handover_rows import known_as, row
from counter_tui.desk.views.handovers import HandoverRow
from counter_tui.desk.views.pickup import Collector
from counter_tui.language import _
from counter_tui.printing.documents.kinds import KINDS
from counter_tui.printing.documents.receipt import ReceiptPaper
from counter_tui.store import pickups, queries

if TYPE_CHECKING:
    from counter_tui.core.application import ApplicationState
    from counter_tui.core.application_state import Handover
    from counter_tui.core.event import Event
    from counter_tui.desk.post import Post
    from counter_tui.desk.step import Step

LISTED = 50
MOST = 400
"""How many unsigned handovers are looked through; a partner's whole list is fewer."""


def order(
    post: "Post",
    step: "Step",
    event: "Event",
    state: "ApplicationState | None",
    collector: Collector,
) -> str:
    """Print the receipt of a handover within its step; return the print job's id."""
    application = event.stream.partition("/")[2]
    person = step.tx.record("applicant", application) or {}
    service = paper_words.service(post, state.service if state is not None else person.get("service", ""))
    product = paper_words.product(post, state.product if state is not None else "")
    kind = collectors.KINDS[collector.kind]
    paper = ReceiptPaper(
        office=post.identity.office_name,
        number=known_as(state, person),
        service=service.id,
        service_en=service.en,
        language=service.language,
        owner=mask(person.get("name", "")),
        collector=kind.name_id,
        collector_en=kind.name_en,
        collector_name=mask(collector.full_name),
        product=product.id,
        product_en=product.en,
        day=business_day(event.at, post.identity.zone),
        time=paper_words.clock(post, event.at),
        counter=post.identity.counter,
    )
    document = KINDS["receipt"]
    job = papers.order(
        post,
        step,
        document.code,
        paper.data(),
        subject=state.number if state is not None else "",
        role=document.role,
        application=application,
    )
    return job.id


def signed(post: "Post", application: str) -> HandoverRow:
    """Note that the collector signed the printed receipt; of a partner's list all its passports at once."""
    with post.step(Duty.HAND_OVER) as step:
        state = step.application(application)
        handover = _unsigned(post, state)
        if state is None or handover is None:
            raise Refused(
                _("Tidak ada tanda terima yang menunggu tanda tangan di sini. Tidak ada yang berubah."),
                code="nothing_to_sign",
            )
        event = step.on_application(application, "receipt_signed", handover=handover.event)
        if handover.list:
            _sign_rest(step, application, handover.list)
    with post.store.read() as conn:
        fresh = queries.application(conn, application) or state
        told = row(post, conn, fresh, next(one for one in fresh.handovers if one.event == handover.event))
    post.remember(event, _("Tanda terima {number} ditandatangani").format(number=told.number))
    return told


def unsigned(post: "Post") -> tuple[HandoverRow, ...]:
    """Return the handovers whose printed receipt is not ticked as signed, the newest first.

    A partner's list has a receipt in every office; whatever else is handed over only where it prints them.
    """
    printed = post.rules.handover_receipt == "printed"
    papers_out: dict[str, list[tuple[ApplicationState, Handover]]] = {}
    with post.store.read() as conn:
        for state in pickups.unsigned(conn, MOST):
            for handover in state.handovers:
                if handover.signed_at is None and (printed or handover.list):
                    paper = handover.list or handover.event
                    papers_out.setdefault(paper, []).append((state, handover))
        found = list(papers_out.values())[:LISTED]
        return tuple(replace(row(post, conn, *one[0]), count=len(one)) for one in found)


def _unsigned(post: "Post", state: "ApplicationState | None") -> "Handover | None":
    """Return the handover to sign for: the newest one of this computer, else the newest one."""
    waiting = [one for one in state.handovers if one.signed_at is None] if state is not None else []
    here = [one for one in waiting if one.device == post.identity.device]
    return next(reversed(here or waiting), None)


def _sign_rest(step: "Step", application: str, list_id: str) -> None:
    """Sign for the other passports of a partner's list: their one receipt bears one signature."""
    for state in pickups.unsigned_of_list(step.tx.connection, list_id):
        for handover in state.handovers:
            if state.id != application and handover.list == list_id and handover.signed_at is None:
                step.on_application(state.id, "receipt_signed", handover=handover.event)
