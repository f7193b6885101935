"""`counter-tui status`: role, queue, unsynced count and age, printer, store, clock."""

from argparse import Namespace

from counter_tui import config
from counter_tui.bootstrap import status
from counter_tui.bootstrap.terminal import opened
from counter_tui.cli import output


def run(arguments: Namespace) -> int:
    """Print how this installation stands."""
    with opened(config.find(arguments.home)) as terminal:
        found = status.report(terminal)
    output.emit(found, as_json=arguments.json, lines=output.pairs(found))
    return 0
