from collections.abc import Callable

import httpx
import msgspec
import pytest

from counter_tui.store.central import devices as central_devices
from counter_tui.sync import wire
from counter_tui.sync.protocol import Step
from counter_tui.sync.server_clock import ServerClock, wall_ms
from tests.sync.conftest import Copy, MakeHome
from tests.sync.town import Home, Line, Talk, Town, settle_all


def once(kind: str, method: str, path: str) -> Callable[[httpx.Request], str]:
    """Return a fault that happens at the first such request."""
    left = [kind]

    def fault(request: httpx.Request) -> str:
        hit = request.method == method and request.url.path == path
        return left.pop() if hit and left else ""

    return fault


def lines_of(home: Home) -> list[str]:
    return list(home.events().values())


async def test_what_one_home_writes_the_others_of_its_office_have(enrolled: MakeHome, town: Town) -> None:
    one, two, foreign = enrolled("d1"), enrolled("d2"), enrolled("d9", "UJI")
    one.issue("t1")
    one.note("n1", "hello")
    two.issue("t2")
    line = Line(town)
    await settle_all([Talk(home, line) for home in (one, two, foreign)])
    assert one.events() == two.events() == dict(town.journal())
    with two.store.write() as transaction:
        assert transaction.record("note", "n1") == {"text": "hello"}
    assert foreign.events() == {}
    assert one.sync.unsynced() == (0, None)


@pytest.mark.parametrize("kind", ["cut", "lost"])
@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/v1/events"), ("PUT", "/v1/records"), ("GET", "/v1/events"), ("GET", "/v1/head")],
)
async def test_a_line_that_breaks_anywhere_leaves_everything_once_at_the_centre(
    enrolled: MakeHome, town: Town, kind: str, method: str, path: str
) -> None:
    one, two = enrolled("d1"), enrolled("d2")
    two.issue("t9")
    await Talk(two, Line(town)).settle()
    for number in range(5):
        one.issue(f"t{number}")
    one.note("n1", "hello")
    line = Line(town, once(kind, method, path))
    talk = Talk(one, line)
    assert await talk.settle() is Step.WAIT
    assert await talk.settle() is Step.LISTEN
    assert line.faults == [kind]
    assert dict(town.journal()) == one.events()
    assert len(town.journal()) == 6
    assert town.rows("SELECT id FROM record WHERE office = ?") == [("n1",)]


async def test_a_long_time_offline_drains_in_many_pushes(enrolled: MakeHome, town: Town) -> None:
    home = enrolled("d1")
    home.issue_many(1203)
    pushes = []

    def count(request: httpx.Request) -> str:
        pushes.extend([1] if request.method == "POST" else [])
        return ""

    talk = Talk(home, Line(town, count))
    assert await talk.settle() is Step.LISTEN
    assert len(pushes) == 3
    assert [body for _id, body in town.journal()] == lines_of(home)
    assert talk.exchange.tally.pushed == 1203


async def test_own_events_do_not_travel_back(enrolled: MakeHome, town: Town) -> None:
    home = enrolled("d1")
    home.issue("t1")
    talk = Talk(home, Line(town))
    await talk.settle()
    assert talk.exchange.tally.pulled == 0


async def test_a_wrong_laptop_clock_does_not_stop_sync(enrolled: MakeHome, town: Town) -> None:
    home = enrolled("d1")
    home.issue("t1")
    hours = 26 * 3_600_000
    talk = Talk(home, Line(town), ServerClock(lambda: wall_ms() - hours))
    assert await talk.settle() is Step.LISTEN
    assert talk.setbacks == ["clock"]
    assert abs(talk.clock.offset_ms - hours) < 60_000
    assert len(town.journal()) == 1


async def test_a_poison_event_is_told_and_blocks_nothing(enrolled: MakeHome, town: Town) -> None:
    home = enrolled("d1")
    home.issue("t1")
    with home.store.write() as transaction:
        transaction.connection.execute("UPDATE event SET body = replace(body, ':', ' :')")
    home.issue("t2")
    assert await Talk(home, Line(town)).settle() is Step.LISTEN
    assert town.quarantined() == ["malformed"]
    assert len(town.journal()) == 1
    assert home.sync.held() == 1
    assert home.sync.unsynced() == (0, None)


async def test_a_copied_home_is_noticed_and_both_go_on_in_chains_of_their_own(
    enrolled: MakeHome, town: Town, copy: Copy
) -> None:
    home = enrolled("d1")
    home.issue("t1")
    await Talk(home, Line(town)).settle()
    twin = copy(home)
    home.issue("mine")
    twin.issue("theirs", "A-002")
    twin.issue("theirs too", "A-003")
    await Talk(home, Line(town)).settle()
    talk = Talk(twin, Line(town))
    assert await talk.settle() is Step.LISTEN, talk.setbacks
    assert town.quarantined() == ["clone", "clone"]
    assert twin.sync.held() == 2
    assert twin.sync.unsynced() == (0, None)
    assert twin.sync.current_epoch() != home.sync.current_epoch()
    after = twin.issue("after", "A-004")
    await settle_all([Talk(twin, Line(town)), Talk(home, Line(town))])
    assert after.id in home.events()
    assert len(town.journal()) == 3
    assert home.problems() == twin.problems() == []


