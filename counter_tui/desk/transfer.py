"""Transfer (pindah): the number waits at another stage, counter or service, or for the supervisor."""

from typing import TYPE_CHECKING, Any

from counter_tui.core.refusal import Refused
from counter_tui.core.station import OPEN
from counter_tui.core.ticket_state import TicketState, remaining
from counter_tui.desk import ending, hand, issuing, naming, queueing, ticket_view, waiting_rows
from counter_tui.desk.duties import Duty
from counter_tui.desk.views.choices import TransferChoice
from counter_tui.language import _
from counter_tui.store import queries

if TYPE_CHECKING:
    from counter_tui.core.station import CounterState
    from counter_tui.desk.post import Post
    from counter_tui.desk.step import Step
    from counter_tui.desk.views.ticket import TicketView

STAGES = ("document_check", "interview", "biometrics", "payment")
"""The stages that a number can be sent to, whether or not its route has them."""


def choices(post: "Post", ticket: str | None) -> tuple[TransferChoice, ...]:
    """Return where the number can go: stages, other open counters, the supervisor, other services."""
    post.board.refresh()
    state = post.board.known(hand.meant(post, ticket))
    if state is None:
        raise Refused(_("Nomor itu tidak terbuka lagi. Tidak ada yang berubah."), code="closed")
    waiting = {one.stage: one.waiting for one in queueing.counts(post)}
    here = waiting_rows.stage_of(state)
    stages = [
        TransferChoice(f"stage:{stage}", naming.stage(post.catalogue, stage), waiting.get(stage, 0))
        for stage in STAGES
        if stage != here and stage not in state.done
    ]
    supervisor = TransferChoice("supervisor", _("Kepala seksi"), waiting.get("supervisor", 0))
    services = [
        TransferChoice(f"service:{one.code}", naming.service(post.catalogue, one.code), None)
        for one in post.catalogue.services.values()
        if one.code != state.service and bool(one.products) == bool(state.applications)
    ]
    return (*stages, *_counter_choices(post), supervisor, *services)


def transfer(post: "Post", to: str, ticket: str | None) -> "TicketView":
    """Move the number to a destination code or to what a person typed for one."""
    with post.step(Duty.SERVE) as step:
        hint = _("Hanya nomor yang masih terbuka dapat dipindahkan.")
        state = hand.take(post, step, ticket, ending.NOT_CLOSED, hint)
        data, name = _destination(post, state, to)
        step.on_ticket(state.id, "transferred", **data)
        _follow(post, step, state, data)
    return ticket_view.acted(post, step, state.id, _("{number} pindah ke {to}"), to=name)


def _follow(post: "Post", step: "Step", state: TicketState, moved: dict[str, Any]) -> None:
    """Let what hangs on the number go with it: its applications, and who may call it."""
    if "service" in moved:
        service = post.catalogue.service(moved["service"])
        issuing.applications_follow(step, state, service, moved["product"])
    if moved["to"]["kind"] == "counter" and state.authority.kind != hand.HUB:
        # A hub calls for every counter; a device only for its own.
        authority = {"kind": "device", "id": moved["to"]["code"], "epoch": 0}
        step.on_ticket(state.id, "authority_moved", authority=authority)


def _counter_choices(post: "Post") -> list[TransferChoice]:
    return [
        TransferChoice(f"counter:{one.id}", hand.counter_text(one.counter), None)
        for one in _other_counters(post)
        if one.status == OPEN
    ]


def _other_counters(post: "Post") -> "list[CounterState]":
    with post.store.read() as conn:
        found = queries.counters(conn)
    return [one for one in found if one.id != post.identity.device and one.site == post.identity.site]


def _destination(post: "Post", state: TicketState, to: str) -> tuple[dict[str, Any], str]:
    kind, _colon, code = to.strip().partition(":")
    if not code and kind != "supervisor":
        kind, code = _guess(post, kind)
    match kind:
        case "stage" if _is_done_at_counters(state, code) and code not in state.done:
            if (code,) == remaining(state)[:1] and state.destination is None:
                raise Refused(
                    _("{number} sudah di tahap itu. Tidak ada yang berubah.").format(number=state.number),
                    code="already_there",
                )
            return {"to": {"kind": "stage", "code": code}}, naming.stage(post.catalogue, code)
        case "service" if code in post.catalogue.services and code != state.service:
            service, made = issuing.other_service(post, state, code)
            moved = {
                "to": {"kind": "service", "code": code},
                "service": code,
                "product": made,
                "route": [list(visit) for visit in service.route],
            }
            return moved, naming.service(post.catalogue, code)
        case "counter":
            found = next((one for one in _other_counters(post) if code in (one.id, one.counter)), None)
            if found is not None:
                return {"to": {"kind": "counter", "code": found.id}}, hand.counter_text(found.counter)
        case "supervisor":
            return {"to": {"kind": "supervisor", "code": ""}}, _("Kepala seksi")
    raise Refused(
        _("Tujuan itu tidak ada untuk {number}. Catatannya tidak berubah. Pilih dari daftar.").format(
            number=state.number
        ),
        code="unknown_destination",
    )


def _is_done_at_counters(state: TicketState, stage: str) -> bool:
    """Return whether a number can wait for a stage: those of the back office have no counter."""
    return stage in STAGES or any(stage in visit for visit in state.route)


def _guess(post: "Post", word: str) -> tuple[str, str]:
    if word in post.catalogue.stages:
        return "stage", word
    if word in post.catalogue.services:
        return "service", word
    return "counter", word
