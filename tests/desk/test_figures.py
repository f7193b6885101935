from counter_tui.desk.figures import summary
from tests.desk.office import Office

MINUTE = 60_000


def visit(office: Office, minutes: int) -> None:
    office.desk.issue("paspor_baru")
    office.desk.call_next(1)
    office.desk.start()
    office.clock.forward(minutes=minutes)
    office.desk.done()


def test_the_figures_of_the_day_count_median_tail_and_share_within_the_standard(office: Office) -> None:
    for minutes in (4, 6, 20):
        visit(office, minutes)

    figures = office.desk.counter_view().figures

    assert (figures.served, figures.median_minutes, figures.p90_minutes) == (3, 6, 20)
    assert figures.on_time == 2 / 3


def test_the_time_a_number_was_held_is_nobodys_service_time(office: Office) -> None:
    office.desk.issue("paspor_baru")
    office.desk.call_next(1)
    office.desk.start()
    office.clock.forward(minutes=3)
    office.desk.hold("photocopy")
    office.clock.forward(minutes=25)
    back = office.desk.resume()
    assert back.started_at == office.clock() - 3 * MINUTE
    office.clock.forward(minutes=2)
    office.desk.done()

    assert office.desk.counter_view().figures.median_minutes == 5


def test_an_undone_visit_does_not_count(office: Office) -> None:
    visit(office, 4)
    visit(office, 6)
    assert office.desk.counter_view().figures.served == 2

    office.desk.undo()

    assert office.desk.counter_view().figures.served == 1


def test_a_desk_without_memory_counts_the_same(office: Office) -> None:
    visit(office, 4)
    visit(office, 6)

    assert office.new_desk().counter_view().figures == office.desk.counter_view().figures


def test_a_new_day_begins_at_nothing(office: Office) -> None:
    visit(office, 4)
    office.clock.forward(minutes=24 * 60)
    office.desk.open_day("cancel")

    assert office.desk.counter_view().figures.served == 0


def test_median_and_p90_are_ranks_of_the_sorted_times() -> None:
    spans = [minute * MINUTE for minute in (1, 2, 3, 4, 5, 6, 7, 8, 9, 30)]

    figures = summary(spans, within=9)

    assert (figures.median_minutes, figures.p90_minutes, figures.on_time) == (6, 9, 0.9)
