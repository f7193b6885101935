import subprocess
import sys

import pytest

from counter_tui.core.print_job import JobState, PrinterRole, Share
from counter_tui.desk.headless import answers
from counter_tui.desk.headless.actions import ACTIONS, Wish, perform
from counter_tui.store.spool import StoredSpool
from tests.desk.office import BOOKINGS, HARTINI, YUSUF, Office
from tests.refusal import refused

TICKET_KEYS = {"ticket", "number", "service", "stages", "status", "counter", "reason", "event"}
FIXED = (
    "issue call-next recall start interview biometrics done missed requeue hold resume transfer cancel undo "
    "slip verify ready handover"
)


def test_every_fixed_action_has_its_name() -> None:
    assert set(FIXED.split()) <= set(ACTIONS)


def test_a_whole_day_of_one_booking_without_the_screen(office: Office) -> None:
    office.desk.import_file(BOOKINGS)
    issued = perform(office.desk, "issue", Wish(service="paspor_penggantian", booking=YUSUF))
    called = perform(office.desk, "call-next", Wish())
    perform(office.desk, "done", Wish())
    perform(office.desk, "call-next", Wish(visit=2))
    perform(office.desk, "interview", Wish())
    finished = perform(office.desk, "biometrics", Wish(ticket=None))
    slip = perform(office.desk, "slip", Wish(ticket=issued["number"]))
    verified = perform(office.desk, "verify", Wish(text=slip["text"]))
    perform(office.desk, "ready", Wish(application=slip["application"]))
    handed = perform(office.desk, "handover", Wish(text=slip["text"], collector="family"))

    assert set(issued) >= TICKET_KEYS
    assert (called["number"], called["status"], called["counter"]) == ("B-001", "called", "3")
    assert finished["status"] == "finished"
    assert finished["stages"] == {"document_check": True, "interview": True, "biometrics": True}
    assert set(slip) >= {"application", "text", "bytes", "copy"}
    assert (verified["valid"], verified["reason"], verified["ready"]) == (True, "valid", "not_ready")
    assert (handed["application"], handed["status"]) == (slip["application"], "handed_over")


def test_actions_take_a_number_as_people_type_it(office: Office) -> None:
    office.desk.issue("paspor_baru")

    cancelled = perform(office.desk, "cancel", Wish(ticket="a1", reason="left"))

    assert cancelled["status"] == "cancelled"
    with refused("unknown_ticket"):
        perform(office.desk, "cancel", Wish(ticket="A-999", reason="left"))


def test_what_a_command_must_say_is_asked_for_in_words(office: Office) -> None:
    with refused("which_service"):
        perform(office.desk, "issue", Wish())
    with refused("which_ticket"):
        perform(office.desk, "requeue", Wish())


def test_an_action_names_every_event_that_it_recorded(office: Office) -> None:
    office.desk.import_file(BOOKINGS)

    issued = perform(office.desk, "issue", Wish(booking=YUSUF))
    called = perform(office.desk, "call-next", Wish())
    verified = perform(office.desk, "verify", Wish(text="nothing"))

    with office.store.read() as connection:
        rows = connection.execute("SELECT id FROM event WHERE type <> 'day.opened' ORDER BY seq")
        assert [id_ for (id_,) in rows] == [*issued["events"], *called["events"]]
    assert len(issued["events"]) > 1
    assert verified["events"] == []


def test_a_lost_answer_can_be_asked_for_again(office: Office) -> None:
    office.desk.import_file(BOOKINGS)
    issued = perform(office.desk, "issue", Wish(booking=YUSUF))
    assert perform(office.desk, "show", Wish(booking=YUSUF))["events"] == issued["events"]

    called = perform(office.desk, "call-next", Wish())
    shown = perform(office.new_desk(), "show", Wish())
    assert (shown["status"], shown["events"]) == ("called", called["events"])

    perform(office.desk, "done", Wish())
    copied = perform(office.desk, "slip", Wish(ticket=issued["number"]))
    assert perform(office.desk, "show", Wish(ticket=issued["number"]))["events"] == copied["events"]


def test_a_booking_that_did_not_come_has_nothing_to_show(office: Office) -> None:
    office.desk.import_file(BOOKINGS)

    with refused("not_checked_in"):
        perform(office.desk, "show", Wish(booking=YUSUF))


def test_the_queue_comes_in_calling_order_with_what_scripts_read(office: Office) -> None:
    office.desk.issue("paspor_baru")
    office.desk.issue("paspor_baru", "sakit")
    office.desk.call(office.desk.issue("alih_status").id)
    office.clock.forward(seconds=90)

    found = answers.queue_json(office.desk.queue(), office.clock())

    assert [row["number"] for row in found["waiting"]] == ["A-002", "A-001"]
    assert found["waiting"][0] == {
        "number": "A-002",
        "service": "paspor_baru",
        "visit": 1,
        "priority": "sakit",
        "waited_s": 90,
    }
    assert [(row["number"], row["status"]) for row in found["serving"]] == [("K-001", "called")]


