"""Undo (urungkan): an officer takes back their own last step, whole, while nothing came after it.

It is checked here, when it is appended, and never in the fold (DESIGN §2): the same officer at this
device, at most the office's minutes ago, and no later action on any stream that the step touched.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter_tui.core.event import Event
from counter_tui.core.folding import UNDO
from counter_tui.core.refusal import Refused
from counter_tui.desk import done_words, ticket_view
from counter_tui.desk.duties import Duty
from counter_tui.desk.standing import standing
from counter_tui.desk.views.trail import TrailView, UndoneView
from counter_tui.language import _
from counter_tui.store import queries, withdrawal

if TYPE_CHECKING:
    from counter_tui.desk.post import Post
    from counter_tui.desk.step import Step

HANDED_OVER = "application.handed_over"
PAPER = frozenset({"application.slip_printed", "paper.printed"})
"""What puts a paper beside the step's first action into somebody's hand."""


@dataclass(frozen=True, slots=True)
class Past:
    """One earlier step: its first event, and all events that it caused, in their order."""

    events: tuple[Event, ...]

    @property
    def first(self) -> Event:
        """The event that undo names."""
        return self.events[0]

    @property
    def telling(self) -> Event:
        """The event that says what was done: the stage rather than its implied start."""
        implied = self.first.type == "ticket.started" and len(self.events) > 1
        return self.events[1] if implied else self.first

    @property
    def streams(self) -> tuple[str, ...]:
        """Every stream that the step touched."""
        return tuple(dict.fromkeys(event.stream for event in self.events))

    @property
    def about_number(self) -> bool:
        """Whether it was done to a number, an application, a paper or lines held apart; a counter stays."""
        return _about_number(self.first.stream) or self.first.stream.startswith("paper/")

    def on(self, kind: str) -> str:
        """Return the id of the first stream of a kind, empty for none."""
        return next((name.partition("/")[2] for name in self.streams if name.startswith(f"{kind}/")), "")


def undo(post: "Post", ticket: str | None) -> UndoneView:
    """Take back this officer's last step here, or the last one on a ticket."""
    actor = post.acting()
    with post.step(Duty.UNDO) as step:
        past = _last(post, step, ticket)
        _check(post, step, past, actor.id)
        first = step.append(past.first.stream, UNDO, {"target": past.first.id})
        for stream in past.streams[1:]:
            # What a call opened stays open where the counter itself was changed since.
            if not stream.startswith("counter/") or _is_newest(step, stream, past):
                step.append(stream, UNDO, {"target": past.first.id})
        _release(step, past)
    post.forget_last()
    return _undone(post, past, first)


def _last(post: "Post", step: "Step", ticket: str | None) -> Past:
    wanted = _streams_of(step, ticket) if ticket is not None else None
    newest = post.past()
    gone = {event.data["target"] for event in newest if event.type == UNDO}
    steps: dict[str, list[Event]] = {}
    for event in reversed(newest):
        if event.type != UNDO and event.actor:
            steps.setdefault(event.data.get("cause", event.id), []).append(event)
    for first, events in reversed(steps.items()):
        past = Past(tuple(events))
        if first in gone or not past.about_number or not (wanted is None or wanted & set(past.streams)):
            continue
        if past.first.id == first:
            return past
        break  # its beginning lies further back: taking back the rest of it alone would tear it
    raise Refused(_("Tidak ada yang dapat diurungkan di sini."), code="nothing_to_undo")


def _streams_of(step: "Step", ticket: str) -> set[str]:
    state = step.ticket(ticket)
    return {f"ticket/{ticket}", *(f"application/{one}" for one in state.applications)}


def _check(post: "Post", step: "Step", past: Past, actor: str) -> None:
    minutes = post.rules.undo_minutes
    if past.first.actor != actor:
        raise Refused(
            _("Tindakan terakhir dibuat petugas lain. Tidak ada yang berubah. Minta petugas itu."),
            code="other_officer",
        )
    # Also where the clock was set back behind the action: nobody knows how long ago it was.
    if abs(post.now() - past.first.at) > minutes * 60_000:
        raise Refused(
            _("Sudah lewat {minutes} menit, tidak dapat diurungkan lagi. Catatannya tetap.").format(
                minutes=minutes
            ),
            code="too_late",
        )
    if past.first.type not in done_words.UNDOABLE:
        raise Refused(_("Tindakan itu tidak dapat diurungkan. Catatannya tetap."), code="not_undoable")
    for stream in past.streams:
        if _about_number(stream) and not _is_newest(step, stream, past):
            raise Refused(
                _("Sudah ada tindakan lain sesudahnya. Tidak ada yang berubah."), code="acted_since"
            )


def _about_number(stream: str) -> bool:
    return stream.startswith(("ticket/", "application/", "quarantine/"))


def _is_newest(step: "Step", stream: str, past: Past) -> bool:
    """Return whether the newest event that stands and that somebody did belongs to this step.

    Nobody does what a terminal gives its hub by itself.
    """
    events = [event for event in standing(step.tx.events(stream)) if event.actor]
    return bool(events) and events[-1].id in {event.id for event in past.events}


def _release(step: "Step", past: Past) -> None:
    """Let go of what the step held outside the journal: the handover's guard, paper not yet sent."""
    for event in past.events:
        if event.type == HANDED_OVER:
            step.tx.release_handover(event.stream.partition("/")[2])
            step.tx.erase_record("collector", event.data["record"])
        withdrawal.withdraw(step.tx.connection, event.id)


def _undone(post: "Post", past: Past, first: Event) -> UndoneView:
    ticket, application = past.on("ticket"), past.on("application")
    with post.store.read() as conn:
        file = queries.application(conn, application) if application else None
        state = queries.ticket(conn, ticket) if ticket else None
    view = ticket_view.of(post, ticket, event=first.id) if state is not None else None
    told = file if past.first.stream.startswith("application/") else state
    number = told.number if told is not None else ""
    text = _told(past, number)
    post.trail = TrailView(at=first.at, text=text, undo_until=None, event=first.id)
    return UndoneView(text=text, ticket=view, application=application, event=first.id)


def _told(past: Past, number: str) -> str:
    """Return what was taken back, and of paper that came with it that it is void."""
    handed = sum(event.type == HANDED_OVER for event in past.events if event.data.get("list"))
    first = done_words.undone_list(handed) if handed else done_words.undone(past.telling, number)
    paper = next((event for event in past.events if event.type in PAPER), past.telling)
    return first if paper is past.telling else f"{first} {done_words.undone(paper, number)}"
