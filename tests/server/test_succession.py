"""A hub gives way to a later one that is proven, and to nobody else; the later one takes its terminals in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from counter_tui.config import Home
from counter_tui.core import hub_announcement
from counter_tui.core.device_certificate import DeviceCertificate
from counter_tui.core.event import Draft
from counter_tui.core.hub_announcement import HubAnnouncement, SignedAnnouncement
from counter_tui.core.record import Record
from counter_tui.core.ticket_events import Authority
from counter_tui.server import certificates, devices, succession
from counter_tui.server.central import Central
from counter_tui.server.guard import Caller
from counter_tui.server.hub import announcing, inheritance
from counter_tui.server.hub.commands import Asked, Commands
from counter_tui.server.hub.opening import Opened, hub, opened
from counter_tui.server.hub.stepping_down import SteppingDown
from counter_tui.server.problem import Declined
from counter_tui.server.records import _objection_to_hub
from counter_tui.store import queries, records
from counter_tui.store.central.devices import known
from counter_tui.store.hub import relay, standing
from counter_tui.store.syncing import StoreSync
from counter_tui.sync import adoption, wire
from counter_tui.sync.desk_command import DeskCommand
from counter_tui.sync.grant import EnrolAnswer, EnrolRequest, Grant
from counter_tui.sync.loop import SyncLoop
from counter_tui.sync.neighbourhood import Neighbour
from counter_tui.sync.peer import META_KEY, Peer, load
from counter_tui.sync.signing import DeviceKey, from_text, verify
from tests.patience import until
from tests.server.two_hubs import NEW, OLD, enrolled, heard, home, in_process, running

NOBODY = "https://127.0.0.1:9"
STRANGER = DeviceKey(bytes([9]) * 32)


@pytest.fixture
def old(tmp_path: Path) -> Iterator[tuple[Opened, Central]]:
    with running(home(tmp_path / "old", "d1", "1", "1"), OLD) as found:
        yield found


@pytest.fixture
def promoted(tmp_path: Path, old: tuple[Opened, Central]) -> Home:
    """Return the home of counter 3, enrolled at the old hub and then promoted."""
    at = home(tmp_path / "new", "d3", "3", "3")
    before = enrolled(old, "d3")
    with opened(at) as found, found.store.write() as transaction:
        standing.promote(transaction, before.hub_epoch + 1, before=before.dump(), promoter="dewi")
    return at


def told(found: Opened) -> Record:
    chain = announcing.told(found.store)
    epoch = msgspec.json.decode(chain[-1].text, type=HubAnnouncement).epoch
    return hub_announcement.as_record(chain, "utama", epoch, "d3")


def test_a_hub_gives_way_to_a_terminal_of_its_own_that_was_promoted_and_grants_no_more(
    old: tuple[Opened, Central], promoted: Home, tmp_path: Path
) -> None:
    ear = heard(old, tmp_path)
    with running(promoted, NEW) as (later, _central):
        record = told(later)
    assert ear.believes(record)
    ear.hear([record])
    with old[0].store.read() as connection:
        assert standing.authority(connection, "d1") is None
    commands = Commands(old[0].store, lambda: None)
    commands.start()
    try:
        call = DeskCommand(id="c1", counter="2", officer="x")
        answer = commands.ask(Asked("d2", "call-next", call)).result(60)
    finally:
        commands.stop()
    assert (answer.done, answer.code, NEW in answer.sentence) == (False, "moved", True)


def test_a_hub_gives_way_to_no_announcement_that_a_stranger_signed(
    old: tuple[Opened, Central], promoted: Home, tmp_path: Path
) -> None:
    with running(promoted, NEW) as (later, _central):
        genuine = announcing.told(later.store)[-1]
    forged = replace(
        genuine, signer=STRANGER.public, signature=STRANGER.sign(hub_announcement.message(genuine.text))
    )
    for chain in ([forged], [replace(genuine, vouched=None)], []):
        record = hub_announcement.as_record(chain, "utama", 2, "d3")
        assert not heard(old, tmp_path).believes(record)


def test_a_promoted_hub_gives_way_neither_to_itself_nor_to_the_one_before(
    old: tuple[Opened, Central], promoted: Home, tmp_path: Path
) -> None:
    with running(promoted, NEW) as later:
        ear = heard(later, tmp_path)
        assert not ear.believes(told(later[0]))
        assert not ear.believes(told(old[0]))


def test_a_hub_that_gave_way_and_was_started_again_still_hears_of_a_later_one(
    old: tuple[Opened, Central], promoted: Home, tmp_path: Path
) -> None:
    with old[0].store.write() as transaction:
        standing.step_down(transaction, announcing.told(old[0].store)[-1].text)
    again = hub(old[0], old[1].certificate)
    again.succession = heard(old, tmp_path)
    caller = known(old[0].database, "d3")
    assert caller is not None
    with running(promoted, NEW) as (later, _central):
        assert _objection_to_hub(again, Caller(caller, wire.VERSION), told(later)) == ""


def test_a_hub_that_is_a_terminal_for_a_while_forgets_no_key_of_the_hubs_before(
    old: tuple[Opened, Central], promoted: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ear = heard(old, tmp_path)
    with running(promoted, NEW) as (later, _central):
        ear.hear([told(later)])
        granted = replace(enrolled(old, "d2"), address=NEW, server_key=later.identity.key.public)
    monkeypatch.setattr(adoption, "join", lambda *_asked: granted)
    assert ear._join()
    with old[0].store.read() as connection:
        joined = load(queries.meta(connection, META_KEY))
    assert joined is not None
    assert old[0].identity.key.public in joined.trusted_keys


def test_a_promoted_hub_knows_the_keys_of_hubs_that_came_and_went_before_it_was_a_terminal_again(
    old: tuple[Opened, Central], promoted: Home
) -> None:
    slept = enrolled(old, "d2")
    with running(promoted, NEW) as (later, _central):
        keys = announcing.keys_before(later.store, slept)
        assert keys == slept.trusted_keys | {later.identity.key.public}


def test_who_joins_a_hub_is_told_what_led_to_it_and_leads_on_from_there_before_any_record_came(
    old: tuple[Opened, Central], promoted: Home, tmp_path: Path
) -> None:
    slept = enrolled(old, "d2")
    with running(promoted, NEW) as later:
        later[1].succession = heard(later, tmp_path)
        granted = enrolled(later, "d9").announced
        assert granted == announcing.told(later[0].store)
        known = slept.trusted_keys | {later[0].identity.key.public}
    before = replace(slept, announced=granted)
    with opened(home(tmp_path / "next", "d2", "2", "2")) as found:
        assert announcing.keys_before(found.store, before) == known
        with found.store.write() as transaction:
            standing.promote(transaction, 3, before=before.dump(), promoter="dewi")
        announcing.announce(found, "https://10.0.0.2:8441", "PEM")
        assert [hub_announcement.epoch_of(one) for one in announcing.told(found.store)] == [2, 3]


def test_what_a_hub_announces_leads_its_terminals_from_the_one_before(
    old: tuple[Opened, Central], promoted: Home
) -> None:
    second = enrolled(old, "d2")
    with running(promoted, NEW) as (later, central):
        central.routers.append(announcing.routes(later.store))
        with in_process(central, NEW) as client:
            chain = hub_announcement.of_data(client.get("/v1/hub").json())
        found = hub_announcement.followed(
            chain, trusted=second.trusted_keys, office="PLG", site="utama", verify=verify
        )
        assert found is not None
        assert (found.epoch, found.address, found.key) == (2, NEW, later.identity.key.public)


def test_a_hub_announces_itself_once_however_often_it_starts_and_anew_at_a_new_address(
    old: tuple[Opened, Central],
) -> None:
    def announced(address: str) -> list[SignedAnnouncement]:
        announcing.announce(old[0], address, old[1].certificate)
        return announcing.told(old[0].store)

    first = announced(OLD)
    assert announced(OLD) == first
    moved = announced(NEW)
    assert len(moved) == 1
    assert moved != first


def asked(peer: Peer, **changes: Any) -> EnrolRequest:
    public = DeviceKey(from_text(peer.key)).public
    found = EnrolRequest(
        code="", device=peer.device, key=public, office="PLG", site="utama", name="2", proof="",
        vouched=peer.vouched,
    )  # fmt: skip
    return replace(found, **changes)


def test_a_promoted_hub_takes_in_a_terminal_for_which_the_one_before_vouched_and_it_keeps_its_tag(
    old: tuple[Opened, Central], promoted: Home
) -> None:
    second = enrolled(old, "d2")
    with running(promoted, NEW) as (later, central):
        central.predecessors = second.trusted_keys
        with in_process(central, NEW) as client:
            answers = [
                client.post("/v1/devices", content=msgspec.json.encode(asked(second))) for _again in range(2)
            ]
        grants = [msgspec.json.decode(one.content, type=EnrolAnswer).grant for one in answers]
        assert grants[0] == grants[1]
        grant = msgspec.json.decode(grants[0], type=Grant)
        assert (grant.server, grant.hub_epoch, grant.device) == (later.identity.id, 2, "d2")
        assert grant.tag not in {"1", "3"}


def test_whom_a_hub_without_a_centre_revoked_is_revoked_at_the_next_one_too(
    old: tuple[Opened, Central], promoted: Home
) -> None:
    second = enrolled(old, "d2")
    assert second.vouched is not None
    devices.revoke(old[0].database, old[0].identity, "d2")
    old[1].journal.begin(0)
    with old[0].store.read() as connection:
        given = relay.kept(connection)
    with running(promoted, NEW) as (later, central):
        central.predecessors = second.trusted_keys
        for told_first in (given, []):
            succession.inherit(central, told_first)
            succession.adopt(central, asked(second), second.vouched)
            found = known(later.database, "d2")
            assert found is not None
            assert found.revoked


def test_a_hub_that_is_none_any_more_takes_in_nobody(old: tuple[Opened, Central], promoted: Home) -> None:
    second = enrolled(old, "d2")
    assert second.vouched is not None
    with running(promoted, NEW) as (later, _central):
        with later.store.write() as transaction:
            standing.step_down(transaction, announcing.told(later.store)[-1].text)
        again = hub(later, "PEM")
        again.predecessors = second.trusted_keys
        with pytest.raises(Declined):
            succession.adopt(again, asked(second), second.vouched)


def test_a_promoted_hub_takes_in_nobody_on_anothers_word_or_with_another_key(
    old: tuple[Opened, Central], promoted: Home
) -> None:
    second = enrolled(old, "d2")
    with running(promoted, NEW) as (_later, central):
        refused = [
            (frozenset({STRANGER.public}), asked(second)),
            (second.trusted_keys, asked(second, key=STRANGER.public)),
            (second.trusted_keys, asked(second, device="d9")),
            (second.trusted_keys, asked(second, site="lain")),
        ]
        with in_process(central, NEW) as client:
            for predecessors, request in refused:
                central.predecessors = predecessors
                answer = client.post("/v1/devices", content=msgspec.json.encode(request))
                assert answer.status_code == 403


def test_what_a_promoted_hub_holds_is_durable_only_where_the_one_before_had_no_centre_either(
    old: tuple[Opened, Central], promoted: Home
) -> None:
    for signer, durable in (("", True), (STRANGER.public, False)):
        with opened(promoted) as later:
            with later.store.write() as transaction:
                before = load(transaction.meta(standing.BEFORE))
                assert before is not None
                transaction.set_meta(standing.BEFORE, replace(before, slip_signer=signer).dump())
                transaction.append(Draft(stream="x/1", type="x.y", data={}), actor="dewi")
            held = hub(later, "PEM").journal.durable("PLG", "d3")
            assert bool(held) is durable


def test_a_promoted_hub_knows_no_author_by_a_word_that_is_not_its_centres(promoted: Home) -> None:
    centre = DeviceKey(bytes([5]) * 32)
    with opened(promoted) as later:
        for device, signer in (("d8", centre), ("d9", STRANGER)):
            one = DeviceCertificate(office="PLG", device=device, key="k", site="utama", tag=device)
            data = msgspec.to_builtins(certificates.sign(signer, one))
            record = Record(kind="certificate", id=device, rev=1, hlc=1, device="d1", data=data)
            with later.store.write() as transaction:
                records.merge(transaction.connection, "PLG", record, pending=False)
        with later.store.write() as transaction:
            before = load(transaction.meta(standing.BEFORE))
            assert before is not None
            transaction.set_meta(standing.BEFORE, replace(before, slip_signer=centre.public).dump())
        journal = hub(later, "PEM").journal
        assert journal.author("PLG", "d8") is not None
        assert journal.author("PLG", "d9") is None


def test_a_hub_that_became_a_terminal_speaks_to_the_later_hub_alone(
    old: tuple[Opened, Central], tmp_path: Path
) -> None:
    found, central = old
    centre = replace(enrolled(old, "d2"), address="http://127.0.0.1:9", certificate="")
    line = SyncLoop(StoreSync(found.store), centre, tmp_path)
    line.start()
    left: list[bool] = []
    inheritance._terminal_again(central, found, line, lambda: left.append(True))(
        replace(centre, address="http://127.0.0.1:10")
    )
    again = central.workers[-1]
    try:
        line._thread.join(90)
        assert not line._thread.is_alive()
        assert isinstance(again, SyncLoop)
        assert left == [True]
        assert again.status().address == "http://127.0.0.1:10"
    finally:
        again.stop()


def test_the_hub_before_brings_its_officers_too_however_it_was_known_here(
    old: tuple[Opened, Central], promoted: Home
) -> None:
    own = old[0].identity.key
    mine = DeviceCertificate(office="PLG", device="d1", key=own.public, site="utama", tag="1")
    with running(promoted, NEW) as (_later, central):
        central.predecessors = frozenset({own.public})
        succession.inherit(central, [certificates.sign(own, mine)])
        request = EnrolRequest(
            code="", device="d1", key=own.public, office="PLG", site="utama", name="1", proof=""
        )
        device, _office = succession.adopt(
            central, request, certificates.sign(own, replace(mine, relay=True))
        )
    assert {"relay", "officer", "setting"} <= set(device.authorised.split())


def test_a_hub_gives_way_to_no_terminal_that_was_revoked_here(
    old: tuple[Opened, Central], promoted: Home, tmp_path: Path
) -> None:
    with running(promoted, NEW) as (later, _central):
        record = told(later)
    devices.revoke(old[0].database, old[0].identity, "d3")
    assert not heard(old, tmp_path).believes(record)


def test_a_fault_while_a_hub_looks_for_later_ones_is_no_end_of_its_listening(
    old: tuple[Opened, Central], promoted: Home, tmp_path: Path
) -> None:
    with running(promoted, NOBODY) as (later, _central):
        record = told(later)
    looks: list[str] = []

    def look() -> list[Neighbour]:
        looks.append("again")
        if len(looks) == 1:
            raise OSError("no buffer space")
        return []

    ear = SteppingDown(old[0], Home(tmp_path), lambda _peer: None, look)
    ear.start()
    try:
        with old[0].store.write() as transaction:
            records.merge(transaction.connection, "PLG", record, pending=False)
        until(lambda: authority(old[0]) is None)
    finally:
        ear.stop()
    assert len(looks) >= 2


def test_a_hub_looks_around_again_for_one_that_was_promoted_apart_from_it(
    old: tuple[Opened, Central], tmp_path: Path
) -> None:
    looks: list[str] = []

    def look() -> list[Neighbour]:
        looks.append("again")
        return []

    ear = SteppingDown(old[0], Home(tmp_path), lambda _peer: None, look, around_s=0.0)
    ear.start()
    try:
        until(lambda: len(looks) >= 3)
    finally:
        ear.stop()


def test_a_hub_that_gave_way_to_one_that_is_gone_looks_around_for_a_later_one(
    old: tuple[Opened, Central], promoted: Home, tmp_path: Path
) -> None:
    with running(promoted, NOBODY) as (later, _central):
        record = told(later)
    looks: list[bool] = []

    def look() -> list[Neighbour]:
        looks.append(authority(old[0]) is None)
        return []

    ear = SteppingDown(old[0], Home(tmp_path), lambda _peer: None, look, around_s=0.0)
    ear.start()
    try:
        ear.hear([record])
        until(lambda: sum(looks) >= 3)
    finally:
        ear.stop()


def authority(at: Opened) -> Authority | None:
    """Return the authority by which a home grants numbers."""
    with at.store.read() as connection:
        return standing.authority(connection, at.store.identity.device)
