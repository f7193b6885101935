"""Everyday questions are asked with SQLModel over the same encrypted file."""

import pytest
from sqlmodel import select

from counter_tui.core.print_job import Job, PrinterRole
from counter_tui.store.overview import overview
from counter_tui.store.store import Store
from counter_tui.store.tables.local import Meta
from counter_tui.store.tables.projections import Ticket
from tests.store.people import call, issue


def test_the_overview_counts_what_a_store_holds(store: Store) -> None:
    issue(store, "t1")
    newest = call(store, "t1")
    with store.write() as transaction:
        transaction.put_record("note", "n1", {"text": "x"})
        transaction.put_record("note", "n2", {"text": "y"})
        transaction.put_record("applicant", "a1", {"name": "z"})
        transaction.erase_record("note", "n2")
        transaction.enqueue(Job(id="j", at=1, document="slip", data={}, subject="", role=PrinterRole.SLIP))
    with store.session() as session:
        found = overview(session)
    assert (found.events, found.newest) == (2, newest.at)
    assert found.records == {"note": 1, "applicant": 1}
    assert found.print_jobs == {"queued": 1}
    assert found.quarantined == 0


def test_a_projection_is_read_as_its_table_says(store: Store) -> None:
    issue(store, "t1", "A-007")
    call(store, "t1")
    with store.session() as session:
        ticket = session.exec(select(Ticket)).one()
    assert (ticket.id, ticket.number, ticket.status, ticket.open) == ("t1", "A-007", "called", True)


def test_an_everyday_session_cannot_write(store: Store) -> None:
    with store.session() as session:
        session.add(Meta(key="x", value="y"))
        with pytest.raises(Exception, match="readonly"):
            session.commit()
