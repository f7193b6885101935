"""What a site's hubs answered to commands, seen on the lines: a repeat gets the answer of the first time."""

import json
import re
import threading
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from counter_tui.sync import move

_COMMAND = b"POST /v1/desk/"
_DONE = b"HTTP/1.1 200 "
_PACKED = re.compile(rb"\r\ncontent-encoding:", re.IGNORECASE)


class Said(NamedTuple):
    """What an answer said to a command."""

    done: bool
    ticket: str
    code: str
    lines: tuple[str, ...]


class Answers:
    """Told every request and its answer by the lines, whose threads call it."""

    def __init__(self) -> None:
        self._said: dict[tuple[int, str], set[Said]] = defaultdict(set)
        self._times = 0
        self._lock = threading.Lock()

    @property
    def repeated(self) -> int:
        """How often a command was answered that had been answered before."""
        return self._times - len(self._said)

    def hear(self, reign: int, request: bytes, answer: bytes) -> None:
        """Keep the answer to a command; a hub that moves has not answered it yet.

        A promotion begins another `reign`: what the lost hub answered is not known in it.
        """
        if not (request.startswith(_COMMAND) and answer.startswith(_DONE)) or _PACKED.search(answer):
            return
        told = json.loads(answer.partition(b"\r\n\r\n")[2])
        if told.get("code") in {move.MOVING, move.MOVED}:
            return
        said = Said(told["done"], told.get("ticket", ""), told.get("code", ""), tuple(told.get("lines", ())))
        with self._lock:
            self._said[reign, told["id"]].add(said)
            self._times += 1

    def different(self) -> Iterator[str]:
        """Yield the commands that were answered in more than one way."""
        for (_reign, command), said in self._said.items():
            if len(said) > 1:
                yield f"command {command} was answered in {len(said)} ways"
