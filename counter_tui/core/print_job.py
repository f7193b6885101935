"""A print job: what is to be put on paper, and how far it has come."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import msgspec


class JobState(StrEnum):
    """How far a job has come: queued → sending → confirmed | sent | unconfirmed | failed (DESIGN §5)."""

    QUEUED = "queued"
    """Durable, and not one byte of it has left this computer."""
    SENDING = "sending"
    """Claimed by a worker: from here on bytes may be on paper."""
    CONFIRMED = "confirmed"
    """The printer answered after it, or a file was synced to disk."""
    SENT = "sent"
    """All bytes left; this printer never answers, and nobody is asked."""
    UNCONFIRMED = "unconfirmed"
    """Perhaps on paper, perhaps not: an officer looks, it is never resent unasked."""
    FAILED = "failed"
    """Given up for good, with the reason in `note`."""


REPRINTED = "reprinted"
"""The note of a job in whose place a marked copy was printed."""
DISCARDED = "discarded"
"""The note of a job that an officer gave up, with the reason's code behind a colon."""
UNDONE = "undone"
"""The note of a job whose event was undone before a byte of it was sent."""


class PrinterRole(StrEnum):
    """Which printer of the counter a job is meant for."""

    TICKET = "ticket"
    SLIP = "slip"
    REPORT = "report"


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """Which jobs are one printer's: those moved to it, and those of its roles that are on no known printer.

    `known` are the names of all printers of this machine: a job that was moved to one that is known no more
    goes to the printer of its role.
    """

    printer: str
    roles: frozenset[PrinterRole]
    known: frozenset[str] = frozenset()

    def has(self, job: "Job") -> bool:
        """Tell whether a job is this printer's: waiting by where it shall go, then by who claimed it."""
        place = job.target if job.state is JobState.QUEUED else job.printer
        return place == self.printer or (place not in self.known and job.role in self.roles)


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One document on its way to paper (cetakan), naming nobody: the name inside is masked.

    `document` is a kind that `printing.documents` lays out; `data` is that document's JSON, and bytes are
    made only when it is printed. `subject` is the ticket number. `copy` is 0 for the original and n for
    `SALINAN n`. `event` is the id of the event that ordered it. Times are UTC milliseconds.
    """

    id: str
    at: int
    document: str
    data: Mapping[str, Any]
    subject: str
    role: PrinterRole
    event: str = ""
    copy: int = 0
    state: JobState = JobState.QUEUED
    attempts: int = 0
    """How many times a worker claimed it."""
    printer: str = ""
    """The name of the printer that claimed it last."""
    target: str = ""
    """The name of the printer that it was moved to; empty for the one of its role."""
    note: str = ""
    """A short code why it stands where it stands: `no_answer`, `paper_out`, `crash` …; never a name."""

    @property
    def open(self) -> bool:
        """Whether it waits for a printer or for an officer."""
        decided = self.note.partition(":")[0] in {REPRINTED, DISCARDED, UNDONE}
        return self.state not in {JobState.CONFIRMED, JobState.SENT} and not decided
