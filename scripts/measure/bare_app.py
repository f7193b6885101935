"""The floor of the screen: a bare Textual app of the same widgets: literal data, nothing behind."""

from collections.abc import Sequence

from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen

from counter_tui.desk.views.state import PrinterView, StatusView, SyncView
from counter_tui.desk.views.trail import TrailView
from counter_tui.tui import theme
from counter_tui.tui.bindings import Verb
from counter_tui.tui.ink import BLANK, KEY, QUIET, STRONG, quiet, say, spread
from counter_tui.tui.widgets.banner import Banner
from counter_tui.tui.widgets.big_number import big
from counter_tui.tui.widgets.canvas import Pane
from counter_tui.tui.widgets.key_bar import KeyBar
from counter_tui.tui.widgets.mode_row import ModeRow
from counter_tui.tui.widgets.status_line import StatusLine
from counter_tui.tui.widgets.trail import Trail

NOW = 1_790_000_000_000
ZONE = "Asia/Jakarta"
STATUS = StatusView(
    officer="Dewi A.",
    officer_full="Dewi Anggraini",
    counter="Loket 3",
    office_name="Kanim Ukur",
    printer=PrinterView("", "none", "Tanpa printer"),
    sync=SyncView("alone", 0, None, None),
    checks=0,
    now=NOW,
    zone=ZONE,
)
EMPTY = [Verb("call", "Panggil"), Verb("new", "Nomor"), Verb("find", "Cari"), Verb("scan", "Resi")]
CALLED = [
    Verb("enter", "Mulai"),
    Verb("recall", "Ulang"),
    Verb("missed", "Tidak hadir"),
    Verb("hold", "Tahan"),
    Verb("transfer", "Pindah"),
    Verb("outcome", "Lain"),
]


class Bare(Screen[None]):
    """Loket's frame; `space` shows a called number, every other key an empty counter."""

    AUTO_FOCUS = ""
    called = False

    def compose(self) -> ComposeResult:
        """Lay out the same rows as the real screen."""
        yield ModeRow("counter")
        yield Banner()
        with Horizontal(id="body"):
            yield Pane(self._main, id="main")
            yield Pane(self._side, id="side")
        yield Trail()
        yield StatusLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the empty counter."""
        self.show(called=False)

    def show(self, *, called: bool) -> None:
        """Paint either state."""
        self.called = called
        number = "A-002" if called else "A-001"
        action = TrailView(at=NOW, text=f"{number} dipanggil", undo_until=NOW + 300_000)
        self.query_one(Trail).show(action, NOW, ZONE)
        self.query_one(Banner).show(None)
        self.query_one(KeyBar).show(CALLED if called else EMPTY)
        self.query_one(ModeRow).show(NOW, ZONE)
        self.query_one(StatusLine).show(STATUS, NOW)
        for pane in self.query(Pane):
            pane.repaint()

    def _main(self, width: int, _height: int) -> Sequence[Content]:
        left = say(("◆ ", KEY), ("DIPANGGIL", STRONG)) if self.called else quiet("○ LOKET KOSONG")
        return [
            spread(left, quiet("1 kali, 0:00 lalu" if self.called else ""), width),
            BLANK,
            *big("A-002" if self.called else "A-001", "$primary" if self.called else QUIET, tall=False),
            BLANK,
            say(("Paspor baru", STRONG), "  ", ("48 halaman", QUIET)),
            say(("Pemohon Nomor Dua", "$foreground"), "  ", quiet("datang langsung, belum bayar")),
            BLANK,
            say(("● ", KEY), ("Berkas", KEY), "  ", quiet("○ Wawancara"), "  ", quiet("○ Biometrik")),
            BLANK,
            say(("Dipilih karena ", QUIET), ("menunggu paling lama, 200 menit", "$foreground")),
            BLANK,
            say(("Berikutnya".ljust(12), QUIET), ("A-003", STRONG), (" menunggu paling lama", "$foreground")),
        ]

    def _side(self, width: int, height: int) -> Sequence[Content]:
        first = 3 if self.called else 2
        head = spread(say(("Berkas", STRONG), " ", ("menunggu", QUIET)), say(("600", STRONG)), width)
        rows = [
            spread(
                say("  ", (f"A-{number:03d}  ", "$foreground"), quiet("Datang 08.00")),
                say(("▲ 200 mnt", "bold $error")),
                width,
            )
            for number in range(first, first + height - 3)
        ]
        return [head, *rows, BLANK, quiet("Wawancara 12  Biometrik 7")]


class BareApp(App[None]):
    """Nothing but the screen, its style and a theme."""

    CSS = """
    Bare { background: $background; color: $foreground; }
    #body { height: 1fr; }
    #main { width: 1fr; padding: 0 2; }
    #side { width: 32; padding: 0 1; background: $surface; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.register_theme(theme.DARK)
        self.theme = theme.DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the theme's own tokens."""
        return dict(theme.DARK.variables)

    def get_default_screen(self) -> Screen[None]:
        """Open on the only screen."""
        return Bare()

    def on_key(self, event: object) -> None:
        """Answer each key by painting."""
        if isinstance(self.screen, Bare):
            self.screen.show(called=getattr(event, "key", "") == "space")


if __name__ == "__main__":
    BareApp().run()
