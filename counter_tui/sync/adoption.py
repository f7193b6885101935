"""A terminal follows its site's hub to another computer: it is taken in there by its old hub's word for it.

Everything it then holds of the new hub is signed by the key that a believed announcement names.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import msgspec

from counter_tui.core.device_certificate import SignedCertificate
from counter_tui.core.hub_announcement import HubAnnouncement
from counter_tui.language import current
from counter_tui.sync import wire
from counter_tui.sync.enrol import Newcomer, peer_of
from counter_tui.sync.grant import EnrolAnswer, EnrolRequest, Grant
from counter_tui.sync.peer import Peer
from counter_tui.sync.signing import DeviceKey, verify
from counter_tui.sync.trust import context_of

ANSWER_S = 5.0
TOLD_BYTES = 256 * 1024
"""More than eight announcements ever are: whoever calls itself a hub may answer without end."""


class NotTakenIn(Exception):
    """The announced hub did not answer, or not as itself; the terminal stays where it is and asks again."""


def join(
    hub: HubAnnouncement,
    newcomer: Newcomer,
    key: DeviceKey,
    vouched: SignedCertificate,
    client: httpx.Client | None = None,
) -> Peer:
    """Enrol this device at a believed hub with its present key; raises NotTakenIn."""
    asked = EnrolRequest(
        code="",
        device=newcomer.device,
        key=key.public,
        office=newcomer.office,
        site=newcomer.site,
        name=newcomer.name,
        proof="",
        vouched=vouched,
    )
    grant = _grant(_ask(hub, asked, client), hub)
    if (grant.office, grant.device, grant.key) != (newcomer.office, newcomer.device, key.public):
        raise NotTakenIn
    return peer_of(grant, hub.address, key)


def announced_at(url: str, client: httpx.Client | None = None) -> object:
    """Return what a hub on the network tells of itself, unproven; None where nothing answers."""
    opened = client or httpx.Client(trust_env=False, timeout=ANSWER_S, verify=False)  # noqa: S501 - the answer is signed
    try:
        with _in_time(opened), opened.stream("GET", f"{url}/v1/hub") as answer:
            told = _within(answer, TOLD_BYTES) if answer.is_success else b""
        return msgspec.json.decode(told)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError, msgspec.DecodeError):
        return None
    finally:
        if client is None:
            opened.close()


def answers_at(url: str, peer: Peer) -> bool:
    """Return whether a terminal's own hub, known by its certificate, answers at a URL."""
    try:
        with httpx.Client(trust_env=False, timeout=ANSWER_S, verify=context_of(peer.certificate)) as client:
            return client.get(f"{url}/v1/health").is_success
    except (httpx.HTTPError, httpx.InvalidURL, OSError):
        return False


@contextmanager
def _in_time(client: httpx.Client) -> Iterator[httpx.Client]:
    """Lend a client for one question; whoever drips an answer, each byte in time, is hung up on."""
    hang_up = threading.Timer(2 * ANSWER_S, client.close)
    hang_up.daemon = True
    hang_up.start()
    try:
        yield client
    finally:
        hang_up.cancel()


def _within(answer: httpx.Response, limit: int) -> bytes:
    """Return an answer's body, nothing of one that is longer than so many bytes."""
    told = bytearray()
    for part in answer.iter_raw():
        told += part
        if len(told) > limit:
            return b""
    return bytes(told)


def _ask(hub: HubAnnouncement, asked: EnrolRequest, client: httpx.Client | None) -> bytes:
    opened = client or httpx.Client(trust_env=False, timeout=ANSWER_S, verify=context_of(hub.certificate))
    try:
        answer = opened.post(
            f"{hub.address}/v1/devices",
            content=msgspec.json.encode(asked),
            headers={"content-type": wire.JSON, "accept-language": current()},
        )
        answer.raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise NotTakenIn from error
    finally:
        if client is None:
            opened.close()
    return answer.content


def _grant(raw: bytes, hub: HubAnnouncement) -> Grant:
    try:
        answer = msgspec.json.decode(raw, type=EnrolAnswer)
        grant = msgspec.json.decode(answer.grant, type=Grant)
    except msgspec.DecodeError as error:
        raise NotTakenIn from error
    genuine = verify(hub.key, answer.signature, answer.grant.encode())
    if not genuine or (grant.server, grant.server_key) != (hub.server, hub.key):
        raise NotTakenIn
    return grant
