"""`counter-tui doctor`: what is wrong on this machine, and how to mend it."""

from argparse import Namespace
from dataclasses import asdict

from counter_tui import config
from counter_tui.bootstrap import doctor
from counter_tui.cli import output

MARKS = {"ok": "✓", "warning": "▲", "problem": "■"}


def run(arguments: Namespace) -> int:
    """Print every finding; exit 1 when one of them is a problem."""
    findings = doctor.examine(config.find(arguments.home))
    rows = [(MARKS[one.level], one.subject, one.text) for one in findings]
    found = {"findings": [asdict(one) for one in findings]}
    output.emit(found, as_json=arguments.json, lines=output.table(rows))
    return 1 if any(one.level == "problem" for one in findings) else 0
