"""What kinds of offices are simulated by turns."""

from enum import StrEnum

from tests.simulation.templates import Topology


class Story(StrEnum):
    """What befalls an office beside what befalls all of them."""

    ALL = "copied and restored devices, a restored centre"
    COPIES = "copied devices"
    RESTORES = "restored devices and servers, terminals in the hub's place"
    PROMOTIONS = "terminals in the hub's place, one after another"


KINDS = (
    (Topology.CENTRE, Story.ALL),
    (Topology.HUB, Story.PROMOTIONS),
    (Topology.HUB, Story.COPIES),
    (Topology.BOTH, Story.RESTORES),
    (Topology.CENTRE, Story.ALL),
    (Topology.BOTH, Story.PROMOTIONS),
    (Topology.BOTH, Story.COPIES),
    (Topology.HUB, Story.RESTORES),
)
