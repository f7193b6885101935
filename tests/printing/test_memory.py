from pathlib import Path

from counter_tui.printing.memory import Known, PrinterMemory

NAME = "serial:/dev/ttyUSB0?baud=9600"


def test_what_one_process_saw_every_other_knows_at_once(tmp_path: Path) -> None:
    one, other = PrinterMemory(tmp_path, NAME), PrinterMemory(tmp_path, NAME)
    one.remember(Known.STATUS)
    one.remember_usb("PRN-1")
    assert other.has(Known.STATUS)
    assert other.usb == "PRN-1"


def test_two_printers_are_remembered_apart(tmp_path: Path) -> None:
    PrinterMemory(tmp_path, NAME).remember(Known.STATUS)
    assert not PrinterMemory(tmp_path, "tcp:10.0.0.9:9100").knows_something


def test_an_answer_disproves_that_there_was_none(tmp_path: Path) -> None:
    memory = PrinterMemory(tmp_path, NAME)
    memory.remember(Known.MUTE)
    memory.remember(Known.NO_REPORT)
    memory.remember(Known.REPORT)
    assert not memory.has(Known.MUTE)
    assert not memory.has(Known.NO_REPORT)


def test_a_forgotten_printer_is_a_new_one(tmp_path: Path) -> None:
    memory = PrinterMemory(tmp_path, NAME)
    memory.remember(Known.MUTE)
    memory.remember_usb("PRN-1")
    memory.forget()
    assert not memory.knows_something
    assert memory.usb == ""


def test_a_folder_that_cannot_be_written_shortens_the_memory_to_this_process(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("in the way")
    memory = PrinterMemory(tmp_path / "home", NAME)
    memory.remember(Known.REPORT)
    memory.remember_usb("PRN-1")
    assert memory.has(Known.REPORT)
    assert memory.usb == "PRN-1"
    assert not PrinterMemory(tmp_path / "home", NAME).knows_something
