"""What a home takes in of a pulled page, without a server."""

from counter_tui.core.chain import Feed, SignedHead
from tests.sync.town import Home

FEED = Feed(server="s", server_epoch="e1", kind="events")


def lines_of(home: Home) -> list[bytes]:
    """Return the lines of a home's present chain."""
    return home.sync.lines(home.store.identity.epoch, 0, 1000)


def take(home: Home, lines: list[bytes], heads: tuple[SignedHead, ...] = (), cursor: str = "c") -> int:
    """Let a home take a page in; return how many of its lines were new."""
    return home.sync.take_events(lines, heads, FEED, cursor)
