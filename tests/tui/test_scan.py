"""A scanner's burst is told from an officer's keys by its pace."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.core.base45 import BASE45
from counter_tui.core.slip import PREFIX
from counter_tui.tui.gate import AT_HAND, FAR_AWAY, Gate, Press, patience_of
from counter_tui.tui.scan import Scan, ScanKind, pasted

NAMES = {" ": "space", "\r": "enter", "\n": "ctrl+j", "\t": "tab"}


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


def test_a_slip_is_told_by_its_prefix_and_a_code_of_ours_by_its_letters() -> None:
    assert type_out(Gate(), "PS1:ABC\r", gap=0.002) == [Scan(ScanKind.SLIP, "PS1:ABC")]
    application = "0190f3a2-7c1e-7b9a-8f00-1234567890ab"
    assert type_out(Gate(), application + "\r", gap=0.002) == [Scan(ScanKind.CODE, application)]


def test_a_slip_under_caps_lock_is_a_slip_in_small_letters() -> None:
    assert type_out(Gate(), "ps1:6bf %a-$\r", gap=0.002) == [Scan(ScanKind.SLIP, "ps1:6bf %a-$")]


@pytest.mark.parametrize("terminator", ["\r", "\n", "\r\n", "\t", "\r\r", ""])
def test_any_terminator_belongs_to_the_scan_and_so_does_none(terminator: str) -> None:
    gate: Gate[str] = Gate()
    passed = type_out(gate, f"MP822869813{terminator}", gap=0.002)
    assert [*passed, *rest(gate)] == [Scan(ScanKind.CODE, "MP822869813")]


def test_a_business_card_of_many_lines_is_one_foreign_text_and_presses_no_key() -> None:
    gate: Gate[str] = Gate()
    card = "BEGIN:VCARD\r\nN:W\r\n\r\nTEL:1\r\nEND:VCARD\r\n"
    assert type_out(gate, card, gap=0.002) == []
    assert rest(gate) == [Scan(ScanKind.FOREIGN, "BEGIN:VCARD\nN:W\nTEL:1\nEND:VCARD")]


def test_a_few_characters_that_a_scanner_types_right_after_a_scan_press_no_key() -> None:
    gate: Gate[str] = Gate()
    assert type_out(gate, "3171010101900001\rP\r", gap=0.002) == [Scan(ScanKind.CODE, "3171010101900001")]
    assert rest(gate) == []


def test_a_hand_that_is_quick_after_a_scan_is_heard() -> None:
    gate: Gate[str] = Gate()
    type_out(gate, "MP822869813\r", gap=0.002)
    assert type_out(gate, "1\r", gap=0.040, start=100.060) == ["1", "\r"]


def test_a_slip_right_behind_a_foreign_text_is_a_slip() -> None:
    gate: Gate[str] = Gate()
    passed = type_out(gate, "https://example.org/a\rPS1:ABC\r", gap=0.002)
    assert passed == [Scan(ScanKind.FOREIGN, "https://example.org/a"), Scan(ScanKind.SLIP, "PS1:ABC")]


def test_the_mark_that_some_scanners_put_before_a_code_is_taken_away() -> None:
    assert type_out(Gate(), "]Q1PS1:ABC\r", gap=0.002) == [Scan(ScanKind.SLIP, "PS1:ABC")]


def test_of_an_endless_flood_only_the_beginning_is_kept() -> None:
    gate: Gate[str] = Gate()
    type_out(gate, "AB" * 20_000, gap=0.0005)
    assert rest(gate) == [Scan(ScanKind.CODE, "AB" * 500)]


def test_the_space_inside_a_slip_belongs_to_it() -> None:
    assert type_out(Gate(), "PS1:AB CD EF\r", gap=0.002) == [Scan(ScanKind.SLIP, "PS1:AB CD EF")]


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
    assert gate.waiting == AT_HAND.alone
    type_out(gate, "P82286", gap=0.002, start=100.002)
    assert gate.waiting == AT_HAND.burst


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


def test_a_pasted_slip_keeps_the_space_at_its_end() -> None:
    assert pasted(" PS1:AB C \r\n") == Scan(ScanKind.SLIP, "PS1:AB C ")


slips = st.text(alphabet=BASE45, min_size=2, max_size=180).map(PREFIX.__add__)
"""Texts as slips have them: spaces at the end and double ones too."""
terminators = st.sampled_from(["\r", "\n", "\r\n", "\t"])


@given(slips, terminators, st.floats(0.0, 0.029))
def test_a_slip_survives_any_pace_of_a_scanner(slip: str, terminator: str, gap: float) -> None:
    gate: Gate[str] = Gate()
    passed = type_out(gate, slip + terminator, gap=gap)
    assert [*passed, *rest(gate)] == [Scan(ScanKind.SLIP, slip)]


@given(slips, slips, terminators, st.floats(0.0, 0.020))
def test_two_scans_without_a_pause_are_two_scans(first: str, second: str, end: str, gap: float) -> None:
    gate: Gate[str] = Gate()
    passed = type_out(gate, first + end + second + end, gap=gap)
    assert [*passed, *rest(gate)] == [Scan(ScanKind.SLIP, first), Scan(ScanKind.SLIP, second)]


@given(slips, st.lists(st.integers(3, 40), max_size=12), st.floats(0.0, 0.095))
def test_a_slip_survives_a_network_that_delivers_it_in_clumps(
    slip: str, clumps: list[int], lag: float
) -> None:
    gate: Gate[str] = Gate(FAR_AWAY)
    at, left, passed = 100.0, slip + "\r", []
    for size in [*clumps, len(slip) + 1]:
        for character in left[:size]:
            passed += gate.press(press(character, at))
        left, at = left[size:], at + lag
    assert passed == [Scan(ScanKind.SLIP, slip)]


@given(st.text(alphabet="abimpt123 ", max_size=40))
def test_no_key_of_a_hand_is_lost_or_changes_its_place(typed: str) -> None:
    gate: Gate[str] = Gate()
    assert [*type_out(gate, typed, gap=0.060), *rest(gate)] == list(typed)


def test_keys_from_a_network_are_waited_for_longer() -> None:
    assert patience_of({"SSH_CONNECTION": "10.0.0.2 50000 10.0.0.1 22"}) == FAR_AWAY
    assert patience_of({}) == AT_HAND
