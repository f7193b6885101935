"""What every paper of the counter has in common.

Paper speaks Indonesian whatever the officer's screen speaks: it is the applicant who reads it. For
foreigners (WNA) and children of two nationalities (ABG) the English stands beside it on the same paper.
"""

from datetime import date
from typing import Any, Literal

import msgspec

from counter_tui.printing.blocks import Block, Text

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

    @property
    def bilingual(self) -> bool:
        """Whether the English stands beside the Indonesian."""
        return self.language == "id+en"

    def both(self, indonesian: str, english: str) -> str:
        """Return the words in the paper's languages: `Layanan`, or `Layanan / Service`."""
        return f"{indonesian} / {english}" if self.bilingual and english else indonesian


def indonesian_day(iso: str) -> str:
    """Return an ISO date as it stands on paper: `Rabu, 18 Sep 2024`."""
    day = date.fromisoformat(iso)
    return f"{_DAYS[day.weekday()]}, {day.day} {_MONTHS[day.month - 1]} {day.year}"


def english_day(iso: str) -> str:
    """Return an ISO date as English readers know it: `18 Sep 2024`."""
    day = date.fromisoformat(iso)
    return f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}"


def copy_mark(copy: int) -> list[Block]:
    """Return the mark of a further copy (salinan); the original bears none."""
    return [Text(f"SALINAN {copy}", bold=True)] if copy else []
