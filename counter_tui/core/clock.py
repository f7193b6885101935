"""The hybrid logical clock: it orders events across machines whose wall clocks disagree.

A stamp is `ms << 16 | counter`. It orders; it never measures how long something took.
"""

from counter_tui.core.event import INT64

COUNTER_BITS = 16
LEAP_MS = 10 * 60 * 1000
"""How far ahead of the wall clock another machine may pull this one."""


def pack(ms: int, counter: int) -> int:
    """Return the stamp of a wall-clock time in UTC milliseconds and a counter below 65,536."""
    return ms << COUNTER_BITS | counter


def wall_ms(hlc: int) -> int:
    """Return the milliseconds of a stamp."""
    return hlc >> COUNTER_BITS


def stamp(now_ms: int, last: int, stream_high: int) -> int:
    """Return the stamp of the next event: after this node's last one and after its stream's highest.

    The node then keeps `follow(last, stamp, now_ms)`, so that one stream from the future does not pull
    every other stream with it.
    """
    return min(max(pack(now_ms, 0), last + 1, stream_high + 1), INT64)


def follow(last: int, remote: int, now_ms: int) -> tuple[int, bool]:
    """Return the node's clock after seeing a stamp, and whether that stamp is too far ahead to follow.

    A stamp more than 10 minutes ahead of `now_ms` is reported and not followed: one wrong clock must
    not carry a whole office with it.
    """
    if wall_ms(remote) > now_ms + LEAP_MS:
        return last, True
    return max(last, remote), False
