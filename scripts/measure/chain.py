"""A device's chain as the program itself would write it: encoded, hashed and linked by its own rules."""

import os
from typing import Any

from counter_tui.core import clock
from counter_tui.core.event import GENESIS, Event, digest, encode
from counter_tui.core.ids import uuid7
from counter_tui.store.identity import Identity

Said = tuple[str, str, dict[str, Any], int]
"""Stream, type, data and UTC milliseconds of an event to be."""

OFFICER = "k3j2h1abcdef"


class Chain:
    """A device's chain from its beginning; `seq`, `hash` and `hlc` are its head."""

    def __init__(self, identity: Identity) -> None:
        self._who = identity
        self.seq = 0
        self.hash = GENESIS
        self.hlc = 0

    def add(self, said: Said, random: bytes) -> tuple[Event, bytes]:
        """Return the next event and its line; `random` are the 10 bytes of its id."""
        stream, kind, data, at = said
        self.seq += 1
        self.hlc = clock.stamp(at, self.hlc, 0)
        event = Event(
            actor=OFFICER,
            at=at,
            data=data,
            device=self._who.device,
            epoch=self._who.epoch,
            hlc=self.hlc,
            id=uuid7(at, random),
            office=self._who.office,
            prev=self.hash,
            seq=self.seq,
            site=self._who.site,
            stream=stream,
            type=kind,
            v=1,
        )
        body = encode(event)
        self.hash = digest(body)
        return event, body


def new_id(at: int) -> str:
    """Return an id that nobody else has."""
    return uuid7(at, os.urandom(10))
