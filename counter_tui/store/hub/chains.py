"""How far a hub holds its terminals' chains, and how far the centre has told it that it does."""

from collections.abc import Collection, Mapping

from counter_tui.core.chain import ChainHead
from counter_tui.core.event import GENESIS
from counter_tui.store.central.statements import Statements
from counter_tui.store.chains import hash_at
from counter_tui.store.driver import Connection

_EPOCHS = (
    "SELECT epoch FROM head WHERE office = ?1 AND device = ?2 "
    "UNION SELECT DISTINCT epoch FROM event WHERE office = ?1 AND device = ?2 "
    "UNION SELECT epoch FROM watermark WHERE office = ?1 AND device = ?2 AND durable_hash IS NOT NULL"
)
_BEHIND = "SELECT 1 FROM event WHERE office = ? AND device = ? AND epoch = ? AND seq > ? LIMIT 1"
# By the sequence's index: mostly nothing lies behind a page.
_LATER = (
    "SELECT device, epoch, min(seq) FROM event WHERE office = ? AND office_seq > ? GROUP BY +device, +epoch"
)
_ALL_DURABLE = "SELECT epoch, durable FROM watermark WHERE office = ? ORDER BY epoch"
_DURABLE_HEADS = (
    "SELECT epoch, durable, durable_hash FROM watermark WHERE office = ? AND device = ? "
    "AND (durable_hash IS NOT NULL OR durable = 0)"
)
_DURABLE = "SELECT epoch, durable FROM watermark WHERE office = ? AND device = ?"
# What was pruned here was here once.
_GIVEN = (
    "max(w.relayed, coalesce((SELECT max(p.seq) FROM pruned p WHERE p.office = w.office "
    "AND p.device = w.device AND p.epoch = w.epoch), 0))"
)
_PLACES = (
    "SELECT {what} FROM (SELECT office, device, epoch, seq, hash FROM event "
    "UNION ALL SELECT office, device, epoch, seq, hash FROM pruned) e WHERE e.office = w.office "
    "AND e.device = w.device AND e.epoch = w.epoch AND e.seq <= {given} ORDER BY e.seq DESC LIMIT 1"
)
_AS_GIVEN = (
    f"UPDATE watermark AS w SET durable = coalesce(({_PLACES.format(what='e.seq', given=_GIVEN)}), 0), "  # noqa: S608 - own text
    f"durable_hash = ({_PLACES.format(what='e.hash', given=_GIVEN)}) WHERE office = ? AND device <> ?"
)


def ends(connection: Connection, device: str) -> list[ChainHead]:
    """Return the ends of all chains of a device, also of those of which only recent events are held."""
    epochs = [epoch for (epoch,) in connection.execute(_EPOCHS, (connection.office, device))]
    return [_end(connection, device, epoch) for epoch in sorted(epochs)]


def gaps(
    connection: Connection, wanted: Collection[tuple[str, int]], place: int
) -> dict[str, list[ChainHead]]:
    """Return, by device, how far those chains are whole of which this home lacks lines before others.

    What lies behind a `place` of the hub's sequence is lacking there: a chain need not come in its order.
    """
    later = {
        (device, epoch): seq for device, epoch, seq in connection.execute(_LATER, (connection.office, place))
    }
    found: dict[str, list[ChainHead]] = {}
    for device, epoch in sorted(wanted):
        ends = [_before_gap(connection, device, epoch), _before(connection, device, epoch, later)]
        whole = min((end for end in ends if end is not None), key=lambda end: end.seq, default=None)
        if whole is not None:
            found.setdefault(device, []).append(whole)
    return found


def _before_gap(connection: Connection, device: str, epoch: int) -> ChainHead | None:
    end = _end(connection, device, epoch)
    behind = connection.execute(_BEHIND, (connection.office, device, epoch, end.seq)).fetchone()
    return end if behind is not None else None


def _before(
    connection: Connection, device: str, epoch: int, later: Mapping[tuple[str, int], int]
) -> ChainHead | None:
    if (device, epoch) not in later:
        return None
    seq = later[device, epoch] - 1
    held = hash_at(connection, device, epoch, seq)
    return ChainHead(epoch=epoch, seq=seq, hash=held) if held else ChainHead(epoch=epoch)


def _end(connection: Connection, device: str, epoch: int) -> ChainHead:
    # It brings the database's libraries along: not on the way to the first frame.
    from counter_tui.store.central.ingest import chain_end

    work = Statements(connection.cursor(), postgres=False)
    end = chain_end(work, connection.office, device, epoch)
    return ChainHead(epoch=epoch, seq=end.seq, hash=end.hash)


def as_given(connection: Connection, me: str) -> None:
    """Take of others' chains for given only what came here, on the home of a terminal that becomes a hub.

    How far the hub before it held them says nothing of that, nor does a single line inside one of its
    answers: it goes on behind what was given as a chain.
    """
    connection.execute(_AS_GIVEN, (connection.office, me))


def authors(connection: Connection) -> set[str]:
    """Return whose chains are held here."""
    rows = connection.execute("SELECT DISTINCT device FROM event WHERE office = ?", (connection.office,))
    return {device for (device,) in rows}


def confirmed(connection: Connection) -> list[ChainHead]:
    """Return how far the centre holds all chains: another list whenever it told of more."""
    rows = connection.execute(_ALL_DURABLE, (connection.office,))
    return [ChainHead(epoch=epoch, seq=seq) for epoch, seq in rows]


def durable_heads(connection: Connection, device: str) -> list[ChainHead]:
    """Return the ends of a device's chains as the centre has them."""
    rows = connection.execute(_DURABLE_HEADS, (connection.office, device))
    return [ChainHead(epoch=epoch, seq=seq, hash=hash_ or GENESIS) for epoch, seq, hash_ in rows]


def durable(connection: Connection, device: str) -> dict[int, int]:
    """Return up to which seq the centre holds each chain of a device, by epoch."""
    return dict(connection.execute(_DURABLE, (connection.office, device)).fetchall())
