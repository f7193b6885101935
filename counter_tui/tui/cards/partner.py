"""Which partner collects a list, and who signs for it."""

from counter_tui.core.collectors import PARTNER
from counter_tui.desk.views.pickup import Collector
from counter_tui.language import _, ngettext
from counter_tui.tui.cards.fields import Field, FieldsCard, required


class PartnerCard(FieldsCard[Collector]):
    """Gives the partner with its representative; kept as a record, masked on paper."""

    def __init__(self, count: int) -> None:
        amount = ngettext("{number} paspor", "{number} paspor", count).format(number=count)
        super().__init__(
            title=_("Serahkan ke mitra"),
            aside=amount,
            sentence=_("Satu tanda terima untuk semuanya; u mengurungkan semuanya sekaligus."),
            does=_("Serahkan {amount}").format(amount=amount),
            fields=[
                Field("institution", _("Instansi"), hint=_("Kemenag Kabupaten …")),
                Field("full_name", _("Nama wakil")),
                Field("id_reference", _("Nomor identitas"), hint=_("KTP atau surat tugas")),
            ],
        )

    def decide(self) -> Collector | None:
        """Return the partner; institution, name and ID reference must be there."""
        values = self.values
        labels = {
            "institution": _("Instansi"),
            "full_name": _("Nama wakil"),
            "id_reference": _("Nomor identitas"),
        }
        for field, label in labels.items():
            if refusal := required(values[field], label):
                self.refuse_at(field, refusal)
                return None
        return Collector(
            PARTNER,
            full_name=values["full_name"],
            id_reference=values["id_reference"],
            institution=values["institution"],
        )