def test_a_slip_that_may_not_be_used_hands_nothing_over(office: Office) -> None:
    _application, text = office.slipped()

    with refused("not_ready"):
        perform(office.desk, "handover", Wish(text=text))


@pytest.mark.parametrize(
    "module",
    ["cryptography", "cwt", "holidays", "openpyxl", "argon2", "sqlmodel", "sqlalchemy", "httpx", "textual"],
)
def test_the_desk_loads_no_heavy_library_before_it_is_needed(module: str) -> None:
    code = f"import sys, counter_tui.desk.desk, counter_tui.store.store; sys.exit({module!r} in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_walk_in_is_named_at_issue(office: Office) -> None:
    said = Wish(service="paspor_baru", name="Siti Aminah", nik="1671045506900001", born="1990-06-15", sex="P")

    issued = perform(office.desk, "issue", said)

    person = office.desk.applicants(issued["ticket"])[0]
    assert (person.full_name, person.born, person.warnings) == ("Siti Aminah", "1990-06-15", ())


def test_an_applicant_is_named_later_and_the_answer_names_nobody(office: Office) -> None:
    number = perform(office.desk, "issue", Wish(service="paspor_baru"))["number"]

    kept = perform(office.desk, "applicant", Wish(ticket=number, name="Siti Aminah", nik="1671045506900001"))

    assert office.desk.applicants(office.desk.ticket_id(number))[0].full_name == "Siti Aminah"
    assert "Siti" not in str(kept)


def test_a_family_s_bookings_come_on_one_number(office: Office) -> None:
    office.desk.import_file(BOOKINGS)

    issued = perform(office.desk, "issue", Wish(booking=YUSUF, family=(HARTINI,)))

    assert len(issued["applications"]) == 2


def test_day_and_counter_are_opened_and_closed_without_the_screen(office: Office) -> None:
    serving = perform(office.desk, "serve", Wish(serves=("paspor_baru:1",)))
    paused = perform(office.desk, "pause-counter", Wish())
    closed = perform(office.desk, "close-counter", Wish())
    opened = perform(office.desk, "open-counter", Wish())
    office.desk.issue("paspor_baru")
    office.clock.forward(minutes=24 * 60)
    with refused("leftovers"):
        perform(office.desk, "open-day", Wish())
    day = perform(office.desk, "open-day", Wish(leftovers="cancel"))

    assert (serving["serves"], serving["state"]) == (["paspor_baru:1"], "open")
    assert [one["state"] for one in (paused, closed, opened)] == ["paused", "closed", "open"]
    assert (day["day"], day["leftovers"]) == ("2024-09-15", [])
    assert perform(office.desk, "close-day", Wish())["day"] is None


def test_find_answers_with_masked_names(office: Office) -> None:
    office.desk.import_file(BOOKINGS)

    found = perform(office.desk, "find", Wish(text="Hartini"))["found"]

    assert HARTINI in [one["code"] for one in found]
    assert all(one["name"].endswith(".") or " " not in one["name"] for one in found)


def test_an_unsure_print_job_is_answered_without_the_screen(office: Office) -> None:
    office.desk.issue("paspor_baru")
    job = perform(office.desk, "jobs", Wish())["jobs"][0]["job"]
    spool = StoredSpool(office.store)
    spool.claim_next(Share(printer="virtual", roles=frozenset(PrinterRole)))
    spool.settle(job, JobState.UNCONFIRMED)

    settled = perform(office.desk, "job-came-out", Wish(job=job))

    assert settled["jobs"][0]["state"] == "confirmed"
    with refused("job_not_open"):
        perform(office.desk, "job-discard", Wish(job=job, reason="not_needed"))


def test_views_are_answered_under_the_keys_that_scripts_rely_on(office: Office) -> None:
    office.served()
    office.desk.call_next()
    office.desk.done()
    slip = perform(office.desk, "slip", Wish())
    taken = answers.plain(office.desk.import_file(BOOKINGS, dry_run=True))

    assert set(slip) >= {"application", "text", "bytes", "copy"}
    assert set(perform(office.desk, "verify", Wish(text=slip["text"]))) >= {
        "valid",
        "reason",
        "application",
        "ready",
    }
    assert set(taken) >= {"kind", "accepted", "updated", "unchanged", "rejected", "warnings"}
    assert all(set(issue) == {"line", "field", "reason"} for issue in taken["warnings"])
