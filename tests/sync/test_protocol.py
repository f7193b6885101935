from collections import deque

import pytest

from counter_tui.sync.protocol import (
    LONGEST_PAUSE_S,
    PATIENCE,
    Protocol,
    ProtocolError,
    Result,
    Step,
    follow,
)

CATCH_UP = [Result.DONE, Result.DONE, Result.DONE, Result.DONE]


def protocol(random: float = 1.0) -> Protocol:
    return Protocol(lambda: random)


def steps(machine: Protocol, results: list[Result]) -> list[Step]:
    return [machine.take(result) for result in results]


def listening() -> Protocol:
    machine = protocol()
    steps(machine, CATCH_UP)
    assert machine.step is Step.LISTEN
    return machine


def test_it_asks_for_the_head_then_pushes_then_pulls_then_listens() -> None:
    machine = protocol()
    assert machine.step is Step.HEAD
    assert steps(machine, CATCH_UP) == [Step.OFFER_RECORDS, Step.OFFER_EVENTS, Step.PULL_EVENTS, Step.LISTEN]


def test_every_step_is_repeated_while_it_has_more() -> None:
    for step in (Step.OFFER_RECORDS, Step.OFFER_EVENTS, Step.PULL_EVENTS, Step.PULL_RECORDS):
        assert follow(step, Result.MORE) is step


def test_records_are_pulled_after_the_events_that_told_of_them() -> None:
    machine = protocol()
    steps(machine, CATCH_UP[:3])
    assert machine.take(Result.NEWS) is Step.PULL_RECORDS
    assert machine.take(Result.DONE) is Step.LISTEN


def test_a_commit_is_pushed_beside_the_open_long_poll() -> None:
    machine = listening()
    assert steps(machine, [Result.COMMITTED, Result.DONE, Result.DONE]) == [
        Step.SEND_RECORDS,
        Step.SEND_EVENTS,
        Step.LISTEN,
    ]


def test_news_are_pulled_at_once() -> None:
    assert listening().take(Result.NEWS) is Step.PULL_EVENTS


def test_a_gap_asks_for_the_head_again() -> None:
    assert follow(Step.OFFER_EVENTS, Result.GAP) is Step.HEAD
    assert follow(Step.SEND_EVENTS, Result.GAP) is Step.HEAD


def test_a_void_cursor_pushes_before_it_pulls_again() -> None:
    machine = listening()
    assert machine.take(Result.GONE) is Step.HEAD
    assert steps(machine, CATCH_UP[:3])[-1] is Step.PULL_EVENTS


def test_an_upgrade_is_demanded_only_for_pulling() -> None:
    machine = protocol()
    steps(machine, CATCH_UP[:3])
    assert machine.take(Result.UPGRADE) is Step.REST
    assert machine.take(Result.COMMITTED) is Step.HEAD
    assert steps(machine, CATCH_UP[:2])[-1] is Step.OFFER_EVENTS
    for step in (Step.HEAD, Step.OFFER_RECORDS, Step.OFFER_EVENTS, Step.SEND_RECORDS, Step.SEND_EVENTS):
        with pytest.raises(ProtocolError):
            follow(step, Result.UPGRADE)


def test_pauses_double_up_to_the_longest_and_carry_jitter() -> None:
    for random, first in ((0.0, 0.5), (1.0, 1.0)):
        machine = protocol(random)
        pauses = []
        for _ in range(6):
            machine.take(Result.UNREACHABLE)
            pauses.append(machine.pause_s)
            machine.take(Result.DUE)
        assert pauses[:3] == [first, 2 * first, 4 * first]
        assert pauses[-1] == LONGEST_PAUSE_S * first


def test_the_server_may_ask_for_a_longer_pause() -> None:
    machine = protocol()
    machine.take(Result.UNREACHABLE, retry_after_s=42)
    assert machine.pause_s == 42


def test_a_commit_does_not_shorten_a_pause() -> None:
    machine = protocol()
    machine.take(Result.UNREACHABLE, retry_after_s=42)
    assert machine.take(Result.COMMITTED) is Step.WAIT
    assert machine.pause_s == 42


def test_pauses_start_small_again_after_everything_was_exchanged() -> None:
    machine = protocol()
    for _ in range(5):
        machine.take(Result.UNREACHABLE)
        machine.take(Result.DUE)
    steps(machine, CATCH_UP)
    machine.take(Result.UNREACHABLE)
    assert machine.pause_s == 1.0


def test_a_server_that_answers_only_its_head_is_not_asked_ever_faster() -> None:
    machine = protocol()
    pauses = []
    for _ in range(4):
        steps(machine, [Result.DONE, Result.DONE, Result.UNREACHABLE])
        pauses.append(machine.pause_s)
        machine.take(Result.DUE)
    assert pauses == [1.0, 2.0, 4.0, 8.0]


@pytest.mark.parametrize("stumble", [Result.GAP, Result.CLOCK])
def test_stumbling_again_and_again_ends_in_a_pause(stumble: Result) -> None:
    machine = protocol()
    for _ in range(PATIENCE):
        steps(machine, [Result.DONE, Result.DONE])
        assert machine.take(stumble) is Step.HEAD
    steps(machine, [Result.DONE, Result.DONE])
    assert machine.take(stumble) is Step.WAIT
    assert machine.pause_s > 0


def test_a_refused_device_asks_rarely() -> None:
    machine = protocol()
    assert machine.take(Result.REFUSED) is Step.WAIT
    assert machine.pause_s == 60


def test_every_pair_of_step_and_result_is_decided() -> None:
    allowed = {(step, result) for step in Step for result in Result if _follows(step, result)}
    waiting = {Result.COMMITTED, Result.DUE}
    for step in (Step.WAIT, Step.REST):
        assert {result for one, result in allowed if one is step} == waiting
    for step in set(Step) - {Step.WAIT, Step.REST}:
        assert {Result.UNREACHABLE, Result.REFUSED, Result.CLOCK, Result.DONE} <= {
            result for one, result in allowed if one is step
        }
        assert (step, Result.DUE) not in allowed
    assert {step for step, result in allowed if result is Result.COMMITTED} == {
        Step.LISTEN,
        Step.WAIT,
        Step.REST,
    }


def test_from_every_step_everything_can_still_be_exchanged() -> None:
    for start in Step:
        reached, queue = {start}, deque([start])
        while queue:
            step = queue.popleft()
            for result in Result:
                if _follows(step, result) and (after := follow(step, result)) not in reached:
                    reached.add(after)
                    queue.append(after)
        assert Step.LISTEN in reached


def _follows(step: Step, result: Result) -> bool:
    try:
        follow(step, result)
    except ProtocolError:
        return False
    return True
