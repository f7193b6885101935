"""The refusal note (bukti penolakan) of an application that ended as refused or incomplete.

The office's rule `refusal_note` says whether it comes with the outcome, in the same step, or when asked
for (`p`).
"""

from datetime import date
from typing import TYPE_CHECKING

from counter_tui.core.application import ApplicationState
from counter_tui.core.completion import last_day
from counter_tui.core.names import mask
from counter_tui.core.print_job import Job
from counter_tui.core.refusal import Refused
from counter_tui.core.zones import business_day
from counter_tui.desk import hand, paper_words, papers
from counter_tui.desk.duties import Duty
from counter_tui.desk.owed_note import DOCUMENT, copies, owed, paper_id
from counter_tui.desk.views.papers import NoteView
from counter_tui.language import _
from counter_tui.printing.documents.kinds import KINDS
from counter_tui.printing.documents.refusal_note import RefusalPaper
from counter_tui.printing.plain_text import plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from counter_tui.core.event import Event
    from counter_tui.desk.post import Post
    from counter_tui.desk.step import Step

KIND = KINDS[DOCUMENT]


def print_within(post: "Post", step: "Step", state: ApplicationState) -> Job:
    """Order the note's original within the step that ended the application."""
    return papers.order(
        post,
        step,
        KIND.code,
        _paper(post, step, state).data(),
        subject=state.number,
        role=KIND.role,
        ticket=state.ticket,
        application=state.id,
        paper=paper_id(state),
    )


def refusal_note(post: "Post", reason: str, ticket: str | None, application: str | None) -> NoteView:
    """Print the note of an application, else of a number's; see `Desk.refusal_note`."""
    with post.step(Duty.SERVE) as step:
        state = _meant(post, step, ticket, application)
        printed = step.tx.events(f"paper/{paper_id(state)}")
        job = print_within(post, step, state) if not printed else _again(post, step, state, printed, reason)
    done = _("{number} bukti penolakan dicetak")
    if job.copy:
        done = _("{number} bukti penolakan dicetak lagi, SALINAN {copy}")
    post.remember(step.events[0], done.format(number=state.number, copy=job.copy))
    return NoteView(
        application=state.id,
        ticket=state.ticket,
        number=state.number,
        outcome=state.outcome,
        reason=state.reason,
        until=job.data["until"],
        copy=job.copy,
        paper=plain_text(job),
        job=job.id,
        event=job.event,
    )


def _meant(post: "Post", step: "Step", ticket: str | None, application: str | None) -> ApplicationState:
    """Return the application that ended so: the named one, else a number's with the fewest notes."""
    if application is None:
        number = step.ticket(hand.meant_or_last(post, ticket))
        meant = number.applications
    else:
        meant = (application,)
    ended = [state for one in meant if owed(state := step.application(one))]
    if not ended:
        raise Refused(
            _("Bukti penolakan hanya untuk yang ditolak atau kurang berkas. Tidak ada yang dicetak."),
            code="no_refusal",
        )
    return min(ended, key=lambda state: copies(step.tx.connection, state))


def _again(
    post: "Post", step: "Step", state: ApplicationState, printed: "Sequence[Event]", reason: str
) -> Job:
    """Order the next marked copy; who prints one says why."""
    former = Job(
        id="",
        at=printed[-1].at,
        document=KIND.code,
        data=_paper(post, step, state).data(),
        subject=state.number,
        role=KIND.role,
        event=printed[-1].id,
    )
    return papers.again(post, step, former, reason)


def _paper(post: "Post", step: "Step", state: ApplicationState) -> RefusalPaper:
    person = step.tx.record("applicant", state.id) or {}
    service = paper_words.service(post, state.service)
    outcome = paper_words.OUTCOMES[state.outcome]
    reason = paper_words.reason(state.outcome, state.reason)
    incomplete = state.outcome == "incomplete"
    bring = paper_words.BRING.get(state.reason, paper_words.NOTHING) if incomplete else paper_words.NOTHING
    ended = state.closed_at or post.now()
    day = business_day(ended, post.identity.zone)
    until = last_day(date.fromisoformat(day), post.rules.completion_limits) if incomplete else None
    known = post.catalogue.services.get(state.service)
    return RefusalPaper(
        office=post.identity.office_name,
        number=state.number,
        service=service.id,
        service_en=service.en,
        language=service.language,
        name=mask(person.get("name", "")),
        outcome=outcome.id,
        outcome_en=outcome.en,
        reason=reason.id,
        reason_en=reason.en,
        bring=bring.id,
        bring_en=bring.en,
        until=until.isoformat() if until is not None else "",
        basis=known.basis if known is not None else "",
        day=day,
        time=paper_words.clock(post, ended),
        counter=post.identity.counter,
    )
