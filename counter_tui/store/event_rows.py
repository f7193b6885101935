"""Events as rows of the journal: the envelope's columns, the author's exact line and that line's hash."""

from counter_tui.core.event import Event

COLUMNS = (
    "office", "device", "epoch", "seq", "id", "site", "hlc", "at", "actor", "stream", "type", "v", "body",
    "hash",
)  # fmt: skip
INSERT = f"INSERT INTO event ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608 - our own names
"""Takes a `row_of`."""


def row_of(event: Event, body: str, fingerprint: str) -> tuple[str | int, ...]:
    """Return an event's row in the order of COLUMNS."""
    return (
        event.office,
        event.device,
        event.epoch,
        event.seq,
        event.id,
        event.site,
        event.hlc,
        event.at,
        event.actor,
        event.stream,
        event.type,
        event.v,
        body,
        fingerprint,
    )
