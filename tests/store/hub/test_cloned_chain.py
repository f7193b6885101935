"""A device behind a hub was cloned: what the hub took of its chain goes on to the centre all the same."""

import shutil
from pathlib import Path

from counter_tui.store.hub import intake
from counter_tui.store.hub.relay import Relay
from counter_tui.store.store import Store
from tests.store.hub.pushing import chain
from tests.store.people import KEY, issue


def test_heads_that_a_clone_signed_lead_a_relay_nowhere(
    store: Store, terminal: Store, tmp_path: Path
) -> None:
    issue(terminal, "t1")
    shutil.copytree(terminal.path.parent, tmp_path / "clone")
    clone = Store.open(tmp_path / "clone" / terminal.path.name, KEY)
    issue(terminal, "t2")
    intake.take_in(store, chain(terminal))
    for ticket in ("t3", "t4"):
        issue(clone, ticket)
    intake.take_in(store, chain(clone))
    page = Relay(store).page("d2", 99, 0, 500)
    assert page is not None
    assert (page[0].seq, page[1]) == (2, chain(terminal).lines)
    clone.close()
