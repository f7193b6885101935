"""A centre that is away for long, and what arrives when it is back: everything, once."""

from pathlib import Path
from typing import Any

import psycopg

from tests.e2e.installation import Centre, Installation
from tests.e2e.terminal_day import booking_codes
from tests.patience import until

BOOKINGS = Path(__file__).parent.parent / "data" / "bookings-laksan-palembang-2024-09-14.csv"


def _rows(url: str, statement: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url) as connection:
        return list(connection.execute(statement.encode()))


def test_what_was_done_without_the_centre_arrives_once_when_it_is_back(
    tmp_path: Path, centre_on_postgres: Centre, postgres: str
) -> None:
    home = Installation(tmp_path / "terminal")
    centre_on_postgres.equip(home, "1")
    assert home.ask("sync", "--once")["unsynced"] == 0
    centre_on_postgres.stop(kill=True)

    done = [home.ask("do", "issue", "--service", "paspor_baru"), home.ask("do", "call-next")]
    done += [home.ask("do", "done"), home.ask("do", "call-next", "--visit", "2"), home.ask("do", "done")]
    ids = {id_ for answer in done for id_ in answer["events"]}
    away = home.ask("status")
    assert (away["unsynced"], away["online"]) == (len(ids), False)
    assert away["last_sync_age_s"] >= 0

    centre_on_postgres.start()
    assert home.ask("sync", "--once") == {"pushed": len(ids), "pulled": 0, "unsynced": 0}
    assert home.ask("sync", "--once") == {"pushed": 0, "pulled": 0, "unsynced": 0}

    back = home.ask("status")
    assert (back["unsynced"], back["online"]) == (0, True)
    held = [id_ for (id_,) in _rows(postgres, "SELECT id FROM event WHERE type <> 'day.opened'")]
    assert len(held) == len(set(held))
    assert set(held) == ids


def test_one_file_imported_at_three_terminals_makes_one_set_at_the_centre(
    tmp_path: Path, centre_on_postgres: Centre, postgres: str
) -> None:
    homes = [Installation(tmp_path / f"terminal-{counter}") for counter in (1, 2, 3)]
    codes = booking_codes(BOOKINGS)
    checked_in = set()
    for counter, home in enumerate(homes, start=1):
        centre_on_postgres.equip(home, str(counter))
        assert home.ask("import", str(BOOKINGS))["accepted"] == len(codes)
        checked_in.update(home.ask("do", "issue", "--booking", codes[counter])["applications"])
        assert home.ask("sync", "--once")["unsynced"] == 0

    records = _rows(postgres, "SELECT id FROM record WHERE kind = 'applicant'")
    assert len(records) == len({id_ for (id_,) in records}) == len(codes)
    until(lambda: len(_rows(postgres, "SELECT id FROM application")) == 3)
    assert {id_ for (id_,) in _rows(postgres, "SELECT id FROM application")} == checked_in
    assert checked_in <= {id_ for (id_,) in records}

    for home in homes:
        assert home.ask("sync", "--once")["unsynced"] == 0
        again = home.ask("import", str(BOOKINGS))
        assert (again["accepted"], again["updated"], again["unchanged"]) == (0, 0, len(codes))
