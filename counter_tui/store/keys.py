"""`keys.json` beside a store: the ways to its data key, and the check value that names a wrong one."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from counter_tui.core.refusal import Refused
from counter_tui.language import _
from counter_tui.store import faults, sealing
from counter_tui.store.sealing import Seal, Unopened

PASSPHRASE, RECOVERY, KEYRING, FILE = "passphrase", "recovery", "keyring", "file"
KEYRING_SERVICE = "counter-tui"


class Keys(msgspec.Struct, frozen=True, kw_only=True):
    """What `keys.json` holds: a check value and one seal for each way; nothing secret without a way."""

    check: str
    seals: tuple[Seal, ...]
    format: int = 1

    def ways(self, way: str) -> tuple[Seal, ...]:
        """Return the seals of one way."""
        return tuple(seal for seal in self.seals if seal.way == way)

    def holds(self, key: bytes) -> bool:
        """Tell whether this is the store's key."""
        return sealing.check_value(key) == self.check


def read(path: Path) -> Keys:
    """Read `keys.json`; refused when it is missing or damaged."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Keys)
    except FileNotFoundError as error:
        sentence = _("{file} tidak ada, tanpa itu data tidak terbuka. Kembalikan berkas itu dari cadangan.")
        raise Refused(sentence.format(file=path), code="no_keys") from error
    except (OSError, msgspec.DecodeError) as error:
        raise faults.damaged(path) from error


def write(path: Path, keys: Keys) -> None:
    """Write `keys.json` whole and durable, readable by its owner alone."""
    write_private(path, msgspec.json.format(msgspec.json.encode(keys), indent=1))


def write_private(path: Path, content: bytes) -> None:
    """Write a file so that a crash leaves the old or the new one, readable by its owner alone."""
    draft = path.with_name(path.name + ".new")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise faults.of_system(error, path) from error


def protect_with_passphrase(path: Path, key: bytes, passphrase: str, *, way: str = PASSPHRASE) -> None:
    """Seal the data key under a passphrase (or as `recovery`), replacing the seal of that way."""
    _put(path, key, sealing.seal_with_passphrase(way, key, passphrase))


def protect_with_file(path: Path, key: bytes, place: Path) -> None:
    """Seal the data key under a random key in a file of its own."""
    outer = sealing.new_key()
    write_private(place, outer.hex().encode() + b"\n")
    _put(path, key, sealing.seal_with_key(FILE, key, outer, os.path.relpath(place, path.parent)))


def protect_with_keyring(path: Path, key: bytes) -> bool:
    """Seal the data key under a random key in the OS keyring; False where this computer has none."""
    import keyring
    from keyring.errors import KeyringError

    outer = sealing.new_key()
    account = sealing.check_value(key)[:16]
    try:
        keyring.set_password(KEYRING_SERVICE, account, outer.hex())
        kept = keyring.get_password(KEYRING_SERVICE, account)
    except KeyringError:
        return False
    if kept != outer.hex():
        return False
    _put(path, key, sealing.seal_with_key(KEYRING, key, outer, account))
    return True


def unlock(
    path: Path, *, environ: Mapping[str, str] = os.environ, ask: Callable[[], str] | None = None
) -> bytes:
    """Return the data key by the first way that is at hand: passphrase given, key file, keyring, `ask`.

    Reads COUNTER_TUI_PASSPHRASE and COUNTER_TUI_PASSPHRASE_FILE. Raises Refused for a wrong passphrase, and
    when no way is at hand.
    """
    keys = read(path)
    given = given_passphrase(environ)
    if given and (keys.ways(PASSPHRASE) or keys.ways(RECOVERY)):
        return _verified(keys, path, open_by_passphrase(keys, path, given))
    for find in (_by_file, _by_keyring):
        key = find(keys, path)
        if key is not None:
            return _verified(keys, path, key)
    if ask is not None and (keys.ways(PASSPHRASE) or keys.ways(RECOVERY)):
        return _verified(keys, path, open_by_passphrase(keys, path, ask()))
    sentence = _(
        "Data di {folder} terkunci. Berikan COUNTER_TUI_PASSPHRASE atau COUNTER_TUI_PASSPHRASE_FILE."
    )
    raise Refused(sentence.format(folder=path.parent), code="no_passphrase")


def given_passphrase(environ: Mapping[str, str]) -> str:
    """Return the passphrase that the environment gives, itself or in a file; empty for none."""
    if environ.get("COUNTER_TUI_PASSPHRASE"):
        return environ["COUNTER_TUI_PASSPHRASE"]
    place = environ.get("COUNTER_TUI_PASSPHRASE_FILE")
    if not place:
        return ""
    try:
        return Path(place).read_text("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        sentence = _(
            "Frasa sandi di {file} tidak terbaca. Datanya aman. Periksa COUNTER_TUI_PASSPHRASE_FILE."
        )
        raise Refused(sentence.format(file=place), code="no_passphrase") from error


def open_by_passphrase(keys: Keys, path: Path, passphrase: str) -> bytes:
    """Return the data key by a passphrase or the recovery passphrase; refused when neither fits."""
    for seal in keys.ways(PASSPHRASE) + keys.ways(RECOVERY):
        try:
            return sealing.open_with_passphrase(seal, passphrase)
        except Unopened:
            continue
    raise faults.wrong_key(path)


def is_not_key(path: Path, key: bytes) -> bool:
    """Tell whether a key is certainly not the one of `keys.json`; False where that cannot be told."""
    try:
        return not read(path).holds(key)
    except Refused:
        return False


def _put(path: Path, key: bytes, seal: Seal) -> None:
    others: tuple[Seal, ...] = ()
    if path.exists():
        keys = read(path)
        _verified(keys, path, key)
        others = tuple(other for other in keys.seals if other.way != seal.way)
    write(path, Keys(check=sealing.check_value(key), seals=(*others, seal)))


def _verified(keys: Keys, path: Path, key: bytes) -> bytes:
    if not keys.holds(key):
        raise faults.wrong_key(path)
    return key


def _by_file(keys: Keys, path: Path) -> bytes | None:
    for seal in keys.ways(FILE):
        try:
            outer = (path.parent / seal.place).read_text("ascii", "replace")
        except FileNotFoundError:
            continue
        except OSError as error:
            raise faults.of_system(error, path) from error
        return _opened(seal, outer, path)
    return None


def _by_keyring(keys: Keys, path: Path) -> bytes | None:
    for seal in keys.ways(KEYRING):
        import keyring
        from keyring.errors import KeyringError

        try:
            outer = keyring.get_password(KEYRING_SERVICE, seal.place)
        except KeyringError:
            outer = None
        if outer:
            return _opened(seal, outer, path)
    return None


def _opened(seal: Seal, outer: str, path: Path) -> bytes:
    try:
        return sealing.open_with_key(seal, bytes.fromhex(outer.strip()))
    except (Unopened, ValueError) as error:
        raise faults.wrong_key(path) from error
