"""Whether this computer's clock may be wrong: then no date on a slip refuses anybody."""

from typing import TYPE_CHECKING

from counter_tui.core import clock
from counter_tui.store import identities

if TYPE_CHECKING:
    from collections.abc import Iterable

    from counter_tui.desk.post import Post
    from counter_tui.store.driver import Connection

UNSURE_MS = 10 * 60 * 1000
"""From this difference on a clock is doubted, as the line to the centre doubts it."""


def doubted(post: "Post", conn: "Connection", moments: "Iterable[int]") -> bool:
    """Return whether the clock disagrees with the centre's, or is behind what is known to have happened.

    `moments` are such times in UTC milliseconds: a slip's own issue, its application's events, the day on
    which the centre signed something. The newest stamp of this store's own clock is always one of them.
    """
    if abs(post.clock_offset()) >= UNSURE_MS:
        return True
    latest = max((clock.wall_ms(identities.newest_stamp(conn)), *moments))
    return latest > post.now() + UNSURE_MS
