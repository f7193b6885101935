"""One terminal's Laksan day, driven from outside: check in, serve to the end, verify each slip.

What the program acknowledges is kept here, outside it. Of an action that a killed process did not answer
nobody knows whether it is done: the program is started again and asked, with `do show`, what the last
action on that number recorded. So at the end every id is either acknowledged or was never written.
"""

import random
import shlex
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.installation import Actions, Died, Installation, Json
from tests.e2e.killer import TransactionKiller

GROUP = 10
"""How many arrive before the counter serves them."""

_ACTIONS_EACH = 8
_NOT_DONE = {"nothing_in_hand", "not_checked_in"}


@dataclass
class Seen:
    """What the driver saw acknowledged: ids of all events, and applications by milestone."""

    events: set[str] = field(default_factory=set)
    issued: set[str] = field(default_factory=set)
    interviewed: set[str] = field(default_factory=set)
    slips: dict[str, str] = field(default_factory=dict)
    """Numbers by application."""
    verified: set[str] = field(default_factory=set)
    unanswered: int = 0
    """Actions that were cut off …"""
    found_done: int = 0
    """… and of these the ones that turned out to be recorded."""


class TerminalDay:
    """Serves some bookings at one terminal, and dies in a transaction at `kills` moments of the day."""

    def __init__(self, home: Installation, codes: list[str], chance: random.Random, kills: int) -> None:
        self.home = home
        self.codes = codes
        self.seen = Seen()
        self.killer = TransactionKiller(home.folder / "journal.db.lock")
        # Of the day's actions half are left after the last moment: a hunt may miss many transactions.
        moments = range(int(len(codes) * _ACTIONS_EACH * 0.5))
        self._hunts = sorted(chance.sample(moments, kills))
        self._count = 0
        self._actions = Actions(home)

    def serve_all(self) -> None:
        """Check everybody in, in groups, and serve until nobody waits."""
        for start in range(0, len(self.codes), GROUP):
            for code in self.codes[start : start + GROUP]:
                self._do(f"issue --booking {code}", f"show --booking {code}")
                self.seen.issued.add(code)
            while self._serve_next():
                pass

    def make_an_event(self) -> None:
        """Write one more event: a copy of a slip."""
        number = next(iter(self.seen.slips.values()))
        self._do(f"slip --ticket {number} --reason not_printed", f"show --ticket {number}")

    def close(self) -> None:
        """End the terminal's process."""
        self._actions.close()

    def _serve_next(self) -> bool:
        called = self._do("call-next", "show")
        if called.get("code") == "nobody_waiting":
            return False
        if called["stages"]["document_check"]:
            self._interview(called)
        else:
            self._on(called["number"], "done")
        return True

    def _interview(self, ticket: Json) -> None:
        number = ticket["number"]
        (application,) = ticket["applications"]
        self._on(number, "interview")
        self.seen.interviewed.add(application)
        assert self._on(number, "biometrics")["status"] == "finished"
        slip = self._on(number, "slip")
        if "text" not in slip:
            # It is recorded, but whether its paper came out nobody knows: the officer prints a copy.
            slip = self._on(number, "slip", "--reason not_printed")
        self.seen.slips[application] = number
        verdict = None
        while verdict is None:
            verdict = self._asked(f"verify {shlex.quote(slip['text'])}")
        if verdict["valid"] and verdict["application"] == application:
            self.seen.verified.add(application)

    def _on(self, number: str, action: str, more: str = "") -> Json:
        return self._do(f"{action} --ticket {number} {more}", f"show --ticket {number}")

    def _do(self, line: str, show: str) -> Json:
        """Do one action until it is done; `show` asks whether it is."""
        while True:
            answer = self._asked(line) or self._found_out(show)
            if answer is None:
                continue
            if answer.get("code") != "nobody_waiting":
                assert "error" not in answer, (line, answer)
                self.seen.events.update(answer["events"])
            return answer

    def _asked(self, line: str) -> Json | None:
        """Return the answer; None when the process was killed before it gave one."""
        self._count += 1
        hunt = len(self._hunts) > self.killer.kills and self._count > self._hunts[self.killer.kills]
        try:
            if not hunt:
                return self._actions.ask(line)
            with self.killer.hunting(self._actions.process):
                return self._actions.ask(line)
        except Died:
            self.seen.unanswered += 1
            self._actions.close()
            self._actions = Actions(self.home)
            return None

    def _found_out(self, show: str) -> Json | None:
        """Return what the last action on the number recorded; None when that is one known before."""
        answer = self._actions.ask(show)
        if answer.get("code") in _NOT_DONE:
            return None
        assert "error" not in answer, (show, answer)
        if self.seen.events.issuperset(answer["events"]):
            return None
        self.seen.found_done += 1
        return answer


def booking_codes(file: Path) -> list[str]:
    """Return the booking codes of a bookings file."""
    return [line.split(",")[0] for line in file.read_text("utf-8").splitlines()[1:]]
