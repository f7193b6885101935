"""A store that was copied to another computer begins a chain of its own there, as after a restore.

The computer it was made on may go on with the other copy: one chain of two computers would fork. Copies on
one computer, and those on a computer that has no name for itself, are told apart by sync.
"""

import hashlib
import sys
from pathlib import Path

from counter_tui.store.store import Store

MACHINE = "machine"
"""The name under which the meta table keeps which computer this is."""
_PLACES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


def notice(store: Store, here: str) -> bool:
    """Keep on which computer a store is; True when it was another one, and a new chain has begun."""
    if not here:
        return False
    with store.read() as connection:
        row = connection.execute("SELECT value FROM meta WHERE key = ?", (MACHINE,)).fetchone()
    if row is not None and row[0] == here:
        return False
    with store.write() as transaction:
        known = transaction.meta(MACHINE)
        transaction.set_meta(MACHINE, here)
        moved = known is not None and known != here
        if moved:
            from counter_tui.store import fresh_chain

            fresh = fresh_chain.begin(
                transaction.connection, transaction.identity, transaction.now(), transaction.random
            )
            transaction.set_identity(fresh)
    return moved


def machine() -> str:
    """Return a name of this computer that no other has, and that tells nothing about it; empty for none."""
    name = _windows() if sys.platform == "win32" else _linux()
    return hashlib.sha256(f"counter-tui {name}".encode()).hexdigest()[:32] if name else ""


def _linux() -> str:
    for place in _PLACES:
        try:
            name = place.read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            continue
        if name and name != "uninitialized":
            return name
    return ""


def _windows() -> str:
    if sys.platform != "win32":
        return ""
    import winreg

    with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
        return str(winreg.QueryValueEx(key, "MachineGuid")[0])
