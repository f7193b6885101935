"""No event, log, metric, error, answer or paper names a person; records do (DESIGN §2, §10)."""

import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

from counter_tui.store import driver, keys
from tests.e2e.installation import Centre, Installation, Json
from tests.postgres import Cluster

pytestmark = pytest.mark.xdist_group("privacy")

BOOKED, WALKED_IN, COLLECTOR, OFFICER = (
    ("Zahwanita Markobooking", "1671024911941647", "0812700011122"),
    ("Qurratu Markowalkin", "1671086609993585", "0812700033344"),
    ("Xaverius Markoambil", "SK-9988776655443", "0812700055566"),
    ("Wilhelmina Markopetugas", "", ""),
)
MISTYPED = ("Vinsensius Markosalah", "16710866099935851", "0812700077788")
PEOPLE = (BOOKED, WALKED_IN, COLLECTOR, OFFICER, MISTYPED)
HEAD = (
    "kode_booking,nama,nik,tanggal_lahir,jenis_kelamin,layanan,produk,tanggal,jam,"
    "kelompok_prioritas,status_bayar\n"
)
RECORDS = {"record"}


def _secrets(*people: tuple[str, str, str]) -> list[str]:
    """Return what must not be found: last names (a mask keeps the first), NIKs, phone numbers."""
    return [secret for name, *numbers in people for secret in (name.split()[1], *numbers) if secret]


@dataclass
class Town:
    """A counter and its centre after a day, and everything that their programs said."""

    home: Installation
    centre: Centre
    url: str
    said: list[str] = field(default_factory=list)
    slips: list[str] = field(default_factory=list)

    def run(self, *words: str, status: int = 0) -> Json:
        """Run a command, keep what it says; return its JSON where it succeeds."""
        done = self.home.command(*words, "--json")
        assert done.returncode == status, (words, done.stderr)
        self.said += [done.stderr] if status == 0 else [done.stdout, done.stderr]
        return self.home.answer(done) if status == 0 else {}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, postgres_cluster: Cluster) -> Iterator[Town]:
    folder, database = tmp_path_factory.mktemp("privacy"), postgres_cluster.create()
    url = postgres_cluster.url(database)
    with closing(Centre(Installation(folder / "centre"), url)) as centre:
        centre.start()
        town = Town(Installation(folder / "terminal"), centre, url)
        centre.equip(town.home, "3")
        _plant(town, folder)
        _work(town)
        assert town.run("sync", "--once")["unsynced"] == 0
        with urllib.request.urlopen(f"http://127.0.0.1:{centre.port}/metrics") as answer:
            town.said.append(answer.read().decode())
    yield town
    postgres_cluster.drop(database)


def _plant(town: Town, folder: Path) -> None:
    day = "2024-09-14,08:00,,lunas"
    good = f"MP000000001,{BOOKED[0]},{BOOKED[1]},1994-11-09,P,paspor_penggantian,biasa_48,{day}\n"
    bad = [
        f"MP000000002,{MISTYPED[0]},{MISTYPED[1]},1994-11-09,P,paspor_penggantian,biasa_48,{day}\n",
        f"MP000000003,{MISTYPED[0]},{MISTYPED[2]},{MISTYPED[2]},{MISTYPED[0]},{MISTYPED[0]},x,{day}\n",
        f"{MISTYPED[0]},{MISTYPED[0]}\n",
    ]
    file = folder / "bookings.csv"
    file.write_text(HEAD + good + "".join(bad), "utf-8")
    imported = town.run("import", str(file))
    assert (imported["accepted"], len(imported["rejected"]) >= len(bad)) == (1, True)
    town.said.append(str(imported))
    broken = folder / "broken.csv"
    broken.write_text(f"{MISTYPED[0]};{MISTYPED[1]}\n{MISTYPED[0]};{MISTYPED[2]}\n", "utf-8")
    town.run("import", str(broken), status=1)
    town.home.variables["COUNTER_TUI_NEW_PIN"] = "975310"
    town.run("officers", "add", "mina", "--name", OFFICER[0], "--role", "officer", "--role", "pickup")
    town.home.variables |= {"COUNTER_TUI_OFFICER": "mina", "COUNTER_TUI_PIN": "975310"}


