"""A list of slip keys from a file: whose word is taken for it, and what each refusal says."""

import pytest
from msgspec.structs import replace

from counter_tui.core import slip_key_list
from counter_tui.core.record import Record
from counter_tui.core.slip_key_list import SignedKeyList
from counter_tui.sync import peer
from counter_tui.sync.enrolment_code import fingerprint, format_code, new_code
from counter_tui.sync.signing import DeviceKey, to_text
from tests.desk.office import ME, Office
from tests.desk.slip_centre import CENTRE, UNKNOWN, entry, signed_list, token
from tests.refusal import refused

PRINT = fingerprint(CENTRE.public)


def from_file(record: Record) -> SignedKeyList:
    return slip_key_list.of_record(record)


def a_list(office: Office, revision: int = 7, by: DeviceKey = CENTRE, of: str = ME.office) -> SignedKeyList:
    return from_file(signed_list(entry(office), revision=revision, by=by, office=of))


def enrolled(office: Office, centre: DeviceKey = CENTRE) -> None:
    """Let the computer be enrolled at a centre."""
    found = peer.Peer(
        address="https://pusat.example",
        server="pusat",
        server_key=centre.public,
        office=ME.office,
        device=ME.device,
        key=to_text(bytes(32)),
    )
    with office.store.write() as tx:
        tx.set_meta(peer.META_KEY, found.dump())


def believed(office: Office) -> bool:
    return office.desk.verify(token(office, UNKNOWN)).valid


def test_an_enrolled_computer_takes_its_centre_s_list_without_a_question(office: Office) -> None:
    enrolled(office)
    office.desk.lock()
    keys = office.desk.take_slip_keys(a_list(office))
    assert (keys.office, len(keys.keys)) == (ME.office, 1)
    assert believed(office)


def test_what_a_computer_took_in_it_gives_out_as_it_was(office: Office) -> None:
    enrolled(office)
    with refused("no_list"):
        office.desk.slip_key_list()
    office.desk.take_slip_keys(a_list(office))
    assert office.desk.slip_key_list() == a_list(office)


@pytest.mark.parametrize("typed", [PRINT, PRINT.lower().replace("-", " ")])
def test_an_admin_vouches_for_an_unknown_centre_by_its_fingerprint(office: Office, typed: str) -> None:
    office.desk.take_slip_keys(a_list(office), typed)
    assert believed(office)
    office.desk.take_slip_keys(a_list(office, revision=8))


def test_an_enrolment_code_vouches_too(office: Office) -> None:
    code = format_code(new_code(CENTRE.public, "https://pusat.example", bytes(10)))
    office.desk.take_slip_keys(a_list(office), code=code)
    assert believed(office)


def test_nobody_but_an_admin_vouches(office: Office) -> None:
    office.desk.add_officer("rini", "Rini Astuti", ["supervisor"], "654321")
    office.desk.login("rini", "654321")
    with refused("not_allowed"):
        office.desk.take_slip_keys(a_list(office), PRINT)
    office.desk.lock()
    with refused("locked"):
        office.desk.take_slip_keys(a_list(office), PRINT)
    assert not believed(office)


def test_an_unknown_centre_that_nobody_vouches_for_is_refused(office: Office) -> None:
    with refused("unknown_signer"):
        office.desk.take_slip_keys(a_list(office))
    assert not believed(office)


def test_a_fingerprint_or_code_of_another_centre_is_refused(office: Office) -> None:
    other = DeviceKey.generate()
    with refused("fingerprint"):
        office.desk.take_slip_keys(a_list(office), fingerprint(other.public))
    with refused("fingerprint"):
        office.desk.take_slip_keys(
            a_list(office), code=format_code(new_code(other.public, "https://x.example", bytes(10)))
        )
    with refused("bad_code"):
        office.desk.take_slip_keys(a_list(office), code="QK7M")


def test_the_list_of_another_centre_is_refused_whoever_vouches(office: Office) -> None:
    other = DeviceKey.generate()
    enrolled(office)
    with refused("signer"):
        office.desk.take_slip_keys(a_list(office, by=other), fingerprint(other.public))


def test_a_list_that_somebody_changed_is_refused(office: Office) -> None:
    signed = a_list(office)
    with refused("signature"):
        office.desk.take_slip_keys(replace(signed, text=signed.text.replace("loket5", "loket6")), PRINT)
    assert not believed(office)


def test_the_list_of_another_office_is_refused(office: Office) -> None:
    with refused("office"):
        office.desk.take_slip_keys(a_list(office, of="JKS"), PRINT)
    assert not believed(office)


def test_an_older_list_is_refused_and_the_same_one_changes_nothing(office: Office) -> None:
    enrolled(office)
    office.desk.take_slip_keys(a_list(office, revision=7))
    office.desk.take_slip_keys(a_list(office, revision=7))
    with refused("older"):
        office.desk.take_slip_keys(a_list(office, revision=6))
    assert office.desk.slip_key_list() == a_list(office, revision=7)


def test_a_computer_that_enrols_later_elsewhere_believes_only_its_centre(office: Office) -> None:
    office.desk.take_slip_keys(a_list(office, revision=2**50), PRINT)
    later = DeviceKey.generate()
    enrolled(office, later)
    assert not believed(office)
    office.desk.take_slip_keys(a_list(office, revision=8, by=later))
    assert believed(office)


def test_the_keys_here_are_told_with_whose_they_are_and_how_far_they_are_believed(office: Office) -> None:
    office.slipped()
    office.desk.take_slip_keys(a_list(office), PRINT)
    rows = office.desk.slip_keys()
    assert {(row.device, row.trust, row.own) for row in rows} == {
        (ME.device, "trusted", True),
        ("loket5", "trusted", False),
    }
