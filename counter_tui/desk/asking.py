"""Asking the hub for a number or a call, so that the desk goes on as if it had done it itself.

What is asked is written down before it is sent, and forgotten in the transaction that keeps the answer: an
answer that is lost on the way is resolved later (`hub_return`). Nothing of a person travels in a command:
what is known of the applicants is kept here, under the applications that the hub opened.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from counter_tui.core.refusal import Refused
from counter_tui.core.ticket_state import TicketState
from counter_tui.desk import applicants, hub_return, issuing, ticket_view
from counter_tui.desk.duties import Duty
from counter_tui.desk.views.applicant import ApplicantDraft
from counter_tui.language import _
from counter_tui.store import open_commands

if TYPE_CHECKING:
    from counter_tui.core.event import Event
    from counter_tui.desk.hub_port import Arguments, HubPort
    from counter_tui.desk.post import Post
    from counter_tui.desk.views.ticket import TicketView
    from counter_tui.sync.desk_command import DeskAnswer


class Done(NamedTuple):
    """What the hub did: the number, why it was chosen, and the events it wrote."""

    ticket: str
    words: str
    events: "list[Event]"


class Hub(NamedTuple):
    """A hub that answers; `late` is the id of a number that an earlier command called for this counter."""

    port: "HubPort"
    late: str | None


def hub_of(post: "Post", duty: Duty) -> Hub | None:
    """Return the hub to ask before anything is done here; None where there is none that answers.

    Refused for an officer without the duty. What earlier commands left open is settled first; then the hub
    is given what only this terminal may call, so that one of the two calls it.
    """
    post.look_around()
    port = post.port
    if port is None or port.standing() != "up":
        return None
    post.acting(duty)
    with port.alone():
        late = hub_return.resolve(post.store, port)
        post.board.refresh()
        if late is None or (not late and not _given_away(post, port)):
            return None
    post.board.refresh()
    return Hub(port, next(iter(late), None))


def ask(
    post: "Post",
    hub: Hub,
    action: str,
    arguments: "Arguments",
    people: Sequence[ApplicantDraft] = (),
) -> Done | None:
    """Ask the hub for one action; None where it does not answer, refused where it refuses.

    `people` are the applicants of the number in the order of its applications.
    """
    from counter_tui.sync.desk_command import DeskCommand

    officer = post.acting()
    asked = DeskCommand(
        id=issuing.new_id(post), counter=post.identity.counter, officer=officer.id, arguments=arguments
    )
    with hub.port.alone():
        with post.store.write() as transaction:
            open_commands.keep(transaction, asked.id, action)
        answer = hub.port.command(action, asked)
        if answer is None:
            return None
        events = _keep(post, answer, people)
    if not answer.done:
        raise Refused(answer.sentence, code=answer.code)
    post.heard(events)
    post.board.refresh()
    return Done(answer.ticket, answer.words, events)


def shown(post: "Post", done: Done, text: str, **words: str) -> "TicketView":
    """Return the number as the hub's command left it, and keep in the trail what was done to it."""
    return ticket_view.kept(post, done.events, done.ticket, text, **words)


def _given_away(post: "Post", port: "HubPort") -> bool:
    """Give the hub what only this device may call; False where it was lost before that."""
    me = post.identity.device
    if not any(hub_return.is_held(one, me) for one in post.board.tickets.values()):
        return True
    return hub_return.give_away(post.store, port)


def _keep(post: "Post", answer: "DeskAnswer", people: Sequence[ApplicantDraft]) -> "list[Event]":
    """Keep an answer whole: its events, its paper, its people, and that it has come.

    One about a number that is not known here stays open: what the pulls bring first may complete it.
    """
    with post.store.write() as transaction:
        open_commands.settle(transaction, answer.id)
        if not answer.done:
            return []
        events, stream = hub_return.take_in(transaction, answer), f"ticket/{answer.ticket}"
        state = transaction.state(stream)
        if not isinstance(state, TicketState) or all(event.stream != stream for event in events):
            sentence = _("Nomor dari hub belum lengkap di sini. Tidak ada yang hilang. Ulangi sebentar lagi.")
            raise Refused(sentence, code="not_complete")
        for job in answer.jobs:
            transaction.enqueue(job)
        for application, draft in zip(state.applications, people, strict=False):
            if draft != ApplicantDraft():
                applicants.keep(transaction, application, draft)
    return events
