"""Opening a store, reading the queue and writing an action load no library that starts slowly."""

import subprocess
import sys
from pathlib import Path

from tests.store.people import KEY

SLOW = {
    "sqlmodel", "sqlalchemy", "pydantic", "alembic", "psycopg", "httpx",
    "cryptography", "argon2", "keyring", "cwt", "openpyxl", "holidays",
}  # fmt: skip
SCRIPT = """
import sys
from pathlib import Path
from counter_tui.store import queries
from counter_tui.store.store import Store
from counter_tui.store.spool import StoredSpool
from counter_tui.core.event import Draft
from counter_tui.core.print_job import PrinterRole, Share

store = Store.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
with store.read() as conn:
    queries.open_tickets(conn, "utama", "2026-09-21")
with store.write() as transaction:
    transaction.append(Draft(stream="ticket/t1", type="ticket.issued", data={"number": "A-001"}), actor="o1")
    transaction.put_record("note", "n1", {"text": "x"})
    transaction.take_number("2026-09-21", "A")
StoredSpool(store).claim_next(Share(printer="virtual", roles=frozenset({PrinterRole.SLIP})))
store.close()
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_an_action_of_the_desk_loads_no_slow_library(path: Path) -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", SCRIPT, str(path), KEY.hex()]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd=root)
    assert result.stderr == ""
    assert set(result.stdout.split()) & SLOW == set()
