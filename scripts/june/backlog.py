"""The drill's own small account of every application, kept without the program's folds.

What is expected of the centre at the end comes from here alone: a list of open applications by day, stage
and product.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from counter_tui.core.catalogue import Service

Place = tuple[str, str, str]
"""The day on which an application came, the stage that it waits for, and its product."""

HANDOVER = "handover"
"""What an application waits for when all its stages are done."""


@dataclass(slots=True)
class Application:
    """One application as the drill made it; `left` are the stages that are still to be done, in order."""

    id: str
    ticket: str
    number: str
    day: str
    service: Service
    product: str
    left: list[str] = field(init=False)
    closed: bool = False

    def __post_init__(self) -> None:
        self.left = [*sum(self.service.route, ()), *self.service.back_office]

    @property
    def waits_for(self) -> str:
        """The next stage."""
        return self.left[0] if self.left else HANDOVER


def open_list(applications: Iterable[Application]) -> Counter[Place]:
    """Return how many applications are open, by day, stage and product."""
    return Counter((one.day, one.waits_for, one.product) for one in applications if not one.closed)
