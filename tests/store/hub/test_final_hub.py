"""What a hub without a centre lacks, nobody has but the author: it asks for it."""

import pytest

from counter_tui.server.hub.journal import HubJournal
from counter_tui.store.central.ingest import ChainGap
from counter_tui.store.store import Store
from tests.store.hub.pushing import chain
from tests.store.people import issue


@pytest.mark.parametrize("final", [True, False])
def test_only_a_hub_with_a_centre_begins_behind_what_its_terminal_calls_durable(
    store: Store, terminal: Store, final: bool
) -> None:
    for ticket in ("t1", "t2"):
        issue(terminal, ticket)
    journal = HubJournal(store, lambda _now: None, final=final)
    push = chain(terminal, after=1)._replace(durable=1)
    if final:
        with pytest.raises(ChainGap):
            journal.take_in(push)
    else:
        assert journal.take_in(push).taken.committed == 2
