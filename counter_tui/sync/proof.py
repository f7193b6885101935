"""Whether the heads of a page or of an answer were signed by the authors of their chains: no relay is
simply believed.
"""

from functools import lru_cache
from typing import NamedTuple

from msgspec.structs import replace

from counter_tui.core import device_certificate
from counter_tui.core.chain import SignedHead
from counter_tui.core.device_certificate import DeviceCertificate, SignedCertificate
from counter_tui.core.proven_lines import proven_lines
from counter_tui.sync import wire
from counter_tui.sync.desk_command import DeskAnswer
from counter_tui.sync.peer import Peer
from counter_tui.sync.signing import verify, verify_head

Certified = tuple[DeviceCertificate, SignedCertificate]


class Proof(NamedTuple):
    """What is believed of a page: its heads, and the certificates of devices that led to that.

    `strict`: nothing of a chain without a believed head may be taken. A server of the time before
    certificates gives none; whoever enrolled at a later one takes nothing unproven any more.
    """

    heads: list[SignedHead]
    strict: bool
    devices: list[Certified]


def prove(head: wire.PullHead, peer: Peer) -> Proof:
    """Judge the heads of a page by the key of the centre (a hub's own, where it has none behind it)."""
    if head.devices is None and peer.devices is None:
        return Proof(head.heads, strict=False, devices=[])
    devices = certified(head.devices or [], peer)
    return Proof(_sound(head.heads, devices, peer), strict=True, devices=devices)


def prove_answer(answer: DeskAnswer, peer: Peer) -> DeskAnswer | None:
    """Return a hub's answer with the heads and earlier lines that are proven; None where what it did is not.

    A line that is left out comes with the pulls.
    """
    if not answer.done or (answer.devices is None and peer.devices is None):
        return replace(answer, heads=[])
    heads = _sound(answer.heads, certified(answer.devices or [], peer), peer)
    proven = proven_lines([line.encode() for line in (*answer.before, *answer.lines)], heads)
    known = {line.decode() for line in proven}
    if not answer.lines or not known.issuperset(answer.lines):
        return None
    return replace(answer, heads=heads, before=[line for line in answer.before if line in known])


def _sound(heads: list[SignedHead], devices: list[Certified], peer: Peer) -> list[SignedHead]:
    """Return the heads that the device which they name signed itself."""
    keys = {one.device: one.key for one, _signed in devices}
    return [
        one
        for one in heads
        if one.office == peer.office and one.device in keys and verify_head(keys[one.device], one)
    ]


def certified(found: list[SignedCertificate], peer: Peer) -> list[Certified]:
    """Return the certificates that lead to the key of this peer's centre, or to the hub that it is."""
    believed = device_certificate.believed(
        found,
        root=peer.list_signer,
        office=peer.office,
        verify=_verified,
        vouchers={peer.server_key} if peer.is_hub else (),
    )
    return list(believed.values())


@lru_cache(maxsize=1024)
def _verified(public: str, signature: str, message: bytes) -> bool:
    """Return whether a certificate is signed; the same ones come with every page and every answer."""
    return verify(public, signature, message)
