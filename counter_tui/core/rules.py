"""The rules of an office that its settings may change, with the defaults of a new office (DESIGN §4)."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec

from counter_tui.core.collection import SHORTEST_DAYS, CollectionLimit
from counter_tui.core.completion import CompletionLimit
from counter_tui.core.retention import Retention

Count = Annotated[int, msgspec.Meta(ge=0)]
Share = Annotated[int, msgspec.Meta(ge=1)]

SETTING = "setting"
"""The kind of record that holds one rule of an office: `{"value": …}` under the rule's name."""


class Rules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an office decides for itself; the catalogue's `[rules]` holds the defaults.

    `call_by_minutes`: who has waited longer is next, oldest first. `early_minutes`: how long before its
    slot a booking counts as due; `late_minutes`: how long after it an arrival still counts as in time.
    `missed_rule` and `after_n`: when a missed number comes back. `ratio` is online to walk-in, such as
    (2, 1), or None for no ratio. `hours` is printed as it stands. `papers_one_by_one`: each paper of a
    collector is ticked; `collector_named`: family and proxy are written down with name and ID reference.
    `handover_receipt` printed: the collector signs a receipt, which is ticked afterwards; none: `enter`
    attests that the register (*buku penyerahan*) was signed. `uncollected_days`: from which day on a
    passport is listed as uncollected; `collection_limits`: until when it may be collected, by date.
    `refusal_note` printed: a refusal note comes with the outcome; asked: only with `p`.
    `completion_limits`: how long what was incomplete may be completed, by date; none says nothing.
    `retention`: how long personal records are kept after the closing, by date. `lease_days`: how long a
    terminal that lost its server shows personal data; 0 for ever.
    """

    call_by_minutes: Count = 60
    early_minutes: Count = 2
    late_minutes: Count = 15
    missed_rule: Literal["end", "after_n", "requeue_now"] = "end"
    after_n: Count = 3
    missed_pause_minutes: Count = 5
    ratio: tuple[Share, Share] | None = None
    undo_minutes: Count = 5
    recall_seconds: Count = 5
    ticket_digits: Annotated[int, msgspec.Meta(ge=2, le=6)] = 3
    auto_slip: bool = False
    papers_one_by_one: bool = False
    collector_named: bool = False
    handover_receipt: Literal["none", "printed"] = "none"
    uncollected_days: Annotated[int, msgspec.Meta(ge=1, le=SHORTEST_DAYS)] = 20
    collection_limits: Annotated[tuple[CollectionLimit, ...], msgspec.Meta(min_length=1)] = (
        CollectionLimit("1 month"),
    )
    refusal_note: Literal["printed", "asked"] = "printed"
    completion_limits: tuple[CompletionLimit, ...] = (CompletionLimit(30),)
    hours: str = "08.00–16.00"
    retention: Annotated[tuple[Retention, ...], msgspec.Meta(min_length=1)] = (Retention(),)
    lease_days: Annotated[int, msgspec.Meta(ge=0, le=366)] = 14


def overlaid(rules: Rules, records: Mapping[str, Mapping[str, Any]]) -> Rules:
    """Return the rules with each valid record laid over them; what does not fit leaves the default."""
    for name, data in records.items():
        changed = {**msgspec.structs.asdict(rules), name: data.get("value")}
        try:
            rules = msgspec.convert(changed, type(rules))
        except msgspec.ValidationError:
            continue
    return rules