def _work(town: Town) -> None:
    booked = town.run("do", "issue", "--booking", "MP000000001")
    person = ("--name", WALKED_IN[0], "--nik", WALKED_IN[1], "--phone", WALKED_IN[2])
    walked_in = town.run("do", "issue", "--service", "paspor_baru", *person)
    for ticket in (booked, walked_in):
        for _visit in (1, 2):
            town.run("do", "call", "--ticket", ticket["number"])
            town.run("do", "done")
        slip = town.run("do", "slip", "--ticket", ticket["number"])
        town.slips.append(slip["text"])
        town.run("do", "ready", "--application", slip["application"])
    collector = ("--collector", "proxy", "--name", COLLECTOR[0], "--relation", COLLECTOR[2])
    town.run("do", "handover", town.slips[0], *collector, "--id-reference", COLLECTOR[1])
    town.run("do", "handover", town.slips[0], *collector, "--id-reference", COLLECTOR[1], status=1)
    town.run("do", "issue", "--booking", WALKED_IN[0], status=1)
    town.run("do", "issue", "--service", WALKED_IN[0], *person, status=1)
    town.run("do", "issue", "--booking", "MP000000001", status=1)
    town.run("do", "handover", WALKED_IN[1], *collector, status=1)
    town.run("do", "cancel", "--ticket", walked_in["number"], "--reason", WALKED_IN[0], status=1)
    town.run("store", "check")
    town.run("queue")
    town.run("status")


def _tables_at_the_terminal(home: Installation) -> Iterator[tuple[str, str]]:
    key = keys.unlock(home.folder / "keys.json", environ=home.variables)
    with closing(driver.connect(home.folder / "journal.db", key, query_only=True)) as connection:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        for (name,) in names:
            yield name, _text(connection.execute(f'SELECT * FROM "{name}"').fetchall())


def _tables_at_the_centre(url: str) -> Iterator[tuple[str, str]]:
    with psycopg.connect(url) as connection:
        names = connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        ).fetchall()
        for (name,) in names:
            yield name, _text(connection.execute(f'SELECT * FROM "{name}"'.encode()).fetchall())


def _text(rows: list[Any]) -> str:
    cells = (cell for row in rows for cell in row)
    return "\n".join(cell.decode("latin-1") if isinstance(cell, bytes) else str(cell) for cell in cells)


def _found(text: str, secrets: list[str]) -> list[str]:
    folded = text.casefold()
    return [secret for secret in secrets if secret.casefold() in folded]


def test_only_records_hold_personal_data_at_the_terminal_and_at_the_centre(town: Town) -> None:
    planted = _secrets(BOOKED, WALKED_IN, COLLECTOR, OFFICER)
    for tables in (dict(_tables_at_the_terminal(town.home)), dict(_tables_at_the_centre(town.url))):
        assert {"event", "ticket", "application", "quarantine"} < set(tables)
        assert len(tables["event"]) > 1000
        assert {
            name: hits for name in set(tables) - RECORDS if (hits := _found(tables[name], _secrets(*PEOPLE)))
        } == {}
        assert set(planted) - set(_found("".join(tables[name] for name in RECORDS), planted)) <= {BOOKED[2]}


def test_no_error_log_metric_or_answer_names_anybody(town: Town) -> None:
    logs = [file.read_text("utf-8", "replace") for file in town.home.folder.parent.rglob("*.log")]
    beside = [
        file.read_text("utf-8", "replace")
        for home in (town.home, town.centre.home)
        for file in home.folder.rglob("*")
        if file.is_file() and not file.name.startswith("journal.db") and file.name != "paper.bin"
    ]
    assert any("counter_tui_events_ingested" in said for said in town.said)
    assert _found("\n".join([*town.said, *logs, *beside]), _secrets(*PEOPLE)) == []


def test_paper_bears_the_masked_name_and_nothing_else_of_a_person(town: Town) -> None:
    paper = (town.home.folder / "paper.bin").read_bytes().decode("latin-1")

    assert "Zahwanita M." in paper
    assert _found(paper, _secrets(*PEOPLE)) == []
    assert all(slip in paper for slip in town.slips)


def test_the_file_of_the_store_says_nothing_without_its_key(town: Town) -> None:
    files = [file for file in town.home.folder.iterdir() if file.name.startswith("journal.db")]
    raw = b"".join(file.read_bytes() for file in files).decode("latin-1")

    assert _found(raw, [*_secrets(*PEOPLE), "ticket.issued"]) == []
