"""Who is called next: starvation, priority groups, slots, arrival, missed numbers and ratios."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from counter_tui.core import ticket
from counter_tui.core.candidates import Candidate, candidate, serves_here
from counter_tui.core.rules import Rules
from counter_tui.core.selection import Kind, choose, order
from counter_tui.core.ticket import Destination, Missed
from tests.core.events import event, issued

MINUTE = 60_000
NOW = 1_726_279_200_000
RULES = Rules()


def waiting(number: str, minutes: int, **changes: Any) -> Candidate:
    """Return a number that has waited these minutes for the interview."""
    since = NOW - minutes * MINUTE
    return replace(Candidate(number, number, "paspor_baru", 2, arrived=since, waiting_since=since), **changes)


def booked(number: str, minutes: int, slot: int, **changes: Any) -> Candidate:
    """Return a booking whose slot lies this many minutes before now."""
    return waiting(number, minutes, channel="booking", slot=NOW - slot * MINUTE, **changes)


def missed(number: str, ago: int, rule: str, n: int = 0, pause: int = 5, **changes: Any) -> Candidate:
    fact = Missed(NOW - ago * MINUTE, 1, rule, n, pause * MINUTE)
    return waiting(number, 40, missed=fact, **changes)


def numbers(*candidates: Candidate, rules: Rules = RULES, recent: tuple[str, ...] = ()) -> list[str]:
    return [choice.candidate.number for choice in order(candidates, rules, NOW, recent)]


def kinds(*candidates: Candidate, rules: Rules = RULES) -> list[Kind]:
    return [choice.reason.kind for choice in order(candidates, rules, NOW)]


def test_who_has_waited_longer_than_the_limit_comes_before_priority_groups() -> None:
    starving, elderly = waiting("A-001", 61), waiting("A-002", 5, priority="lansia")
    assert numbers(elderly, starving) == ["A-001", "A-002"]
    assert kinds(elderly, starving) == [Kind.CALL_BY, Kind.PRIORITY]


def test_of_several_who_waited_too_long_the_oldest_is_first() -> None:
    assert numbers(waiting("A-002", 61), waiting("A-001", 90, priority="lansia")) == ["A-001", "A-002"]


def test_exactly_at_the_limit_nobody_is_starving_yet() -> None:
    assert kinds(waiting("A-001", 60)) == [Kind.ARRIVAL]


def test_priority_groups_come_before_bookings_and_by_arrival() -> None:
    due = booked("A-001", 30, slot=20)
    first, second = waiting("A-002", 10, priority="sakit"), waiting("A-003", 5, priority="lansia")
    assert numbers(due, second, first) == ["A-002", "A-003", "A-001"]


def test_bookings_whose_slot_has_come_go_by_slot_before_walk_ins() -> None:
    walk_in = waiting("A-001", 50)
    early_slot, late_slot = booked("A-003", 5, slot=10), booked("A-002", 30, slot=0)
    assert numbers(walk_in, late_slot, early_slot) == ["A-003", "A-002", "A-001"]


@pytest.mark.parametrize(("minutes_ahead", "kind"), [(2, Kind.SLOT), (3, Kind.ARRIVAL)])
def test_a_slot_counts_as_come_two_minutes_early(minutes_ahead: int, kind: Kind) -> None:
    assert kinds(booked("A-001", 10, slot=-minutes_ahead)) == [kind]


def test_a_booking_that_arrived_late_waits_with_the_rest_by_arrival() -> None:
    late = booked("A-001", 4, slot=4 + RULES.late_minutes + 1)
    assert kinds(late) == [Kind.ARRIVAL]
    assert numbers(late, waiting("A-002", 5)) == ["A-002", "A-001"]


def test_a_booking_that_came_in_time_stays_due_however_long_it_waits() -> None:
    assert kinds(booked("A-001", 40, slot=40)) == [Kind.SLOT]


def test_a_booking_that_came_hours_early_is_not_starving_before_its_slot() -> None:
    assert kinds(booked("A-001", 180, slot=-30)) == [Kind.ARRIVAL]


def test_the_rest_goes_by_arrival() -> None:
    assert numbers(waiting("A-002", 3), waiting("B-001", 7), waiting("A-001", 5)) == [
        "B-001",
        "A-001",
        "A-002",
    ]


def test_the_reason_says_how_long_the_number_waited() -> None:
    choice = choose([waiting("A-031", 18, priority="lansia")], RULES, NOW)
    assert choice is not None
    assert (choice.reason.kind, choice.reason.waited_minutes, choice.reason.priority) == (
        Kind.PRIORITY,
        18,
        "lansia",
    )


def test_nobody_waiting_gives_nobody() -> None:
    assert choose([], RULES, NOW) is None


def test_a_missed_number_waits_until_its_queue_is_exhausted() -> None:
    back, newest = missed("A-001", 30, "end"), waiting("A-009", 0)
    assert numbers(back, newest) == ["A-009", "A-001"]
    assert kinds(back) == [Kind.MISSED]
    other_queue = waiting("B-001", 1, service="paspor_penggantian")
    assert numbers(back, other_queue) == ["A-001", "B-001"]


def test_a_missed_number_is_not_starving_while_its_queue_lasts() -> None:
    back = replace(missed("A-001", 30, "end"), waiting_since=NOW - 300 * MINUTE)
    assert numbers(back, waiting("A-009", 0)) == ["A-009", "A-001"]


def test_a_missed_number_comes_back_after_so_many_calls() -> None:
    newest = waiting("A-009", 0)
    assert numbers(missed("A-001", 30, "after_n", n=3, calls_since_missed=2), newest) == ["A-009", "A-001"]
    assert numbers(missed("A-001", 30, "after_n", n=3, calls_since_missed=3), newest) == ["A-001", "A-009"]


def test_a_missed_number_that_is_requeued_at_once_keeps_its_arrival() -> None:
    assert numbers(waiting("A-009", 10), missed("A-001", 30, "requeue_now")) == ["A-001", "A-009"]


@pytest.mark.parametrize("rule", ["end", "after_n", "requeue_now"])
def test_a_missed_number_is_not_called_again_during_its_pause(rule: str) -> None:
    paused = missed("A-001", 4, rule)
    assert choose([paused], RULES, NOW) is None
    (choice,) = order([paused], RULES, NOW)
    assert (choice.reason.kind, choice.reason.until) == (Kind.PAUSED, NOW + MINUTE)


def test_a_ratio_gives_online_and_walk_in_their_shares() -> None:
    online = [booked(f"D-00{n}", 10, slot=5 - n) for n in range(1, 5)]
    walk_ins = [waiting(f"A-00{n}", 10 - n) for n in range(1, 4)]
    assert numbers(*online, *walk_ins, rules=Rules(ratio=(2, 1))) == [
        "D-001",
        "D-002",
        "A-001",
        "D-003",
        "D-004",
        "A-002",
        "A-003",
    ]


def test_a_ratio_remembers_the_latest_calls_only() -> None:
    both = (booked("D-001", 10, slot=0), waiting("A-001", 10))
    rules = Rules(ratio=(1, 1))
    assert numbers(*both, rules=rules, recent=("booking",)) == ["A-001", "D-001"]
    assert numbers(*both, rules=rules, recent=("booking",) * 40 + ("walk_in",)) == ["D-001", "A-001"]


def test_a_number_that_the_ratio_puts_forward_says_so() -> None:
    both = (booked("D-001", 10, slot=0), waiting("A-001", 10))
    choice = choose(both, Rules(ratio=(1, 1)), NOW, ("booking",))
    assert choice is not None
    assert (choice.candidate.number, choice.reason.kind) == ("A-001", Kind.RATIO)


def test_a_ratio_never_holds_back_who_starves_or_is_in_a_priority_group() -> None:
    starving, elderly = waiting("A-001", 61), waiting("A-002", 3, priority="lansia")
    online = booked("D-001", 10, slot=0)
    assert numbers(online, elderly, starving, rules=Rules(ratio=(9, 1))) == ["A-001", "A-002", "D-001"]


@given(
    st.lists(
        st.builds(
            waiting,
            st.integers(1, 999).map(lambda n: f"A-{n:03}"),
            st.integers(0, 200),
            priority=st.sampled_from([None, None, "lansia"]),
            channel=st.sampled_from(["booking", "walk_in"]),
            slot=st.none() | st.integers(-90, 90).map(lambda m: NOW + m * MINUTE),
            missed=st.none()
            | st.builds(
                Missed,
                st.integers(0, 60).map(lambda m: NOW - m * MINUTE),
                st.just(1),
                st.sampled_from(["end", "after_n", "requeue_now"]),
                st.just(2),
                st.just(5 * MINUTE),
            ),
        ),
        max_size=12,
        unique_by=lambda one: one.number,
    ),
    st.sampled_from([None, (1, 1), (3, 2)]),
    st.randoms(use_true_random=False),
)
def test_the_order_is_complete_and_does_not_depend_on_the_order_of_asking(
    candidates: list[Candidate], ratio: tuple[int, int] | None, random: Any
) -> None:
    rules = Rules(ratio=ratio)
    expected = numbers(*candidates, rules=rules)
    assert sorted(expected) == sorted(one.number for one in candidates)
    shuffled = random.sample(candidates, len(candidates))
    assert numbers(*shuffled, rules=rules) == expected
    choice = choose(shuffled, rules, NOW)
    if choice is not None:
        assert choice.candidate.number == expected[0]


def test_a_ticket_becomes_a_candidate_of_its_queue() -> None:
    state = ticket.fold([issued(1, priority="lansia", slot=NOW)])
    assert state is not None
    one = candidate(state)
    assert (one.queue, one.priority, one.slot, one.missed) == (("paspor_baru", 1), "lansia", NOW, None)
    assert one.arrived == one.waiting_since == issued(1).at


def test_a_missed_ticket_that_was_put_back_is_a_plain_candidate() -> None:
    events = [issued(1), event(2, "ticket.called"), event(3, "ticket.missed"), event(4, "ticket.requeued")]
    back, away = ticket.fold(events), ticket.fold(events[:3])
    assert back is not None
    assert away is not None
    assert candidate(back).missed is None
    assert candidate(away).missed is not None


def test_a_counter_calls_what_it_serves_and_what_was_sent_to_it() -> None:
    one = waiting("A-001", 5)
    assert serves_here(one, "3", ())
    assert serves_here(one, "3", (("paspor_baru", 2),))
    assert not serves_here(one, "3", (("paspor_baru", 1),))
    sent = replace(one, destination=Destination("counter", "5"))
    assert serves_here(sent, "5", (("pengambilan", 1),))
    assert not serves_here(sent, "3", ())
    assert not serves_here(replace(one, destination=Destination("supervisor")), "3", ())


def test_rules_outside_their_range_are_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"ratio": [0, 1]}, Rules)
