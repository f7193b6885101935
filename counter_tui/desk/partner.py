"""Handing a whole list to a partner (serah terima kolektif, DOMAIN §5): previewed, then all in one step.

A list is handed over whole or not at all, so that it is the list for which the partner signs.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from counter_tui.core import collectors
from counter_tui.core.names import mask
from counter_tui.core.refusal import Refused
from counter_tui.core.zones import business_day
from counter_tui.desk import collecting, handover, issuing, naming, paper_words, papers, pickup_card
from counter_tui.desk.duties import Duty
from counter_tui.desk.handover_rows import known_as, masked_owner
from counter_tui.desk.readiness import readiness
from counter_tui.desk.views.partner import ListHandoverView, PartnerListView, PartnerRow
from counter_tui.desk.views.pickup import Collector
from counter_tui.desk.views.state import SyncView
from counter_tui.language import _, ngettext
from counter_tui.printing.documents.kinds import KINDS
from counter_tui.printing.documents.partner_receipt import PartnerReceiptPaper
from counter_tui.printing.documents.partner_receipt import PartnerRow as PaperRow
from counter_tui.store import queries

if TYPE_CHECKING:
    from counter_tui.desk.post import Post
    from counter_tui.desk.step import Step

MOST = 300
"""A list's events are undone together, and undo looks back over 400."""
NAMED_IN_A_SENTENCE = 5
SHOWN_OF_A_SLIP = 12


def preview(post: "Post", texts: Sequence[str], line: SyncView) -> PartnerListView:
    """Tell of each scan, number or code whether it could be handed over; blank lines are left out."""
    post.acting()
    named: set[str] = set()
    rows = [_resolved(post, text.strip(), line, named) for text in texts if text.strip()]
    return PartnerListView(tuple(rows))


def hand_over(
    post: "Post", applications: Sequence[str], partner: Collector, line: SyncView
) -> ListHandoverView:
    """Hand all of them over in one transaction with one receipt; refused whole when one is refused."""
    wanted = tuple(dict.fromkeys(applications))
    _refuse_size(len(wanted))
    kind = collectors.KINDS[collectors.PARTNER]
    with post.step(Duty.HAND_OVER) as step:
        collecting.check(post, kind, partner)
        standing = {one: readiness(step.application(one), line) for one in wanted}
        _refuse_some(post, step, standing)
        list_id, record = issuing.new_id(post), issuing.new_id(post)
        for application, ready in standing.items():
            said = {"collector": kind.code, "record": record, "readiness": ready, "list": list_id}
            handover.record_handover(post, step, application, **said)
        collecting.keep(step, record, kind, partner, wanted, list_id)
        numbers = tuple(_number(step, one) for one in wanted)
        receipt = _print_receipt(post, step, wanted, partner)
        handover.finish_number(post, step)
    first = step.events[0]
    text = ngettext("{n} paspor diserahkan ke mitra", "{n} paspor diserahkan ke mitra", len(wanted))
    post.remember(first, text.format(n=len(wanted)))
    return ListHandoverView(list_id, wanted, numbers, receipt, first.id)


def _resolved(post: "Post", text: str, line: SyncView, named: set[str]) -> PartnerRow:
    shown = text if len(text) <= SHOWN_OF_A_SLIP else f"{text[:SHOWN_OF_A_SLIP]}…"
    meant = pickup_card.candidates(post, text)
    application = next((one for one in meant if one not in named), meant[0] if meant else "")
    if not application:
        return PartnerRow(shown, "not_found", _status_name("not_found"))
    with post.store.read() as conn:
        state = queries.application(conn, application)
        status = "twice" if application in named else readiness(state, line)
        named.add(application)
        return PartnerRow(
            text=shown,
            status=status,
            status_name=_status_name(status),
            application=application,
            number=state.number if state is not None else "",
            service_name=naming.service(post.catalogue, state.service) if state and state.service else "",
            masked_name=masked_owner(conn, application),
            shelf=state.shelf if state is not None else "",
        )


def _status_name(status: str) -> str:
    names = {
        "ready": _("siap"),
        "unknown": _("belum pasti"),
        "not_ready": _("belum siap"),
        "used": _("sudah diserahkan"),
        "refused": _("sudah berakhir"),
        "twice": _("sudah ada di daftar"),
        "not_found": _("tidak ditemukan"),
    }
    return names[status]


def _refuse_size(count: int) -> None:
    if count == 0:
        raise Refused(_("Daftarnya kosong. Belum ada paspor diserahkan. Pindai resinya dulu."), code="empty")
    if count > MOST:
        raise Refused(
            _(
                "Daftar ini berisi {n} paspor. Belum ada yang diserahkan. Bagi menjadi paling banyak {most}."
            ).format(n=count, most=MOST),
            code="list_too_long",
        )


def _refuse_some(post: "Post", step: "Step", standing: dict[str, str]) -> None:
    refused = []
    for application, ready in standing.items():
        try:
            handover.refuse(post, step.application(application), ready)
        except Refused:
            refused.append(f"{_number(step, application)} ({_status_name(ready)})")
    if not refused:
        return
    named = ", ".join(refused[:NAMED_IN_A_SENTENCE])
    if len(refused) > NAMED_IN_A_SENTENCE:
        named = _("{named} dan {n} lagi").format(named=named, n=len(refused) - NAMED_IN_A_SENTENCE)
    raise Refused(
        _(
            "Tidak dapat diserahkan: {named}. Belum ada satu pun diserahkan. Keluarkan dari daftar dulu."
        ).format(named=named),
        code="list",
    )


def _number(step: "Step", application: str) -> str:
    return known_as(step.application(application), step.tx.record("applicant", application))


def _print_receipt(post: "Post", step: "Step", applications: Sequence[str], partner: Collector) -> str:
    at = step.events[0].at
    rows = []
    for application in applications:
        person = step.tx.record("applicant", application) or {}
        rows.append(PaperRow(number=_number(step, application), name=mask(person.get("name", ""))))
    paper = PartnerReceiptPaper(
        office=post.identity.office_name,
        partner=" ".join(partner.institution.split()),
        collector_name=mask(partner.full_name),
        day=business_day(at, post.identity.zone),
        time=paper_words.clock(post, at),
        counter=post.identity.counter,
        rows=tuple(rows),
    )
    kind = KINDS["partner_receipt"]
    # A booking code stays out of events: what has no number of ours is only counted.
    first = step.application(applications[0])
    number = first.number if first is not None else ""
    subject = f"{number} +{len(rows) - 1}" if len(rows) > 1 else number
    job = papers.order(post, step, kind.code, paper.data(), subject=subject.strip(), role=kind.role)
    return job.id
