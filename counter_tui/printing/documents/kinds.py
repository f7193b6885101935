"""Every kind of document: what it says, how it is laid out, which printer it is meant for, its name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from counter_tui.core.print_job import Job, PrinterRole
from counter_tui.language import _
from counter_tui.printing.blocks import Block
from counter_tui.printing.documents.enrolment import EnrolmentPaper, enrolment
from counter_tui.printing.documents.paper import Paper
from counter_tui.printing.documents.partner_receipt import PartnerReceiptPaper, partner_receipt
from counter_tui.printing.documents.receipt import ReceiptPaper, receipt
from counter_tui.printing.documents.refusal_note import RefusalPaper, refusal_note
from counter_tui.printing.documents.self_test import SelfTestPaper, self_test
from counter_tui.printing.documents.shift_report import ShiftReportPaper, shift_report
from counter_tui.printing.documents.slip import SlipPaper, slip
from counter_tui.printing.documents.ticket import TicketPaper, ticket


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document under its code, which is what a print job names."""

    code: str
    paper: type[Paper]
    layout: Callable[[Any, int], list[Block]]
    """Takes the paper and the copy: 0 for the original, n for `SALINAN n`."""
    role: PrinterRole


KINDS = {
    kind.code: kind
    for kind in (
        Kind("ticket", TicketPaper, ticket, PrinterRole.TICKET),
        Kind("slip", SlipPaper, slip, PrinterRole.SLIP),
        Kind("refusal_note", RefusalPaper, refusal_note, PrinterRole.SLIP),
        Kind("receipt", ReceiptPaper, receipt, PrinterRole.SLIP),
        Kind("partner_receipt", PartnerReceiptPaper, partner_receipt, PrinterRole.REPORT),
        Kind("shift_report", ShiftReportPaper, shift_report, PrinterRole.REPORT),
        Kind("enrolment", EnrolmentPaper, enrolment, PrinterRole.REPORT),
        Kind("self_test", SelfTestPaper, self_test, PrinterRole.REPORT),
    )
}


def name(document: str) -> str:
    """Return a kind's name in the screen's language; an unknown kind shows its code."""
    names = {
        "ticket": _("Nomor antrean"),
        "slip": _("Resi"),
        "refusal_note": _("Bukti penolakan"),
        "receipt": _("Tanda terima"),
        "partner_receipt": _("Tanda terima mitra"),
        "shift_report": _("Laporan giliran"),
        "enrolment": _("Kode pendaftaran"),
        "self_test": _("Lembar uji"),
    }
    return names.get(document, document)


def kind_of(document: str) -> Kind:
    """Return the kind of this code. Raises ValueError when it is unknown."""
    if document not in KINDS:
        raise ValueError("unknown kind of document")
    return KINDS[document]


def blocks(job: Job) -> list[Block]:
    """Lay out a job's document.

    Raises ValueError (msgspec.ValidationError is one) when its kind is unknown or its data do not fit.
    """
    kind = kind_of(job.document)
    return kind.layout(msgspec.convert(job.data, kind.paper), job.copy)
