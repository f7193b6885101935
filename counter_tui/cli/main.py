"""The console script: read the words, run the command, answer with an exit status.

0 done, 1 refused or failed with one line on standard error, 2 wrong usage.
"""

import errno
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from counter_tui import config, language
from counter_tui.cli import output
from counter_tui.core.refusal import Refused
from counter_tui.language import _

if TYPE_CHECKING:
    from argparse import Namespace

RUNS = {
    None: "screen",
    "demo": "demo",
    "setup": "setup",
    "import": "work",
    "do": "work",
    "queue": "work",
    "status": "status",
    "sync": "network",
    "central": "network",
    "hub": "network",
    "devices": "network",
    "officers": "officers",
    "printer": "printer",
    "report": "report",
    "store": "store",
    "doctor": "doctor",
}


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    arguments = _parsed(sys.argv[1:] if words is None else words)
    _speak(arguments.home)
    try:
        run: Callable[[Namespace], int] = import_module(f"counter_tui.cli.{RUNS[arguments.command]}").run
        return run(arguments)
    except Refused as refusal:
        output.complain(refusal.sentence)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Nobody reads the rest; a closed descriptor keeps the interpreter from saying so at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        output.complain(_sentence(error))
        return 1


def _parsed(words: Sequence[str]) -> "Namespace":
    if not words:
        # The screen's own way in: argparse would cost it time it does not need.
        return cast("Namespace", SimpleNamespace(command=None, home=None, json=False))
    from counter_tui.cli.parser import build

    return build().parse_args(words)


def _speak(home: str | None) -> None:
    """Speak the language of the home's `config.toml`; what is wrong in there the command itself says."""
    with suppress(Refused):
        language.use(config.find(home).settings().language)


def _sentence(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return _(
            "Penyimpanan penuh. Tindakan TERAKHIR tidak tercatat; yang sebelumnya aman. "
            "Kosongkan ruang, lalu ulangi."
        )
    return _("{file}: {reason}. Yang sudah tercatat aman. Perbaiki, lalu ulangi.").format(
        file=error.filename or "counter-tui", reason=error.strerror or type(error).__name__
    )
