"""The line between a node and its server: it loses requests and answers, repeats, delays and parts."""

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import TypeVar

from counter_tui.sync.protocol import Result, Setback

T = TypeVar("T")

_KINDS = ("", "request lost", "answer lost", "duplicated", "late")
_WEIGHTS = (74, 6, 7, 7, 6)


class Network:
    """Decides by its dice what happens to each message, and counts it in `seen`."""

    def __init__(self, dice: Random, seen: Counter[str], note: Callable[[str], None]) -> None:
        self.calm = False
        self.parted: set[str] = set()
        self.cut: set[tuple[str, str]] = set()
        """Nodes that cannot reach a server while others do."""
        self._dice = dice
        self._seen = seen
        self._note = note
        self._late: list[tuple[str, Callable[[], object]]] = []

    def carry(self, node: str, server: str, what: str, do: Callable[[], T]) -> T:
        """Bring a node's request to a server and the answer back; raises Setback where one is lost."""
        if node in self.parted or (node, server) in self.cut:
            self._seen["parted"] += 1
            raise Setback(Result.UNREACHABLE, "parted")
        fault = "" if self.calm else self._dice.choices(_KINDS, _WEIGHTS)[0]
        if fault:
            self._seen[fault] += 1
            self._note(f"  {node}'s {what}: {fault}")
        if fault == "request lost":
            raise Setback(Result.UNREACHABLE, fault)
        if fault == "late":
            self._late.append((f"{node}'s {what}", do))
            raise Setback(Result.UNREACHABLE, fault)
        answer = do()
        if fault == "duplicated":
            self._once_more(do)
        if fault == "answer lost":
            raise Setback(Result.UNREACHABLE, fault)
        return answer

    def heal(self) -> None:
        """Lose, repeat, delay and part nothing from now on."""
        self.calm = True
        self.parted.clear()
        self.cut.clear()

    def deliver_late(self) -> None:
        """Let one of the delayed requests arrive, behind whatever was sent since; nobody hears its answer."""
        if self._late:
            name, do = self._late.pop(self._dice.randrange(len(self._late)))
            self._seen["reordered"] += 1
            self._note(f"  late arrives {name}")
            self._once_more(do)

    def deliver_all(self) -> None:
        """Let everything that is still under way arrive."""
        while self._late:
            self.deliver_late()

    def _once_more(self, do: Callable[[], object]) -> None:
        try:
            do()
        except Setback as setback:
            self._note(f"  nobody hears: {setback}")
