"""`counter-tui store`: check, back up, restore, rebuild, upgrade the journal, and what is kept of people."""

from argparse import Namespace

from counter_tui import config
from counter_tui.bootstrap import care
from counter_tui.cli import output
from counter_tui.config import Home
from counter_tui.core.refusal import Refused
from counter_tui.language import _


def run(arguments: Namespace) -> int:
    """Run one of them on the home's store."""
    home = config.find(arguments.home)
    if arguments.subcommand == "check":
        return _check(home, as_json=arguments.json)
    if arguments.subcommand in ("export", "erase"):
        from counter_tui.cli import disclosure

        return (
            disclosure.export(arguments) if arguments.subcommand == "export" else disclosure.erase(arguments)
        )
    if arguments.subcommand == "purge":
        return _purge(home, dry_run=arguments.dry_run, as_json=arguments.json)
    answer, line = _answer(home, arguments)
    output.emit(answer, as_json=arguments.json, lines=[line])
    return 0


def _answer(home: Home, arguments: Namespace) -> tuple[dict[str, object], str]:
    match arguments.subcommand:
        case "backup":
            file = care.back_up(home, arguments.file)
            return {"file": str(file)}, _("Cadangan tersimpan di {file}.").format(file=file)
        case "restore":
            kept = care.bring_back(home, arguments.file)
            line = _("Data dipulihkan di {folder}.").format(folder=home.folder)
            if kept is not None:
                line += " " + _("Yang lama disimpan di {kept}.").format(kept=kept)
            return {"home": str(home.folder), "kept": str(kept) if kept else None}, line
        case "rebuild":
            count = care.make_anew(home)
            return {"streams": count}, _("{count} aliran disusun ulang dari jurnal.").format(count=count)
        case _:
            revision = care.upgrade(home)
            return {"schema": revision}, _("Data memakai skema {revision}.").format(revision=revision)


def _purge(home: Home, *, dry_run: bool, as_json: bool) -> int:
    report = care.purge(home, dry_run=dry_run)
    if report.doubted:
        sentence = _("Jam komputer jauh di depan catatan terakhir. Tidak ada yang dihapus. Betulkan jamnya.")
        raise Refused(sentence, code="clock")
    counted = [
        (day, kind, str(count)) for kind, days in report.erased.items() for day, count in sorted(days.items())
    ]
    told = (
        _("{count} catatan data pribadi akan dihapus.")
        if dry_run
        else _("{count} catatan data pribadi dihapus untuk selamanya.")
    )
    answer = {"count": report.count, "erased": report.erased, "dry_run": dry_run}
    output.emit(answer, as_json=as_json, lines=[*output.table(counted), told.format(count=report.count)])
    return 0


def _check(home: Home, *, as_json: bool) -> int:
    report = care.check(home)
    problems = [problem.sentence for problem in report.problems]
    shown = [f"■ {problem}" for problem in problems] or [
        _("✓ {events} catatan, semuanya utuh").format(events=report.events)
    ]
    answer = {"ok": report.ok, "events": report.events, "problems": problems}
    output.emit(answer, as_json=as_json, lines=shown)
    if not report.ok:
        sentence = _("{count} kerusakan ditemukan. Jangan dihapus; pulihkan cadangan dengan store restore.")
        raise Refused(sentence.format(count=len(problems)), code="damaged")
    return 0
