"""Reception (penerimaan): numbers for walk-ins, and what may be changed after issue."""

from typing import TYPE_CHECKING

from counter_tui.core.refusal import Refused
from counter_tui.core.ticket_state import CLOSED, TicketState
from counter_tui.desk import applicants, asking, ending, hand, issuing, naming, ticket_view
from counter_tui.desk.duties import Duty
from counter_tui.desk.issuing import Asked
from counter_tui.desk.views.applicant import ApplicantDraft
from counter_tui.desk.views.choices import Choice
from counter_tui.desk.views.reception import ServiceChoice
from counter_tui.language import _

if TYPE_CHECKING:
    from counter_tui.desk.post import Post
    from counter_tui.desk.step import Step
    from counter_tui.desk.views.ticket import TicketView


def services(post: "Post") -> tuple[ServiceChoice, ...]:
    """Return the services by their series letter."""
    found = [
        ServiceChoice(
            service.code,
            naming.service(post.catalogue, service.code),
            service.letter.lower(),
            service.code == post.last_service,
        )
        for service in post.catalogue.services.values()
    ]
    return tuple(sorted(found, key=lambda choice: choice.letter))


def priorities(post: "Post") -> tuple[Choice, ...]:
    """Return the priority groups in the order of their digits."""
    return tuple(Choice(code, naming.priority(post.catalogue, code)) for code in post.catalogue.priorities)


def issue(
    post: "Post",
    service: str,
    priority: str | None,
    people: tuple[ApplicantDraft, ...],
    product: str | None,
) -> "TicketView":
    """Issue a number to a walk-in; without a draft the applicant stays unnamed until the document check.

    A hub numbers for its terminals; it is told how many they are, not who.
    """
    hub = asking.hub_of(post, Duty.RECEIVE)
    if hub is not None:
        nameless: list[dict[str, str]] = [{} for _one in people]
        asked_for = {"service": service, "priority": priority, "applicants": nameless, "product": product}
        done = asking.ask(post, hub, "issue", asked_for, people)
        if done is not None:
            return issued_by_hub(post, done, service, _("{number} terbit, datang langsung"))
    with post.step(Duty.RECEIVE) as step:
        chosen = issuing.known_service(post, service)
        made = issuing.known_product(chosen, product)
        drafts = people or (ApplicantDraft(),)
        asked = [Asked(issuing.new_id(post), made) for _one in drafts] if chosen.products else []
        ticket = issuing.issue(
            post,
            step,
            chosen,
            asked,
            channel="walk_in",
            priority=issuing.known_priority(post, priority),
        )
        for one, draft in zip(asked, people, strict=False):
            if draft != ApplicantDraft():
                applicants.keep(step.tx, one.application, draft)
    return issued(post, step, ticket, chosen.code, _("{number} terbit, datang langsung"))


def issued(post: "Post", step: "Step", ticket: str, service: str, text: str, **words: str) -> "TicketView":
    """Return the number just issued, and remember it as the last one of this reception."""
    post.last_issued, post.last_service = ticket, service
    return ticket_view.acted(post, step, ticket, text, **words)


def issued_by_hub(post: "Post", done: asking.Done, service: str, text: str, **words: str) -> "TicketView":
    """Return the number that the hub just issued for this reception, and remember it as the last one."""
    post.last_issued, post.last_service = done.ticket, service
    return asking.shown(post, done, text, **words)


def change_priority(post: "Post", priority: str | None, ticket: str | None) -> "TicketView":
    """Change the priority group of an open number; None takes it away."""
    with post.step(Duty.RECEIVE) as step:
        state = _open_number(post, step, ticket)
        group = issuing.known_priority(post, priority)
        step.on_ticket(state.id, "priority_changed", priority=group)
    name = naming.priority(post.catalogue, group).lower() or _("tanpa kelompok rentan")
    return ticket_view.acted(post, step, state.id, _("{number} menjadi {group}"), group=name)


def change_service(post: "Post", service: str, product: str | None, ticket: str | None) -> "TicketView":
    """Change the service of an open number; it goes on at the first visit that is not done yet."""
    with post.step(Duty.RECEIVE) as step:
        state = _open_number(post, step, ticket)
        chosen, made = issuing.other_service(post, state, service, product)
        step.on_ticket(
            state.id,
            "service_changed",
            service=chosen.code,
            product=made,
            route=[list(visit) for visit in chosen.route],
        )
        issuing.applications_follow(step, state, chosen, made)
    name = naming.service(post.catalogue, service)
    return ticket_view.acted(post, step, state.id, _("{number} menjadi {service}"), service=name)


def reprint_ticket(post: "Post", reason: str, ticket: str | None) -> "TicketView":
    """Print the number again as a marked copy, with a reason; None means the last one issued here."""
    with post.step(Duty.RECEIVE) as step:
        wanted = ticket if ticket is not None else post.last_issued
        if wanted is None:
            raise Refused(
                _("Belum ada nomor terbit di sini. Tidak ada yang dicetak. Cari nomornya dengan /."),
                code="nothing_issued",
            )
        state = step.ticket(wanted)
        copy = issuing.print_again(post, step, state, reason).copy
    return issued(
        post, step, state.id, state.service, _("{number} dicetak lagi, SALINAN {copy}"), copy=str(copy)
    )


def _open_number(post: "Post", step: "Step", ticket: str | None) -> TicketState:
    state = step.ticket(ticket if ticket is not None else hand.meant(post, post.last_issued))
    hand.refuse_foreign(post, state)
    if state.status in CLOSED:
        return hand.take(post, step, state.id, ending.NOT_CLOSED, _("Terbitkan nomor baru dengan n."))
    return state
