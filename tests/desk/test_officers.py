import pytest
from msgspec.structs import replace

from counter_tui.desk import officers
from counter_tui.store import records
from counter_tui.store.store import Store
from counter_tui.store.transaction import Transaction
from counter_tui.sync.peer import META_KEY, Peer
from tests.desk.office import KEY, Office
from tests.refusal import refused

PROGRAM_MEMORY_KIB, PROGRAM_PASSES = officers.PIN_MEMORY_KIB, officers.PIN_PASSES
"""Read before the tests lower them."""


def test_only_the_first_officer_comes_without_an_admin(office: Office) -> None:
    office.desk.add_officer("rudi", "Rudi Hartono", ["officer"], "654321")
    office.desk.login("rudi", "654321")

    with refused("not_allowed"):
        office.desk.add_officer("maya", "Maya Putri", ["admin"], "111111")


def test_an_officer_s_id_is_short_random_and_the_pin_is_hashed(office: Office) -> None:
    officer = office.desk.add_officer("rudi", "Rudi Hartono", ["officer"], "654321")

    assert len(officer.id) == 12
    with office.store.write() as tx:
        record = tx.record("officer", officer.id)
    assert record is not None
    assert record["pin_hash"].startswith("$argon2id$")
    assert "654321" not in str(record)


