"""The command palette (`ctrl+p`): every key by its name, and what has no key of its own."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from counter_tui.language import LANGUAGES, _
from counter_tui.tui import bindings, theme
from counter_tui.tui.actions import hub_role, pickup_commands, running

if TYPE_CHECKING:
    from counter_tui.tui.app import CounterApp
    from counter_tui.tui.screens.base import ModeScreen

NOT_LISTED = frozenset({"palette", "leave", "enter"})


@dataclass(frozen=True, slots=True)
class Command:
    """One line of the palette: its words, what it does in a sentence, and the deed."""

    name: str
    help: str
    run: Callable[["CounterApp"], Awaitable[None] | None]


class Commands(Provider):
    """Finds commands by part of their name, and lists them all before anything is typed."""

    async def discover(self) -> Hits:
        """Return every command."""
        for command in commands(cast("CounterApp", self.app)):
            yield DiscoveryHit(command.name, self._deed(command), help=command.help)

    async def search(self, query: str) -> Hits:
        """Return the commands whose name matches."""
        matcher = self.matcher(query)
        for command in commands(cast("CounterApp", self.app)):
            score = matcher.match(command.name)
            if score > 0:
                name = matcher.highlight(command.name)
                yield Hit(score, name, self._deed(command), text=command.name, help=command.help)

    def _deed(self, command: Command) -> Callable[[], Awaitable[None]]:
        app = cast("CounterApp", self.app)

        async def deed() -> None:
            done = command.run(app)
            if done is not None:
                await done

        return deed


def commands(app: "CounterApp") -> list[Command]:
    """Return what the palette offers now: what the wiring adds, deeds without a key, then the keys."""
    offered = [*app.options.commands(), *_deeds(), *_pickup(), *_themes(), *_languages(), *_keys()]
    role = app.options.hub_role
    return [*offered, _hub()] if role is not None and role.possible else offered


def _deeds() -> list[Command]:
    return [
        Command(
            _("Buka hari layanan"), _("membuka hari ini; nomor lama ditanyakan"), _on_mode(running.open_day)
        ),
        Command(_("Yang dilayani loket ini"), _("layanan dan tahap"), _on_mode(running.choose_serves)),
        Command(_("Buka loket"), _("loket ini mulai melayani"), _on_mode(running.open_counter)),
        Command(_("Jeda loket"), _("loket ini berhenti sebentar"), _on_mode(running.pause_counter)),
        Command(_("Tutup loket"), _("loket ini selesai hari ini"), _on_mode(running.close_counter)),
        Command(
            _("Data pemohon"), _("nama dan NIK untuk nomor yang dilayani"), _on_mode(running.write_applicant)
        ),
        Command(_("Ubah kelompok rentan"), _("pada nomor yang terbuka"), _on_mode(running.change_priority)),
        Command(_("Ubah layanan"), _("pada nomor yang terbuka"), _on_mode(running.change_service)),
        Command(_("Laporan giliran"), _("angka loket ini, di kertas"), _on_mode(running.shift_report)),
        Command(_("Impor daftar"), _("janji dari berkas CSV atau XLSX"), _on_mode(running.import_list)),
    ]


def _hub() -> Command:
    return Command(
        _("Jadikan komputer ini hub"),
        _("bila hub mati, atau hub pindah ke sini"),
        _on_mode(hub_role.become_hub),
    )


def _pickup() -> list[Command]:
    at = pickup_commands
    return [
        Command(_("Terima paspor jadi"), _("pindai satu per satu ke raknya"), _on_mode(at.take_in())),
        Command(_("Serahkan ke mitra"), _("satu daftar, satu tanda terima"), _on_mode(at.hand_to_partner())),
        Command(
            _("Belum diambil"), _("paspor yang lama menunggu di rak"), _on_mode(at.open_list("uncollected"))
        ),
        Command(
            _("Tanda terima"), _("yang belum ditandatangani pengambil"), _on_mode(at.open_list("unsigned"))
        ),
        Command(_("Buku penyerahan"), _("semua yang sudah diserahkan"), _on_mode(at.open_list("book"))),
        Command(
            _("Jalur drive-thru"),
            _("jawaban besar saja, mobil demi mobil"),
            _on_mode(at.use_lane("drive_thru")),
        ),
        Command(_("Jalur biasa"), _("Penyerahan dengan antrean di kanan"), _on_mode(at.use_lane("normal"))),
    ]


def _themes() -> list[Command]:
    names = {"gelap": _("Tema gelap"), "terang": _("Tema terang"), "kontras": _("Tema kontras tinggi")}
    return [Command(names[one.name], _("warna layar ini"), _use_theme(one.name)) for one in theme.THEMES]


def _use_theme(name: str) -> Callable[["CounterApp"], None]:
    def use(app: "CounterApp") -> None:
        app.theme = name

    return use


def _languages() -> list[Command]:
    names = {"id": "Bahasa Indonesia", "en": "English"}
    return [Command(names[code], _("bahasa layar ini"), _speak(code)) for code in LANGUAGES]


def _speak(code: str) -> Callable[["CounterApp"], Awaitable[None] | None]:
    async def speak(screen: "ModeScreen[Any]") -> None:
        # In the desk's thread, so that the view that is fetched next speaks it already.
        await screen.act(lambda _desk: screen.counter_app.options.speak(code))

    return _on_mode(speak)


def _keys() -> list[Command]:
    return [
        Command(f"{_(key.label)}  {bindings.display(key.keys)}", _(key.help), _press(key.verb))
        for key in bindings.TABLE
        if key.group not in {"move", "later"} and key.verb not in NOT_LISTED
    ]


def _press(verb: str) -> Callable[["CounterApp"], Awaitable[None] | None]:
    async def press(screen: "ModeScreen[Any]") -> None:
        await screen.action_verb(verb)

    return _on_mode(press)


def _on_mode(
    deed: Callable[["ModeScreen[Any]"], Awaitable[None]],
) -> Callable[["CounterApp"], Awaitable[None] | None]:
    """Return the deed on the screen under the palette; where a card stands there, nothing happens."""

    def run(app: "CounterApp") -> Awaitable[None] | None:
        from counter_tui.tui.screens.base import ModeScreen

        return deed(app.screen) if isinstance(app.screen, ModeScreen) else None

    return run
