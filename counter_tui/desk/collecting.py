"""Who collects a passport (pengambil): what this office wants to know of them before it leaves."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from counter_tui.core import collectors
from counter_tui.core.collectors import AT_THE_COUNTER, CollectorKind
from counter_tui.core.names import fold_case
from counter_tui.core.refusal import Refused
from counter_tui.desk.views.pickup import Collector, CollectorChoice, PaperView
from counter_tui.language import _, current

if TYPE_CHECKING:
    from counter_tui.desk.post import Post
    from counter_tui.desk.step import Step

RECORD = "collector"


def choices(post: "Post") -> tuple[CollectorChoice, ...]:
    """Return who may be chosen at the counter, in the order of the keys 1 to 3."""
    return tuple(
        CollectorChoice(
            kind.code,
            kind.name(current()),
            tuple(PaperView(paper.code, paper.name(current())) for paper in kind.papers),
            _must_be_named(post, kind),
        )
        for kind in AT_THE_COUNTER
    )


def kind_name(code: str) -> str:
    """Return a kind of collector in the officer's words; a code from a newer program as it is."""
    kind = collectors.KINDS.get(code)
    return kind.name(current()) if kind is not None else code


def known_kind(collector: Collector) -> CollectorKind:
    """Return the kind of a collector; refused while none is chosen."""
    if collector.kind in collectors.KINDS:
        return collectors.KINDS[collector.kind]
    raise Refused(
        _("Siapa yang mengambil belum dipilih. Tidak ada yang berubah. Pilih 1, 2 atau 3."),
        code="unknown_collector",
    )


def check(post: "Post", kind: CollectorKind, collector: Collector) -> None:
    """Refuse a collector of whom the office wants more: papers one by one, a name, an ID reference."""
    if post.rules.papers_one_by_one:
        _check_papers(kind, collector)
    if kind.code == collectors.PARTNER:
        _check_partner(collector)
    elif _must_be_named(post, kind) and not (collector.full_name.strip() and collector.id_reference.strip()):
        raise Refused(
            _("Nama dan nomor identitas pengambil belum ditulis. Paspor belum diserahkan. Tulis dengan n."),
            code="collector_named",
        )


def keep(
    step: "Step",
    record: str,
    kind: CollectorKind,
    collector: Collector,
    applications: Sequence[str],
    list_id: str = "",
) -> None:
    """Keep who collected which applications as a record; one key attests that all papers were seen."""
    name, institution = _one_line(collector.full_name), _one_line(collector.institution)
    data: dict[str, Any] = {
        "applications": list(applications),
        "kind": kind.code,
        "name": name,
        "relation": _one_line(collector.relation),
        "id_reference": _one_line(collector.id_reference),
        "papers": list(collector.papers or (paper.code for paper in kind.papers)),
        "institution": institution,
        "list": list_id,
    }
    step.tx.put_record(RECORD, record, data, search=fold_case(f"{name} {institution}").strip())


def _must_be_named(post: "Post", kind: CollectorKind) -> bool:
    return post.rules.collector_named and kind.code in ("family", "proxy")


def _check_papers(kind: CollectorKind, collector: Collector) -> None:
    missing = collectors.missing_papers(kind.code, frozenset(collector.papers))
    if missing:
        names = ", ".join(paper.name(current()) for paper in missing)
        raise Refused(
            _("Belum dilihat: {papers}. Paspor belum diserahkan. Tandai dengan a, b, c.").format(
                papers=names
            ),
            code="papers",
        )


def _check_partner(collector: Collector) -> None:
    if not (collector.institution.strip() and collector.full_name.strip()):
        raise Refused(
            _("Instansi dan nama wakilnya belum ditulis. Belum ada paspor diserahkan. Lengkapi dulu."),
            code="partner",
        )


def _one_line(text: str) -> str:
    return " ".join(text.split())
