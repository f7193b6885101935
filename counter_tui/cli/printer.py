"""`counter-tui printer`: find the printers, try them, ask how they are."""

from argparse import Namespace

from counter_tui import config
from counter_tui.bootstrap import printer
from counter_tui.cli import output
from counter_tui.language import _


def run(arguments: Namespace) -> int:
    """List candidates, print test pages, or say whether the printers answer."""
    if arguments.subcommand == "list":
        found = printer.candidates(config.find(arguments.home))
        rows = [(one["name"], one["papers"], one["description"], one["state"]) for one in found]
        nothing = [_("Tidak ada port serial. Printer jaringan: tcp:ALAMAT:9100.")]
        output.emit({"printers": found}, as_json=arguments.json, lines=output.table(rows) or nothing)
        return 0
    home = config.find(arguments.home)
    asked = (
        printer.print_test(home, arguments.name) if arguments.subcommand == "test" else printer.status(home)
    )
    # The keys of one printer stand for the gravest of several.
    gravest = next((one for one in asked if not one.well), asked[0])
    output.emit(
        {**_json(gravest), "printers": [{**_json(one), "papers": one.papers} for one in asked]},
        as_json=arguments.json,
        lines=[line for one in asked for line in _lines(one, several=len(asked) > 1)],
    )
    return 0 if gravest.well else 1


def _json(report: printer.Report) -> dict[str, str]:
    return {"name": report.name, "state": report.state, "sentence": report.sentence}


def _lines(report: printer.Report, *, several: bool) -> list[str]:
    papers = f"  ({report.papers})" if several and report.papers else ""
    sentence = [report.sentence] if report.sentence else []
    return [f"{report.name}  {report.word}{papers}", *sentence, *report.sheet]
