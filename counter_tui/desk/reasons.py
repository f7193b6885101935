"""The reason codes that events carry, and their words; free text would be personal data."""

from collections.abc import Mapping

from counter_tui.core.refusal import Refused
from counter_tui.desk.views.choices import Choice, OutcomeChoice
from counter_tui.language import _


def hold_names() -> Mapping[str, str]:
    """Return why a number is set aside."""
    return {
        "photocopy": _("fotokopi KTP"),
        "document": _("mengambil berkas"),
        "payment": _("membayar dulu"),
        "companion": _("menunggu pendamping"),
        "break": _("salat atau istirahat"),
        "system": _("sistem terganggu"),
        "other": _("lain-lain"),
    }


def copy_names() -> Mapping[str, str]:
    """Return why a copy is printed."""
    return {
        "lost": _("hilang"),
        "unreadable": _("tidak terbaca"),
        "not_printed": _("tidak keluar dari printer"),
        "requested": _("diminta pemohon"),
        "other": _("lain-lain"),
    }


def discard_names() -> Mapping[str, str]:
    """Return why a print job is given up."""
    return {
        "not_needed": _("tidak diperlukan lagi"),
        "left": _("pemohon pergi"),
        "spoiled": _("kertasnya rusak, sudah disobek"),
        "mistake": _("salah cetak"),
        "other": _("lain-lain"),
    }


def erasure_names() -> Mapping[str, str]:
    """Return why an applicant's data is erased before its time."""
    return {
        "requested": _("diminta pemohon"),
        "consent_withdrawn": _("persetujuan ditarik"),
        "wrong_person": _("tercatat pada orang yang salah"),
        "other": _("lain-lain"),
    }


def cancel_names() -> Mapping[str, str]:
    """Return why a number is cancelled."""
    return {
        "left": _("pemohon pergi"),
        "mistake": _("salah terbit"),
        "duplicate": _("nomor ganda"),
        "day_ended": _("hari layanan berakhir"),
        "other": _("lain-lain"),
    }


def outcome_names() -> Mapping[str, tuple[str, Mapping[str, str]]]:
    """Return the other outcomes of an application with their reasons (DOMAIN §2)."""
    return {
        "incomplete": (
            _("Berkas kurang"),
            {
                "missing_document": _("ada berkas yang kurang"),
                "not_original": _("bukan berkas asli"),
                "data_differs": _("data tidak cocok"),
                "unpaid": _("belum bayar"),
                "other": _("lain-lain"),
            },
        ),
        "deferred": (
            _("Ditunda"),
            {
                "clarification": _("perlu penjelasan"),
                "bap": _("perlu BAP"),
                "supervisor": _("keputusan kepala seksi"),
                "system": _("sistem terganggu"),
                "other": _("lain-lain"),
            },
        ),
        "refused": (
            _("Ditolak"),
            {
                "duplicate": _("data ganda"),
                "incomplete": _("berkas tidak lengkap"),
                "non_procedural": _("PMI nonprosedural"),
                "prevention": _("daftar pencegahan"),
                "false_statement": _("keterangan tidak benar"),
                "other": _("lain-lain"),
            },
        ),
        "withdrawn": (
            _("Ditarik"),
            {"request": _("permintaan pemohon"), "moved": _("pindah kantor"), "other": _("lain-lain")},
        ),
    }


def void_names() -> Mapping[str, str]:
    """Return why a made passport is cancelled (Ps 30, DOMAIN §2)."""
    return {
        "uncollected": _("tidak diambil sampai batasnya"),
        "production_error": _("salah cetak"),
        "false_statement": _("keterangan tidak benar"),
        "unlawful": _("tidak sah"),
        "deceased": _("pemegang meninggal"),
    }


def report_names() -> Mapping[str, str]:
    """Return why a pickup is reported."""
    return {
        "slip_used": _("resi sudah dipakai"),
        "slip_doubtful": _("resi meragukan"),
        "collector_doubtful": _("pengambil meragukan"),
        "papers_doubtful": _("berkas pengambil meragukan"),
        "other": _("lain-lain"),
    }


def hold() -> tuple[Choice, ...]:
    """Return the hold card's lines."""
    return _choices(hold_names())


def copies() -> tuple[Choice, ...]:
    """Return the copy card's lines."""
    return _choices(copy_names())


def voids() -> tuple[Choice, ...]:
    """Return the lines of the card that cancels a passport."""
    return _choices(void_names())


def reports() -> tuple[Choice, ...]:
    """Return the report card's lines."""
    return _choices(report_names())


def discards() -> tuple[Choice, ...]:
    """Return the lines of the card that gives a print job up."""
    return _choices(discard_names())


def outcomes() -> tuple[OutcomeChoice, ...]:
    """Return the outcome card's lines; cancelling the number itself comes last."""
    ways = [OutcomeChoice(code, name, _choices(reasons)) for code, (name, reasons) in outcome_names().items()]
    offered = {code: name for code, name in cancel_names().items() if code != "day_ended"}
    return (*ways, OutcomeChoice("cancelled", _("Nomor batal"), _choices(offered)))


def known(reason: str, names: Mapping[str, str]) -> str:
    """Return the reason code when it is one of these; refused otherwise, with those that are."""
    if reason in names:
        return reason
    raise Refused(
        _("Alasan harus dipilih. Tidak ada yang berubah. Pilih dari: {reasons}.").format(
            reasons=", ".join(names)
        ),
        code="reason",
    )


def _choices(names: Mapping[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(code, name) for code, name in names.items())
