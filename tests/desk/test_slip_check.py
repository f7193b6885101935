"""Which slips a computer believes, offline and with whatever clock it has."""

import secrets
from random import Random

import pytest
from msgspec.structs import replace

from counter_tui.core.slip import expiry, make_token
from counter_tui.core.slip_key_list import DAY_MS
from counter_tui.desk import slip_keys
from counter_tui.desk.views.pickup import Collector
from counter_tui.store import queries
from counter_tui.store.identity import new_epoch
from counter_tui.sync.signing import DeviceKey
from tests.core.slip_mutations import CLASSES, genuine, mutated
from tests.desk.office import ALONE, ME, Office
from tests.desk.slip_centre import (
    SECRET,
    UNKNOWN,
    certify,
    entry,
    printed_elsewhere,
    publish,
    signed_list,
    take_in,
    token,
)


def reasons(office: Office, *texts: str) -> list[str]:
    return [office.desk.verify(text).reason for text in texts]


def published(office: Office) -> list[str]:
    """Return the ids of the keys that the office knows by record."""
    with office.store.read() as conn:
        return [id_ for id_, _data in queries.records(conn, "slip_key")]


def own_public(office: Office) -> str:
    """Return the only key that this device made."""
    with office.store.read() as conn:
        (public,) = slip_keys.known(conn, ME.device).publics
    return public.hex()


def test_a_slip_verifies_at_once_where_it_was_printed(office: Office) -> None:
    _application, text = office.slipped()
    assert reasons(office, text) == ["valid"]


def test_without_a_centre_nobody_else_is_believed(office: Office) -> None:
    text = token(office, UNKNOWN)
    assert reasons(office, text) == ["unknown_key"]

    publish(office)

    view = office.desk.verify(text)
    assert (view.reason, view.application) == ("unknown_key", "")
    assert view.sentence.startswith("Kunci resi ini belum disahkan pusat.")


def test_a_slip_of_another_device_is_believed_by_the_centre_s_list(office: Office) -> None:
    certify(office, entry(office))
    view = office.desk.verify(token(office, UNKNOWN))
    assert (view.valid, view.application, view.ready, view.warning) == (True, UNKNOWN, "unknown", "")


def test_a_list_that_somebody_else_signed_is_worth_nothing(office: Office) -> None:
    certify(office, entry(office), by=DeviceKey.generate())
    assert reasons(office, token(office, UNKNOWN)) == ["unknown_key"]


def test_a_list_of_another_office_is_worth_nothing(office: Office) -> None:
    certify(office)
    take_in(office, signed_list(entry(office), revision=office.clock() + 1, office="JKS"))
    assert reasons(office, token(office, UNKNOWN)) == ["unknown_key"]


def test_the_device_s_own_key_is_believed_before_the_list_names_it(office: Office) -> None:
    certify(office, entry(office))
    _application, text = office.slipped()
    assert reasons(office, text) == ["valid"]


def test_the_same_application_of_another_office_is_not_ours(office: Office) -> None:
    certify(office, entry(office))
    application, _text = office.slipped()
    office.desk.mark_ready(application)
    foreign = make_token(application, "BLI", expiry(office.clock()), SECRET)
    view = office.desk.verify(foreign)
    assert (view.reason, view.application, view.ready) == ("other_office", "", "")
    assert office.desk.pickup_card(foreign).application == ""


def test_a_slip_whose_issue_is_known_from_before_stays_valid_under_a_revoked_key(office: Office) -> None:
    application, _own = office.slipped()
    text = printed_elsewhere(office, application)
    certify(office, entry(office, revoked=office.clock() + 2 * DAY_MS))
    office.clock.forward(minutes=5 * 24 * 60)
    assert reasons(office, text) == ["valid"]


def test_other_slips_under_a_revoked_key_need_a_supervisor(office: Office) -> None:
    application, _own = office.slipped()
    after = printed_elsewhere(office, application)
    certify(office, entry(office, revoked=office.clock() - DAY_MS))
    views = [office.desk.verify(text) for text in (after, token(office, UNKNOWN))]
    assert [(view.valid, view.reason) for view in views] == [(False, "revoked_key")] * 2
    assert [view.application for view in views] == [application, UNKNOWN]
    assert "penyelia" in views[0].sentence


def test_another_device_s_word_does_not_make_a_revoked_key_s_slip_known(office: Office) -> None:
    application, _own = office.slipped()
    text = printed_elsewhere(office, application)
    certify(office, entry(office, device="loket9", revoked=office.clock() + DAY_MS))
    assert reasons(office, text) == ["revoked_key"]


def test_an_undone_print_is_no_known_issue(office: Office) -> None:
    _application, text = office.slipped()
    office.desk.undo()
    certify(
        office, entry(office, public=own_public(office), device=ME.device, revoked=office.clock() + DAY_MS)
    )
    assert reasons(office, text) == ["void"]


def test_a_slip_is_expired_after_400_days_by_a_clock_that_nothing_contradicts(office: Office) -> None:
    certify(office, entry(office))
    text = token(office, UNKNOWN, days_ago=400)
    view = office.desk.verify(text)
    assert (view.valid, view.reason, view.application) == (False, "expired", UNKNOWN)


