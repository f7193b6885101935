"""A terminal takes the place of its hub while that still runs, and with its help (pindah hub, DESIGN §4).

The old hub stops granting, this home fetches what it lacks, the old hub signs for it and is none any more:
at no moment are there two, and at none is a number that only the old one knows.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from counter_tui.core.hub_announcement import SignedAnnouncement
from counter_tui.core.refusal import Refused
from counter_tui.desk import hub_return
from counter_tui.language import _
from counter_tui.server.hub import announcing, centres
from counter_tui.server.hub.opening import Opened
from counter_tui.server.hub.takeover import take_over
from counter_tui.store import queries
from counter_tui.store.hub import answers, standing
from counter_tui.store.syncing import StoreSync
from counter_tui.sync import peer
from counter_tui.sync.hub_client import Away, HubClient
from counter_tui.sync.move import MoveAnswer, MoveAsk
from counter_tui.sync.once import catch_up
from counter_tui.sync.peer import Peer


def succeed(opened: Opened, address: str, certificate: str, officer: str) -> str:
    """Take this terminal's hub's place by decision of an officer (id); raises Refused, and nothing changed.

    Return the address of the centre behind it, empty without one. `address` and `certificate` (PEM) are those
    by which terminals will reach this home.
    """
    before = hub_of(opened)
    with _talking(opened, before) as client:
        paused = client.move(MoveAsk(officer=officer))
        if not catch_up(StoreSync(opened.store), before):
            raise _unfinished()
        text = announcing.draft(opened, before.hub_epoch + 1, address, certificate)
        given_way = client.move(MoveAsk(officer=officer, announcement=text))
    return _take_place(opened, before, officer, paused, given_way.signed)


def hub_of(opened: Opened) -> Peer:
    """Return the hub whose terminal this home is; refused where it has none."""
    with opened.store.read() as connection:
        before = peer.load(queries.meta(connection, peer.META_KEY))
    if before is None or not before.is_hub or before.vouched is None:
        sentence = _("Komputer ini tidak punya hub untuk digantikan. Tidak ada yang berubah.")
        raise Refused(sentence, code="no_hub")
    return before


@contextmanager
def _talking(opened: Opened, before: Peer) -> Iterator[HubClient]:
    client = HubClient(before, StoreSync(opened.store))
    try:
        yield client
    except Away as away:
        raise _unfinished() from away
    finally:
        client.close()


def _unfinished() -> Refused:
    sentence = _("Hub lama tidak menjawab sampai selesai. Antrean aman. Ulangi; kalau tetap mati, --promote.")
    return Refused(sentence, code="hub_away")


def _take_place(
    opened: Opened, before: Peer, officer: str, paused: MoveAnswer, signed: SignedAnnouncement | None
) -> str:
    """Be the hub, in one transaction: what the old one answered, its announcement, its free numbers."""
    epoch = before.hub_epoch + 1
    with opened.store.write() as transaction:
        answers.take_over(transaction, paused.answers)
        standing.promote(transaction, epoch, before=before.dump(), promoter=officer)
        if signed is not None:
            announcing.keep(transaction, [*announcing.earlier(transaction, epoch - 1), signed], epoch)
        centre = centres.go_on_with(transaction, before)
        hub_return.settle_own(transaction)
        take_over(transaction)
    return centre
