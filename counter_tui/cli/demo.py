"""`counter-tui demo`: a ready-made office that leaves nothing behind."""

import sys
from argparse import Namespace

from counter_tui.core.refusal import Refused
from counter_tui.language import _


def run(_arguments: Namespace) -> int:
    """Open the demo until the officer leaves it."""
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise Refused(_("Layar ini butuh terminal. Jalankan demo di jendela terminal."), code="no_terminal")
    from counter_tui.bootstrap import demo

    print(_("Menyiapkan kantor contoh …"), file=sys.stderr, flush=True)
    return demo.run()
