"""Who this installation is: read by every action, kept in the store."""

import os
from collections.abc import Callable

import msgspec

EPOCH_BITS = 63


def new_epoch(random: Callable[[int], bytes] = os.urandom) -> int:
    """Draw the random number of a new chain; `random` gives that many bytes."""
    return int.from_bytes(random(8)) >> (64 - EPOCH_BITS)


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """One installation's office, site, device and chain.

    `office_code` is the registered code on slips (at most 4 characters), `zone` an IANA name, `counter` its
    label, `role` terminal, hub or central. `tag` is unique in the office; a `plain` device has none on paper.
    `epoch` is the random number of its present chain. `restored_day` is the last business day on which a
    restored device may already have given out numbers that its backup does not know.
    """

    office: str
    device: str
    epoch: int
    office_code: str = ""
    office_name: str = ""
    site: str = "utama"
    zone: str = "Asia/Jakarta"
    counter: str = "1"
    role: str = "terminal"
    tag: str = "1"
    plain: bool = True
    restored_day: str = ""
    restored_tag: str = ""

    def tag_on(self, business_day: str) -> str:
        """Return the tag in this device's ticket numbers of an ISO day; empty for plain numbers.

        Up to the day of a restore it is a fresh one: what was numbered after the backup stays unique.
        """
        if business_day <= self.restored_day:
            return self.restored_tag
        return "" if self.plain else self.tag
