"""The data folder of one installation and the few settings that are needed before its store opens."""

import os
import threading
import tomllib
from pathlib import Path
from typing import Any, Literal

import msgspec

from counter_tui.core.refusal import Refused
from counter_tui.language import _

_CHANGING = threading.Lock()
"""The screen and the thread that follows the hub change different settings of one file."""


class RolePrinter(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[printers.ticket]`, `[printers.slip]` or `[printers.report]`: a printer for one role of its own.

    An empty `profile` means the main printer's.
    """

    name: str
    profile: str = ""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What `config.toml` may say; every key has a default.

    `printer` is a printer name of DESIGN §8 or empty: it prints every role without one in `printers`, and
    with `printer_fallback` also what waits for a role's printer in trouble. `central` is the address of the
    hub or centre or empty, `serves` the one at which a hub on this home answers, `keeps_hub` whether the
    screen starts that hub again, `lock_minutes` the idle
    time until the screen locks (0 = never), `lane` how Penyerahan works on this machine, `scanners` the
    scanners with a line of their own (`serial:/dev/ttyACM0?baud=9600`, `usb:1a86:7523`), `keys` other keys
    by binding id.
    """

    role: Literal["terminal", "central"] = "terminal"
    printer: str = ""
    printer_profile: str = "generic58"
    printer_fallback: bool = False
    central: str = ""
    serves: str = ""
    keeps_hub: bool = False
    language: Literal["id", "en"] = "id"
    theme: Literal["gelap", "terang", "kontras"] = "gelap"
    bell: bool = True
    lock_minutes: int = 10
    lane: Literal["normal", "drive_thru"] = "normal"
    scanners: tuple[str, ...] = ()
    keys: dict[str, str] = {}
    printers: dict[Literal["ticket", "slip", "report"], RolePrinter] = {}


class Home:
    """One data folder: where everything of this installation lies."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = folder / "journal.db"
        self.keys = folder / "keys.json"
        self.settings_file = folder / "config.toml"
        self.logs = folder / "logs"
        self.backups = folder / "backups"

    @property
    def exists(self) -> bool:
        """Whether this folder holds a store."""
        return self.store.exists()

    def settings(self) -> Settings:
        """Read `config.toml`; what cannot be read or is not known is refused in one sentence."""
        try:
            found = tomllib.loads(self.settings_file.read_text("utf-8"))
            return msgspec.convert(found, Settings)
        except FileNotFoundError:
            return Settings()
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
            sentence = _("{file} tidak terbaca: {reason}. Datanya aman. Perbaiki berkas itu atau hapus.")
            raise Refused(sentence.format(file=self.settings_file, reason=error), code="settings") from error

    def save(self, settings: Settings) -> None:
        """Write `config.toml` whole, so that a crash leaves the old or the new one."""
        self.folder.mkdir(parents=True, exist_ok=True)
        # A screen, a command and a hub of this home may write it in one moment.
        draft = self.settings_file.with_suffix(f".{os.getpid()}.{threading.get_ident()}.new")
        draft.write_text(_table(msgspec.to_builtins(settings)), "utf-8")
        draft.replace(self.settings_file)

    def change(self, **changes: Any) -> Settings:
        """Change some settings and return them all."""
        with _CHANGING:
            settings = msgspec.convert(msgspec.to_builtins(self.settings()) | changes, Settings)
            self.save(settings)
        return settings


def _table(values: dict[str, Any], name: str = "") -> str:
    """Return a table as TOML, its own values before the tables within it."""
    tables = {key: value for key, value in values.items() if isinstance(value, dict)}
    # A JSON string, number, boolean or list of them is a TOML one too, and so is a JSON string as a key.
    lines = [f"{_key(key)} = {_json(value)}\n" for key, value in values.items() if key not in tables]
    head = [f"\n[{name}]\n"] if name and lines else []
    within = [_table(table, f"{name}.{_key(key)}" if name else _key(key)) for key, table in tables.items()]
    return "".join((*head, *lines, *within))


def _key(name: str) -> str:
    return name if name.isidentifier() else _json(name)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def find(home: str | None) -> Home:
    """Return the data folder: `--home`, else `COUNTER_TUI_HOME`, else the user's data folder.

    It need not exist yet; a file of that name is refused.
    """
    named = home or os.environ.get("COUNTER_TUI_HOME")
    if named:
        # Unlike Path's own, it leaves the home of a user whom nobody knows as it is.
        folder = Path(os.path.expanduser(named)).absolute()  # noqa: PTH111
        if folder.is_file():
            sentence = _("{folder} adalah berkas, bukan folder data. Tidak ada yang berubah. Periksa --home.")
            raise Refused(sentence.format(folder=folder), code="not_a_folder")
        return Home(folder)
    from platformdirs import user_data_path  # 5 ms that a named home need not pay

    return Home(user_data_path("counter-tui", appauthor=False))
