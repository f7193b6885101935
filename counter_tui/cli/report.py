"""`counter-tui report NAME`: a register or figures as a table, CSV, XLSX or PDF.

A file is an office's document and speaks Indonesian, as paper does; the table speaks the screen's language.
"""

import os
import shutil
import sys
from argparse import Namespace
from pathlib import Path

from counter_tui import config, language
from counter_tui.bootstrap.terminal import Terminal, opened
from counter_tui.cli import acting, output
from counter_tui.core.refusal import Refused
from counter_tui.language import _
from counter_tui.reports import formats, names, table
from counter_tui.reports.report import Report


def run(arguments: Namespace) -> int:
    """Make the report and print it, or write its file."""
    make = names.find(arguments.name)
    asked = names.Asked(arguments.day_from, arguments.day_to, arguments.officer, arguments.ticket)
    spoken = language.current()
    if arguments.format in formats.FILES and not arguments.json:
        language.use("id")
    try:
        with opened(config.find(arguments.home)) as terminal:
            _check_office(terminal, arguments.office)
            acting.log_in(terminal)
            report = make(terminal.desk, asked)
        content = b"" if arguments.json or _is_table(arguments) else formats.render(report, arguments.format)
    finally:
        language.use(spoken)
    if content:
        return _deliver(content, report, arguments)
    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    output.emit(table.data(report), as_json=arguments.json, lines=table.lines(report, room))
    return 0


def _is_table(arguments: Namespace) -> bool:
    return bool(arguments.format == formats.TABLE)


def _check_office(terminal: Terminal, office: str) -> None:
    here = terminal.store.identity.office
    if office and office.casefold() != here.casefold():
        sentence = _("Komputer ini milik kantor {here}. Tidak ada yang dibuat. Laporan {office} ada di sana.")
        raise Refused(sentence.format(here=here, office=office), code="other_office")


def _deliver(content: bytes, report: Report, arguments: Namespace) -> int:
    """Write to the named file; else to a pipe, or where no terminal can show it, to a file here."""
    target = arguments.output
    if target is None and not (arguments.format in formats.BINARY and sys.stdout.isatty()):
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return 0
    path = target or Path(formats.file_name(report, arguments.format))
    _write(path, content)
    print(_("{title} tersimpan di {file}.").format(title=report.title, file=path))
    return 0


def _write(path: Path, content: bytes) -> None:
    """Write a file that only its owner reads, whole or not at all: it may hold personal data."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        beside.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        beside.unlink(missing_ok=True)
