"""What a hub without a centre lacks, nobody has but the author: it asks for it."""

from pathlib import Path

import msgspec
import pytest

from counter_tui.server.hub.journal import HubJournal
from counter_tui.store.central.ingest import ChainGap
from counter_tui.store.create import create
from counter_tui.store.store import Store
from tests.store.hub.test_intake import chain
from tests.store.people import KEY, ME, issue


@pytest.mark.parametrize("final", [True, False])
def test_only_a_hub_with_a_centre_begins_behind_what_its_terminal_calls_durable(
    store: Store, tmp_path: Path, final: bool
) -> None:
    other = msgspec.structs.replace(ME, device="d2", epoch=99, counter="4", tag="4", plain=False)
    terminal = create(tmp_path / "terminal" / "journal.db", KEY, other)
    for ticket in ("t1", "t2"):
        issue(terminal, ticket)
    journal = HubJournal(store, lambda _now: None, final=final)
    push = chain(terminal, after=1)._replace(durable=1)
    if final:
        with pytest.raises(ChainGap):
            journal.take_in(push)
    else:
        assert journal.take_in(push).taken.committed == 2
    terminal.close()
