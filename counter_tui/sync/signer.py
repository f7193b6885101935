"""What a device's lines to a server have in common: what it signs, and the clock that it signs by."""

import httpx
import msgspec

from counter_tui.core.chain import ChainHead, SignedHead
from counter_tui.sync import wire
from counter_tui.sync.peer import Peer
from counter_tui.sync.server_clock import ServerClock
from counter_tui.sync.signing import DeviceKey, Request, from_text, sign_request


class Signer:
    """A device towards one server."""

    def __init__(self, peer: Peer, clock: ServerClock) -> None:
        self._office = peer.office
        self._device = peer.device
        self._key = DeviceKey(from_text(peer.key))
        self._clock = clock

    def head(self, head: ChainHead) -> SignedHead:
        """Return the signed end of an own chain."""
        bare = SignedHead(
            office=self._office, device=self._device, epoch=head.epoch, seq=head.seq, hash=head.hash
        )
        return self._key.sign_head(bare)

    def sign(self, request: httpx.Request, body: bytes) -> int:
        """Sign a request that goes now; return that moment by this machine's clock, in UTC milliseconds."""
        signed = Request(request.method, str(request.url), {})
        sign_request(signed, body, device=self._device, key=self._key, now_ms=self._clock.now())
        request.headers.update(signed.headers)
        return self._clock.local()

    def hear(self, answer: httpx.Response, sent: int) -> None:
        """Learn the server's time by an answer to a request that went at a moment of `sign`."""
        told = answer.headers.get(wire.NOW, "")
        if told.isdecimal():
            self._clock.measure(sent, int(told))


def problem_code(answer: httpx.Response) -> str:
    """Return the code for programs of an answer that is none."""
    try:
        return msgspec.json.decode(answer.content, type=wire.Problem).code
    except msgspec.DecodeError:
        return f"http_{answer.status_code}"
