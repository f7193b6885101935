"""What lies apart at the centre is shown by device and reason, and nothing of what is in it."""

from counter_tui.core.record import Record
from counter_tui.server import quarantine
from counter_tui.server.central import Central
from tests.server.conftest import Enrol
from tests.server.terminal import NOW


async def test_lines_are_counted_by_device_and_reason_with_the_device_s_name(
    central: Central, enrol: Enrol
) -> None:
    terminal = await enrol()
    terminal.issue()
    terminal.write("ticket/x", "ticket.called", {"note": "Siti Maulana"}, site="utama", office="SMG")
    terminal.write("ticket/x", "Siti Maulana", {}, office="SMG")
    await terminal.pushed()
    (pile,) = quarantine.listed(central.database)
    assert (pile.office, pile.device, pile.lines, pile.name) == ("PLG", terminal.device, 2, "Loket")
    assert pile.words == "milik kantor lain"
    lines = quarantine.of_device(central.database, terminal.device)
    assert [(one.seq, one.type, one.reason) for one in lines] == [
        (2, "ticket.called", "scope"),
        (3, "?", "scope"),
    ]
    assert "Siti" not in str((pile, lines))


async def test_where_nothing_lies_apart_nothing_is_shown(central: Central, enrol: Enrol) -> None:
    terminal = await enrol()
    terminal.issue()
    await terminal.pushed()
    await terminal.put(Record(kind="applicant", id="a1", rev=1, hlc=NOW << 16, device=terminal.device))
    assert quarantine.listed(central.database) == []
    assert quarantine.of_device(central.database, terminal.device) == []
