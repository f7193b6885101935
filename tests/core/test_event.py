"""An event is one canonical line; whatever encoding it again would change is refused."""

import hashlib
import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict, replace

from counter_tui.core.event import INT64, Event, MalformedEvent, decode, decode_all, digest, encode, order_key
from tests.core.events import event, issued

EVENT = issued(1)
BODY = encode(EVENT)
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-INT64 - 1, INT64) | TEXT,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(st.characters(codec="ascii", exclude_characters="\0"), max_size=5), inner, max_size=3
        )
    ),
    max_leaves=8,
)


def line(**changes: Any) -> bytes:
    """Return the event as another JSON writer would, with changes, in the canonical order and spacing."""
    fields = asdict(EVENT) | changes
    fields["data"] = changes.get("data", {"stage": "interview"})
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def test_a_line_comes_back_as_the_event_it_was() -> None:
    assert encode(decode(BODY)) == BODY


def test_a_line_that_another_writer_made_canonically_is_accepted() -> None:
    assert decode(line()).data == {"stage": "interview"}


@given(st.dictionaries(st.sampled_from(["a", "b", "note"]), DATA, max_size=3))
def test_any_plain_data_survives_its_line(data: dict[str, Any]) -> None:
    assert decode(encode(replace(EVENT, data=data))).data == data


@pytest.mark.parametrize(
    "body",
    [
        BODY + b"\n",
        b" " + BODY,
        BODY.replace(b'":', b'": ', 1),
        BODY.replace(b"paspor_baru", b"paspor\\u005fbaru"),
        BODY.replace(b'"actor":"dewi",', b'"actor":"dewi","actor":"dewi",'),
        BODY.replace(b'"channel"', b'"channel":"booking","channel"'),
        BODY.replace(b'"actor":"dewi",', b"").replace(b'"v":1}', b'"v":1,"actor":"dewi"}'),
        BODY.replace(b'"v":1}', b'"v":1.0}'),
        BODY.replace(b'"v":1}', b'"v":1,"x":1}'),
        BODY.replace(b'"v":1}', b"}"),
        line(data={"b": 1, "a": 2}).replace(b'"a":2,"b":1', b'"b":1,"a":2'),
        b"",
        b"null",
        b"[]",
        b"\xff\xfe",
        b"{" * 10_000,
        b'{"data":' + b"[" * 100_000,
    ],
)
def test_a_line_that_is_not_canonical_is_refused(body: bytes) -> None:
    with pytest.raises(MalformedEvent):
        decode(body)


@pytest.mark.parametrize(
    "data",
    [
        {"minutes": 1.5},
        {"deep": [{"minutes": 1.0}]},
        {"big": INT64 + 1},
        {"small": -INT64 - 2},
        {"huge": 10**40},
        {"nämlich": 1},
        {"deep": {"nämlich": 1}},
        {"text": "a\0b"},
        {"deep": ["\0"]},
    ],
)
def test_data_that_others_would_read_differently_is_refused_by_writer_and_reader(
    data: dict[str, Any],
) -> None:
    with pytest.raises(MalformedEvent):
        encode(replace(EVENT, data=data))
    with pytest.raises(MalformedEvent):
        decode(line(data=data))


def test_a_backslash_before_u0000_is_only_text() -> None:
    typed = replace(EVENT, data={"text": "\\u0000"})
    assert decode(encode(typed)).data == {"text": "\\u0000"}


def test_half_a_surrogate_is_refused() -> None:
    with pytest.raises(MalformedEvent):
        encode(replace(EVENT, data={"text": "\ud800"}))


@pytest.mark.parametrize(
    "changes",
    [
        {"seq": 0},
        {"seq": INT64 + 1},
        {"epoch": -1},
        {"hlc": -1},
        {"hlc": INT64 + 1},
        {"at": -1},
        {"at": INT64 + 1},
        {"v": 0},
    ],
)
def test_an_envelope_number_out_of_range_is_refused_by_writer_and_reader(changes: dict[str, int]) -> None:
    with pytest.raises(MalformedEvent):
        encode(replace(EVENT, **changes))
    with pytest.raises(MalformedEvent):
        decode(line(**changes))


def test_a_refusal_does_not_repeat_the_content() -> None:
    with pytest.raises(MalformedEvent) as refusal:
        decode(line(data={"Hartini Purnomo": 1.5}))
    assert "Hartini" not in str(refusal.value)


@given(st.integers(0, len(BODY) - 1), st.integers(0, 255))
def test_a_damaged_line_is_refused_or_says_exactly_what_it_says(place: int, byte: int) -> None:
    damaged = BODY[:place] + bytes([byte]) + BODY[place + 1 :]
    try:
        read = decode(damaged)
    except MalformedEvent:
        return
    assert encode(read) == damaged


def one_by_one(bodies: list[bytes]) -> list[Event | None]:
    """Return what `decode` says of each line; None for what it refuses."""
    found: list[Event | None] = []
    for body in bodies:
        try:
            found.append(decode(body))
        except MalformedEvent:
            found.append(None)
    return found


@pytest.mark.parametrize(
    "other",
    [
        BODY,
        line(data={"text": "ä\\u0000", "deep": [{"n": INT64}]}),
        b"",
        b"\n",
        b"x",
        BODY + b"\n",
        BODY + b"\n" + BODY,
        b" " + BODY,
        BODY + b"\r",
        line(data={"minutes": 1.5}),
        line(data={"big": INT64 + 1}),
        line(data={"nämlich": 1}),
        line(data={"text": "a\0b"}),
        line(seq=0),
        BODY.replace(b'"v":1}', b'"v":1,"x":1}'),
        b'{"data":' + b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_many_lines_are_judged_as_each_alone(other: bytes) -> None:
    for bodies in ([other], [BODY, other], [other, BODY], [other, b""], [b"", other], [other, other]):
        assert decode_all(bodies) == one_by_one(bodies)


def test_no_lines_are_no_events() -> None:
    assert decode_all([]) == []


def test_the_digest_is_the_sha256_of_the_line() -> None:
    assert digest(BODY) == hashlib.sha256(BODY).hexdigest()


def test_events_sort_by_stamp_then_device_then_epoch_then_seq() -> None:
    ordered = [
        event(1, "ticket.called"),
        event(2, "ticket.called", device="loket-1"),
        event(2, "ticket.called", device="loket-2", epoch=1, seq=9),
        event(2, "ticket.called", device="loket-2", epoch=2, seq=1),
        event(2, "ticket.called", device="loket-2", epoch=2, seq=2),
    ]
    assert sorted(random.Random(4).sample(ordered, 5), key=order_key) == ordered


@pytest.mark.parametrize("limit", [0, INT64])
def test_the_limits_of_the_envelope_numbers_are_allowed(limit: int) -> None:
    edge = replace(EVENT, epoch=limit, hlc=limit, at=limit, seq=max(limit, 1), v=max(limit, 1))
    assert decode(encode(edge)) == edge


@pytest.mark.parametrize("limit", [-INT64 - 1, INT64])
def test_the_limits_of_64_bits_are_allowed_in_data(limit: int) -> None:
    assert decode(encode(replace(EVENT, data={"n": limit}))).data == {"n": limit}
