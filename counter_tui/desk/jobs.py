"""What an officer answers about a print job (cetakan) whose paper nobody is sure of."""

from typing import TYPE_CHECKING

from counter_tui.core.print_job import Job, JobState
from counter_tui.core.refusal import Refused
from counter_tui.desk import reception, slips
from counter_tui.desk.duties import Duty
from counter_tui.language import _
from counter_tui.store import spool_rows
from counter_tui.store.spool import StoredSpool

if TYPE_CHECKING:
    from counter_tui.desk.post import Post

REPRINTED = "reprinted"
"""The note of a job in whose place a marked copy was printed."""
DISCARDED = "discarded"
"""The note of a job that an officer gave up."""
_JOB = f"SELECT {spool_rows.COLUMNS} FROM print_job WHERE id = ?"  # noqa: S608 - our own names
_STREAM = "SELECT stream FROM event WHERE id = ?"


def came_out(post: "Post", job: str) -> None:
    """Note that the paper of an unconfirmed job came out whole."""
    post.acting(Duty.SERVE)
    found = _unsure(post, job)
    StoredSpool(post.store).settle(found.id, JobState.CONFIRMED)


def print_again(post: "Post", job: str) -> None:
    """Print an unconfirmed or failed job again as a marked copy, which is an event of its own."""
    post.acting(Duty.SERVE)
    found = _asked_about(post, job)
    kind, _slash, id_ = _stream(post, found).partition("/")
    if kind == "application":
        slips.slip(post, "not_printed", None, id_)
    else:
        reception.reprint_ticket(post, "not_printed", id_)
    if found.state == JobState.UNCONFIRMED:
        StoredSpool(post.store).settle(found.id, JobState.FAILED, REPRINTED)


def discard(post: "Post", job: str) -> None:
    """Give up an unconfirmed job: its paper is not needed any more."""
    post.acting(Duty.SERVE)
    found = _unsure(post, job)
    StoredSpool(post.store).settle(found.id, JobState.FAILED, DISCARDED)


def _unsure(post: "Post", job: str) -> Job:
    found = _find(post, job)
    if found.state != JobState.UNCONFIRMED:
        raise Refused(
            _("Cetakan ini tidak menunggu jawaban. Tidak ada yang berubah."), code="job_not_unconfirmed"
        )
    return found


def _asked_about(post: "Post", job: str) -> Job:
    found = _find(post, job)
    waiting = found.state not in {JobState.UNCONFIRMED, JobState.FAILED} or found.note == REPRINTED
    if waiting or not found.event:
        raise Refused(
            _("Cetakan ini tidak perlu diulang. Tidak ada yang berubah; p di layarnya mencetak salinan."),
            code="job_not_unconfirmed",
        )
    return found


def _find(post: "Post", job: str) -> Job:
    with post.store.read() as conn:
        row = conn.execute(_JOB, (job,)).fetchone()
    if row is None:
        raise Refused(_("Cetakan itu sudah tidak ada. Tidak ada yang berubah."), code="unknown_job")
    return spool_rows.parse(row)


def _stream(post: "Post", job: Job) -> str:
    with post.store.read() as conn:
        row = conn.execute(_STREAM, (job.event,)).fetchone()
    return str(row[0]) if row is not None else ""
