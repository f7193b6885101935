"""Who acts when a command is run."""

from counter_tui.bootstrap.terminal import Terminal
from counter_tui.core.refusal import Refused
from counter_tui.language import _


def log_in(terminal: Terminal) -> None:
    """Let the officer of the environment act; refused where none is named."""
    if not terminal.login_from_environment():
        raise Refused(
            _("Tidak ada petugas. Tidak ada yang berubah. Isi COUNTER_TUI_OFFICER dan COUNTER_TUI_PIN."),
            code="no_officer",
        )
