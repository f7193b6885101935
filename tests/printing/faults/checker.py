"""The proof after every fault: no job lost, none printed twice unmarked, none believed too early."""

from collections import Counter
from dataclasses import dataclass, field

from counter_tui.core.print_job import Job, JobState
from tests.printing.decoder import Page, PrintedCode, PrintedLine

NUMBER_SIZE = 3
COPY = "SALINAN"


@dataclass
class PaperSlip:
    """What lies on the paper from one number to the next."""

    number: str
    mark: str = ""
    """`SALINAN n` of a copy."""
    codes: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def whole(self, job: Job) -> bool:
        """Whether it has the job's code and its last words."""
        return self.codes == [job.data["qr"]] and job.data["hours"] in self.texts


def slips_on(page: Page) -> list[PaperSlip]:
    """Read the paper as a person does: each slip has its large number, a copy its mark right above it."""
    found: list[PaperSlip] = []
    above = ""
    for row in page.rows:
        if isinstance(row, PrintedLine):
            mark, above = above if above.startswith(COPY) else "", row.text
        if isinstance(row, PrintedLine) and row.times == NUMBER_SIZE:
            found.append(PaperSlip(row.text, mark))
        elif found and isinstance(row, PrintedLine):
            found[-1].texts.append(row.text)
        elif found and isinstance(row, PrintedCode):
            found[-1].codes.append(row.payload.decode())
    return found


def check(ordered: set[str], jobs: list[Job], page: Page) -> None:
    """Compare what was ordered with the spool, and the spool with the paper.

    A number that broke off within itself is nobody's slip.
    """
    slips = [slip for slip in slips_on(page) if slip.number in ordered]
    assert {job.subject for job in jobs} == ordered, "a job was lost"
    papers = Counter((slip.number, slip.mark) for slip in slips)
    assert [paper for paper, times in papers.items() if times > 1] == [], "printed twice under one mark"
    assert papers.keys() <= {_paper(job) for job in jobs}, "a paper that nobody ordered"
    for job in jobs:
        mine = [slip for slip in slips if (slip.number, slip.mark) == _paper(job)]
        match job.state:
            case JobState.QUEUED:
                assert not mine, f"{job.subject} waits, and has begun"
            case JobState.CONFIRMED:
                assert [slip.whole(job) for slip in mine] == [True], f"{job.subject} was believed too early"
            case JobState.SENDING:
                raise AssertionError(f"{job.subject} was left in the middle")


def _paper(job: Job) -> tuple[str, str]:
    return (job.subject, f"{COPY} {job.copy}" if job.copy else "")