async def test_a_disk_that_was_set_back_gets_a_new_chain_and_its_lost_events(
    enrolled: MakeHome, town: Town, copy: Copy
) -> None:
    home = enrolled("d1")
    home.issue("t1")
    await Talk(home, Line(town)).settle()
    old = copy(home)
    home.issue("t2")
    await Talk(home, Line(town)).settle()
    epoch = home.sync.current_epoch()
    assert await Talk(old, Line(town)).settle() is Step.LISTEN
    assert old.sync.current_epoch() != epoch
    assert old.events() == dict(town.journal())
    old.issue("t3")
    await Talk(old, Line(town)).settle()
    assert len(town.journal()) == 3
    assert town.quarantined() == []
    assert old.problems() == []


async def test_what_the_centre_holds_apart_does_not_come_back_and_leaves_a_sound_store(
    enrolled: MakeHome, town: Town, copy: Copy
) -> None:
    home = enrolled("d1")
    home.issue("t1")
    await Talk(home, Line(town)).settle()
    old = copy(home)
    poison = home.issue("t2")
    with home.store.write() as transaction:
        transaction.connection.execute("UPDATE event SET body = replace(body, ':', ' :') WHERE seq = 2")
    home.issue("t3")
    await Talk(home, Line(town)).settle()
    assert town.quarantined() == ["malformed"]
    await Talk(old, Line(town)).settle()
    assert await Talk(old, Line(town)).settle() is Step.LISTEN
    assert poison.id not in old.events()
    assert old.events() == dict(town.journal())
    assert old.problems() == []


async def test_a_centre_that_lost_its_last_events_gets_them_again(enrolled: MakeHome, town: Town) -> None:
    home = enrolled("d1")
    for number in range(3):
        home.issue(f"t{number}")
    home.note("n1", "hello")
    await Talk(home, Line(town)).settle()
    epoch, first = home.store.identity.epoch, town.journal()[0]
    with town.database.write() as work:
        work.run("DELETE FROM event WHERE seq > 1")
        work.run("DELETE FROM record")
        work.run("UPDATE head SET seq = 1, hash = (SELECT hash FROM event WHERE seq = 1)")
        work.run("UPDATE office_sequence SET ingested = 1, records = 0 WHERE office = 'JKS'")
        work.run("UPDATE server SET epoch = 'after the restore'")
    town.die()
    town.serve()
    assert await Talk(home, Line(town)).settle() is Step.LISTEN
    assert town.journal()[0] == first
    assert dict(town.journal()) == home.events()
    assert town.rows("SELECT id FROM record WHERE office = ?") == [("n1",)]
    assert home.sync.durable(epoch) == 3
    assert home.problems() == []


async def test_a_void_cursor_pushes_first_and_bootstraps(enrolled: MakeHome, town: Town) -> None:
    home, other = enrolled("d1"), enrolled("d2")
    home.issue("t1")
    await Talk(home, Line(town)).settle()
    other.issue("t2")
    await Talk(other, Line(town)).settle()
    with home.store.write() as transaction:
        transaction.connection.execute("UPDATE sync_cursor SET cursor = 'void'")
    home.issue("t3")
    seen: list[str] = []

    def watch(request: httpx.Request) -> str:
        seen.append(f"{request.method} {request.url.path}")
        return ""

    talk = Talk(home, Line(town, watch))
    assert await talk.settle() is Step.LISTEN
    assert seen.index("POST /v1/events") < seen.index("GET /v1/events")
    assert home.events() == dict(town.journal())


async def test_a_revoked_device_is_told_and_its_events_are_kept_apart(enrolled: MakeHome, town: Town) -> None:
    home = enrolled("d1")
    home.issue("t1")
    with town.database.write() as work:
        central_devices.revoke(work, "d1", 1)
    talk = Talk(home, Line(town))
    assert await talk.settle() is Step.WAIT
    assert talk.setbacks == ["revoked"]
    assert town.quarantined() == ["revoked"]
    assert town.journal() == []


async def test_an_old_version_may_push_and_is_asked_to_upgrade_for_pulling(
    enrolled: MakeHome, town: Town
) -> None:
    home = enrolled("d1")
    home.issue("t1")
    line = Line(town)
    talk = Talk(home, Older(line))
    assert await talk.settle() is Step.REST
    assert talk.setbacks == ["upgrade"]
    assert len(town.journal()) == 1


class Older(httpx.AsyncBaseTransport):
    """Answers pulls as a centre does that has moved on."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if (request.method, request.url.path) == ("GET", "/v1/events"):
            problem = msgspec.json.encode(wire.Problem(code="upgrade"))
            return httpx.Response(426, headers={wire.NOW: str(wall_ms())}, content=problem)
        return await self._line.handle_async_request(request)


async def test_a_captive_portal_is_no_centre(enrolled: MakeHome, town: Town) -> None:
    home = enrolled("d1")
    home.issue("t1")

    class Portal(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            return httpx.Response(200, content=b"<html>please pay</html>")

    talk = Talk(home, Portal())
    assert await talk.settle() is Step.WAIT
    assert talk.setbacks == ["foreign_answer"]
    assert home.sync.unsynced()[0] == 1


async def test_officers_come_from_the_first_device_and_not_from_every_terminal(
    enrolled: MakeHome, town: Town
) -> None:
    first, second = enrolled("d1"), enrolled("d2")
    first.note("o1", "the chief", kind="officer")
    second.note("o2", "nobody", kind="officer")
    line = Line(town)
    await settle_all([Talk(first, line), Talk(second, line)])
    assert town.rows("SELECT id FROM record WHERE office = ?") == [("o1",)]
    assert second.sync.records_to_push(10) == []
    with second.store.write() as transaction:
        assert transaction.record("officer", "o1") == {"text": "the chief"}
