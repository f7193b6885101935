"""Lines that lie apart, on *Perlu diperiksa* until somebody has looked at them."""

from counter_tui.desk.views.checks import CheckRow
from counter_tui.store import quarantine
from counter_tui.store.ingest import ingest
from tests.desk.office import ME, Office


def held_by_the_centre(office: Office) -> None:
    """Let the centre hold this counter's newest call apart."""
    newest = next(event for event in reversed(office.events()) if event.type == "ticket.called")
    with office.store.write() as tx:
        quarantine.hold(tx.connection, (ME.device, ME.epoch), newest.seq, "clone", office.clock())


def received(office: Office, line: bytes) -> None:
    with office.store.write() as tx:
        assert ingest(tx, [line], [], office.clock()).quarantined == 1


def checks(office: Office) -> tuple[CheckRow, ...]:
    return office.desk.state_view().checks


def test_an_own_event_that_the_centre_holds_says_what_it_is_and_why(office: Office) -> None:
    ticket = office.desk.issue("paspor_baru").id
    office.desk.call(ticket)
    held_by_the_centre(office)
    (row,) = checks(office)
    assert (row.subject, row.text) == ("Loket 3", "Catatan di sini ditahan pusat")
    assert [(one.place, one.officer, one.text) for one in row.records] == [
        ("Loket 3", "Dewi A.", "dipanggil (tempatnya sudah terisi)")
    ]


def test_a_line_that_cannot_be_read_is_listed_as_such(office: Office) -> None:
    received(office, b"no event")
    (row,) = checks(office)
    assert (row.subject, row.text) == ("?", "Catatan yang diterima tidak sah")
    assert [one.text for one in row.records] == ["tidak terbaca"]


def test_a_decision_about_lines_takes_them_off_until_another_comes(office: Office) -> None:
    received(office, b"no event")
    (row,) = checks(office)
    office.desk.decide_check(row, "seen")
    assert checks(office) == ()
    assert office.events()[-1].type == "quarantine.checked"
    received(office, b"nor is this")
    (again,) = checks(office)
    assert len(again.events) == 2


def test_a_decision_about_lines_can_be_passed_on_and_taken_back(office: Office) -> None:
    received(office, b"no event")
    office.desk.decide_check(checks(office)[0], "passed_on")
    assert checks(office)[0].passed_on is not None
    assert office.desk.undo().text == "↶ Kembali ke Perlu diperiksa."
    assert checks(office)[0].passed_on is None
