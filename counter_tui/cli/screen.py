"""`counter-tui`: the officer's screen; on a new home the set-up wizard comes first."""

import sys
from typing import TYPE_CHECKING

from counter_tui import config
from counter_tui.core.refusal import Refused
from counter_tui.language import _

if TYPE_CHECKING:
    from argparse import Namespace


def run(arguments: "Namespace") -> int:
    """Open the screen until the officer leaves it."""
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        sentence = _("Layar ini butuh terminal. Tidak ada yang berubah. Untuk skrip, pakai counter-tui do.")
        raise Refused(sentence, code="no_terminal")
    from counter_tui.bootstrap import collector

    with collector.resting():
        from counter_tui.bootstrap import screen

        return screen.run(config.find(arguments.home))