def test_a_pin_is_stretched_as_much_as_is_recommended(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(officers, "PIN_MEMORY_KIB", PROGRAM_MEMORY_KIB)
    monkeypatch.setattr(officers, "PIN_PASSES", PROGRAM_PASSES)
    officer = office.desk.add_officer("rudi", "Rudi Hartono", ["officer"], "654321")
    with office.store.write() as tx:
        record = tx.record("officer", officer.id)

    assert record is not None
    assert record["pin_hash"].startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_wrong_pin_leaves_the_screen_locked(office: Office) -> None:
    office.desk.lock()

    with refused("wrong_pin"):
        office.desk.login("dewi", "000000")

    assert office.desk.officer() is None


def test_five_wrong_pins_close_the_login_for_five_minutes_in_every_process(office: Office) -> None:
    for _ in range(5):
        with refused("wrong_pin"):
            office.desk.login("dewi", "000000")
    with refused("locked_out"):
        office.desk_without_officer().login("dewi", "123456")

    office.clock.forward(minutes=5)

    assert office.desk.login("dewi", "123456").name == "Dewi Anggraini"


def test_nobody_acts_by_a_record_that_holds_no_hash(office: Office) -> None:
    rudi = office.desk.add_officer("rudi", "Rudi Hartono", ["officer"], "654321")
    with office.store.write() as tx:
        data = tx.record("officer", rudi.id) or {}
        tx.put_record("officer", rudi.id, data | {"pin_hash": "654321"})
    with refused("wrong_pin"):
        office.desk.login("rudi", "654321")


def test_a_right_pin_forgets_the_wrong_ones_before_it(office: Office) -> None:
    for _ in range(2):
        for _ in range(4):
            with refused("wrong_pin"):
                office.desk.login("dewi", "000000")
        office.desk.login("dewi", "123456")


def test_a_new_pin_lifts_the_lock_out(office: Office) -> None:
    office.desk.add_officer("rudi", "Rudi Hartono", ["officer"], "654321")
    for _ in range(5):
        with refused("wrong_pin"):
            office.desk.login("rudi", "000000")

    office.desk.reset_pin("rudi", "777777")

    assert office.desk.login("RUDI", "777777").login == "rudi"


def test_a_revoked_officer_is_gone_from_the_lock_screen_for_good(office: Office) -> None:
    office.desk.add_officer("rudi", "Rudi Hartono", ["officer"], "654321")

    office.desk.revoke_officer("rudi")

    assert [one.login for one in office.desk.officers()] == ["dewi"]
    with refused("unknown_officer"):
        office.desk.login("rudi", "654321")


def test_no_later_version_from_another_computer_brings_a_revoked_officer_back(office: Office) -> None:
    rudi = office.desk.add_officer("rudi", "Rudi Hartono", ["officer"], "654321")
    with office.store.write() as tx:
        held = records.load(tx.connection, tx.identity.office, ("officer", rudi.id))
    assert held is not None
    office.desk.revoke_officer("rudi")

    with office.store.write() as tx:
        later = replace(held, rev=held.rev + 9, device="d9")
        assert not records.merge(tx.connection, tx.identity.office, later, pending=False)

    with refused("unknown_officer"):
        office.desk.login("rudi", "654321")


def test_a_store_without_a_living_officer_still_takes_no_stranger(office: Office) -> None:
    with office.store.write() as tx:
        assert tx.revoke_record("officer", office.desk.officers()[0].id)
    office.desk.lock()

    with refused("locked"):
        office.desk.add_officer("rudi", "Rudi", ["admin"], "654321")


def test_the_last_admin_stays(office: Office) -> None:
    with refused("last_admin"):
        office.desk.revoke_officer("dewi")


def test_what_cannot_be_an_officer_is_refused(office: Office) -> None:
    with refused("taken"):
        office.desk.add_officer("Dewi", "Dewi Lain", ["officer"], "654321")
    with refused("unknown_role"):
        office.desk.add_officer("rudi", "Rudi", ["boss"], "654321")
    with refused("short_pin"):
        office.desk.add_officer("rudi", "Rudi", ["officer"], "12")
    with refused("empty"):
        office.desk.add_officer("rudi", " ", ["officer"], "654321")


def test_who_was_revoked_by_another_process_acts_no_more(office: Office) -> None:
    office.desk.add_officer("rudi", "Rudi Hartono", ["officer"], "654321")
    other = office.desk_without_officer()
    other.login("rudi", "654321")
    other.issue("paspor_baru")

    office.desk.revoke_officer("rudi")

    with refused("locked"):
        other.issue("paspor_baru")


def test_wrong_pins_are_counted_across_restarts_and_on_a_stolen_computer(office: Office) -> None:
    for _ in range(5):
        with refused("wrong_pin"):
            office.desk_without_officer().login("dewi", "000000")  # a process of its own each time
    office.store.close()
    office.store = Store.open(office.store.path, KEY, now=office.clock)
    with refused("locked_out"):
        office.desk_without_officer().login("dewi", "123456")


def test_a_closed_login_stays_closed_for_no_longer_however_often_it_is_tried(office: Office) -> None:
    for _ in range(5):
        with refused("wrong_pin"):
            office.desk.login("dewi", "000000")
    for _ in range(9):
        with refused("locked_out"):
            office.desk.login("dewi", "000000")
    office.clock.forward(minutes=5)
    office.desk.login("dewi", "123456")


@pytest.mark.parametrize(("authorised", "code"), [([], "unauthorised"), (["officer"], "")])
def test_a_pin_of_the_whole_office_is_changed_only_where_the_centre_takes_it(
    office: Office, authorised: list[str], code: str
) -> None:
    rudi = office.desk.add_officer("rudi", "Rudi Hartono", ["officer"], "654321")
    with office.store.write() as tx:
        held = records.load(tx.connection, tx.identity.office, ("officer", rudi.id))
        assert held is not None
        from_centre = replace(held, rev=held.rev + 1, device="pusat")
        assert records.merge(tx.connection, tx.identity.office, from_centre, pending=False)
        enrol(tx, authorised)
    if not code:
        office.desk.reset_pin("rudi", "777777")
        return
    with refused(code):
        office.desk.reset_pin("rudi", "777777")
    office.desk_without_officer().login("rudi", "654321")


def test_a_pin_of_somebody_who_was_added_here_is_changed_here(office: Office) -> None:
    office.desk.add_officer("rudi", "Rudi Hartono", ["officer"], "654321")
    with office.store.write() as tx:
        enrol(tx, [])
    office.desk.reset_pin("rudi", "777777")
    office.desk_without_officer().login("rudi", "777777")


def enrol(tx: Transaction, authorised: list[str]) -> None:
    """Make this a terminal of a centre that takes these guarded kinds from it."""
    server = Peer(
        address="https://pusat.test", server="s", server_key="k", office="PLG", device="loket3", key="x"
    )
    tx.set_meta(META_KEY, replace(server, authorised=authorised).dump())
