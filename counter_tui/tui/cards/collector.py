"""Who stands at the counter when it is not the owner: name, relation, and the paper that proves it."""

from counter_tui.desk.views.pickup import Collector
from counter_tui.language import _
from counter_tui.tui.cards.fields import Field, FieldsCard, required


class CollectorCard(FieldsCard[Collector]):
    """Gives the collector with what was written down; kept as a record, never in an event or whole on paper.

    `needed` where the office wants the ID reference too.
    """

    def __init__(self, collector: Collector, *, needed: bool = False) -> None:
        self._collector = collector
        self._needed = needed
        super().__init__(
            title=_("Data pengambil"),
            sentence=_("Untuk buku penyerahan. Hanya tersimpan di data kantor ini."),
            does=_("Simpan"),
            fields=[
                Field("full_name", _("Nama lengkap"), collector.full_name),
                Field("relation", _("Hubungan"), collector.relation, _("istri, anak, penerima kuasa")),
                Field("id_reference", _("Nomor identitas"), collector.id_reference, _("KTP atau paspor")),
            ],
        )

    def decide(self) -> Collector | None:
        """Return the collector; a name must be there."""
        values = self.values
        if refusal := required(values["full_name"], _("Nama lengkap")):
            self.refuse_at("full_name", refusal)
            return None
        if self._needed and (refusal := required(values["id_reference"], _("Nomor identitas"))):
            self.refuse_at("id_reference", refusal)
            return None
        return Collector(
            kind=self._collector.kind,
            full_name=values["full_name"],
            relation=values["relation"],
            id_reference=values["id_reference"],
            papers=self._collector.papers,
        )
