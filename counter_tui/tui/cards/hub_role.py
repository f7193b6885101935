"""The card that asks before this computer becomes its site's hub."""

from collections.abc import Sequence

from textual.content import Content

from counter_tui.language import _
from counter_tui.tui.ink import BLANK, say
from counter_tui.tui.widgets.confirm import Confirm


class HubRoleCard(Confirm):
    """Gives True; `planned` says that the present hub answers, and hands everything over."""

    def __init__(self, *, planned: bool) -> None:
        self._planned = planned
        super().__init__(
            title=_("Jadikan komputer ini hub"),
            aside=_("hub menjawab") if planned else _("hub tidak menjawab"),
            does=_("Pindahkan ke sini") if planned else _("Sudah mati; jadikan hub"),
        )

    def body_lines(self, width: int) -> Sequence[Content]:
        """Return what happens, and before a promotion what must be looked at first."""
        if self._planned:
            told = [
                _("Hub yang sekarang menyerahkan antrean dan semua nomornya, paling lama 10 detik."),
                _("Loket lain ikut sendiri. Tidak ada nomor yang hilang atau terpanggil dua kali."),
            ]
        else:
            told = [
                _("Periksa dulu: komputer hub lama harus MATI, atau kabel jaringannya dicabut."),
                _("Kalau masih hidup, satu nomor dapat terpanggil di dua loket."),
                _("Loket lain ikut sendiri. Hub lama kelak menjadi loket biasa."),
            ]
        lines: list[Content] = []
        for sentence in told:
            lines += [*say(sentence).wrap(width or 53), BLANK]
        return lines[:-1]
