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


class PrinterRole(StrEnum):
    """Which printer of the counter a job is meant for."""

    TICKET = "ticket"
    SLIP = "slip"
    REPORT = "report"


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One document on its way to paper (cetakan), naming nobody: the name inside is masked.

    `document` is `ticket`, `slip` or `self_test`; `data` is that document's JSON, and bytes are made
    only when it is printed. `subject` is the ticket number. `copy` is 0 for the original and n for
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
    note: str = ""
    """A short code why it stands where it stands: `no_answer`, `paper_out`, `crash` …; never a name."""
