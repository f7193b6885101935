"""Erasing on a terminal or hub what is over, in the store's own transactions, with a report that is kept."""

from collections.abc import Sequence

import msgspec

from counter_tui.core.retention import Retention, erasure
from counter_tui.store import pruning, records, retention
from counter_tui.store.central.statements import Statements
from counter_tui.store.driver import Connection
from counter_tui.store.retention import Over, Place, Purged
from counter_tui.store.store import Store

LAST = "purge/last"
"""The name under which the meta table keeps the last look, and `LAST_ERASED` the last that erased."""
LAST_ERASED = "purge/erased"


def purge(store: Store, now: int, *, dry_run: bool = False) -> Purged:
    """Erase every personal record whose time is over at `now` (UTC ms), and keep the report.

    A second look finds nothing. `dry_run` only reports. What was printed long ago goes with them: a print
    job holds a masked name.
    """
    office = store.identity.office
    with store.read() as connection:
        work = _statements(connection)
        believed, limits = retention.is_believable(work, now), retention.rules(work, office)
    report = Purged(at=now, doubted=not believed)
    if believed:
        for over in retention.look(
            lambda place: _page(store, place, limits, now), lambda over: _erase(store, over, dry_run=dry_run)
        ):
            report = report.plus(over)
    if not dry_run:
        _keep(store, report)
    return report


def last(connection: Connection, key: str = LAST) -> Purged | None:
    """Return the report of the last look, or of the last that erased something; None for none."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return msgspec.json.decode(row[0], type=Purged) if row else None


def _page(
    store: Store, place: Place, limits: Sequence[Retention], now: int
) -> tuple[list[Over], Place | None]:
    with store.read() as connection:
        return retention.page(_statements(connection), store.identity.office, place, limits, now)


def _erase(store: Store, over: list[Over], *, dry_run: bool) -> None:
    if dry_run:
        return
    with store.write() as transaction:
        for record, at in over:
            records.merge(
                transaction.connection, transaction.identity.office, erasure(record, at), pending=True
            )


def _keep(store: Store, report: Purged) -> None:
    text = msgspec.json.encode(report).decode()
    with store.write() as transaction:
        transaction.set_meta(LAST, text)
        if report.count:
            transaction.set_meta(LAST_ERASED, text)
        if not report.doubted:
            pruning.forget_settled_jobs(transaction.connection, report.at)


def _statements(connection: Connection) -> Statements:
    return Statements(connection.cursor(), postgres=False)
