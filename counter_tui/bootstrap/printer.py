"""Asking a counter's printers outside the screen: candidates, a test page, how they are."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from counter_tui.bootstrap import print_room
from counter_tui.bootstrap.print_room import Place
from counter_tui.config import Home
from counter_tui.core.ids import uuid7
from counter_tui.core.print_job import Job, JobState, PrinterRole
from counter_tui.core.refusal import Refused
from counter_tui.desk import print_rows
from counter_tui.language import _
from counter_tui.printing.condition import Condition
from counter_tui.printing.delivery import render
from counter_tui.printing.detect import Candidate, serial_candidates
from counter_tui.printing.documents.enrolment import EnrolmentPaper
from counter_tui.printing.documents.paper import Paper
from counter_tui.printing.documents.self_test import SelfTestPaper
from counter_tui.printing.names import PrinterKind, parse_name, place_of
from counter_tui.printing.plain_text import plain_text
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
    papers: str = ""
    """What it prints on this machine, in words; empty for one that is not in the settings."""
    sheet: tuple[str, ...] = ()
    """The test page as text, of a printer that has no paper of its own."""


def candidates(home: Home) -> list[dict[str, str]]:
    """Return the printers of the settings and this machine's other serial ports; takes about a second."""
    return rows(print_room.places(home.settings()), serial_candidates())


def rows(configured: Sequence[Place], found: Sequence[Candidate]) -> list[dict[str, str]]:
    """Return configured printers first, each with what it prints here, then the ports that nobody uses."""
    ports = {place.name: next((one for one in found if _same(place, one)), None) for place in configured}
    used = [_row(place.name, ports[place.name], print_rows.papers(place.codes)) for place in configured]
    return [*used, *(_row(one.name, one) for one in found if one not in ports.values())]


def _same(place: Place, one: Candidate) -> bool:
    return place_of(place.name) in {one.port, place_of(one.name)}


def _row(name: str, one: Candidate | None, papers: str = "") -> dict[str, str]:
    said = {"description": one.description, "state": _state(one)} if one else {"description": "", "state": ""}
    return {"name": name, "papers": papers, **said}


def status(home: Home) -> list[Report]:
    """Ask every configured printer now, the main one first."""
    return [_at(home, place, lambda printer: _report(printer, printer.check())) for place in _places(home)]


def print_test(home: Home, name: str) -> list[Report]:
    """Print a test page on a named printer, or on every configured one, and remember how it answered.

    What was known of it before is forgotten, so that a printer that was changed is known again.
    """
    return [_at(home, place, _test) for place in _places(home, name)]


def print_enrolment(home: Home, *, office: str, name: str, code: str, until: int) -> Report:
    """Print a device's enrolment code at once, on the printer of reports; `until` is UTC milliseconds.

    It never lies in the spool, where jobs stay after they are printed: a code is a secret.
    """
    ends = datetime.fromtimestamp(until / 1000).astimezone()
    paper = EnrolmentPaper(
        office=office, name=name, code=code, day=ends.date().isoformat(), time=f"{ends:%H.%M}"
    )
    places = _places(home)
    place = next((one for one in places if PrinterRole.REPORT in one.roles), places[0])

    def put(printer: Printer) -> Report:
        condition = printer.check()
        if not condition.prints:
            return _report(printer, condition)
        page = _job("enrolment", paper)
        report = _report(printer, printer.put(render(page, printer.profile)).condition)
        sheet = plain_text(page, printer.profile.columns) if _on_screen(printer) else ()
        return replace(report, sheet=sheet)

    return _at(home, place, put)


def _test(printer: Printer) -> Report:
    if printer.check() not in _OUT_OF_REACH:
        printer.study()
    condition = printer.check()
    if not condition.prints:
        return _report(printer, condition)
    page = _page(printer)
    report = _tested(printer, printer.put(render(page, printer.profile)))
    return replace(report, sheet=plain_text(page, printer.profile.columns)) if _on_screen(printer) else report


def _on_screen(printer: Printer) -> bool:
    return parse_name(printer.name).kind is PrinterKind.VIRTUAL


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


def _places(home: Home, name: str = "") -> list[Place]:
    """Return the configured printers, or the named one, which need not be configured."""
    settings = home.settings()
    configured = print_room.places(settings)
    if name:
        found = [place for place in configured if place.name == name]
        return found or [Place(name, settings.printer_profile, frozenset())]
    if not configured:
        sentence = _("Belum ada printer. Sebutkan namanya, misalnya counter-tui printer test file:uji.bin.")
        raise Refused(sentence, code="no_printer")
    return list(configured)


def _at(home: Home, place: Place, ask: Callable[[Printer], Report]) -> Report:
    printer = open_printer(place.name, place.profile, home.folder)
    try:
        return replace(ask(printer), papers=print_rows.papers(place.codes) if place.codes else "")
    finally:
        printer.close()


def _page(printer: Printer) -> Job:
    profile = printer.profile
    paper = SelfTestPaper(
        office="counter-tui", printer=printer.name, columns=profile.columns, profile=profile.name
    )
    return _job("self_test", paper)


def _job(document: str, paper: Paper) -> Job:
    now = time.time_ns() // 1_000_000
    return Job(
        id=uuid7(now, os.urandom(10)),
        at=now,
        document=document,
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
