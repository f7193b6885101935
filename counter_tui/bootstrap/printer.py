"""Asking a counter's printer outside the screen: candidates, a test page, how it is."""

import os
import time
from dataclasses import dataclass

from counter_tui.config import Home
from counter_tui.core.ids import uuid7
from counter_tui.core.print_job import Job, JobState, PrinterRole
from counter_tui.core.refusal import Refused
from counter_tui.language import _
from counter_tui.printing.condition import Condition
from counter_tui.printing.delivery import render
from counter_tui.printing.detect import Candidate, serial_candidates
from counter_tui.printing.documents.self_test import SelfTestPaper
from counter_tui.printing.printer import Outcome, Printer, open_printer
from counter_tui.printing.printer_state import PrinterState

_OUT_OF_REACH = {Condition.MISSING, Condition.DENIED, Condition.TAKEN, Condition.UNREACHABLE}


@dataclass(frozen=True, slots=True)
class Report:
    """How a printer is: its state as a code, a word and a sentence that is empty when all is well."""

    name: str
    state: str
    word: str
    sentence: str
    well: bool


def candidates() -> list[dict[str, str]]:
    """Return the serial ports of this machine, answering ones first; takes about a second."""
    return [
        {"name": one.name, "description": one.description, "state": _state(one)}
        for one in serial_candidates()
    ]


def status(home: Home) -> Report:
    """Ask the configured printer now."""
    printer = _opened(home, "")
    try:
        return _report(printer, printer.check())
    finally:
        printer.close()


def print_test(home: Home, name: str) -> Report:
    """Print a test page on a named printer, or on the configured one, and remember how it answered.

    What was known of it before is forgotten, so that a printer that was changed is known again.
    """
    printer = _opened(home, name)
    try:
        if printer.check() not in _OUT_OF_REACH:
            printer.study()
        condition = printer.check()
        if not condition.prints:
            return _report(printer, condition)
        return _tested(printer, printer.put(render(_page(printer), printer.profile)))
    finally:
        printer.close()


def _tested(printer: Printer, outcome: Outcome) -> Report:
    if outcome.state is JobState.UNCONFIRMED and outcome.condition.prints:
        return _report(printer, Condition.UNCERTAIN)
    if outcome.state is JobState.SENT:
        sentence = _(
            "Printer ini tidak memberi tahu kapan selesai. Lembar uji sudah terkirim. "
            "Lihat kertasnya; bila kosong atau kacau, periksa kabel dan baud, lalu uji lagi."
        )
        return Report(printer.name, "sent", _("Lembar uji terkirim"), sentence, well=True)
    return _report(printer, outcome.condition)


def _opened(home: Home, name: str) -> Printer:
    settings = home.settings()
    named = name or settings.printer
    if not named:
        sentence = _("Belum ada printer. Sebutkan namanya, misalnya counter-tui printer test file:uji.bin.")
        raise Refused(sentence, code="no_printer")
    return open_printer(named, settings.printer_profile, home.folder)


def _page(printer: Printer) -> Job:
    now = time.time_ns() // 1_000_000
    paper = SelfTestPaper(office="counter-tui", printer=printer.name, columns=printer.profile.columns)
    return Job(
        id=uuid7(now, os.urandom(10)),
        at=now,
        document="self_test",
        data=paper.data(),
        subject="",
        role=PrinterRole.REPORT,
    )


def _report(printer: Printer, condition: Condition) -> Report:
    state = PrinterState(printer.name, condition)
    return Report(
        printer.name, str(condition), state.word, state.sentence, condition.calm or condition.prints
    )


def _state(one: Candidate) -> str:
    if one.answers:
        return _("✓ menjawab")
    return PrinterState(one.name, one.trouble).word if one.trouble else _("tidak menjawab")
