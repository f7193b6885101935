"""Papers beside tickets and slips, as they were ordered."""

import msgspec


class NoteView(msgspec.Struct, frozen=True):
    """A refusal note (bukti penolakan) on its way to paper; copy 0 is the original.

    `until` is the last day to complete the documents, ISO, empty where nobody has said.
    """

    application: str
    ticket: str
    number: str
    outcome: str
    reason: str
    until: str
    copy: int
    paper: tuple[str, ...]
    """What stands on it, as lines of text."""
    job: str
    event: str


class ShiftReportView(msgspec.Struct, frozen=True):
    """A shift report (laporan giliran) of this counter's open day; minutes are None before any visit."""

    counter: str
    day: str
    served: int
    median_minutes: int | None
    p90_minutes: int | None
    on_time_percent: int | None
    outcomes: dict[str, int]
    slips: int
    slip_copies: int
    handovers: int
    paper: tuple[str, ...]
    job: str
    event: str
