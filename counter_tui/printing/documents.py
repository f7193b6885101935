"""The papers of the counter (nomor antrean, resi, lembar uji), each laid out once as blocks.

Paper speaks Indonesian whatever the officer's screen speaks: it is the applicant who reads it.
"""

from datetime import date
from typing import Any

import msgspec

from counter_tui.core.print_job import Job
from counter_tui.printing.blocks import Align, Block, Gap, Qr, Text

BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
"""All characters that a slip's QR can hold: scanning the self-test shows a wrong keyboard layout."""

_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


class Paper(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a document says; unknown fields are refused, so that no name slips onto paper unnoticed."""

    def data(self) -> dict[str, Any]:
        """Return the JSON that a print job keeps."""
        return dict(msgspec.to_builtins(self))


class TicketPaper(Paper, frozen=True, kw_only=True):
    """A queue ticket (nomor antrean): whom the display calls; it bears no name at all."""

    office: str
    number: str
    service: str
    day: str
    """Business day, ISO date."""
    time: str
    """Local time of issue, `08.12`."""
    ahead: int | None = None
    """How many people wait before; None when nobody can say."""
    priority: str = ""
    """The priority group in words, else empty."""


class SlipPaper(Paper, frozen=True, kw_only=True):
    """A pickup slip (resi) of one application; `qr` is the token's text, `name` is masked."""

    office: str
    number: str
    service: str
    name: str
    promised: str
    """The promised date, ISO; empty for a service that promises none."""
    place: str
    hours: str
    qr: str


class SelfTestPaper(Paper, frozen=True, kw_only=True):
    """A page that shows what a printer and a scanner make of our bytes (lembar uji)."""

    office: str
    printer: str
    columns: int


def indonesian_day(iso: str) -> str:
    """Return an ISO date as it stands on paper: `Rabu, 18 Sep 2024`."""
    day = date.fromisoformat(iso)
    return f"{_DAYS[day.weekday()]}, {day.day} {_MONTHS[day.month - 1]} {day.year}"


def ticket(paper: TicketPaper, copy: int) -> list[Block]:
    """Lay out a queue ticket."""
    return [
        Text(paper.office, lines=2),
        Text("NOMOR ANTREAN", bold=True),
        Text(paper.number, size=4, bold=True),
        Text(paper.service, bold=True, lines=2),
        Text(f"Prioritas: {paper.priority}" if paper.priority else ""),
        Text(f"{indonesian_day(paper.day)}, {paper.time}"),
        Text(_ahead(paper.ahead)),
        Text("Nomor yang dipanggil, bukan nama", lines=2),
        *_copy_mark(copy),
    ]


def slip(paper: SlipPaper, copy: int) -> list[Block]:
    """Lay out a pickup slip; at 32 columns it stays below 560 bytes with the longest token."""
    return [
        Text(paper.office, lines=2),
        Text("RESI PENGAMBILAN", bold=True),
        Text(paper.number, size=3, bold=True),
        Text(paper.service, lines=2),
        Text(paper.name),
        Text(
            f"Selesai {indonesian_day(paper.promised)}" if paper.promised else "Tanggal selesai menyusul",
            bold=True,
        ),
        Qr(paper.qr),
        Text(paper.place, lines=2),
        Text(paper.hours),
        *_copy_mark(copy),
    ]


def self_test(paper: SelfTestPaper, copy: int) -> list[Block]:
    """Lay out the self-test page: width, sizes, boldness and a QR with every Base45 character."""
    ruler = ("1234567890" * (paper.columns // 10 + 1))[: paper.columns]
    return [
        Text("LEMBAR UJI", size=2, bold=True),
        Text(paper.office, lines=2),
        Text(paper.printer, lines=3),
        Text(ruler, align=Align.LEFT),
        Text("Tebal", bold=True, align=Align.LEFT),
        Text("A-007", size=4),
        Qr(BASE45),
        Text("Pindai QR ini. Layar mengatakan apakah pemindai membaca semua hurufnya.", lines=4),
        Gap(),
        *_copy_mark(copy),
    ]


def blocks(job: Job) -> list[Block]:
    """Lay out a job's document.

    Raises ValueError (msgspec.ValidationError is one) when its kind is unknown or its data do not fit.
    """
    match job.document:
        case "ticket":
            return ticket(msgspec.convert(job.data, TicketPaper), job.copy)
        case "slip":
            return slip(msgspec.convert(job.data, SlipPaper), job.copy)
        case "self_test":
            return self_test(msgspec.convert(job.data, SelfTestPaper), job.copy)
    raise ValueError("unknown kind of document")


def _ahead(people: int | None) -> str:
    if people is None:
        return ""
    return f"{people} orang sebelum Anda" if people else "Anda berikutnya"


def _copy_mark(copy: int) -> list[Block]:
    return [Text(f"SALINAN {copy}", bold=True)] if copy else []
