"""Requests that were answered once, known to all server processes of one PostgreSQL.

What one process remembers is enough where it is alone, and for what changes nothing when it comes twice
(pushed events and records). Only what gives data away is looked up here.
"""

import time

from counter_tui.store.central.database import Database

SWEEP_S = 60.0
_KEEP = (
    # One that a crash of the database loses was seconds old: not worth waiting for the disk.
    "WITH hasty AS (SELECT set_config('synchronous_commit', 'off', true))"
    " INSERT INTO nonce (office, device, nonce, at) SELECT ?, ?, ?, ? FROM hasty"
    " ON CONFLICT (office, device, nonce) DO NOTHING RETURNING at"
)


class Nonces:
    """The nonces of signed requests in the database; every thread may use it. `kept_ms`: how long."""

    def __init__(self, database: Database, kept_ms: int) -> None:
        self._database = database
        self._kept_ms = kept_ms
        self._next_sweep = 0.0

    def first_use(self, office: str, device: str, nonce: str, now: int) -> bool:
        """Remember a nonce at a time in UTC milliseconds; False when any process had it before."""
        if not self._database.postgres:
            return True  # the embedded store has one server process, which remembers it itself
        if time.monotonic() >= self._next_sweep:
            self._next_sweep = time.monotonic() + SWEEP_S
            with self._database.single() as work:
                work.run("DELETE FROM nonce WHERE at < ?", (now - self._kept_ms,))
        with self._database.single() as work:
            return work.first(_KEEP, (office, device, nonce, now)) is not None
