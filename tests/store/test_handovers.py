"""A handover is guarded here once, and let go by undo."""

from counter_tui.store.store import Store


def test_an_application_is_handed_over_once_until_undone(store: Store) -> None:
    with store.write() as transaction:
        assert transaction.guard_handover("a1", "e1")
    with store.write() as transaction:
        assert not transaction.guard_handover("a1", "e2")
        assert transaction.guard_handover("a2", "e3")
        transaction.release_handover("a1")
        assert transaction.guard_handover("a1", "e4")
