"""Keadaan: how paper, line and store are, and what a supervisor must look at."""

from typing import TYPE_CHECKING

from counter_tui.desk import checks, print_rows
from counter_tui.desk.views.state import PrinterView, StateView, SyncView
from counter_tui.language import _, decimal

if TYPE_CHECKING:
    from counter_tui.desk.post import Post


def view(post: "Post", printers: tuple[PrinterView, ...], line: SyncView) -> StateView:
    """Return the Keadaan screen; `printers` and `line` come from their own threads."""
    return StateView(
        sync=line,
        printer=print_rows.gravest(printers),
        printers=printers,
        jobs=print_rows.rows(post, printers),
        checks=checks.rows(post),
        store=_machine(post),
        trail=post.trail,
    )


def _machine(post: "Post") -> tuple[tuple[str, str], ...]:
    path = post.store.path
    size = path.stat().st_size / 1_048_576
    return (
        (_("Data"), str(path)),
        (_("Ukuran"), f"{decimal(size)} MB"),
        (_("Zona waktu"), post.identity.zone),
        (_("Perangkat"), post.identity.device),
    )
