"""What the database says of a fault holds nothing that a statement was given."""

import pytest
from sqlalchemy.exc import IntegrityError

from counter_tui.store.central.database import Database
from counter_tui.store.central.tables import Enrolment

MARKER = "penanda-4471"


def test_an_error_of_the_database_tells_no_value_of_its_statement(database: Database) -> None:
    add(database)
    with pytest.raises(IntegrityError) as told:
        add(database)
    assert MARKER not in str(told.value)


def add(database: Database) -> None:
    """Keep a code under the same id."""
    code = Enrolment(office="PLG", code="c1", name=MARKER, proof_key=b"", made_at=1, expires_at=2)
    with database.write() as work:
        work.session.add(code)
        work.session.flush()
