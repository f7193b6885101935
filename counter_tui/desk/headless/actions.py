"""Every desk action under its `do` name: what it may be told, and which desk method it is (DESIGN §8)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter_tui.core.refusal import Refused
from counter_tui.desk.headless import answers, check_actions, pickup_actions
from counter_tui.desk.headless.answers import Json
from counter_tui.desk.views.applicant import ApplicantDraft
from counter_tui.desk.views.counter import CounterView
from counter_tui.desk.views.ticket import TicketView
from counter_tui.language import _

if TYPE_CHECKING:
    from counter_tui.desk.desk import Desk


@dataclass(frozen=True, slots=True)
class Wish:
    """What a `do` command said after the action's name; None and empty where it said nothing."""

    ticket: str | None = None
    """A number as people type it; None means the one in hand."""
    text: str = ""
    """A slip's text, an application id, a number, a booking code or a name; of a list its file."""
    service: str | None = None
    product: str | None = None
    booking: str | None = None
    family: tuple[str, ...] = ()
    priority: str | None = None
    visit: int | None = None
    stage: str = ""
    to: str = ""
    reason: str = ""
    outcome: str = ""
    application: str | None = None
    shelf: str = ""
    collector: str = "self"
    name: str = ""
    relation: str = ""
    id_reference: str = ""
    institution: str = ""
    papers: tuple[str, ...] = ()
    nik: str = ""
    born: str = ""
    sex: str = ""
    phone: str = ""
    leftovers: str = "ask"
    serves: tuple[str, ...] = ()
    """`service:visit` pairs; none means everything."""
    job: str = ""
    printer: str = ""
    """A printer of this machine by its name in `config.toml`."""
    flag: str = ""
    verdict: str = ""

    @property
    def person(self) -> ApplicantDraft:
        """What it said of an applicant."""
        return ApplicantDraft(self.name, self.nik, self.born, self.sex, self.phone)


Run = Callable[["Desk", Wish], Json]


@dataclass(frozen=True, slots=True)
class Action:
    """One action: what it does, the fields of `Wish` it listens to, and whether it takes a text."""

    run: Run
    hears: tuple[str, ...] = ()
    takes_text: bool = False


def perform(desk: "Desk", action: str, wish: Wish) -> Json:
    """Do one action and return what `--json` prints; `events` are the ids of all that it recorded.

    Raises Refused when the desk does, and KeyError for a name that is not in `ACTIONS`.
    """
    with desk.recording() as events:
        answer = ACTIONS[action].run(desk, wish)
    return {"events": events, **answer}


def _ticket(desk: "Desk", wish: Wish) -> str | None:
    return desk.ticket_id(wish.ticket) if wish.ticket is not None else None


def _named(desk: "Desk", wish: Wish) -> str:
    if wish.ticket is None:
        raise Refused(_("Sebutkan nomornya dengan --ticket. Tidak ada yang berubah."), code="which_ticket")
    return desk.ticket_id(wish.ticket)


def _issue(desk: "Desk", wish: Wish) -> Json:
    if wish.booking is not None:
        checked_in = desk.check_in(wish.booking, wish.priority, wish.family, wish.service)
        return answers.ticket_json(checked_in)
    if wish.service is None:
        raise Refused(
            _("Sebutkan layanannya dengan --service. Belum ada nomor terbit."), code="which_service"
        )
    people = (wish.person,) if wish.person != ApplicantDraft() else ()
    return answers.ticket_json(desk.issue(wish.service, wish.priority, people, wish.product))


def _show(desk: "Desk", wish: Wish) -> Json:
    """Tell how a number stands and what its last action recorded: what a lost answer would have said."""
    number = desk.check_in_card(wish.booking).number if wish.booking is not None else wish.ticket
    if number == "":
        raise Refused(_("Janji itu belum hadir. Tidak ada yang berubah."), code="not_checked_in")
    view = desk.ticket(desk.ticket_id(number) if number is not None else None)
    return {**answers.ticket_json(view), "events": list(desk.last_step(view.id))}


def _undo(desk: "Desk", wish: Wish) -> Json:
    undone = desk.undo(_ticket(desk, wish))
    shown = answers.ticket_json(undone.ticket) if undone.ticket is not None else {}
    return {**shown, "application": undone.application, "text": undone.text, "event": undone.event}


def _slip(desk: "Desk", wish: Wish) -> Json:
    return answers.plain(desk.slip(wish.reason, _ticket(desk, wish), wish.application))


def _refusal_note(desk: "Desk", wish: Wish) -> Json:
    return answers.plain(desk.refusal_note(wish.reason, _ticket(desk, wish), wish.application))


def _applicant(desk: "Desk", wish: Wish) -> Json:
    application = wish.application or next(iter(desk.ticket(_ticket(desk, wish)).applications), "")
    kept = desk.set_applicant(application, wish.person)
    return {"application": kept.application, "warnings": list(kept.warnings)}


def _counter(view: CounterView, desk: "Desk") -> Json:
    return answers.counter_json(view, desk.serve_choices())


def _serves(desk: "Desk", wish: Wish) -> Json:
    wanted = []
    for one in wish.serves:
        service, _colon, visit = one.partition(":")
        wanted.append((service, int(visit) if visit.isdecimal() else 0))
    return _counter(desk.change_serves(wanted), desk)


def _settle(settle: Callable[["Desk", Wish], None]) -> Run:
    def run(desk: "Desk", wish: Wish) -> Json:
        settle(desk, wish)
        return answers.jobs_json(desk.state_view().jobs)

    return run


