"""What a desk action does to the store, all of it or nothing: the hot path, written in SQL text."""

from collections.abc import Callable
from typing import Any

from counter_tui.core import clock
from counter_tui.core.event import Draft, Event, decode, digest, encode
from counter_tui.core.ids import uuid7
from counter_tui.core.print_job import Job
from counter_tui.core.streams import AnyState
from counter_tui.store import event_rows, handovers, identities, numbers, projection, records, spool_rows
from counter_tui.store.driver import Connection
from counter_tui.store.identity import Identity

_HEAD = "SELECT seq, hash, hlc FROM head WHERE office = ? AND device = ? AND epoch = ?"
_SET_HEAD = "UPDATE head SET seq = ?, hash = ?, hlc = ? WHERE office = ? AND device = ? AND epoch = ?"
_STREAM_HIGH = "SELECT max(hlc) FROM event WHERE office = ? AND stream = ?"
_STREAM_OF = "SELECT stream FROM event WHERE office = ? AND id = ?"
_META = "SELECT value FROM meta WHERE key = ?"
_SET_META = (
    "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)


class Transaction:
    """One writing transaction; use it only inside `with store.write() as transaction`."""

    def __init__(
        self,
        connection: Connection,
        identity: Identity,
        now: Callable[[], int],
        random: Callable[[int], bytes],
    ) -> None:
        self.connection = connection
        self.identity = identity
        self._now = now
        self._random = random
        self._chain = (identity.office, identity.device, identity.epoch)
        self._head: tuple[int, str, int] | None = None
        self._moved = False

    def now(self) -> int:
        """Return this machine's clock in UTC milliseconds, as the next event's `at` would be."""
        return self._now()

    def random(self, size: int) -> bytes:
        """Return so many random bytes, from where this store takes them."""
        return self._random(size)

    def append(self, draft: Draft, *, actor: str) -> Event:
        """Write one event: its line, its stream's projection and this device's head.

        Raises MalformedEvent for data that has no canonical line (floats, keys beyond ASCII, huge numbers).
        """
        who = self.identity
        seq, previous, last = self._read_head()
        now = self._now()
        high = self.connection.execute(_STREAM_HIGH, (who.office, draft.stream)).fetchone()[0] or 0
        hlc = clock.stamp(now, last, high)
        event = Event(
            actor=actor,
            at=now,
            data=draft.data,
            device=who.device,
            epoch=who.epoch,
            hlc=hlc,
            id=uuid7(now, self._random(10)),
            office=who.office,
            prev=previous,
            seq=seq + 1,
            site=who.site,
            stream=draft.stream,
            type=draft.type,
            v=draft.v,
        )
        body = encode(event)
        event = decode(body)
        fingerprint = digest(body)
        self.connection.execute(event_rows.INSERT, event_rows.row_of(event, body.decode(), fingerprint))
        projection.advance(self.connection, event)
        self._head = (event.seq, fingerprint, clock.follow(last, hlc, now)[0])
        self._moved = True
        return event

    def stamp(self) -> int:
        """Return the next stamp of this device's clock, for what is no event (a record)."""
        seq, previous, last = self._read_head()
        hlc = clock.stamp(self._now(), last, 0)
        self._head = (seq, previous, hlc)
        self._moved = True
        return hlc

    def follow(self, remote: int) -> bool:
        """Let this device's clock follow a stamp from elsewhere; True when it is too far ahead to be."""
        seq, previous, last = self._read_head()
        hlc, ahead = clock.follow(last, remote, self._now())
        self._head = (seq, previous, hlc)
        self._moved = True
        return ahead

    def state(self, stream: str) -> AnyState | None:
        """Return a stream's folded state as this transaction sees it; None for an unknown stream."""
        return projection.load(self.connection, self.identity.office, stream)

    def events(self, stream: str) -> list[Event]:
        """Return a stream's events in the order in which they fold."""
        return projection.journal_events(self.connection, self.identity.office, stream)

    def stream_of(self, event: str) -> str:
        """Return the stream that an event id stands on; empty for one that this computer does not hold."""
        row = self.connection.execute(_STREAM_OF, (self.identity.office, event)).fetchone()
        return str(row[0]) if row else ""

    def put_record(
        self, kind: str, key: str, data: dict[str, Any], *, lookup: str = "", day: str = "", search: str = ""
    ) -> bool:
        """Write a record's next version; False when nothing changed, or when it was revoked or erased."""
        found = records.Found(lookup, day, search)
        return records.put(self.connection, self.identity, self.stamp, (kind, key), data, found)

    def revoke_record(self, kind: str, key: str) -> bool:
        """Revoke a record for good, keeping its data; False when there is none that lives."""
        return records.revoke(self.connection, self.identity, self.stamp, (kind, key))

    def erase_record(self, kind: str, key: str) -> bool:
        """Erase a record for good: nothing of the person is left in it; False when there is none."""
        return records.erase(self.connection, self.identity, self.stamp, (kind, key))

    def record(self, kind: str, key: str) -> dict[str, Any] | None:
        """Return a living record's data, or None."""
        return records.read(self.connection, kind, key)

    def take_number(self, business_day: str, series: str) -> int:
        """Return the next number of a series from this device's stored blocks; label it with `tag_on`."""
        return numbers.take(self.connection, self.identity, business_day, series)

    def guard_handover(self, application: str, event: str) -> bool:
        """Keep that an application is handed over here; False when it already was."""
        return handovers.guard(self.connection, application, event, self._now())

    def release_handover(self, application: str) -> None:
        """Let an application be handed over again, after undo."""
        handovers.release(self.connection, application)

    def enqueue(self, job: Job) -> None:
        """Put a print job into the spool; it exists exactly when its event does."""
        spool_rows.insert(self.connection, job)

    def meta(self, key: str) -> str | None:
        """Return a named value of this installation."""
        row = self.connection.execute(_META, (key,)).fetchone()
        return row[0] if row else None

    def set_meta(self, key: str, value: str) -> None:
        """Keep a named value of this installation."""
        self.connection.execute(_SET_META, (key, value))

    def set_identity(self, identity: Identity) -> None:
        """Change who this installation is; a new epoch begins a new chain."""
        self.finish()
        identities.save(self.connection, identity)
        self.identity = identity
        self._chain = (identity.office, identity.device, identity.epoch)
        self._head = None

    def finish(self) -> None:
        """Write the head once for all that was appended; called before COMMIT."""
        if self._moved and self._head is not None:
            self.connection.execute(_SET_HEAD, self._head + self._chain)
            self._moved = False

    def _read_head(self) -> tuple[int, str, int]:
        if self._head is None:
            self._head = self.connection.execute(_HEAD, self._chain).fetchone()
            if self._head is None:
                raise LookupError("this device's chain has no head")
        return self._head
