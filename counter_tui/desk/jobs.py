"""What an officer does about a print job (cetakan): answer for its paper, copy it, move it, give it up."""

from typing import TYPE_CHECKING

from counter_tui.core.print_job import DISCARDED, REPRINTED, Job, JobState
from counter_tui.core.refusal import Refused
from counter_tui.desk import issuing, papers, reasons, slips
from counter_tui.desk.duties import Duty
from counter_tui.desk.standing import standing
from counter_tui.language import _
from counter_tui.printing.documents import kinds
from counter_tui.store import spool_rows

if TYPE_CHECKING:
    from collections.abc import Collection

    from counter_tui.core.event import Event
    from counter_tui.desk.post import Post
    from counter_tui.desk.step import Step

NOT_PRINTED = "not_printed"
"""Why a job is printed again that did not come out: nobody needs to be asked."""


def came_out(post: "Post", job: str) -> None:
    """Note that the paper of an unconfirmed job came out whole; who says so is an event."""
    with post.step(Duty.SERVE) as step:
        found = _find(step, job)
        if found.state is not JobState.UNCONFIRMED:
            raise Refused(
                _("Cetakan ini tidak menunggu jawaban. Tidak ada yang berubah."), code="job_not_unconfirmed"
            )
        spool_rows.settle(step.tx.connection, found.id, JobState.CONFIRMED)
        if found.event:
            papers.came_out(post, step, found)
    if step.events:
        _told(post, step.events[0], _("{paper} sudah keluar"), job)


def print_again(post: "Post", job: str, reason: str = "", printer: str = "") -> None:
    """Print a job's paper again, marked as a copy, which is an event with officer and reason.

    One that did not come out needs no reason, every other does. `printer` sends the copy to that one.
    """
    with post.step(Duty.SERVE) as step:
        _copy(post, step, _find(step, job), reason, printer)
    event = step.events[0]
    _told(post, event, _("{paper} dicetak lagi, SALINAN {copy}"), job)


def move(post: "Post", job: str, printer: str, known: "Collection[str]") -> None:
    """Let another printer print a job; what may be on paper already comes out there as a marked copy."""
    with post.step(Duty.SERVE) as step:
        if printer not in known:
            raise Refused(
                _("Printer itu tidak ada di komputer ini. Tidak ada yang berubah. Pilih dari daftar."),
                code="unknown_printer",
            )
        found = _find(step, job)
        if found.state is JobState.QUEUED:
            spool_rows.aim(step.tx.connection, found.id, printer)
        elif found.state in {JobState.UNCONFIRMED, JobState.FAILED}:
            _copy(post, step, found, "", printer)
        else:
            raise Refused(
                _("Cetakan ini sudah di kertas atau sedang dicetak. Tidak ada yang berubah."),
                code="job_not_waiting",
            )
    if step.events:
        _told(post, step.events[0], _("{paper} dicetak lagi di printer lain, SALINAN {copy}"), job)


def discard(post: "Post", job: str, reason: str) -> None:
    """Give up a job that waits or that nobody is sure of; who did it and why is an event."""
    with post.step(Duty.SERVE) as step:
        found = _find(step, job)
        if not found.open or found.state is JobState.SENDING:
            raise Refused(
                _("Cetakan ini sudah selesai atau sedang dicetak. Tidak ada yang berubah."),
                code="job_not_open",
            )
        why = reasons.known(reason, reasons.discard_names())
        spool_rows.settle(step.tx.connection, found.id, JobState.FAILED, f"{DISCARDED}:{why}")
        if found.event:
            papers.discard(post, step, found, why)
    if step.events:
        _told(post, step.events[0], _("{paper} dibuang"), job)


def _copy(post: "Post", step: "Step", job: Job, reason: str, printer: str) -> None:
    """Order the copy, send it where it shall go, and close the job that it replaces."""
    missing = job.open and job.state in {JobState.UNCONFIRMED, JobState.FAILED}
    if not missing and job.state not in {JobState.CONFIRMED, JobState.SENT}:
        raise Refused(
            _("Cetakan ini masih menunggu atau sudah diganti. Tidak ada yang berubah."), code="job_not_ended"
        )
    why = reasons.known(reason or (NOT_PRINTED if missing else ""), reasons.copy_names())
    copy = _ordered(post, step, job, why)
    if printer:
        spool_rows.aim(step.tx.connection, copy.id, printer)
    if missing:
        spool_rows.settle(step.tx.connection, job.id, JobState.FAILED, REPRINTED)


def _ordered(post: "Post", step: "Step", job: Job, why: str) -> Job:
    """Append the event of the next copy of a job's paper, and queue it."""
    stream = step.tx.stream_of(job.event)
    if not stream:
        raise Refused(
            _("Catatan kertas ini tidak ada di komputer ini. Tidak ada yang dicetak; o membuangnya."),
            code="unknown_paper",
        )
    if all(event.id != job.event for event in standing(step.tx.events(stream))):
        raise Refused(
            _("Yang tertulis di kertas itu sudah diurungkan. Tidak ada yang dicetak; o membuangnya.")
            if job.open
            else papers.void_sentence(),
            code="paper_void",
        )
    kind, _slash, id_ = stream.partition("/")
    if kind == "application":
        return slips.print_within(post, step, slips.printable(post, step, id_), why)[1]
    if kind == "ticket":
        post.acting(Duty.RECEIVE)
        return issuing.print_again(post, step, step.ticket(id_), why)
    return papers.again(post, step, job, why)


def _find(step: "Step", job: str) -> Job:
    found = spool_rows.find(step.tx.connection, job)
    if found is None:
        raise Refused(_("Cetakan itu sudah tidak ada. Tidak ada yang berubah."), code="unknown_job")
    return found


def _told(post: "Post", event: "Event", sentence: str, job: str) -> None:
    with post.store.read() as conn:
        found = spool_rows.find(conn, job)
    paper = f"{kinds.name(found.document)} {found.subject}".rstrip() if found else ""
    post.remember(event, sentence.format(paper=paper, copy=event.data.get("copy", 0)))
