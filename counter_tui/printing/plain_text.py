"""A document as plain lines of text, for a command's answer and for a terminal without a printer."""

from collections.abc import Iterator

from counter_tui.core.print_job import Job
from counter_tui.printing.blocks import Align, Gap, Laid, Qr
from counter_tui.printing.documents.kinds import blocks
from counter_tui.printing.layout import lay_out

COLUMNS = 48
QR_MARK = "[QR] "
"""Stands before what a code says, which takes a line of its own, however long."""


def plain_text(job: Job, columns: int = COLUMNS) -> tuple[str, ...]:
    """Return what a job puts on paper, words only. Raises ValueError when its data fit no document."""
    return tuple(line for row in lay_out(blocks(job), columns) for line in _lines(row, columns))


def _lines(row: Laid, columns: int) -> Iterator[str]:
    match row:
        case Gap(count):
            yield from [""] * count
        case Qr(text):
            yield QR_MARK + text
        case _:
            yield row.text.center(columns).rstrip() if row.align is Align.CENTER else row.text
