"""The status line and the mode row: who acts here, how paper and line are, what must be checked."""

from typing import TYPE_CHECKING

from counter_tui.core.names import mask
from counter_tui.desk import print_rows, without_hub
from counter_tui.desk.hand import counter_text
from counter_tui.desk.views.state import PrinterView, StatusView, SyncView

if TYPE_CHECKING:
    from counter_tui.desk.post import Post


def view(post: "Post", printers: tuple[PrinterView, ...], line: SyncView) -> StatusView:
    """Return the status line: masked while locked, with the count of what must be checked."""
    identity = post.identity
    name = post.officer.name if post.officer is not None else ""
    return StatusView(
        officer=mask(name),
        officer_full=name,
        counter=counter_text(identity.counter),
        office_name=identity.office_name,
        printer=print_rows.gravest(printers),
        sync=line,
        checks=post.checks(),
        now=post.now(),
        zone=identity.zone,
        away=without_hub.sentence(post) if line.state == "own_series" else "",
    )
