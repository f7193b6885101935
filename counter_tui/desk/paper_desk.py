"""What an officer can do about print jobs (cetakan) at this machine."""

from counter_tui.desk import jobs, reasons
from counter_tui.desk.desk_base import DeskBase
from counter_tui.desk.views.choices import Choice


class PaperDesk(DeskBase):
    """The desk's half that deals with paper; every method returns after COMMIT."""

    def job_came_out(self, job: str) -> None:
        """Note that the paper of an unconfirmed print job came out whole."""
        jobs.came_out(self._post, job)

    def print_job_again(self, job: str, reason: str = "", printer: str = "") -> None:
        """Print a job's paper again, marked `SALINAN n`.

        One that did not come out needs no reason; one that is on paper already does, a code of
        `copy_reasons`. `printer` names another printer for the copy.
        """
        jobs.print_again(self._post, job, reason, printer)

    def move_job(self, job: str, printer: str) -> None:
        """Let another printer of this machine print a job.

        A queued one waits there from now on. One that may be on paper already is printed there as a marked
        copy. Refused for a printer that this machine does not have, and for what is on paper.
        """
        known = {one.name for one in self._printers()}
        jobs.move(self._post, job, printer, known)

    def discard_job(self, job: str, reason: str) -> None:
        """Give up a print job that waits or that nobody is sure of, for a code of `discard_reasons`."""
        jobs.discard(self._post, job, reason)

    def discard_reasons(self) -> tuple[Choice, ...]:
        """Return why a print job is given up."""
        return reasons.discards()
