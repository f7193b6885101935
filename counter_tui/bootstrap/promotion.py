"""A supervisor makes a terminal its site's hub, because the old hub is gone (promosi, DESIGN §4)."""

from counter_tui.bootstrap.terminal import Terminal
from counter_tui.core.refusal import Refused
from counter_tui.desk import hub_return
from counter_tui.language import _
from counter_tui.server.hub import centres
from counter_tui.store.hub import standing
from counter_tui.sync import adoption
from counter_tui.sync.peer import Peer


def promote(terminal: Terminal, *, old_hub_is_off: bool) -> int:
    """Make this terminal the hub of the next epoch and return that epoch; `hub` then runs on its home.

    Raises Refused for an officer who may not decide that, a terminal without a hub, an old hub that still
    answers, and while nobody has confirmed that it is off.
    """
    officer = terminal.desk.decider()
    before = hub_of(terminal)
    if adoption.answers_at(before.address, before):
        sentence = _("Hub lama masih menjawab. Tidak ada yang berubah. Matikan hub lama dulu.")
        raise Refused(sentence, code="hub_answers")
    if not old_hub_is_off:
        sentence = _(
            "Hub lama harus mati, supaya tidak ada nomor terpanggil dua kali. Tidak ada yang berubah. "
            "Periksa, lalu ulangi dengan --old-hub-is-off."
        )
        raise Refused(sentence, code="not_confirmed")
    epoch = before.hub_epoch + 1
    with terminal.store.write() as transaction:
        standing.promote(transaction, epoch, before=before.dump(), promoter=officer.id)
        centre = centres.go_on_with(transaction, before)
        hub_return.settle_own(transaction)
    terminal.home.change(central=centre)
    return epoch


def hub_of(terminal: Terminal) -> Peer:
    """Return the hub whose terminal this is; refused where it has none."""
    before = terminal.peer()
    if before is None or not before.is_hub or before.vouched is None:
        sentence = _("Komputer ini tidak punya hub untuk digantikan. Tidak ada yang berubah.")
        raise Refused(sentence, code="no_hub")
    return before