def test_with_a_clock_off_the_centre_s_an_expired_slip_is_valid_with_a_warning(office: Office) -> None:
    certify(office, entry(office))
    office.line = replace(ALONE, offset_ms=-11 * 60_000)
    view = office.desk.verify(token(office, UNKNOWN, days_ago=400))
    assert (view.valid, view.reason) == (True, "valid")
    assert view.warning.startswith("Menurut jam komputer ini masa berlaku resi habis")


def test_a_clock_a_few_minutes_off_is_believed(office: Office) -> None:
    certify(office, entry(office))
    office.line = replace(ALONE, offset_ms=9 * 60_000)
    assert reasons(office, token(office, UNKNOWN, days_ago=400)) == ["expired"]


def test_a_slip_issued_in_the_future_is_valid_with_a_warning(office: Office) -> None:
    certify(office, entry(office))
    view = office.desk.verify(token(office, UNKNOWN, days_ago=-3))
    assert (view.valid, view.reason) == (True, "valid")
    assert view.warning.startswith("Jam komputer ini diragukan.")


@pytest.mark.parametrize("witness", ["own_events", "list"])
def test_a_clock_behind_what_already_happened_warns(office: Office, witness: str) -> None:
    text = token(office, UNKNOWN, days_ago=5)
    if witness == "own_events":
        certify(office, entry(office))
        office.clock.forward(minutes=60)
        office.slipped()
        office.clock.forward(minutes=-120)
    else:
        office.clock.forward(minutes=60)
        certify(office, entry(office))
        office.clock.forward(minutes=-60)
    view = office.desk.verify(text)
    assert (view.valid, view.warning != "") == (True, True)


def test_a_used_slip_says_when_where_and_by_whom(office: Office) -> None:
    application, text = office.slipped()
    office.desk.mark_ready(application)
    office.desk.hand_over(application, Collector("self"))
    view = office.desk.verify(text)
    assert (view.valid, view.reason, view.ready) == (False, "used", "used")
    assert view.sentence.startswith("Resi ini sudah dipakai")
    assert all(said in view.sentence for said in ("14 Sep 09.01", "Loket 3", "Dewi A."))


def test_a_valid_slip_says_how_its_passport_stands(office: Office) -> None:
    application, text = office.slipped()
    assert "belum siap" in office.desk.verify(text).sentence
    office.desk.mark_ready(application)
    assert office.desk.verify(text).sentence.endswith("Paspor siap sejak hari ini.")


def test_after_a_year_a_new_key_signs_and_the_old_one_still_verifies(office: Office) -> None:
    _first, old = office.slipped()
    office.clock.forward(minutes=364 * 24 * 60)
    office.desk.open_day()
    _second, same = office.slipped()
    assert len(published(office)) == 1

    office.clock.forward(minutes=24 * 60)
    office.desk.open_day()
    _third, new = office.slipped()

    assert len(published(office)) == 2
    assert reasons(office, old, same, new) == ["valid"] * 3


def test_a_revoked_device_key_signs_no_more(office: Office) -> None:
    _application, text = office.slipped()
    public = own_public(office)
    certify(office, entry(office, public=public, device=ME.device, revoked=office.clock() + 1000))
    office.clock.forward(minutes=1)

    _next, later = office.slipped()

    assert len(published(office)) == 2
    assert reasons(office, text, later) == ["valid", "valid"]


def test_a_key_that_is_a_year_old_by_the_centre_s_clock_signs_no_more(office: Office) -> None:
    office.slipped()
    public = own_public(office)
    long_ago = office.clock() - 366 * DAY_MS
    certify(office, entry(office, public=public, device=ME.device, certified=long_ago))

    office.slipped()

    assert len(published(office)) == 2


def test_a_restored_device_goes_on_with_its_key_and_its_slips_stay_valid(office: Office) -> None:
    _application, text = office.slipped()
    with office.store.write() as tx:
        tx.set_identity(replace(tx.identity, epoch=new_epoch()))

    _second, after = office.slipped()

    assert len(published(office)) == 1
    assert reasons(office, text, after) == ["valid", "valid"]


def test_a_key_from_before_keys_had_dates_is_replaced_and_stays_believed(office: Office) -> None:
    _application, text = office.slipped()
    with office.store.write() as tx:
        tx.connection.execute("DELETE FROM meta WHERE key = ?", (slip_keys.OWN,))

    _second, after = office.slipped()

    assert len(published(office)) == 2
    assert reasons(office, text, after) == ["valid", "valid"]


def test_a_new_key_is_drawn_from_where_the_store_draws(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with office.store.write() as tx:
        monkeypatch.setattr(tx, "random", lambda size: bytes(range(size)))
        assert slip_keys.secret(tx) == bytes(range(32))


def test_no_spoiled_slip_raises_or_is_believed_at_the_desk(office: Office) -> None:
    random = Random(7)
    slips = [genuine(random) for _number in range(10)]
    certify(office, entry(office))
    for mutation in CLASSES:
        for _number in range(5):
            text = mutated(mutation, slips, random)
            assert not office.desk.verify(text).valid
            assert not office.desk.pickup_card(text).allowed
    for noise in ("", "\x00", "PS1:", "PS1:" + "A" * 5000, "ＰＳ１:A", secrets.token_hex(200)):
        assert not office.desk.verify(noise).valid
        assert not office.desk.pickup_card(noise).allowed
