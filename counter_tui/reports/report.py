"""What every report is, whatever it is rendered to: title, period, who asked, columns and rows."""

from dataclasses import dataclass
from datetime import date, datetime

from counter_tui.language import _

Value = str | int | date | datetime | None
"""One cell; None is an empty one."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key in JSON, its title, and how wide it should be beside the others.

    `share` is relative; where a page is narrower its cells break into lines.
    """

    key: str
    title: str
    share: int


@dataclass(frozen=True, slots=True)
class Report:
    """One report, ready to be rendered; moments are the site's wall-clock times."""

    name: str
    title: str
    office: str
    day_from: date
    day_to: date
    filters: tuple[tuple[str, str], ...]
    """What was left out or shown otherwise, as label and words."""
    issued_by: str
    issued_at: datetime
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""
    """What a reader must know of it: what it is for, how to keep it."""
    signed: bool = False
    """Whether it is a document that its issuer and the head of office sign."""

    @property
    def period(self) -> str:
        """Return `14/9/2024` or `1/9/2024–14/9/2024`."""
        first, last = text(self.day_from), text(self.day_to)
        return first if first == last else f"{first}–{last}"

    @property
    def origin(self) -> str:
        """Return who asked for it and when."""
        return _("Dicetak oleh {officer}, {moment}").format(
            officer=self.issued_by, moment=text(self.issued_at)
        )


def text(value: Value) -> str:
    """Return a cell as people read it: `14/9/2024 10.02`, in English with a colon."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{text(value.date())} {value.strftime(_('%H.%M'))}"
    if isinstance(value, date):
        return f"{value.day}/{value.month}/{value.year}"
    return str(value)


def is_number(value: Value) -> bool:
    """Tell whether a cell stands at the right of its column."""
    return isinstance(value, int)
