"""The same events give the same state in whatever order they arrive, and no event makes a fold fail."""

import gc
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from counter_tui.core import streams
from counter_tui.core.application import PAYLOADS as APPLICATION
from counter_tui.core.application import ApplicationState
from counter_tui.core.business_day import PAYLOADS as DAY
from counter_tui.core.event import Event
from counter_tui.core.paper import PAYLOADS as PAPER
from counter_tui.core.station import PAYLOADS as COUNTER
from counter_tui.core.ticket import TicketState
from counter_tui.core.ticket_events import PAYLOADS as TICKET
from tests.core.events import event, issued

KINDS = {"ticket": TICKET, "application": APPLICATION, "counter": COUNTER, "day": DAY, "paper": PAPER}
STAGES = st.sampled_from(["document_check", "interview", "biometrics", "payment"])
IDS = st.integers(1, 12).map(lambda n: f"e{n}")
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
DATA = st.fixed_dictionaries(
    {},
    optional={
        "stage": STAGES,
        "to": st.fixed_dictionaries({"kind": st.just("stage"), "code": STAGES}),
        "outcome": st.sampled_from(["deferred", "refused"]),
        "counter": st.sampled_from(["3", "4"]),
        "service": st.just("paspor_hilang_rusak"),
        "route": st.lists(st.lists(STAGES, max_size=2), max_size=3),
        "number": st.just("A-007"),
        "business_day": st.just("2024-09-14"),
        "authority": st.fixed_dictionaries({"kind": st.just("device"), "id": st.just("loket-4")}),
        "flag": st.sampled_from(["handover_twice", "stage_twice", "checked_twice", "misfit"]),
        "events": st.lists(IDS, max_size=4),
        "verdict": st.sampled_from(["first", "both", "passed_on"]),
        "handover": IDS,
        "signed": st.booleans(),
        "target": IDS,
        "cause": IDS,
        "copy": st.integers(0, 3),
    },
)


@st.composite
def histories(draw: st.DrawFn, data: st.SearchStrategy[dict[str, Any]]) -> tuple[str, list[Event]]:
    """Draw a stream: two devices writing known, unknown and undoing events, with clashing stamps."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    types = st.sampled_from([*KINDS[kind], "undo", "undo", f"{kind}.unheard_of"])
    numbers = draw(st.lists(st.integers(1, 12), unique=True, max_size=12))
    events = [
        event(
            number,
            draw(types),
            draw(data),
            stream=f"{kind}/1",
            device=draw(st.sampled_from(["loket-3", "loket-4"])),
            hlc=draw(st.integers(1, 12)) << 16,
            v=draw(st.sampled_from([1, 1, 1, 1, 2])),
        )
        for number in numbers
    ]
    if kind == "ticket" and draw(st.booleans()):
        events.append(issued(0, number="A-007"))
    return kind, events


@given(histories(DATA), st.randoms(use_true_random=False), st.integers(0, 12))
def test_any_order_and_any_repetition_give_one_state(
    history: tuple[str, list[Event]], random: Any, repeated: int
) -> None:
    kind, events = history
    shuffled = events + events[:repeated]
    random.shuffle(shuffled)
    assert streams.fold(kind, shuffled) == streams.fold(kind, events)


@given(histories(DATA), st.randoms(use_true_random=False))
def test_one_event_at_a_time_ends_where_the_whole_fold_ends(
    history: tuple[str, list[Event]], random: Any
) -> None:
    kind, events = history
    arrived: list[Event] = []
    state: streams.AnyState | None = None
    for one in random.sample(events, len(events)):
        arrived.append(one)
        after = streams.apply(kind, state, one)
        state = streams.fold(kind, arrived) if after is None else after
    assert state == streams.fold(kind, events)


@given(histories(DATA), st.randoms(use_true_random=False), st.integers(0, 12))
def test_some_events_at_once_and_then_the_others_end_where_the_whole_fold_ends(
    history: tuple[str, list[Event]], random: Any, count: int
) -> None:
    kind, events = history
    arrived = random.sample(events, len(events))
    state = streams.go_on(kind, None, arrived[:count])
    after = streams.go_on(kind, state, arrived[count:])
    assert after in (None, streams.fold(kind, events))


@given(
    histories(st.dictionaries(st.text(max_size=8), JSON, max_size=4) | DATA.map(lambda d: d | {"stage": 5}))
)
def test_no_event_makes_a_fold_fail(history: tuple[str, list[Event]]) -> None:
    kind, events = history
    state = streams.fold(kind, events)
    assert (state is None) == (not events)


@given(histories(DATA))
def test_stages_and_handovers_are_removed_only_by_undo(history: tuple[str, list[Event]]) -> None:
    kind, events = history
    kept = [one for one in events if one.type not in ("undo", "ticket.unheard_of", "application.unheard_of")]
    facts = {
        one.data["stage"]
        for one in kept
        if one.type == f"{kind}.stage_completed"
        and "stage" in one.data
        and one.v == 1
        and isinstance(one.data["stage"], str)
    }
    state = streams.fold(kind, kept)
    if isinstance(state, TicketState | ApplicationState):
        recorded = state.done if isinstance(state, TicketState) else state.stages
        assert set(recorded) == facts


def test_a_repeated_event_asks_for_a_whole_fold_instead_of_counting_twice() -> None:
    once = streams.fold("ticket", [issued(1)])
    assert streams.apply("ticket", once, issued(1)) is None


def test_an_undo_that_arrived_before_its_target_still_removes_it() -> None:
    early = [event(1, "undo", {"target": "e5"})]
    call = event(5, "ticket.called", {"counter": "3"})
    state = streams.fold("ticket", [*early, issued(2)])
    after = streams.apply("ticket", state, call)
    assert after is not None
    assert after.status == "waiting"


def test_a_stream_of_an_unknown_kind_has_no_state() -> None:
    assert streams.fold("session", [event(1, "session.opened", stream="session/1")]) is None


def test_events_and_their_states_are_nothing_for_the_garbage_collector() -> None:
    for one, kind in ((issued(), "ticket"), (event(1, "application.opened", {"ticket": "t"}), "application")):
        assert not gc.is_tracked(one)
        assert not gc.is_tracked(streams.fold(kind, [one]))
