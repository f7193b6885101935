import pytest
import zstandard

from counter_tui.sync.packing import MalformedBody, pack, unpack
from counter_tui.sync.wire import PullQuery, RecordsHead, query, read_query


def test_lines_arrive_byte_for_byte_even_when_they_are_no_events() -> None:
    lines = [b'{"a":"\xc3\xa9"}', b"\xff\xfe broken", b"", b"{}"]
    assert unpack(pack(RecordsHead(cursor="c"), lines), RecordsHead) == (RecordsHead(cursor="c"), lines)


def test_a_body_without_lines_has_only_its_head() -> None:
    assert unpack(pack(RecordsHead(), []), RecordsHead) == (RecordsHead(), [])


def test_a_captive_portals_page_is_no_body() -> None:
    with pytest.raises(MalformedBody):
        unpack(b"<html>please pay</html>", RecordsHead)
    with pytest.raises(MalformedBody):
        unpack(zstandard.compress(b"<html>"), RecordsHead)


def test_a_body_that_inflates_beyond_the_limit_is_refused() -> None:
    bomb = zstandard.compress(b"{}\n" + b"0" * 10_000_000)
    assert len(bomb) < 2000
    with pytest.raises(MalformedBody):
        unpack(bomb, RecordsHead, limit=1_000_000)


def test_a_pulls_question_survives_the_query_string() -> None:
    asked = PullQuery(cursor="a+b/=", records="r", mine=2**63 - 1, wait=20)
    assert read_query(query(asked)) == asked
    assert query(PullQuery()) == {}
    with pytest.raises(MalformedBody):
        read_query({"wait": "soon"})