def _on_ticket(method: Callable[["Desk", Wish], TicketView], *hears: str) -> Action:
    return Action(lambda desk, wish: answers.ticket_json(method(desk, wish)), ("ticket", *hears))


def _stage(stage: str) -> Action:
    return _on_ticket(lambda desk, wish: desk.complete(stage, _ticket(desk, wish)))


PERSON = ("name", "nik", "born", "sex", "phone")
COLLECTOR = ("institution", "name", "id_reference")

ACTIONS: dict[str, Action] = {
    "open-day": Action(lambda desk, wish: answers.day_json(desk.open_day(wish.leftovers)), ("leftovers",)),
    "close-day": Action(lambda desk, _wish: answers.day_json(desk.close_day())),
    "open-counter": Action(lambda desk, _wish: _counter(desk.open_counter(), desk)),
    "pause-counter": Action(lambda desk, _wish: _counter(desk.pause_counter(), desk)),
    "close-counter": Action(lambda desk, _wish: _counter(desk.close_counter(), desk)),
    "serve": Action(_serves, ("serves",)),
    "issue": Action(_issue, ("service", "product", "booking", "family", "priority", *PERSON)),
    "call-next": Action(lambda desk, wish: answers.ticket_json(desk.call_next(wish.visit)), ("visit",)),
    "call": _on_ticket(lambda desk, wish: desk.call(_named(desk, wish))),
    "recall": _on_ticket(lambda desk, wish: desk.recall(_ticket(desk, wish))),
    "start": _on_ticket(lambda desk, wish: desk.start(_ticket(desk, wish))),
    "interview": _stage("interview"),
    "biometrics": _stage("biometrics"),
    "complete": _on_ticket(lambda desk, wish: desk.complete(wish.stage, _ticket(desk, wish)), "stage"),
    "done": _on_ticket(lambda desk, wish: desk.done(_ticket(desk, wish))),
    "missed": _on_ticket(lambda desk, wish: desk.missed(_ticket(desk, wish))),
    "requeue": _on_ticket(lambda desk, wish: desk.requeue(_named(desk, wish))),
    "hold": _on_ticket(lambda desk, wish: desk.hold(wish.reason or "other", _ticket(desk, wish)), "reason"),
    "resume": _on_ticket(lambda desk, wish: desk.resume(_ticket(desk, wish))),
    "transfer": _on_ticket(lambda desk, wish: desk.transfer(wish.to, _ticket(desk, wish)), "to"),
    "conclude": _on_ticket(
        lambda desk, wish: desk.conclude(wish.outcome, wish.reason, _ticket(desk, wish)), "outcome", "reason"
    ),
    "cancel": _on_ticket(lambda desk, wish: desk.cancel(wish.reason, _ticket(desk, wish)), "reason"),
    "priority": _on_ticket(
        lambda desk, wish: desk.change_priority(wish.priority, _ticket(desk, wish)), "priority"
    ),
    "service": _on_ticket(
        lambda desk, wish: desk.change_service(wish.service or "", wish.product, _ticket(desk, wish)),
        "service",
        "product",
    ),
    "paid": _on_ticket(lambda desk, wish: desk.paid(_ticket(desk, wish))),
    "applicant": Action(_applicant, ("ticket", "application", *PERSON)),
    "reprint": _on_ticket(lambda desk, wish: desk.reprint_ticket(wish.reason, _ticket(desk, wish)), "reason"),
    "undo": Action(_undo, ("ticket",)),
    "slip": Action(_slip, ("ticket", "application", "reason")),
    "refusal-note": Action(_refusal_note, ("ticket", "application", "reason")),
    "shift-report": Action(lambda desk, _wish: answers.plain(desk.shift_report())),
    "verify": Action(lambda desk, wish: answers.plain(desk.verify(wish.text)), takes_text=True),
    "ready": Action(pickup_actions.ready, ("application", "shelf"), takes_text=True),
    "handover": Action(
        pickup_actions.hand_over, ("collector", "relation", "papers", *COLLECTOR), takes_text=True
    ),
    "handover-list": Action(pickup_actions.hand_over_list, COLLECTOR, takes_text=True),
    "receipt-signed": Action(pickup_actions.sign, takes_text=True),
    "cancel-passport": Action(pickup_actions.cancel, ("reason",), takes_text=True),
    "report-pickup": Action(pickup_actions.report, ("reason",), takes_text=True),
    "checks": Action(lambda desk, _wish: check_actions.listed(desk)),
    "check": Action(check_actions.decide, ("verdict", "flag"), takes_text=True),
    "show": Action(_show, ("ticket", "booking")),
    "find": Action(lambda desk, wish: answers.found_json(desk.find(wish.text)), takes_text=True),
    "jobs": Action(lambda desk, _wish: answers.jobs_json(desk.state_view().jobs)),
    "job-came-out": Action(_settle(lambda desk, wish: desk.job_came_out(wish.job)), ("job",)),
    "job-again": Action(
        _settle(lambda desk, wish: desk.print_job_again(wish.job, wish.reason, wish.printer)),
        ("job", "reason", "printer"),
    ),
    "job-move": Action(_settle(lambda desk, wish: desk.move_job(wish.job, wish.printer)), ("job", "printer")),
    "job-discard": Action(
        _settle(lambda desk, wish: desk.discard_job(wish.job, wish.reason)), ("job", "reason")
    ),
}
"""Every action that `counter-tui do` knows."""
