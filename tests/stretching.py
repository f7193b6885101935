"""Stretching new PINs and passphrases little: the costs are stored with each, and thousands are checked.

That the program stretches them as much as it should is tested in test_officers and test_keys.
"""

from counter_tui.desk import officers
from counter_tui.store import sealing

LITTLE = (
    (officers, "PIN_MEMORY_KIB", 8),
    (officers, "PIN_PASSES", 1),
    (sealing, "MEMORY_KIB", 8),
    (sealing, "PASSES", 1),
    (sealing, "LANES", 1),
)


def stretch_little() -> None:
    """Stretch little in this process from now on, to its end."""
    for module, cost, value in LITTLE:
        setattr(module, cost, value)
