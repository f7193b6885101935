"""What a store holds, counted for `doctor` and for whoever looks after it."""

from typing import NamedTuple

from sqlmodel import Session, col, func, select

from counter_tui.store.tables.journal import EventRow, Quarantine
from counter_tui.store.tables.local import PrintJob
from counter_tui.store.tables.records import Record


class Overview(NamedTuple):
    """Counts of what lies in a store, by kind or state where there is one; `newest` is UTC ms."""

    events: int
    newest: int | None
    records: dict[str, int]
    print_jobs: dict[str, int]
    quarantined: int


def overview(session: Session) -> Overview:
    """Count a store's content; takes a session of `Store.session`."""
    events, newest = session.exec(select(func.count(), func.max(EventRow.at)).select_from(EventRow)).one()
    living = select(Record.kind, func.count()).where(col(Record.standing) == "live").group_by(Record.kind)
    jobs = select(PrintJob.state, func.count()).group_by(PrintJob.state)
    return Overview(
        events=events,
        newest=newest,
        records=dict(session.exec(living).all()),
        print_jobs=dict(session.exec(jobs).all()),
        quarantined=session.exec(select(func.count()).select_from(Quarantine)).one(),
    )
