"""Events as rows of the journal: the envelope's columns, the author's exact line and that line's hash."""

from counter_tui.core.event import Event

COLUMNS = (
    "office", "device", "epoch", "seq", "id", "site", "hlc", "at", "actor", "stream", "type", "v", "body",
    "hash",
)  # fmt: skip
INSERT = f"INSERT INTO event ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608 - our own names
"""Takes a `row_of`."""

_ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


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


def copied(event: Event, body: str, fingerprint: str, number: int) -> str:
    """Return a `row_of` and its number in the office as a line of PostgreSQL's COPY, in its text format."""
    if "\\" in body:
        row = (*row_of(event, body, fingerprint), number)
        return "\t".join(str(value).translate(_ESCAPED) for value in row) + "\n"
    # Where the line escapes nothing, none of its texts holds what COPY escapes: a third of the time.
    return (
        f"{event.office}\t{event.device}\t{event.epoch}\t{event.seq}\t{event.id}\t{event.site}\t{event.hlc}\t{event.at}"
        f"\t{event.actor}\t{event.stream}\t{event.type}\t{event.v}\t{body}\t{fingerprint}\t{number}\n"
    )
