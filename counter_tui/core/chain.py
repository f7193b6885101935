"""A device's chain of events, named by its head: what sync compares and devices sign."""

import msgspec

from counter_tui.core.event import GENESIS


class ChainHead(msgspec.Struct, frozen=True, kw_only=True):
    """How far one chain of a device reaches: its last `seq` and the hex SHA-256 of that line.

    A chain is one (device, epoch); `seq` 0 with GENESIS is a chain without an event.
    """

    epoch: int
    seq: int = 0
    hash: str = GENESIS


class SignedHead(msgspec.Struct, frozen=True, kw_only=True):
    """A head as its device signed it: stored and relayed, so that no relay can forge a chain.

    `signature` is base64url Ed25519 over `head_message`.
    """

    office: str
    device: str
    epoch: int
    seq: int
    hash: str
    signature: str = ""


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """One stream of news from one server: `kind` is events or records; cursors belong to `server_epoch`."""

    server: str
    server_epoch: str
    kind: str


def head_message(head: SignedHead) -> bytes:
    """Return the bytes that a device signs: what they are for, then office, device, epoch, seq and hash."""
    fields = ("counter-tui head 1", head.office, head.device, str(head.epoch), str(head.seq), head.hash)
    return "\n".join(fields).encode()
