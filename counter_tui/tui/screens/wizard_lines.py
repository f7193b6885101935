"""How the wizard is painted: where one is, the question, the printers, and what the keys do."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from counter_tui.language import _
from counter_tui.tui.ink import BLANK, KEY, QUIET, STRONG, fit, key, quiet, say, spread, strong
from counter_tui.tui.screens.wizard_printers import PrinterLine
from counter_tui.tui.screens.wizard_steps import ORDER, PRINTER
from counter_tui.tui.widgets.marks import DONE

if TYPE_CHECKING:
    from counter_tui.tui.screens.wizard import Wizard

LABEL = 17


def head(wizard: "Wizard", width: int) -> Sequence[Content]:
    """Return title, the row of steps, and the question."""
    if wizard.finished is not None:
        return _finished(wizard, width)
    where = _("langkah {number} dari {count}").format(number=wizard.place + 1, count=len(ORDER))
    title = spread(strong(_("Menyiapkan komputer ini")), quiet(where), width)
    return [title, BLANK, _row(wizard), BLANK, say(wizard.steps[wizard.step].question)]


def _row(wizard: "Wizard") -> Content:
    parts = []
    for place, one in enumerate(ORDER):
        name = wizard.steps[one].name
        if place < wizard.place:
            parts.append(say((f"{DONE} ", "$success"), (name, QUIET)))
        elif place == wizard.place:
            parts.append(say((f"● {name}", KEY)))
        else:
            parts.append(quiet(f"○ {name}"))
    return Content("  ").join(parts)


def _finished(wizard: "Wizard", width: int) -> list[Content]:
    done = wizard.finished
    if done is None:
        return []
    title = say((f"{DONE} ", "$success"), (_("Komputer ini siap"), STRONG))
    if not wizard.pin_drawn:
        return [title, BLANK, say(_("Masuk sebagai {login} dengan PIN tadi.").format(login=done.login))]
    before, _mark, after = _("Masuk sebagai {login} dengan PIN {pin}.").partition("{pin}")
    return [
        title,
        BLANK,
        say(before.format(login=done.login), (done.pin, KEY), after),
        *quiet(_("Ingat PIN ini; ia tidak ditunjukkan lagi.")).wrap(max(1, width)),
    ]


def printers(wizard: "Wizard", width: int, height: int) -> Sequence[Content]:
    """Return the printers to choose from."""
    if wizard.finished is not None:
        return []

    def paint(line: PrinterLine, inner: int) -> Content:
        digit = wizard.printers.list.rows.index(line) + 1
        here = line is wizard.printers.list.current
        answered = say((f"{DONE} ", "$success"), _("menjawab"), " ") if line.answers else say("")
        label = fit(say((line.label, STRONG if here else "$foreground")), LABEL)
        return spread(say((str(digit), KEY), "  ", label, (line.place, QUIET)), answered, inner)

    return wizard.printers.list.lines(width, max(1, height - 1), paint)


def foot(wizard: "Wizard", width: int) -> Sequence[Content]:
    """Return the note or the last message, and the keys."""
    if wizard.finished is not None:
        return [BLANK, key("enter", _("Buka loket"))]
    said = wizard.busy or wizard.message
    note = (
        say((said, "bold $warning" if wizard.message else STRONG))
        if said
        else quiet(wizard.steps[wizard.step].note)
    )
    lines = list(note.wrap(max(1, width)))[:2]
    last = wizard.place + 1 == len(ORDER)
    keys = [key("enter", _("Siapkan") if last else _("Lanjut"))]
    if wizard.step == PRINTER and not wizard.typing:
        keys.append(key("p", _("Lembar uji")))
    keys.append(key("esc", _("Kembali")))
    return [BLANK, *lines, *[BLANK] * (3 - len(lines)), Content("   ").join(keys)]
