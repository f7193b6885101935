"""What is held on one applicant, for themself (UU 27/2022)."""

from typing import Any

import msgspec


class HeldRecord(msgspec.Struct, frozen=True):
    """One personal record: its kind and id, when it was last changed (UTC ms), and what it says."""

    kind: str
    id: str
    changed_at: int
    data: dict[str, Any]


class HeldEvent(msgspec.Struct, frozen=True):
    """One thing that was done: when (UTC ms), where, by whom (masked), in words and as recorded."""

    at: int
    place: str
    officer: str
    text: str
    type: str
    data: dict[str, Any]


class HeldPaper(msgspec.Struct, frozen=True):
    """One paper that was printed: when (UTC ms), which document, which copy."""

    at: int
    document: str
    copy_number: int


class ApplicantFile(msgspec.Struct, frozen=True):
    """Everything that this computer holds on one applicant; another person's name stays masked."""

    application: str
    number: str
    service: str
    issued_at: int
    records: tuple[HeldRecord, ...]
    events: tuple[HeldEvent, ...]
    papers: tuple[HeldPaper, ...]


class Erasure(msgspec.Struct, frozen=True):
    """What was erased of one applicant at request: how many records by kind, and why."""

    application: str
    erased: dict[str, int]
    reason: str
    event: str
