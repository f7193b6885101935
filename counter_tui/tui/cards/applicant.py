"""What reception or the document check writes down of an applicant (pemohon)."""

from datetime import date, datetime

from counter_tui.desk.views.applicant import ApplicantDraft, ApplicantView
from counter_tui.language import _
from counter_tui.tui.cards.fields import Field, FieldsCard, required


class ApplicantCard(FieldsCard[ApplicantDraft]):
    """Gives the draft; a name is needed, the rest can wait."""

    def __init__(self, *, title: str, does: str, known: ApplicantView | None = None) -> None:
        super().__init__(
            title=title,
            sentence=_("Nama dulu; sisanya boleh menyusul saat pemeriksaan berkas."),
            does=does,
            fields=[
                Field("full_name", _("Nama lengkap"), known.full_name if known else ""),
                Field("nik", "NIK", known.nik if known else "", _("16 angka")),
                Field("born", _("Tanggal lahir"), _shown(known.born) if known else "", _("31-12-1960")),
                Field("sex", _("L atau P"), known.sex if known else ""),
                Field("phone", _("Telepon"), known.phone if known else ""),
            ],
        )

    def decide(self) -> ApplicantDraft | None:
        """Return the draft; says which field cannot be read."""
        values = self.values
        if refusal := required(values["full_name"], _("Nama lengkap")):
            self.refuse_at("full_name", refusal)
            return None
        born = _iso(values["born"])
        if values["born"] and not born:
            self.refuse_at(
                "born", _("Tanggal lahir tidak terbaca. Tulis seperti 31-12-1960, atau kosongkan.")
            )
            return None
        sex = values["sex"].upper()[:1]
        if sex not in {"", "L", "P"}:
            self.refuse_at("sex", _("Tulis L atau P, atau kosongkan."))
            return None
        return ApplicantDraft(values["full_name"], values["nik"], born, sex, values["phone"])


def _iso(text: str) -> str:
    """Return the ISO date of `31-12-1960`, `31/12/1960` or `1960-12-31`; nothing when it is none."""
    clean = text.replace("/", "-").replace(".", "-").replace(" ", "-")
    for form in ("%d-%m-%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(clean, form).date().isoformat()  # noqa: DTZ007 - a date has no zone
        except ValueError:
            continue
    return ""


def _shown(iso: str) -> str:
    """Return `31-12-1960`; what another program wrote otherwise stands as it is."""
    try:
        return f"{date.fromisoformat(iso):%d-%m-%Y}"
    except ValueError:
        return iso
