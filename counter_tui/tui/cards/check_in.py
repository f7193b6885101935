"""The check-in card (hadir): who it is, what for, and the group; opened by a code on any screen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content

from counter_tui.desk.views.choices import Choice
from counter_tui.desk.views.reception import CheckInCard as Booking
from counter_tui.language import _
from counter_tui.tui.cards.code_entry import CodeCard
from counter_tui.tui.cards.keys import DIGITS
from counter_tui.tui.ink import BLANK, KEY, QUIET, STRONG, fit, key, quiet, say
from counter_tui.tui.widgets.card import Card
from counter_tui.tui.widgets.marks import CURSOR

COLUMN = 27


@dataclass(frozen=True, slots=True)
class CheckIn:
    """What to check in: application ids of one booking and of its family, and the group if one was chosen."""

    application: str
    priority: str | None
    family: tuple[str, ...]


class CheckInCard(Card[CheckIn]):
    """Scan, `enter`: one key. Digits choose the group, `k` adds a family member's code.

    `lookup` asks the desk for another booking and then calls back with it, or not at all when it is refused.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("k", "family", id="card.family")]
    DEFAULT_CSS = """
    CheckInCard > #card { width: 66; }
    """

    def __init__(
        self,
        booking: Booking,
        groups: Sequence[Choice],
        lookup: Callable[[str, Callable[[Booking], None]], None],
    ) -> None:
        super().__init__(
            title=_("Hadir"),
            aside=_("janji {slot}").format(slot=booking.slot_text),
            does=_("Catat hadir dan cetak") if booking.allowed else _("Tutup"),
        )
        self._booking = booking
        self._groups = tuple(groups)
        self._lookup = lookup
        self._family: list[Booking] = []
        self.priority = booking.priority

    def body_lines(self, width: int) -> Sequence[Content]:
        """Return the person, the family and the groups."""
        one = self._booking
        paid = _("lunas") if one.paid else _("belum bayar")
        lines = [
            say((one.full_name, STRONG)),
            say(one.service_name, "  ", quiet(f"{one.code}, {paid}")),
            *(say("+ ", member.full_name, "  ", quiet(member.service_name)) for member in self._family),
            *(say(("▲ ", "bold $warning"), one.sentence).wrap(max(1, width)) if one.sentence else []),
        ]
        if not one.allowed:
            return lines
        return [
            *lines,
            BLANK,
            quiet(_("Kelompok rentan")),
            *self._group_lines(width),
            BLANK,
            self._family_key(),
        ]

    def _group_lines(self, width: int) -> list[Content]:
        cells = [
            say(
                (f"{CURSOR} ", KEY) if group.code == self.priority else "  ",
                (digit, KEY),
                "  ",
                (group.name, STRONG if group.code == self.priority else "$foreground"),
            )
            for digit, group in zip(DIGITS, self._groups, strict=False)
        ]
        half = (len(cells) + 1) // 2
        padded = [*cells, *[BLANK] * (half * 2 - len(cells))]
        return [
            say(fit(padded[place], COLUMN), fit(padded[place + half], max(1, width - COLUMN)))
            for place in range(half)
        ]

    def _family_key(self) -> Content:
        return say(key("k", _("Keluarga")), (_(": satu nomor untuk beberapa berkas"), QUIET))

    def take_key(self, event: events.Key) -> bool:
        """Choose the group by its digit; the same digit again takes it away."""
        place = DIGITS.find(event.character) if event.character else -1
        if event.character is None or not 0 <= place < len(self._groups):
            return False
        code = self._groups[place].code
        self.priority = None if self.priority == code else code
        self.repaint()
        return True

    async def action_family(self) -> None:
        """Ask for the code of a family member."""
        card = CodeCard(
            title=_("Anggota keluarga"),
            sentence=_("Pindai atau ketik kode janjinya; ia ikut pada nomor yang sama."),
            does=_("Tambahkan"),
        )
        await self.app.push_screen(card, self._take_member)

    def _take_member(self, code: str | None) -> None:
        if code is not None:
            self._lookup(code, self._add)

    def _add(self, member: Booking) -> None:
        known = {self._booking.application, *(one.application for one in self._family)}
        if member.application in known:
            self.refuse(_("Sudah ada di nomor ini."))
        elif not member.allowed:
            self.refuse(member.sentence)
        else:
            self._family.append(member)
            self.repaint()

    def decide(self) -> CheckIn | None:
        """Return what to check in; a booking that cannot be only closes."""
        if not self._booking.allowed:
            self.action_leave()
            return None
        family = tuple(member.application for member in self._family)
        return CheckIn(self._booking.application, self.priority, family)
