"""A lost laptop: without its server it shows nobody's name after a while; numbers go on."""

import pytest

from counter_tui.core.lease import DAY_MS
from counter_tui.desk.views.applicant import ApplicantDraft
from counter_tui.store import lease
from counter_tui.store.syncing import StoreSync
from counter_tui.sync.peer import META_KEY, Peer
from tests.desk.office import Office
from tests.refusal import refused

DAY = 24 * 60
SERVER = Peer(
    address="https://pusat.test", server="s", server_key="k", office="PLG", device="loket3", key="x"
)


@pytest.fixture
def office(office: Office) -> Office:
    """Return a terminal of a centre, with one applicant known, a booking, and an officer at work."""
    office.desk.add_officer("rudi", "Rudi Hartono", ["officer"], "654321")
    with office.store.write() as tx:
        tx.set_meta(META_KEY, SERVER.dump())
        said = {"code": "MP1", "name": "Hartini Purnomo", "nik": "1", "service": "paspor_baru", "product": ""}
        booked = {**said, "paid": False, "day": "2024-09-14", "slot": "09:30", "priority": ""}
        tx.put_record("applicant", "b1", booked, lookup="MP1", day="2024-09-14", search="hartini purnomo")
        lease.renew(tx.connection, office.clock())
    office.desk.issue(
        "paspor_baru", None, (ApplicantDraft(full_name="Siti Maulana", nik="1671086609993585"),)
    )
    office.desk.login("rudi", "654321")
    return office


def named(office: Office) -> bool:
    """Tell whether anybody's name or number comes out of what the desk shows."""
    with office.store.read() as conn:
        ticket = conn.execute("SELECT id FROM ticket").fetchone()[0]
    shown = [
        *office.desk.applicants(ticket),
        office.desk.find("A-001"),
        office.desk.find("hartini"),
        office.desk.reception_view(),
        office.desk.check_in_card("MP1"),
        office.desk.counter_view(),
        office.desk.handover_book("siti"),
    ]
    return any(word in str(shown) for word in ("Siti", "Maulana", "Hartini", "1671086609993585"))


def test_after_fourteen_days_no_name_is_shown_and_numbers_go_on(office: Office) -> None:
    assert named(office)
    office.clock.forward(minutes=14 * DAY)
    assert not named(office)
    assert office.desk.check_in("MP1").number == "A-002"
    assert office.desk.call_next().number


def test_nothing_is_lost_by_it(office: Office) -> None:
    office.clock.forward(minutes=14 * DAY)
    office.desk.check_in("MP1")
    StoreSync(office.store, office.clock).prune(office.clock())
    assert named(office)


def test_what_gives_names_out_is_refused_in_words(office: Office) -> None:
    office.clock.forward(minutes=14 * DAY)
    with office.store.read() as conn:
        application = conn.execute("SELECT id FROM application").fetchone()[0]
    with refused("lease"):
        office.desk.set_applicant(application, ApplicantDraft(full_name="Lain"))


def test_setting_the_clock_back_gains_nothing(office: Office) -> None:
    office.clock.forward(minutes=14 * DAY)
    office.desk.issue("paspor_baru")
    office.clock.forward(minutes=-14 * DAY)
    assert not named(office)


def test_a_supervisor_s_pin_at_the_computer_brings_it_back_at_once(office: Office) -> None:
    office.clock.forward(minutes=20 * DAY)
    with refused("wrong_pin"):
        office.desk.login("dewi", "000000")
    assert not named(office)
    office.desk.login("dewi", "123456")
    assert named(office)


def test_an_officer_s_pin_does_not(office: Office) -> None:
    office.clock.forward(minutes=20 * DAY)
    office.desk.login("rudi", "654321")
    assert not named(office)


def test_a_word_from_the_server_brings_it_back_at_once(office: Office) -> None:
    office.clock.forward(minutes=20 * DAY)
    assert not named(office)
    StoreSync(office.store, office.clock).prune(office.clock())
    assert named(office)


def test_five_days_without_the_centre_show_everything_and_say_nothing(office: Office) -> None:
    office.clock.forward(minutes=5 * DAY)
    office.desk.login("rudi", "654321")
    assert named(office)
    trail = office.desk.counter_view().trail
    assert trail is None or "pusat" not in trail.text


@pytest.mark.parametrize(("days", "word"), [(11, "nama ditutup mulai"), (14, "nama dan NIK ditutup")])
def test_from_three_days_before_one_sentence_says_so_at_login(office: Office, days: int, word: str) -> None:
    office.clock.forward(minutes=days * DAY)
    office.desk.login("rudi", "654321")
    trail = office.desk.counter_view().trail
    assert trail is not None
    assert word in trail.text


@pytest.mark.parametrize(("value", "locked"), [(0, False), (30, False), (1, True)])
def test_the_office_says_for_how_long(office: Office, value: int, locked: bool) -> None:
    office.setting("lease_days", value)
    office.clock.forward(minutes=14 * DAY)
    assert named(office) is not locked


def test_a_terminal_of_no_server_has_no_lease(office: Office) -> None:
    with office.store.write() as tx:
        tx.connection.execute("DELETE FROM meta WHERE key = ?", (META_KEY,))
    office.clock.forward(minutes=400 * DAY)
    assert named(office)


def test_a_lease_counts_whole_days(office: Office) -> None:
    office.clock.ms += 14 * DAY_MS - 1
    assert named(office)
    office.clock.ms += 1
    assert not named(office)
