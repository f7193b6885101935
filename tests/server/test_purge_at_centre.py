"""The centre erases on its date what it holds of people, for every office, and tells the terminals."""

from counter_tui.core.record import Record, Standing
from counter_tui.core.retention import DAY_MS
from counter_tui.server.central import Central
from counter_tui.store.central.projecting import project
from counter_tui.store.central.purging import last, purge
from tests.server.conftest import Enrol
from tests.server.terminal import NOW, Terminal

OPENED = {
    "ticket": "t1",
    "number": "A-001",
    "service": "paspor_baru",
    "product": "p",
    "channel": "walk_in",
    "back_office": [],
}
YEARS = 401 * DAY_MS


async def closed(terminal: Terminal, key: str = "a1") -> None:
    """Send an application that was withdrawn, with its applicant."""
    terminal.write(f"application/{key}", "application.opened", OPENED)
    terminal.write(f"application/{key}", "application.outcome", {"outcome": "withdrawn", "reason": "left"})
    await terminal.pushed(len(terminal.lines) - 2)
    await terminal.put(applicant(terminal, key))


def applicant(terminal: Terminal, key: str) -> Record:
    return Record(
        kind="applicant", id=key, rev=1, hlc=NOW << 16, device=terminal.device, data={"name": "Siti Maulana"}
    )


async def at_work_later(terminal: Terminal) -> None:
    """Let somebody still be at work after the retention."""
    terminal.write("counter/d", "counter.opened", {"counter": "1"}, hlc=(NOW + YEARS) << 16)
    await terminal.pushed(len(terminal.lines) - 1)


async def test_each_office_s_records_go_on_their_date_and_terminals_hear_of_it(
    central: Central, enrol: Enrol
) -> None:
    for office in ("PLG", "SMG"):
        terminal = await enrol(office)
        await closed(terminal)
        await at_work_later(terminal)
        while project(central.database, office):
            pass
    _head, before = await terminal.records()
    report, offices = purge(central.database, NOW + YEARS)
    assert (report.count, offices) == (2, ("PLG", "SMG"))
    _head, after = await terminal.records()
    assert [one.standing for one in before if one.id == "a1"] == [Standing.LIVE]
    assert [(one.standing, one.data) for one in after if one.id == "a1"] == [(Standing.ERASED, {})]
    assert purge(central.database, NOW + YEARS)[0].count == 0
    with central.database.read() as work:
        assert last(work) is not None


async def test_an_office_that_is_not_projected_yet_waits(central: Central, enrol: Enrol) -> None:
    terminal = await enrol()
    await closed(terminal)
    await at_work_later(terminal)
    assert purge(central.database, NOW + YEARS)[0].count == 0
    while project(central.database, "PLG"):
        pass
    assert purge(central.database, NOW + YEARS, dry_run=True)[0].count == 1
    assert purge(central.database, NOW + YEARS)[0].count == 1


async def test_a_terminal_that_erases_by_itself_adds_nothing_to_what_the_centre_erased(
    central: Central, enrol: Enrol
) -> None:
    from counter_tui.core.retention import Retention, due, erasure
    from counter_tui.core.retention import Standing as Known

    terminal = await enrol()
    await closed(terminal)
    await at_work_later(terminal)
    while project(central.database, "PLG"):
        pass
    purge(central.database, NOW + YEARS)
    reached = (await terminal.records())[0].cursor
    own = applicant(terminal, "a1")
    at = due(own, [Known(False, NOW + 2)], [Retention()])
    assert at is not None
    await terminal.put(erasure(own, at))
    assert (await terminal.records(reached))[1] == []
