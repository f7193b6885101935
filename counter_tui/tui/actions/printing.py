"""What the keys of Cetakan do to the print job under the cursor; each answers, if only with why not."""

from typing import TYPE_CHECKING

from counter_tui.desk.views.choices import Choice
from counter_tui.desk.views.state import JobRow
from counter_tui.language import _
from counter_tui.tui.screens import state_job_rows

if TYPE_CHECKING:
    from counter_tui.tui.screens.state import StateScreen


async def came_out(screen: "StateScreen", job: JobRow) -> None:
    """Note that the paper came out whole."""
    await screen.act(lambda desk: desk.job_came_out(job.id))


async def print_again(screen: "StateScreen", job: JobRow) -> None:
    """Print the job as a marked copy; one that is on paper already asks why."""
    if job.state not in {"confirmed", "sent"}:
        await screen.act(lambda desk: desk.print_job_again(job.id))
        return
    reasons = await screen.look(lambda desk: desk.copy_reasons())
    if reasons:
        from counter_tui.tui.cards.reasons import CopyCard

        card = CopyCard(_what(job), reasons)
        await screen.ask(card, lambda code: screen.act(lambda desk: desk.print_job_again(job.id, code)))


async def give_up(screen: "StateScreen", job: JobRow) -> None:
    """Give the job up, always with a reason."""
    if not job.open or job.state == "sending":
        screen.refuse(_("Cetakan ini sudah selesai atau sedang dicetak. Tidak ada yang berubah."))
        return
    reasons = await screen.look(lambda desk: desk.discard_reasons())
    if reasons:
        from counter_tui.tui.cards.print_jobs import DiscardCard

        card = DiscardCard(_what(job), reasons)
        await screen.ask(card, lambda code: screen.act(lambda desk: desk.discard_job(job.id, code)))


async def move(screen: "StateScreen", job: JobRow) -> None:
    """Let another printer print the job; where it may be on paper already, the card says so."""
    others = screen.jobs.others(job)
    if not job.open or job.state == "sending":
        screen.refuse(_("Cetakan ini sudah di kertas atau sedang dicetak. Tidak ada yang berubah."))
    elif not others:
        screen.refuse(_("Tidak ada printer lain di komputer ini. Tidak ada yang berubah."))
    else:
        from counter_tui.tui.cards.print_jobs import MoveCard

        choices = [Choice(one.name, state_job_rows.printer_name(one.name), one.word) for one in others]
        doubtful = None if job.state == "queued" else job.copy + 1
        card = MoveCard(_what(job), choices, doubtful_copy=doubtful)
        await screen.ask(card, lambda name: screen.act(lambda desk: desk.move_job(job.id, name)))


def _what(job: JobRow) -> str:
    return f"{state_job_rows.document(job.document).lower()} {job.subject}".rstrip()
