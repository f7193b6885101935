"""Handing passports over (penyerahan): what lies ready, who may collect it, and once only here."""

from typing import TYPE_CHECKING, Any

from counter_tui.core import collectors
from counter_tui.core.application import HANDED_OVER, READY, ApplicationState
from counter_tui.core.refusal import Refused
from counter_tui.core.ticket_state import remaining
from counter_tui.core.zones import moment
from counter_tui.desk import hand, issuing, pickup_card, queueing, serving, slip_check
from counter_tui.desk.duties import Duty
from counter_tui.desk.readiness import readiness
from counter_tui.desk.views.pickup import Collector, HandoverRow, HandoverView, PickupCard, PickupView
from counter_tui.desk.views.state import SyncView
from counter_tui.language import _, current
from counter_tui.store import live

if TYPE_CHECKING:
    from counter_tui.desk.post import Post
    from counter_tui.desk.step import Step

RECORD = "collector"
DAY_MS = 86_400_000
LAST = 20


def view(post: "Post") -> PickupView:
    """Return the idle Penyerahan screen: who waits, what was handed over today, what nobody fetched."""
    post.board.refresh()
    now, rules = post.now(), post.rules
    today = moment(post.board.day, "00:00", post.identity.zone) if post.board.day is not None else now
    with post.store.read() as conn:
        count, handed = live.handed_over_since(conn, today, LAST)
        limits = (now - rules.overdue_days * DAY_MS, now - rules.expired_days * DAY_MS)
        ready, overdue, expired = live.shelved(conn, limits)
    waiting = [row for row in queueing.waiting_anywhere(post) if row.stage == "handover"]
    return PickupView(
        waiting=tuple(waiting),
        handed_over=tuple(_handed(state) for state in handed),
        today=count,
        ready=ready,
        overdue=overdue - expired,
        expired=expired,
        trail=post.trail,
    )


def mark_ready(post: "Post", application: str, shelf: str, line: SyncView) -> PickupCard:
    """Record that the passport lies ready, and where."""
    with post.step(Duty.HAND_OVER) as step:
        id_ = pickup_card.resolve(post, application)
        if id_ is None:
            raise Refused(slip_check.not_a_slip(), code="not_a_slip")
        known = step.application(id_)
        if known is not None and known.status in (HANDED_OVER, "refused", "withdrawn"):
            raise Refused(
                _("Permohonan ini sudah berakhir. Tidak ada yang berubah. Cari dengan /."), code="closed"
            )
        event = step.on_application(id_, "ready", shelf=shelf.strip())
    post.remember(event, _("{number} siap diambil").format(number=known.number if known is not None else ""))
    return pickup_card.of_application(post, id_, line)


def hand_over(post: "Post", application: str, collector: Collector, line: SyncView) -> HandoverView:
    """Hand the passport over; on readiness `unknown` it is recorded as such and flagged."""
    kind = _kind(collector)
    with post.step(Duty.HAND_OVER) as step:
        state = step.application(application)
        ready = readiness(state, line)
        _refuse(post, state, ready)
        _refuse_papers(post, kind, collector)
        record = issuing.new_id(post)
        event = step.on_application(
            application,
            "handed_over",
            collector=kind.code,
            record=record,
            readiness=ready,
            counter=post.identity.counter,
        )
        if not step.tx.guard_handover(application, event.id):
            raise Refused(_("Paspor ini sudah diserahkan di komputer ini. Jangan serahkan."), code="used")
        step.tx.put_record(RECORD, record, _kept(application, kind, collector))
        _finish_number(post, step)
    number = state.number if state is not None else ""
    text = _("{number} diserahkan kepada {collector}")
    post.remember(event, text.format(number=number, collector=kind.name(current()).lower()).strip())
    return HandoverView(application, number, HANDED_OVER, ready, event.id)


def _kind(collector: Collector) -> collectors.CollectorKind:
    if collector.kind in collectors.KINDS:
        return collectors.KINDS[collector.kind]
    raise Refused(
        _("Siapa yang mengambil belum dipilih. Tidak ada yang berubah. Pilih 1, 2 atau 3."),
        code="unknown_collector",
    )


def _refuse(post: "Post", state: ApplicationState | None, ready: str) -> None:
    if state is None or ready in (READY, "unknown"):
        return
    if state.status == HANDED_OVER:
        raise Refused(pickup_card.used_sentence(post, state), code="used")
    if ready == "refused":
        raise Refused(pickup_card.ended_sentence(state), code="closed")
    raise Refused(
        _("Belum tercatat siap. Tidak ada yang berubah. Bila paspornya di tangan, catat siap dulu."),
        code="not_ready",
    )


def _refuse_papers(post: "Post", kind: collectors.CollectorKind, collector: Collector) -> None:
    if not post.rules.papers_one_by_one:
        return
    missing = collectors.missing_papers(kind.code, frozenset(collector.papers))
    if missing:
        names = ", ".join(paper.name(current()) for paper in missing)
        raise Refused(
            _("Belum dilihat: {papers}. Paspor belum diserahkan. Tandai dengan a, b, c.").format(
                papers=names
            ),
            code="papers",
        )


def _kept(application: str, kind: collectors.CollectorKind, collector: Collector) -> dict[str, Any]:
    """Return the record: attesting with one key means that all papers of the kind were seen."""
    return {
        "application": application,
        "kind": kind.code,
        "name": " ".join(collector.full_name.split()),
        "relation": collector.relation.strip(),
        "id_reference": collector.id_reference.strip(),
        "papers": list(collector.papers or (paper.code for paper in kind.papers)),
    }


def _finish_number(post: "Post", step: "Step") -> None:
    """Complete the pickup number in hand with its handover."""
    state = hand.in_hand(post)
    if state is not None and remaining(state) == ("handover",):
        serving.complete_in(post, step, step.ticket(state.id), ("handover",))


def _handed(state: ApplicationState) -> HandoverRow:
    last = state.handovers[-1]
    kind = collectors.KINDS.get(last.collector)
    return HandoverRow(last.at, state.number, kind.name(current()) if kind is not None else last.collector)
