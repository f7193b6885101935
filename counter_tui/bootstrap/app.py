"""The screen's program with everything that it needs of the other rooms."""

from asyncio import to_thread
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from counter_tui import language
from counter_tui.bootstrap import collector
from counter_tui.bootstrap.hub_role import HubRole
from counter_tui.bootstrap.terminal import Terminal
from counter_tui.config import Home
from counter_tui.core.refusal import Refused
from counter_tui.desk.views.counter import CounterView
from counter_tui.desk.views.state import StatusView
from counter_tui.language import _
from counter_tui.tui import bindings
from counter_tui.tui.app import CounterApp, LockedCounterApp
from counter_tui.tui.options import Options

if TYPE_CHECKING:
    from counter_tui.bootstrap.local_centre import LocalCentre
    from counter_tui.scanning.scanners import Scanners
    from counter_tui.tui.commands import Command
    from counter_tui.tui.paper_watch import Paper

First = tuple[CounterView, StatusView]
VIRTUAL = "virtual"


def make(terminal: Terminal, first: First | None, line: "LocalCentre | None" = None) -> CounterApp:
    """Return the program on this terminal: on Loket with its first view, or locked where nobody acts yet."""
    settings = terminal.settings
    options = Options(
        theme=settings.theme,
        keymap=_keymap(settings.keys),
        idle_minutes=settings.lock_minutes,
        bell=settings.bell,
        commands=lambda: _line_commands(terminal, line) if line is not None else (),
        lane=settings.lane,
        keep_lane=_lane_keeper(terminal.home),
        speak=_speaker(terminal.home),
        paper=_paper(terminal.home) if settings.printer == VIRTUAL else None,
        opened=_beginning(terminal),
        scanners=_scanners(settings.scanners),
        hub_role=HubRole(terminal),
    )
    if first is None:
        return LockedCounterApp(lambda: terminal.desk, options=options)
    return CounterApp(lambda: terminal.desk, first=first, options=options)


def _keymap(keys: dict[str, str]) -> dict[str, str]:
    known = {key.id for key in bindings.TABLE}
    for name in keys:
        if name not in known:
            sentence = _("config.toml: tombol {name} tidak dikenal. Datanya aman. Yang ada: {known}.")
            listed = ", ".join(sorted(known))
            raise Refused(sentence.format(name=name, known=listed), code="settings")
    return keys


def _scanners(names: Sequence[str]) -> "Scanners | None":
    if not names:
        return None
    from counter_tui.scanning.names import parse_name
    from counter_tui.scanning.scanners import Scanners

    return Scanners([parse_name(name) for name in names])


def _beginning(terminal: Terminal) -> Callable[[], None]:
    def begin() -> None:
        collector.wake()
        terminal.start()

    return begin


def _paper(home: Home) -> "Callable[[], Paper | None]":
    from counter_tui.printing.paper_tray import PaperTray

    return PaperTray(home.folder).latest


def _speaker(home: Home) -> Callable[[str], None]:
    def speak(code: str) -> None:
        _keep(
            home,
            _("{file} tidak dapat ditulis. Bahasa layar tetap, datanya aman. Periksa ruang disk."),
            language=code,
        )
        language.use(code)

    return speak


def _lane_keeper(home: Home) -> Callable[[str], None]:
    def keep(lane: str) -> None:
        _keep(
            home,
            _("{file} tidak dapat ditulis. Jalur tetap, datanya aman. Periksa ruang disk."),
            lane=lane,
        )

    return keep


def _keep(home: Home, sentence: str, **changes: str) -> None:
    try:
        home.change(**changes)
    except OSError as error:
        raise Refused(sentence.format(file=home.settings_file), code="settings") from error


def _line_commands(terminal: Terminal, line: "LocalCentre") -> "tuple[Command, ...]":
    from counter_tui.tui.commands import Command

    async def cut(_app: CounterApp) -> None:
        await to_thread(line.stop)

    async def restore(_app: CounterApp) -> None:
        await to_thread(line.restore)
        terminal.hurry_sync()

    return (
        Command(_("Putus jaringan"), _("menghentikan pusat contoh; antrean tetap jalan"), cut),
        Command(_("Sambung jaringan"), _("menjalankan pusat contoh lagi; yang tertahan terkirim"), restore),
    )
