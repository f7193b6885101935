"""A scanner's burst is told from an officer's keys by its pace."""

import pytest

from counter_tui.tui.scan import BURST_WAIT, WAIT, Gate, Press, Scan, ScanKind, pasted

NAMES = {" ": "space", "\r": "enter", "\n": "ctrl+j"}


def press(character: str, at: float) -> Press[str]:
    printable = character if character.isprintable() else ""
    return Press(NAMES.get(character, character), printable, at, character)


def type_out(gate: Gate[str], text: str, *, gap: float, start: float = 100.0) -> list[str | Scan]:
    """Feed a text at an even pace and return what came through: characters and scans."""
    passed: list[str | Scan] = []
    at = start
    for character in text:
        passed += [
            item if isinstance(item, Scan) else item.event for item in gate.press(press(character, at))
        ]
        at += gap
    return passed


def rest(gate: Gate[str]) -> list[str | Scan]:
    return [item if isinstance(item, Scan) else item.event for item in gate.expire()]


def test_a_booking_code_at_scanner_pace_is_one_code_and_its_return_is_swallowed() -> None:
    gate: Gate[str] = Gate()
    assert type_out(gate, "MP822869813\r", gap=0.002) == [Scan(ScanKind.CODE, "MP822869813")]
    assert rest(gate) == []


def test_a_slip_is_told_by_its_prefix_or_by_twenty_characters() -> None:
    assert type_out(Gate(), "PS1:ABC\r", gap=0.002) == [Scan(ScanKind.SLIP, "PS1:ABC")]
    long = "0123456789ABCDEFGHIJ"
    assert type_out(Gate(), long + "\r", gap=0.002) == [Scan(ScanKind.SLIP, long)]
    assert type_out(Gate(), long[:-1] + "\r", gap=0.002) == [Scan(ScanKind.CODE, long[:-1])]


def test_the_space_inside_a_slip_belongs_to_it() -> None:
    assert type_out(Gate(), "PS1:AB CD EF\r", gap=0.002) == [Scan(ScanKind.SLIP, "PS1:AB CD EF")]


def test_a_line_feed_after_the_return_of_a_burst_is_swallowed() -> None:
    assert type_out(Gate(), "MP822869813\r\n", gap=0.002) == [Scan(ScanKind.CODE, "MP822869813")]
    assert type_out(Gate(), "MP822869813\n", gap=0.002) == [Scan(ScanKind.CODE, "MP822869813")]


def test_a_line_feed_on_its_own_goes_on() -> None:
    assert type_out(Gate(), "\n", gap=0.002) == ["\n"]


def test_an_officer_typing_the_same_letters_slowly_types_keys() -> None:
    gate: Gate[str] = Gate()
    assert type_out(gate, "mp8228", gap=0.080) == list("mp822")
    assert rest(gate) == ["8"]


def test_five_fast_characters_are_keys() -> None:
    gate: Gate[str] = Gate()
    assert type_out(gate, "mp822\r", gap=0.002) == [*"mp822", "\r"]


def test_a_key_held_down_is_not_a_scan() -> None:
    assert type_out(Gate(), "iiiiii", gap=0.020) == list("iiiiii")


@pytest.mark.parametrize("character", [" ", "\r"])
def test_space_and_enter_with_nothing_before_them_do_not_wait(character: str) -> None:
    gate: Gate[str] = Gate()
    assert type_out(gate, character, gap=0.0) == [character]
    assert gate.waiting is None


def test_a_printable_key_waits_for_company_and_a_burst_waits_longer_for_its_end() -> None:
    gate: Gate[str] = Gate()
    type_out(gate, "M", gap=0.002)
    assert gate.waiting == WAIT
    type_out(gate, "P82286", gap=0.002, start=100.002)
    assert gate.waiting == BURST_WAIT


def test_a_key_after_a_pause_does_not_join_the_keys_before_it() -> None:
    gate: Gate[str] = Gate()
    assert type_out(gate, "ib", gap=0.050) == ["i"]
    assert rest(gate) == ["b"]


def test_keys_that_are_not_characters_keep_their_order() -> None:
    gate: Gate[str] = Gate()
    gate.press(press("i", 1.0))
    passed = gate.press(Press("escape", "", 1.01, "escape"))
    assert [item.event for item in passed if isinstance(item, Press)] == ["i", "escape"]


def test_a_paste_of_one_line_is_a_scan_and_of_several_lines_is_not() -> None:
    assert pasted(" PS1:ABC\n") == Scan(ScanKind.SLIP, "PS1:ABC")
    assert pasted("MP1") is None
    assert pasted("MP822869813\nMP822869814") is None
