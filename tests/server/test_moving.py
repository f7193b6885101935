"""What a hub does for the terminal that is to take its place, and what it refuses while it does."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import httpx
import msgspec
import pytest

from counter_tui.config import Home
from counter_tui.core import hub_announcement
from counter_tui.core.hub_announcement import HubAnnouncement
from counter_tui.server import identity
from counter_tui.server.hub.moving import ASK_BYTES, Moving, routes
from counter_tui.server.hub.opening import Opened
from counter_tui.server.hub.stepping_down import SteppingDown
from counter_tui.store.central.database import open_sqlite
from counter_tui.store.hub import answers, standing
from counter_tui.sync import signing
from counter_tui.sync.move import PATH, MoveAsk
from counter_tui.sync.peer import Peer
from counter_tui.sync.server_clock import wall_ms
from counter_tui.sync.signing import DeviceKey, verify
from tests.refusal import refused
from tests.server.hub_office import KEY, ME, HubOffice, hub_office
from tests.server.two_hubs import OLD, enrolled, heard, home, in_process, running


class Old(NamedTuple):
    """A hub that is asked to move, and its office."""

    office: HubOffice
    moving: Moving


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Old]:
    with hub_office(tmp_path) as office, closing(open_sqlite(office.store.path, KEY)) as database:
        opened = Opened(office.store, database, identity.load(database, KEY))
        ear = SteppingDown(opened, Home(tmp_path), lambda _peer: None)
        yield Old(office, Moving(opened, ear))


def announcement(device: str = "d3", epoch: int = 2) -> str:
    found = HubAnnouncement(
        office=ME.office, site=ME.site, device=device, epoch=epoch,
        server="s3", key="k3", address="https://10.0.0.3:8441", certificate="PEM",
    )  # fmt: skip
    return hub_announcement.write(found)


def ask(old: Old, text: str = "", device: str = "d3", officer: str = "") -> None:
    old.moving.ask(device, MoveAsk(officer=officer or old.office.officer, announcement=text))


def is_hub(old: Old) -> bool:
    with old.office.store.read() as connection:
        return standing.authority(connection, ME.device) is not None


def test_a_moving_hub_grants_nothing_to_terminals_or_at_its_own_counter_and_forgets_what_was_asked(
    old: Old,
) -> None:
    old.office.ask("issue", service="paspor_baru")
    ask(old)
    answer = old.office.ask("call-next", id_="c7")
    assert (answer.done, answer.code) == (False, "moving")
    with refused("moving"):
        old.office.desk.call_next()
    assert old.office.count("SELECT count(*) FROM command_answer WHERE command = 'd2/c7'") == 0


def test_a_hub_that_hears_no_more_of_the_terminal_goes_on(old: Old, monkeypatch: pytest.MonkeyPatch) -> None:
    issued = old.office.ask("issue", service="paspor_baru").ticket
    ask(old)
    monkeypatch.setattr(standing, "MOVE_MS", 0)
    assert old.office.ask("call-next").ticket == issued
    with refused("too_late"):
        ask(old, announcement())
    assert is_hub(old)


def test_a_hub_signs_for_the_terminal_that_takes_its_place_and_is_none_any_more(old: Old) -> None:
    ask(old)
    signed = old.moving.ask("d3", MoveAsk(officer=old.office.officer, announcement=announcement())).signed
    assert signed is not None
    assert verify(signed.signer, signed.signature, hub_announcement.message(announcement()))
    assert not is_hub(old)
    assert old.office.ask("call-next").code == "moved"


def test_a_lost_signature_is_given_again_to_the_same_terminal_alone(old: Old) -> None:
    ask(old)
    ask(old, announcement())
    ask(old)
    ask(old, announcement())
    for text, device in ((announcement("d4"), "d4"), (announcement(epoch=3), "d3")):
        with refused("too_late"):
            ask(old, text, device)


def test_a_hub_moves_to_nobody_for_whom_it_did_not_stop_first(old: Old) -> None:
    with refused("too_late"):
        ask(old, announcement())
    assert is_hub(old)


def test_a_hub_moves_only_where_an_officer_decides_it_who_may(old: Old) -> None:
    lia = old.office.desk.add_officer("lia", "Lia", ["officer"], "654321")
    for officer in (lia.id, "stranger"):
        with refused("not_allowed"):
            ask(old, officer=officer)
    assert old.office.ask("issue", service="paspor_baru").done


def test_what_the_old_hub_answered_is_answered_again_by_the_next(old: Old) -> None:
    done = old.office.ask("issue", id_="c9", service="paspor_baru")
    given = old.moving.ask("d3", MoveAsk(officer=old.office.officer)).answers
    with old.office.store.write() as transaction:
        transaction.connection.execute("DELETE FROM command_answer")
        for _twice in range(2):
            answers.take_over(transaction, given)
        standing.promote(transaction, 2, before="", promoter="")
    assert old.office.ask("issue", id_="c9", service="paspor_baru") == done


def test_the_route_refuses_whoever_is_not_proven_and_what_cannot_be_read(
    tmp_path: Path,
) -> None:
    with running(home(tmp_path / "old", "d1", "1", "1"), OLD) as hub:
        opened, central = hub
        central.routers.append(routes(central, opened, heard(hub, tmp_path)))
        peer = enrolled(hub, "d3")
        whole = msgspec.json.encode(MoveAsk(officer="nobody"))
        with in_process(central, OLD) as client:
            unsigned = client.post(PATH, content=whole)
            bad = [client.send(_signed(client, peer, raw)) for raw in (b"{", b"x" * (ASK_BYTES + 1), whole)]
    assert unsigned.status_code == 401
    assert [answer.status_code for answer in bad] == [400, 413, 403]


def _signed(client: httpx.Client, peer: Peer, raw: bytes) -> httpx.Request:
    request = client.build_request("POST", PATH, content=raw)
    signed = signing.Request("POST", str(request.url), {})
    key = DeviceKey(signing.from_text(peer.key))
    signing.sign_request(signed, raw, device=peer.device, key=key, now_ms=wall_ms())
    request.headers.update(signed.headers)
    return request
