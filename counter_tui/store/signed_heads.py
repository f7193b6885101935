"""Heads that the authors of chains signed: what they prove of a page, and keeping the newest to pass on."""

from collections.abc import Iterable, Mapping, Sequence

from counter_tui.core.chain import SignedHead
from counter_tui.core.event import MalformedEvent, decode, digest
from counter_tui.store.driver import Connection

_KEEP = (
    "INSERT INTO signed_head (office, device, epoch, seq, hash, signature) VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (office, device, epoch) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, "
    "signature = excluded.signature WHERE excluded.seq > signed_head.seq"
)
# Who gives a line has its chain that far; how much further its head reaches says nothing of what came here.
_GIVEN = (
    "INSERT INTO watermark (office, device, epoch, durable, durable_hash, relayed) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?4) ON CONFLICT (office, device, epoch) DO UPDATE SET "
    "durable = max(durable, ?4), durable_hash = iif(?4 > durable, ?5, durable_hash), "
    "relayed = max(relayed, ?4) WHERE ?4 > durable OR ?4 > relayed"
)
# Nobody has to be told of what came back from there: a hub that gave way holds heads of its own time.
_PASSED_ON = "DELETE FROM relayed_head WHERE office = ? AND device = ? AND epoch = ? AND seq <= ?"
_HOW_FAR = "SELECT relayed FROM watermark WHERE office = ? AND device = ? AND epoch = ?"
_BEHIND = "SELECT count(*) FROM event WHERE office = ? AND device = ? AND epoch = ? AND seq > ? AND seq <= ?"
JOINED = 500
"""So many lines behind what was given are counted at most."""

Chain = tuple[str, int]
"""Device and epoch."""


def forged(lines: Sequence[bytes], heads: Iterable[SignedHead]) -> frozenset[str]:
    """Return the hashes of those lines of a page that its proven heads do not stand for.

    A line needs a head of its chain above it, and where every line up to that head is in the page, each must
    name the one before by its hash. Of a chain that does not lead to its head nothing is believed.
    """
    chains: dict[Chain, dict[int, tuple[str, str]]] = {}
    for line in lines:
        try:
            event = decode(line)
        except MalformedEvent:
            continue
        chains.setdefault((event.device, event.epoch), {})[event.seq] = (digest(line), event.prev)
    proven = {(head.device, head.epoch): head for head in heads}
    found = (_unproven(places, proven.get(chain)) for chain, places in chains.items())
    return frozenset(hash_ for hashes in found for hash_ in hashes)


def _unproven(places: dict[int, tuple[str, str]], head: SignedHead | None) -> Iterable[str]:
    if head is None:
        return [hash_ for hash_, _previous in places.values()]
    seq, expected = head.seq, head.hash
    while seq in places:
        hash_, previous = places[seq]
        if hash_ != expected:
            return [hash_ for hash_, _previous in places.values()]
        seq, expected = seq - 1, previous
    return [hash_ for place, (hash_, _previous) in places.items() if place > head.seq]


def keep(
    connection: Connection, me: str, heads: Iterable[SignedHead], given: Mapping[Chain, tuple[int, str]]
) -> None:
    """Keep the newest head of each chain of other devices than `me`, and how far the chains were `given`.

    Everything of a chain up to there came or was left out on purpose: a hub that this home becomes goes on
    behind it.
    """
    for head in heads:
        place = (connection.office, head.device, head.epoch)
        if head.device == me or head.office != connection.office:
            continue
        connection.execute(_KEEP, (*place, head.seq, head.hash, head.signature))
        if (head.device, head.epoch) in given:
            seq, hash_ = given[head.device, head.epoch]
            connection.execute(_GIVEN, (*place, seq, hash_))
            connection.execute(_PASSED_ON, (*place, seq))


def keep_joined(connection: Connection, me: str, heads: Iterable[SignedHead]) -> None:
    """Keep those heads of an answer up to which chains are whole here, from what was given of them on: with
    them it is given, too. A newer head above a gap would leave what is whole without one.
    """
    for head in heads:
        chain = (head.office, head.device, head.epoch)
        row = connection.execute(_HOW_FAR, chain).fetchone()
        missing = head.seq - (row[0] if row else 0)
        if 0 < missing <= JOINED:
            (held,) = connection.execute(_BEHIND, (*chain, head.seq - missing, head.seq)).fetchone()
            if held == missing:
                keep(connection, me, [head], {chain[1:]: (head.seq, head.hash)})
