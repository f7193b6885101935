"""A desk whose hub numbers and calls for it: through the hub while that answers, alone while it does not."""

import pytest

from counter_tui import language
from counter_tui.bootstrap import setup
from counter_tui.config import Home
from counter_tui.core.refusal import Refused
from counter_tui.desk.views.applicant import ApplicantDraft
from counter_tui.store.syncing import StoreSync
from counter_tui.sync.loop import SyncLoop
from counter_tui.sync.once import sync_once
from tests.bootstrap.hub_site import Counter, Site, answers
from tests.patience import until
from tests.refusal import refused


def test_a_number_issued_at_one_counter_is_called_at_another_that_has_heard_nothing_yet(
    two: Counter, three: Counter
) -> None:
    issued = two.desk.issue("paspor_baru")
    called = three.desk.call_next()
    assert (called.id, called.number, called.status) == (issued.id, "A-001", "called")
    assert three.desk.done().visit == 2
    assert three.ticket(issued.id).authority.kind == "hub"


def test_counters_that_call_get_different_numbers(two: Counter, three: Counter) -> None:
    issued = [two.desk.issue("paspor_baru").id for _ in range(2)]
    assert [two.desk.call_next().id, three.desk.call_next().id] == issued


def test_what_was_done_here_reaches_the_hub_before_it_is_asked_again(running: Site, two: Counter) -> None:
    first = two.desk.issue("paspor_baru")
    two.desk.call_next()
    two.desk.done()
    again = two.desk.call_next()
    assert (again.id, again.visit) == (first.id, 2)
    assert running.count("SELECT count(*) FROM quarantine") == 0


def test_what_the_sync_thread_brought_is_not_sent_again_while_an_officer_waits(two: Counter) -> None:
    for _number in range(2):
        two.desk.issue("paspor_baru")
    two.desk.call_next()
    two.desk.done()
    sync_once(StoreSync(two.store), two.peer, two.home.folder)
    before = len(two.wire.paths)
    two.desk.call_next()
    assert two.wire.paths[before:] == ["/v1/desk/call-next"]


def test_the_hub_refuses_in_the_language_of_the_screen_that_asks(two: Counter, three: Counter) -> None:
    try:
        language.use("en")
        with pytest.raises(Refused) as english:
            two.desk.call_next()
    finally:
        language.use("id")
    with pytest.raises(Refused) as indonesian:
        three.desk.call_next()
    assert english.value.code == indonesian.value.code == "nobody_waiting"
    assert english.value.sentence.startswith("Nobody")
    assert indonesian.value.sentence.startswith("Tidak ada")


def test_the_paper_of_a_number_comes_out_here_once(running: Site, two: Counter) -> None:
    two.desk.issue("paspor_baru")
    assert (two.jobs(), running.count("SELECT count(*) FROM print_job")) == (1, 0)


def test_the_screen_says_why_the_hub_chose_the_number(two: Counter) -> None:
    two.desk.issue("paspor_baru", "lansia")
    called = two.desk.call_next()
    assert called.reason.startswith("rentan (lansia)")


def test_nobody_waiting_is_said_in_the_hubs_words(two: Counter) -> None:
    with refused("nobody_waiting"):
        two.desk.call_next()
    assert two.open_commands() == 0


def test_nothing_of_a_person_travels_in_a_command_and_all_of_it_is_kept_here(
    running: Site, two: Counter
) -> None:
    person = ApplicantDraft(full_name="Ratna Kusumawati", nik="1671014107900001")
    ticket = two.desk.issue("paspor_baru", applicants=[person])
    asked = [body for body in two.wire.bodies if b'"arguments"' in body]
    assert asked
    assert not any(b"Ratna" in body or b"1671014107900001" in body for body in asked)
    assert [one.full_name for one in two.desk.applicants(ticket.id)] == ["Ratna Kusumawati"]


def test_the_last_step_is_taken_back_though_the_hub_wrote_it(two: Counter) -> None:
    issued = two.desk.issue("paspor_baru")
    two.desk.call_next()
    undone = two.desk.undo()
    assert undone.ticket is not None
    assert (undone.ticket.id, undone.ticket.status) == (issued.id, "waiting")


def test_the_number_last_in_hand_is_known_to_another_process(two: Counter) -> None:
    issued = two.desk.issue("paspor_baru")
    two.desk.call_next()
    two.desk.done()
    assert two.new_desk().paid().id == issued.id


# Without the hub


def test_without_the_hub_numbers_are_of_the_terminals_own_series(two: Counter) -> None:
    hubs = two.desk.issue("paspor_baru")
    two.lose("down")
    own = two.desk.issue("paspor_baru")
    assert (hubs.number, own.number) == ("A-001", f"{two.series}-001")
    assert two.desk.call_next().id == own.id
    assert two.desk.done().visit == 2


def test_without_the_hub_its_numbers_are_shown_and_not_called(two: Counter) -> None:
    two.desk.issue("paspor_baru")
    two.lose("down")
    with refused("hub_away") as caught:
        two.desk.call_next()
    assert f"seri {two.series}" in caught.value.sentence
    (row,) = two.desk.queue().waiting
    assert (row.number, row.here, row.note) == ("A-001", False, "Menunggu hub")
    assert two.desk.counter_view().wait_for_hub == 1
    with refused("hub_away"):
        two.desk.call(row.id)


def test_what_is_in_hand_goes_on_without_the_hub(two: Counter) -> None:
    two.desk.issue("paspor_baru")
    number = two.desk.call_next()
    two.lose("down")
    two.desk.start()
    assert two.desk.done().status == "waiting"
    assert two.ticket(number.id).visit == 2


def test_after_a_lost_answer_no_key_waits_for_the_hub_again_for_a_while(two: Counter) -> None:
    two.lose("down")
    two.desk.issue("paspor_baru")
    asked = len(two.wire.bodies)
    two.desk.issue("paspor_baru")
    assert len(two.wire.bodies) == asked


# Officers


def test_a_terminal_set_up_at_a_hub_knows_the_hubs_officers_and_its_open_day(two: Counter) -> None:
    assert [(one.login, one.roles) for one in two.desk.officers()] == [("dewi", ("admin",))]
    assert two.desk.officer() is not None
    assert two.desk.day().day is not None


def test_an_officer_whom_the_hub_does_not_know_yet_sets_a_terminal_up_and_calls(running: Site) -> None:
    agus = running.counter("4", login="agus")
    issued = agus.desk.issue("paspor_baru")
    assert agus.desk.call_next().id == issued.id
    assert sorted(one.login for one in agus.desk.officers()) == ["agus", "dewi"]


def test_an_officer_of_the_hub_must_know_their_pin_where_they_set_a_terminal_up(running: Site) -> None:
    running.counter("5")
    with refused("wrong_pin"):
        setup.set_up(
            Home(running.folder / "loket6"),
            answers("6", code=running.code("6"), central=running.address, pin="000000"),
        )


# The line that listens


def test_a_hub_that_has_fallen_silent_is_noticed_and_its_return_too(running: Site, two: Counter) -> None:
    peer = two.peer
    sync = SyncLoop(StoreSync(two.store), peer, two.home.folder)
    sync.start()
    try:
        until(lambda: sync.status().online)
        with running.silent():
            until(lambda: not sync.status().online)
        until(lambda: sync.status().online)
    finally:
        sync.stop()
