"""What keeps a counter running besides numbers: its day, its state, what it serves, applicants, imports."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from counter_tui.core.refusal import Refused
from counter_tui.desk.views.applicant import ApplicantDraft, ApplicantView
from counter_tui.desk.views.choices import Choice
from counter_tui.desk.views.day import DayView
from counter_tui.desk.views.imported import ImportResult
from counter_tui.language import _
from counter_tui.tui.line_file import place

if TYPE_CHECKING:
    from counter_tui.desk.desk import Desk
    from counter_tui.tui.screens.base import ModeScreen

NO_GROUP = "none"
"""The line that takes a priority group away; no group bears this code."""


async def help_panel(screen: "ModeScreen[Any]") -> None:
    """Open the help."""
    from counter_tui.tui.cards.help import HelpCard

    await screen.counter_app.push_screen(HelpCard(screen.verbs(), screen.counter_app.options.keymap))


async def open_day(screen: "ModeScreen[Any]") -> None:
    """Open the business day; asks what becomes of numbers that an earlier day left open."""
    day = await screen.look(lambda desk: desk.day())
    if day is None:
        return
    if day.day == day.today:
        screen.answer(_("Hari layanan {day} sudah terbuka. Tidak ada yang berubah.").format(day=day.today))
    elif day.leftovers:
        await _ask_leftovers(screen, day)
    else:
        await screen.act(lambda desk: desk.open_day())


async def _ask_leftovers(screen: "ModeScreen[Any]", day: DayView) -> None:
    from counter_tui.tui.cards.leftovers import LeftoversCard

    async def answered(what: str) -> None:
        await screen.act(lambda desk: desk.open_day(what))

    await screen.ask(LeftoversCard(day.leftovers), answered)


async def choose_serves(screen: "ModeScreen[Any]") -> None:
    """Choose what this counter serves."""
    from counter_tui.tui.cards.serves import Serve, ServesCard

    choices = await screen.look(lambda desk: desk.serve_choices())

    async def chosen(serves: tuple[Serve, ...]) -> None:
        everything = choices is not None and len(serves) == len(choices)
        await screen.act(lambda desk: desk.change_serves(() if everything else serves))

    if choices:
        await screen.ask(ServesCard(choices), chosen)


async def shift_report(screen: "ModeScreen[Any]") -> None:
    """Print what this counter did today."""
    await screen.act(lambda desk: desk.shift_report())


async def write_applicant(screen: "ModeScreen[Any]") -> None:
    """Write down who the number in hand belongs to; a family is asked one by one."""
    people = await screen.look(lambda desk: desk.applicants())
    if people is None:
        return
    if not people:
        screen.answer(_("Nomor ini tidak membawa permohonan. Tidak ada yang dicatat."))
        return
    await _write_next(screen, people, 0)


async def _write_next(screen: "ModeScreen[Any]", people: tuple[ApplicantView, ...], place: int) -> None:
    from counter_tui.tui.cards.applicant import ApplicantCard

    known = people[place]
    count = _("Pemohon {number} dari {count}").format(number=place + 1, count=len(people))

    async def written(draft: ApplicantDraft) -> None:
        kept = await screen.act(lambda desk: desk.set_applicant(known.application, draft))
        if kept is not None and kept.warnings:
            screen.answer(kept.warnings[0])
        if kept is not None and place + 1 < len(people):
            await _write_next(screen, people, place + 1)

    title = _("Pemohon") if len(people) == 1 else count
    await screen.ask(ApplicantCard(title=title, does=_("Simpan"), known=known), written)


async def import_list(screen: "ModeScreen[Any]") -> None:
    """Take in a list from a file: a trial run first, then the question, then the list."""
    from counter_tui.tui.cards.code_entry import CodeCard

    card = CodeCard(
        title=_("Impor daftar"),
        sentence=_("Tulis letak berkas CSV atau XLSX. Dicoba dulu; belum ada yang masuk."),
        does=_("Coba"),
        hint="janji.csv",
        scans=False,
    )
    await screen.ask(card, lambda text: _try_import(screen, place(text)))


async def _try_import(screen: "ModeScreen[Any]", path: Path) -> None:
    found = await screen.look(lambda desk: _import(desk, path, dry_run=True))
    if found is None:
        return
    from counter_tui.tui.cards.import_result import ImportCard

    async def accepted(_answer: bool) -> None:
        done = await screen.act(lambda desk: _import(desk, path, dry_run=False))
        if done is not None:
            screen.answer(
                _("{accepted} baru, {updated} berubah, {rejected} ditolak.").format(
                    accepted=done.accepted, updated=done.updated, rejected=len(done.rejected)
                )
            )

    await screen.ask(ImportCard(path.name, found), accepted)


def _import(desk: "Desk", path: Path, *, dry_run: bool) -> ImportResult:
    if not _is_file(path):
        raise Refused(
            _("Berkas itu tidak ada. Tidak ada yang berubah. Periksa letak dan namanya."), code="no_file"
        )
    return desk.import_file(path, dry_run=dry_run)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is far too long, or a folder that is closed to us
        return False


async def open_counter(screen: "ModeScreen[Any]") -> None:
    """Open this counter."""
    await screen.act(lambda desk: desk.open_counter())


async def pause_counter(screen: "ModeScreen[Any]") -> None:
    """Pause this counter."""
    await screen.act(lambda desk: desk.pause_counter())


async def close_counter(screen: "ModeScreen[Any]") -> None:
    """Close this counter for the day."""
    await screen.act(lambda desk: desk.close_counter())


async def change_priority(screen: "ModeScreen[Any]") -> None:
    """Change the priority group of the open number, or take it away."""
    from counter_tui.tui.cards.keys import by_digit
    from counter_tui.tui.cards.long_list import LongCard

    groups = await screen.look(lambda desk: desk.priorities())

    async def chosen(code: str) -> None:
        await screen.act(lambda desk: desk.change_priority(None if code == NO_GROUP else code))

    if groups:
        choices = [*groups, Choice(NO_GROUP, _("Tanpa kelompok"))]
        await screen.ask(
            LongCard(title=_("Kelompok rentan"), options=by_digit(choices), does=_("Ubah")), chosen
        )


async def change_service(screen: "ModeScreen[Any]") -> None:
    """Change the service of the open number; it keeps its label."""
    from counter_tui.tui.cards.long_list import LongCard
    from counter_tui.tui.widgets.card import Option

    services = await screen.look(lambda desk: desk.services())

    async def chosen(code: str) -> None:
        await screen.act(lambda desk: desk.change_service(code))

    if services:
        options = [Option(one.letter, one.name, one.service) for one in services]
        await screen.ask(LongCard(title=_("Ubah layanan"), options=options, does=_("Ubah")), chosen)
