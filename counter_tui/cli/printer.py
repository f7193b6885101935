"""`counter-tui printer`: find the printer, try it, ask how it is."""

from argparse import Namespace

from counter_tui import config
from counter_tui.bootstrap import printer
from counter_tui.cli import output
from counter_tui.language import _


def run(arguments: Namespace) -> int:
    """List candidates, print a test page, or say whether the printer answers."""
    if arguments.subcommand == "list":
        found = printer.candidates()
        rows = [(one["name"], one["description"], one["state"]) for one in found]
        nothing = [_("Tidak ada port serial. Printer jaringan: tcp:ALAMAT:9100.")]
        output.emit({"printers": found}, as_json=arguments.json, lines=output.table(rows) or nothing)
        return 0
    home = config.find(arguments.home)
    report = (
        printer.print_test(home, arguments.name) if arguments.subcommand == "test" else printer.status(home)
    )
    output.emit(
        {"name": report.name, "state": report.state, "sentence": report.sentence},
        as_json=arguments.json,
        lines=[f"{report.name}  {report.word}", *([report.sentence] if report.sentence else [])],
    )
    return 0 if report.well else 1
