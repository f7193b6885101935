"""What every paper of the counter has in common.

Paper speaks Indonesian whatever the officer's screen speaks: it is the applicant who reads it. For
foreigners (WNA) and children of two nationalities (ABG) the English stands beside it on the same paper.
"""

from datetime import date
from typing import Any, Literal

import msgspec

from counter_tui.printing.blocks import Block, Pair, Rule, Text

Language = Literal["id", "id+en"]
"""Indonesian, or Indonesian with the English beside it; the catalogue says which a service asks for."""

_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
_ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Paper(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a document says; unknown fields are refused, so that no name slips onto paper unnoticed."""

    def data(self) -> dict[str, Any]:
        """Return the JSON that a print job keeps."""
        return dict(msgspec.to_builtins(self))


class SpokenPaper(Paper, frozen=True, kw_only=True):
    """A paper for an applicant, in the languages of the service."""

    office: str
    number: str
    service: str
    language: Language = "id"
    service_en: str = ""
    """The service's English name; it stands on a bilingual paper only."""

    def english(self, words: str) -> str:
        """Return English words for a bilingual paper, else nothing."""
        return words if self.language == "id+en" else ""

    def both(self, indonesian: str, english: str) -> str:
        """Return short words in the paper's languages: `Layanan`, or `Layanan / Service`."""
        return f"{indonesian} / {english}" if self.english(english) else indonesian

    def told(
        self, label: str, value: str, label_en: str, value_en: str = "", *, bold: bool = False
    ) -> list[Block]:
        """Return a label with its value; a value that is said otherwise in English takes a row of its own."""
        if value and self.english(value_en):
            return [Pair(label, value, bold), Pair(label_en, value_en, bold)]
        return [Pair(self.both(label, label_en), value, bold)]

    def heading(self, title: str, title_en: str, copy: int) -> list[Block]:
        """Return what stands above all else: the office, what paper this is, and of which number."""
        return [
            Text(self.office, lines=2),
            Text(title, size=2, bold=True),
            Text(self.english(title_en), bold=True),
            *copy_mark(copy),
            Rule(),
            Pair(self.both("Nomor", "Number"), self.number, bold=True),
            *self.told("Layanan", self.service, "Service", self.service_en),
        ]

    def moment(self, day: str, time: str) -> list[Block]:
        """Return the row of an ISO date and a local time."""
        said, said_en = f"{indonesian_day(day)}, {time}", f"{english_day(day)}, {time}"
        return self.told("Waktu", said, "Time", said_en)


def indonesian_day(iso: str) -> str:
    """Return an ISO date as it stands on paper: `Rabu, 18 Sep 2024`."""
    day = date.fromisoformat(iso)
    return f"{_DAYS[day.weekday()]}, {day.day} {_MONTHS[day.month - 1]} {day.year}"


def english_day(iso: str) -> str:
    """Return an ISO date as English readers know it: `18 Sep 2024`."""
    day = date.fromisoformat(iso)
    return f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}"


def copy_mark(copy: int) -> list[Block]:
    """Return the mark of a further copy (salinan); the original bears none.

    It stands before all that the paper is good for: a copy that breaks off is marked as well.
    """
    return [Text(f"SALINAN {copy}", bold=True)] if copy else []
