"""A hub that lies in its answer to a command: a terminal takes nothing of it that its author did not sign."""

from collections.abc import Callable

import httpx
import msgspec
import pytest
from msgspec.structs import replace

from counter_tui.core.event import decode, digest, encode
from counter_tui.core.refusal import Refused
from counter_tui.desk import hub_return
from counter_tui.store.syncing import StoreSync
from counter_tui.sync.desk_command import DeskAnswer
from counter_tui.sync.once import sync_once
from tests.bootstrap.hub_site import Counter, Site, Wire

Lie = Callable[[DeskAnswer], DeskAnswer]


class Liar(Wire):
    """The network, on which the hub's answers to commands are changed as long as there is a lie."""

    lie: Lie | None = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Bring a request to the hub and a lie back."""
        answer = super().handle_request(request)
        if self.lie is None or "/v1/desk/" not in request.url.path:
            return answer
        told = msgspec.json.decode(answer.read(), type=DeskAnswer)
        return httpx.Response(200, content=msgspec.json.encode(self.lie(told)))


@pytest.fixture
def liar(two: Counter) -> Liar:
    """Return what stands between counter 2 and its hub."""
    two.wire = found = Liar(two.peer)
    return found


def misattributed(line: str) -> str:
    """Return a line as if somebody else had acted."""
    return encode(replace(decode(line.encode()), actor="somebody")).decode()


def actors(counter: Counter) -> set[str]:
    """Return who acted by what this terminal holds."""
    with counter.store.read() as connection:
        return {actor for (actor,) in connection.execute("SELECT DISTINCT actor FROM event")}


def another_counters(three: Counter) -> str:
    """Let counter 3 serve a number's first visit and return its id; no other counter has heard of it."""
    number = three.desk.issue("paspor_baru").id
    three.desk.call_next()
    three.desk.done()
    sync_once(StoreSync(three.store), three.peer, three.home.folder)
    return number


def test_an_altered_line_of_another_counter_is_not_taken_and_the_truth_is_afterwards(
    two: Counter, three: Counter, liar: Liar
) -> None:
    number, theirs = another_counters(three), three.store.identity.device

    def lie(told: DeskAnswer) -> DeskAnswer:
        return replace(
            told,
            before=[
                misattributed(one) if decode(one.encode()).device == theirs else one for one in told.before
            ],
        )

    liar.lie = lie
    two.desk.call_next()
    assert "somebody" not in actors(two)
    sync_once(StoreSync(two.store), two.peer, two.home.folder)
    with two.store.read() as connection:
        assert connection.execute("SELECT count(*) FROM quarantine").fetchone() == (0,)
    assert two.ticket(number) == three_knows(three, number)


def three_knows(three: Counter, number: str) -> object:
    """Return a number as counter 3 knows it once it has heard all."""
    sync_once(StoreSync(three.store), three.peer, three.home.folder)
    return three.ticket(number)


def test_a_hub_that_writes_in_another_counters_name_is_as_good_as_silent(
    running: Site, two: Counter, three: Counter, liar: Liar
) -> None:
    number, theirs = another_counters(three), three.store.identity.device

    def lie(told: DeskAnswer) -> DeskAnswer:
        forged = [encode(replace(decode(one.encode()), device=theirs)) for one in told.lines]
        last = decode(forged[-1])
        key = running.hub.identity.key
        heads = [
            key.sign_head(
                replace(one, device=theirs, epoch=last.epoch, seq=last.seq, hash=digest(forged[-1]))
            )
            for one in told.heads
        ]
        return replace(told, lines=[one.decode() for one in forged], heads=heads)

    liar.lie = lie
    with pytest.raises(Refused) as caught:
        two.desk.call_next()
    assert caught.value.code == "hub_away"
    liar.lie = None
    two.line.try_again()
    assert two.desk.call_next().id == number


def test_an_answer_that_cannot_be_proven_keeps_no_terminal_from_its_hub(
    two: Counter, three: Counter, liar: Liar
) -> None:
    number = another_counters(three)
    liar.lie = lambda told: replace(told, heads=[])
    with pytest.raises(Refused):
        two.desk.call_next()
    two.line.try_again()
    assert hub_return.settle(two.store, two.line)
    assert two.open_commands() == 0
    sync_once(StoreSync(two.store), two.peer, two.home.folder)
    assert (two.ticket(number).status, two.ticket(number).device) == ("called", two.store.identity.device)


def test_an_answer_about_a_number_that_nobody_knows_is_told_in_words(two: Counter, liar: Liar) -> None:
    two.desk.issue("paspor_baru")
    liar.lie = lambda told: replace(told, ticket="nobodys")
    with pytest.raises(Refused) as caught:
        two.desk.call_next()
    assert caught.value.code == "not_complete"
    assert two.open_commands() == 1


def test_an_answer_that_did_nothing_is_none(two: Counter, liar: Liar) -> None:
    liar.lie = lambda told: replace(told, lines=[])
    assert two.desk.issue("paspor_baru").number == f"{two.series}-001"


def test_an_answer_to_another_command_is_none(two: Counter, liar: Liar) -> None:
    liar.lie = lambda told: replace(told, id="another")
    assert two.desk.issue("paspor_baru").number == f"{two.series}-001"


def test_what_the_hub_signed_is_kept_to_be_passed_on_where_nothing_before_it_is_missing(
    running: Site, two: Counter, three: Counter
) -> None:
    hub = (running.hub.store.identity.device,)

    def signed_and_last() -> tuple[int, int]:
        assert StoreSync(two.store).others.waiting() == []  # nobody has to be told what the hub itself wrote
        with two.store.read() as connection:
            signed = connection.execute("SELECT max(seq) FROM signed_head WHERE device = ?", hub).fetchone()
            last = connection.execute("SELECT max(seq) FROM event WHERE device = ?", hub).fetchone()
        return int(signed[0]), int(last[0])

    sync_once(StoreSync(two.store), two.peer, two.home.folder)
    before = signed_and_last()[1]
    two.desk.issue("paspor_baru")
    whole = signed_and_last()
    three.desk.issue("paspor_baru")
    two.desk.issue("paspor_baru")
    gap = signed_and_last()
    assert before < whole[0] == whole[1] == gap[0] < gap[1]


def test_a_terminal_that_has_heard_all_is_told_nothing_twice(two: Counter, liar: Liar) -> None:
    told: list[DeskAnswer] = []

    def listen(answer: DeskAnswer) -> DeskAnswer:
        told.append(answer)
        return answer

    two.desk.issue("paspor_baru")
    sync_once(StoreSync(two.store), two.peer, two.home.folder)
    liar.lie = listen
    two.desk.call_next()
    assert [answer.before for answer in told] == [[]]
