"""Which printer of a machine prints what, and what of it the commands say."""

import json
from pathlib import Path

import pytest

from counter_tui.bootstrap import printer
from counter_tui.bootstrap.print_room import Place, PrintRoom, places, profile_of
from counter_tui.cli.main import main
from counter_tui.config import Home, RolePrinter, Settings
from counter_tui.core.base45 import BASE45
from counter_tui.core.print_job import JobState, PrinterRole
from counter_tui.printing.profile import QrMode
from tests.patience import until
from tests.printing.list_spool import ListSpool
from tests.printing.samples import SELF_TEST, TICKET, job

TICKETS, SLIPS, REPORTS = (
    frozenset({role}) for role in (PrinterRole.TICKET, PrinterRole.SLIP, PrinterRole.REPORT)
)


def test_one_printer_prints_everything() -> None:
    assert places(Settings(printer="virtual")) == (Place("virtual", "generic58", frozenset(PrinterRole)),)


def test_a_role_has_its_own_printer_and_the_rest_go_to_the_main_one() -> None:
    settings = Settings(printer="tcp:10.0.0.8", printers={"ticket": RolePrinter(name="tcp:10.0.0.9")})
    assert places(settings) == (
        Place("tcp:10.0.0.8", "generic58", SLIPS | REPORTS),
        Place("tcp:10.0.0.9", "generic58", TICKETS),
    )


def test_a_printer_that_stands_twice_is_one_with_both_roles_and_its_own_profile() -> None:
    own = RolePrinter(name="tcp:10.0.0.9", profile="generic80")
    settings = Settings(printer="virtual", printers={"ticket": own, "report": own})
    assert places(settings)[1] == Place("tcp:10.0.0.9", "generic80", TICKETS | REPORTS)


def test_without_a_main_printer_the_other_roles_have_none() -> None:
    settings = Settings(printers={"ticket": RolePrinter(name="virtual")})
    assert places(settings) == (Place("virtual", "generic58", TICKETS),)
    assert places(Settings()) == ()


def test_only_where_the_office_says_so_does_the_main_printer_take_over() -> None:
    settings = Settings(
        printer="tcp:10.0.0.8", printer_fallback=True, printers={"slip": RolePrinter(name="tcp:10.0.0.9")}
    )
    assert [place.fallback for place in places(settings)] == ["", "tcp:10.0.0.8"]


def room(folder: Path, spool: ListSpool, *, fallback: bool) -> PrintRoom:
    """Start a room whose ticket printer writes into a folder that is not there."""
    settings = Settings(
        printer=f"file:{folder}/main.bin",
        printer_fallback=fallback,
        printers={"ticket": RolePrinter(name=f"file:{folder}/gone/gate.bin")},
    )
    return PrintRoom(places(settings), spool, folder)


def test_with_a_fallback_what_has_not_begun_comes_out_of_the_main_printer(tmp_path: Path) -> None:
    spool = ListSpool(job(1, TICKET), job(2))
    printing = room(tmp_path, spool, fallback=True)
    printing.start(lambda _wake: None)
    until(lambda: {spool.state(1), spool.state(2)} == {JobState.CONFIRMED})
    printing.stop()
    assert {spool.job(1).printer, spool.job(2).printer} == {f"file:{tmp_path}/main.bin"}


def test_without_a_fallback_it_waits_where_it_belongs(tmp_path: Path) -> None:
    spool = ListSpool(job(1, TICKET), job(2), job(3, SELF_TEST))
    printing = room(tmp_path, spool, fallback=False)
    printing.start(lambda _wake: None)
    until(lambda: {spool.state(2), spool.state(3)} == {JobState.CONFIRMED})
    until(lambda: [view.state for view in printing.views()] == ["ready", "problem"])
    printing.stop()
    assert spool.state(1) is JobState.QUEUED


def test_the_status_of_every_printer_is_told_with_the_gravest_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Home(tmp_path).change(
        printer="virtual", printers={"ticket": {"name": f"file:{tmp_path}/gone/gate.bin", "profile": ""}}
    )
    assert main(["printer", "status", "--json", "--home", str(tmp_path)]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["name"], told["state"]) == (f"file:{tmp_path}/gone/gate.bin", "disk")
    assert [(one["state"], one["papers"]) for one in told["printers"]] == [
        ("ready", "resi, laporan"),
        ("disk", "nomor"),
    ]


def test_a_test_page_goes_to_every_printer_or_to_the_named_one(tmp_path: Path) -> None:
    home = Home(tmp_path)
    gate = f"file:{tmp_path}/gate.bin"
    home.change(
        printer=f"file:{tmp_path}/main.bin", printers={"ticket": {"name": gate, "profile": "generic80"}}
    )
    assert [one.name for one in printer.print_test(home, "")] == [f"file:{tmp_path}/main.bin", gate]
    (tmp_path / "main.bin").unlink()
    assert [one.papers for one in printer.print_test(home, gate)] == ["nomor"]
    assert not (tmp_path / "main.bin").exists()


def test_a_profile_that_cannot_be_used_closes_its_printer_only_and_says_which_key(tmp_path: Path) -> None:
    (tmp_path / "printers").mkdir()
    (tmp_path / "printers" / "loket.toml").write_text("columns = 48\n", "utf-8")
    own = RolePrinter(name=f"file:{tmp_path}/slips.bin", profile="loket")
    settings = Settings(printer=f"file:{tmp_path}/main.bin", printers={"slip": own})
    spool = ListSpool(job(1, TICKET), job(2))
    printing = PrintRoom(places(settings), spool, tmp_path)
    printing.start(lambda _wake: None)
    until(lambda: spool.state(1) is JobState.CONFIRMED)
    printing.stop()
    assert spool.state(2) is JobState.QUEUED
    closed = printing.views()[-1]
    assert (closed.name, closed.state, closed.roles) == (own.name, "problem", ("slip",))
    assert "kunci columns " in closed.sentence


def test_slips_are_counted_in_the_profile_of_their_own_printer(tmp_path: Path) -> None:
    (tmp_path / "printers").mkdir()
    (tmp_path / "printers" / "loket.toml").write_text('qr = "raster"\nqr_module_dots = 4\n', "utf-8")
    settings = Settings(printer="virtual", printers={"slip": RolePrinter(name="tcp:h", profile="loket")})
    assert profile_of(PrinterRole.SLIP, places(settings), tmp_path).qr is QrMode.RASTER
    assert profile_of(PrinterRole.TICKET, places(settings), tmp_path).name == "generic58"
    assert profile_of(PrinterRole.SLIP, (), tmp_path).name == "generic58"


def test_the_test_page_of_the_virtual_printer_is_told_as_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", str(tmp_path), "printer", "test", "virtual"]) == 0
    told = capsys.readouterr().out
    assert "LEMBAR UJI" in told
    assert f"[QR] {BASE45}" in told
