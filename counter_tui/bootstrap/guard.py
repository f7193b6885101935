"""Which guard holds a home's data key: a passphrase, the OS keyring or a key file (DESIGN §7)."""

import getpass
import os
import sys

from counter_tui.config import Home
from counter_tui.core.refusal import Refused
from counter_tui.language import _
from counter_tui.store import keys, sealing

KEY_FILE = "key"
"""Name of the key file beside the store; `doctor` warns that both lie on one disk."""


def make_key(home: Home, guard: str | None) -> bytes:
    """Draw a new home's data key and put it under a guard; None takes the best one that is at hand.

    `guard` is passphrase, keyring or file. Raises Refused where the wanted one cannot be had.
    """
    home.folder.mkdir(parents=True, exist_ok=True)
    if home.keys.exists():
        # An earlier set-up ended before its store was made (a full disk): its key is as good as new.
        return keys.unlock(home.keys)
    key = sealing.new_key()
    given = keys.given_passphrase(os.environ)
    if guard == "file":
        keys.protect_with_file(home.keys, key, home.folder / KEY_FILE)
    elif guard == "keyring" or (guard is None and not given):
        _keyring_or_passphrase(home, key, asked_for=guard is not None)
    else:
        keys.protect_with_passphrase(home.keys, key, given or _asked())
    return key


def best() -> str:
    """Return the best guard that needs no question: a given passphrase, the keyring, else a key file."""
    if keys.given_passphrase(os.environ):
        return "passphrase"
    return "keyring" if _has_keyring() else "file"


def unlock(home: Home) -> bytes:
    """Return an existing home's data key; a person at a terminal is asked for the passphrase."""
    if not home.exists:
        sentence = _("Tidak ada data di {folder}. Jalankan counter-tui setup, atau periksa --home.")
        raise Refused(sentence.format(folder=home.folder), code="no_store")
    return keys.unlock(home.keys, ask=_ask_once if sys.stdin.isatty() else None)


def _has_keyring() -> bool:
    import keyring
    from keyring.backends import fail

    return not isinstance(keyring.get_keyring(), fail.Keyring)


def _keyring_or_passphrase(home: Home, key: bytes, *, asked_for: bool) -> None:
    if keys.protect_with_keyring(home.keys, key):
        return
    if asked_for:
        sentence = _("Komputer ini tidak punya keyring. Belum ada yang dibuat. Pakai frasa sandi.")
        raise Refused(sentence, code="no_keyring")
    keys.protect_with_passphrase(home.keys, key, _asked())


def _asked() -> str:
    if not sys.stdin.isatty():
        sentence = _("Frasa sandi tidak diberikan. Belum ada yang dibuat. Isi COUNTER_TUI_PASSPHRASE.")
        raise Refused(sentence, code="no_passphrase")
    first = getpass.getpass(_("Frasa sandi baru untuk data komputer ini: "))
    if not first or getpass.getpass(_("Sekali lagi: ")) != first:
        raise Refused(_("Frasa sandi kosong atau tidak sama. Belum ada yang dibuat."), code="passphrase")
    return first


def _ask_once() -> str:
    return getpass.getpass(_("Frasa sandi: "))
