"""Who did what when: what is asked, and what comes of it."""

import msgspec

from counter_tui.desk.views.reporting import Issuer


class AuditAsked(msgspec.Struct, frozen=True):
    """Which actions: from one day to another (ISO dates), of a login, of a number; empty is any."""

    day_from: str = ""
    day_to: str = ""
    officer: str = ""
    number: str = ""


class AuditRow(msgspec.Struct, frozen=True):
    """One action: when (UTC ms), by whom (`Lia N.`), what in words, on which number, at which counter."""

    at: int
    officer: str
    text: str
    number: str
    counter: str
    device: str


class AuditReport(msgspec.Struct, frozen=True):
    """The actions of some days, the oldest first; `officer` and `number` are what they were narrowed to."""

    issuer: Issuer
    day_from: str
    day_to: str
    rows: tuple[AuditRow, ...]
    officer: str
    number: str
