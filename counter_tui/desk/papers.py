"""Papers beside tickets and slips: each one and each copy of it is an event with its print job.

Every copy after the first is marked `SALINAN n` and has a reason; who ordered it is the event's actor.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from counter_tui.core.paper import VOID, CameOut, Discarded, PaperState, Printed
from counter_tui.core.print_job import Job, PrinterRole
from counter_tui.core.refusal import Refused
from counter_tui.desk import issuing, reasons
from counter_tui.language import _

if TYPE_CHECKING:
    from counter_tui.desk.post import Post
    from counter_tui.desk.step import Step


def order(  # noqa: PLR0913 - what a paper is about, each by its name
    post: "Post",
    step: "Step",
    paper_document: str,
    data: Mapping[str, Any],
    *,
    subject: str,
    role: PrinterRole,
    cause: str = "",
    ticket: str = "",
    application: str = "",
    paper: str = "",
) -> Job:
    """Record a new paper and queue its original within a step.

    `paper_document` is a kind that `printing` lays out, `data` its Paper's `data()`. `subject` is a number
    or an id, never a name. `cause` is the event that it is about, for a step that begins with the paper.
    `paper` is its id where it follows from what it is about, so that any device finds it again.
    """
    said = Printed(
        document=paper_document,
        subject=subject,
        ticket=ticket,
        application=application,
        counter=post.identity.counter,
    )
    return _put(post, step, f"paper/{paper or issuing.new_id(post)}", said, data, role, cause)


def again(post: "Post", step: "Step", job: Job, reason: str) -> Job:
    """Record the next copy of a job's paper and queue it, marked `SALINAN n`.

    Refused for an unknown reason, for a paper that no event of this computer ordered, and for one whose
    step was undone.
    """
    why = reasons.known(reason, reasons.copy_names())
    stream = step.tx.stream_of(job.event)
    state = step.tx.state(stream)
    if not isinstance(state, PaperState):
        raise Refused(
            _("Kertas itu tidak tercatat di komputer ini. Tidak ada yang dicetak."), code="unknown_paper"
        )
    if state.status == VOID:
        raise Refused(void_sentence(), code="paper_void")
    said = Printed(
        document=state.document,
        subject=state.subject,
        ticket=state.ticket,
        application=state.application,
        copy=state.copies,
        reason=why,
        counter=post.identity.counter,
    )
    return _put(post, step, stream, said, job.data, job.role)


def void_sentence() -> str:
    """Return why no copy is made of a paper whose step was undone."""
    return _("Kertas itu sudah tidak berlaku karena tindakannya diurungkan. Tidak ada yang dicetak.")


def came_out(post: "Post", step: "Step", job: Job) -> None:
    """Record that an officer saw a job's paper come out, where the printer did not say so."""
    said = CameOut(
        document=job.document,
        subject=job.subject,
        copy=job.copy,
        printed=job.event,
        counter=post.identity.counter,
    )
    step.append(_stream(step, job), "paper.came_out", msgspec.to_builtins(said))


def discard(post: "Post", step: "Step", job: Job, reason: str) -> None:
    """Record that an officer gave a job up; `reason` is a code of `reasons.discard_names`."""
    said = Discarded(
        document=job.document,
        subject=job.subject,
        copy=job.copy,
        printed=job.event,
        reason=reason,
        counter=post.identity.counter,
    )
    step.append(_stream(step, job), "paper.discarded", msgspec.to_builtins(said))


def _stream(step: "Step", job: Job) -> str:
    """Return where it stands what became of a job: on its paper; a ticket's or slip's has one of its own."""
    ordered = step.tx.stream_of(job.event)
    return ordered if ordered.startswith("paper/") else f"paper/{job.id}"


def _put(
    post: "Post",
    step: "Step",
    stream: str,
    said: Printed,
    data: Mapping[str, Any],
    role: PrinterRole,
    cause: str = "",
) -> Job:
    about = {"cause": cause} if cause else {}
    event = step.append(stream, "paper.printed", msgspec.to_builtins(said) | about)
    job = Job(
        id=issuing.new_id(post),
        at=event.at,
        document=said.document,
        data=data,
        subject=said.subject,
        role=role,
        event=event.id,
        copy=said.copy,
    )
    step.tx.enqueue(job)
    return job
