"""What `counter-tui status` tells of an installation, without disturbing the processes that run on it."""

import threading
import time
from typing import TYPE_CHECKING, Any

from counter_tui.bootstrap.terminal import Terminal
from counter_tui.store import chains
from counter_tui.store.hub import standing
from counter_tui.store.syncing import StoreSync
from counter_tui.sync.status import StatusFile

if TYPE_CHECKING:
    from counter_tui.sync.peer import Peer

PROBE_SECONDS = 1.0


def report(terminal: Terminal) -> dict[str, Any]:
    """Return role, place, line, queue and printer; asks the network for at most a second.

    `last_sync_age_s` is None before the first contact, `online` None where no centre is configured. Of what
    the centre lacks (`unsynced`) the hub has `at_hub`; a hub counts what its terminals gave it too.
    """
    identity = terminal.store.identity
    with terminal.store.read() as connection:
        unsynced, oldest = chains.unsynced(connection, identity.device)
        role = "hub" if standing.authority(connection, identity.device) else identity.role
    sync = StoreSync(terminal.store)
    line = StatusFile(terminal.home.folder).read()
    now = time.time_ns() // 1_000_000
    contact = line.last_contact if line is not None else None
    return {
        "role": role,
        "office": identity.office,
        "site": identity.site,
        "device": identity.device,
        "counter": identity.counter,
        "unsynced": unsynced,
        "at_hub": sync.at_hub() + sync.others.unsent() if terminal.peer() is not None else 0,
        "oldest_unsynced_age_s": _age(now, oldest),
        "last_sync_age_s": _age(now, contact),
        "online": _online(terminal),
        "clock_offset_s": line.offset_ms / 1000 if line is not None else None,
        "waiting": len(terminal.desk.queue().waiting),
        "printer": terminal.settings.printer,
        "store": str(terminal.store.path),
    }


def _age(now: int, then: int | None) -> int | None:
    return None if then is None else max(0, now - then) // 1000


def _online(terminal: Terminal) -> bool | None:
    peer = terminal.peer()
    if peer is None:
        return None
    import httpx  # noqa: F401 - the second is the network's, not the import's

    answers: list[bool] = []
    asking = threading.Thread(target=lambda: answers.append(_answers(peer)), daemon=True)
    asking.start()
    # A name server or a slow answer may keep the request longer than its own time limits.
    asking.join(PROBE_SECONDS)
    return answers == [True]


def _answers(peer: "Peer") -> bool:
    import httpx

    from counter_tui.sync.peer import is_loopback
    from counter_tui.sync.trust import trusted

    try:
        health = f"{peer.address}/v1/health"
        direct = peer.is_hub or is_loopback(peer.address)
        return httpx.get(health, timeout=PROBE_SECONDS, trust_env=not direct, verify=trusted(peer)).is_success
    except (httpx.HTTPError, httpx.InvalidURL, OSError):
        return False
