"""Printed receipts of handovers on a real store: signed with one key, printed again as copies."""

from counter_tui.desk.views.pickup import Collector
from counter_tui.tui.screens.pickup import PickupScreen
from tests.tui.front_desk import SMALL, hand_over, open_mode, print_everything, set_rule, slipped
from tests.tui.office import Office
from tests.tui.waiting import shows, text, until


async def test_a_printed_receipt_is_signed_with_enter(office: Office) -> None:
    set_rule(office, "handover_receipt", "printed")
    _application, slip = slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await hand_over(pilot, slip)
        await shows(pilot, "Tanda terima A-001 enter Ditandatangani", "#main")
        assert [row.number for row in office.outside.pickup_view().unsigned] == ["A-001"]
        await pilot.press("enter")
        await until(pilot, lambda: not office.outside.pickup_view().unsigned, "signed")
        await until(pilot, lambda: "enter Ditandatangani" not in text(app, "#main"), "nothing to sign")


async def test_while_a_receipt_waits_every_key_still_stands_in_the_bar(office: Office) -> None:
    set_rule(office, "handover_receipt", "printed")
    _application, slip = slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await hand_over(pilot, slip)
        keys = "enter Ditandatangani spasi Panggil s Resi p Salinan tab Daftar ? Bantuan"
        await shows(pilot, keys, "#keys")


async def test_a_receipt_that_waits_holds_no_scan_up_and_is_not_signed_by_the_next_handover(
    office: Office,
) -> None:
    set_rule(office, "handover_receipt", "printed")
    _application, slip = slipped(office)
    _other, next_slip = slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await hand_over(pilot, slip)
        await hand_over(pilot, next_slip)
        await shows(pilot, "Belum ditandatangani ○ 2", "#side")
        await shows(pilot, "Tanda terima A-002", "#main")


async def test_a_receipt_that_was_printed_elsewhere_is_not_signed_by_enter(office: Office) -> None:
    set_rule(office, "handover_receipt", "printed")
    application, _slip = slipped(office)
    office.outside.hand_over(application, Collector("self"))
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "3", PickupScreen)
        await shows(pilot, "Belum ditandatangani ○ 1", "#side")
        await pilot.press("enter")
        await shows(pilot, "Belum ada resi.", "#trail")
        assert len(office.outside.pickup_view().unsigned) == 1


async def test_the_last_receipt_is_printed_again_as_a_copy_with_its_reason(office: Office) -> None:
    set_rule(office, "handover_receipt", "printed")
    _application, slip = slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "3", PickupScreen)
        await pilot.press("p")
        await shows(pilot, "Belum ada tanda terima yang dicetak dari layar ini.", "#trail")
        await hand_over(pilot, slip)
        print_everything(office)
        await pilot.press("p")
        await shows(pilot, "Cetak lagi tanda terima A-001")
        await pilot.press("1", "enter")
        await until(pilot, lambda: _receipt_copies(office) == [0, 1], "a copy")


def _receipt_copies(office: Office) -> list[int]:
    """Return the copies of all receipts that were printed, in their order."""
    jobs = sorted(office.outside.state_view().jobs, key=lambda job: (job.at, job.copy))
    return [job.copy for job in jobs if job.document == "receipt"]
