from counter_tui.core.print_job import Job, JobState, PrinterRole
from counter_tui.desk.headless.actions import Wish, perform
from counter_tui.desk.views.pickup import Collector
from counter_tui.store.spool import StoredSpool
from tests.desk.office import Office


def report_job(office: Office) -> Job:
    jobs = StoredSpool(office.store).jobs(list(JobState), 1000)
    return next(job for job in jobs if job.document == "shift_report")


def busy(office: Office) -> None:
    """Two slips and one copy, one refusal, one number missed, one passport handed over."""
    application, _text = office.slipped()
    office.desk.slip("lost", application=application)
    office.desk.mark_ready(application, "A1")
    office.desk.hand_over(application, Collector("self"))
    office.desk.slip(ticket=office.interviewed())
    office.desk.call(office.desk.issue("paspor_baru").id)
    office.desk.conclude("refused", "duplicate")
    office.desk.call(office.desk.issue("paspor_baru").id)
    office.desk.missed()


def test_a_shift_report_counts_what_this_counter_did(office: Office) -> None:
    busy(office)
    report = office.desk.shift_report()
    assert (report.slips, report.slip_copies, report.handovers) == (2, 1, 1)
    assert {what: count for what, count in report.outcomes.items() if count} == {"refused": 1, "missed": 1}


def test_its_times_are_those_of_the_counter_screen(office: Office) -> None:
    busy(office)
    figures = office.desk.counter_view().figures
    report = office.desk.shift_report()
    assert (report.served, report.median_minutes, report.p90_minutes) == (
        figures.served,
        figures.median_minutes,
        figures.p90_minutes,
    )


def test_what_was_taken_back_does_not_count(office: Office) -> None:
    office.desk.slip(ticket=office.interviewed())
    office.desk.undo()
    assert office.desk.shift_report().slips == 0


def test_an_empty_day_has_a_report_without_times(office: Office) -> None:
    report = office.desk.shift_report()
    assert (report.served, report.median_minutes) == (0, None)
    assert "Median                                         -" in report.paper


def test_the_report_is_a_paper_of_the_report_printer_and_names_nobody(office: Office) -> None:
    office.desk.shift_report()
    job = report_job(office)
    assert (job.role, job.subject, job.copy) == (PrinterRole.REPORT, "3", 0)
    assert "Dewi" not in str(job.data)


def test_the_report_comes_without_the_screen_too(office: Office) -> None:
    answer = perform(office.desk, "shift-report", Wish())
    assert answer["counter"] == "3"
    assert answer["events"] == [report_job(office).event]
