"""One terminal's Laksan day, driven from outside: check in, serve to the end, verify each slip.

What the program acknowledges is kept here, outside it. A killed process is started again and the action
that it did not answer is asked for once more: if it was done already, the program says so.
"""

import contextlib
import random
import shlex
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.installation import Actions, Died, Installation, Json
from tests.e2e.killer import TransactionKiller


@dataclass
class Seen:
    """What the driver saw acknowledged: ids of primary events by kind, and applications by milestone."""

    events: set[str] = field(default_factory=set)
    unanswered: int = 0
    """Actions that were cut off: done or not, the driver cannot know."""
    issued: set[str] = field(default_factory=set)
    interviewed: set[str] = field(default_factory=set)
    slips: dict[str, str] = field(default_factory=dict)
    verified: set[str] = field(default_factory=set)


class TerminalDay:
    """Serves some bookings at one terminal; `served` counts finished ones."""

    def __init__(self, home: Installation, codes: list[str], chance: random.Random) -> None:
        self.home = home
        self.codes = codes
        self.seen = Seen()
        self.killer = TransactionKiller(home.folder / "journal.db.lock")
        self._chance = chance
        self._actions = Actions(home)

    def serve_all(self) -> None:
        """Check everybody in, in groups, and serve until nobody waits."""
        for start in range(0, len(self.codes), 10):
            for code in self.codes[start : start + 10]:
                self._check_in(code)
            while self._serve_next():
                pass

    def make_an_event(self) -> None:
        """Write one more event: a copy of the last slip."""
        *_others, application = self.seen.slips
        self._do(f"slip --application {application} --reason not_printed")

    def close(self) -> None:
        """End the terminal's process."""
        self._actions.close()

    def _check_in(self, code: str) -> None:
        self._do(f"issue --booking {code}")
        self.seen.issued.add(code)

    def _serve_next(self) -> bool:
        called = self._do("call-next")
        if called.get("code") == "nobody_waiting":
            return False
        if "number" not in called:
            # The killed call was committed: the number is in hand, called or, after one more kill, served.
            called = self._do("start")
        if "number" not in called:
            self._do("hold")
            called = self._do("resume")
        if called["stages"]["document_check"]:
            self._interview(called)
        else:
            self._do(f"done --ticket {called['number']}")
        return True

    def _interview(self, ticket: Json) -> None:
        number = ticket["number"]
        (application,) = ticket["applications"]
        if not ticket["stages"]["interview"]:
            self._do(f"interview --ticket {number}")
        self.seen.interviewed.add(application)
        self._do(f"biometrics --ticket {number}")
        slip = self._do(f"slip --ticket {number}")
        if "text" not in slip:
            slip = self._do(f"slip --ticket {number} --reason not_printed")
        self.seen.slips[application] = slip["text"]
        verdict = self._do(f"verify {shlex.quote(slip['text'])}")
        if verdict["valid"] and verdict["application"] == application:
            self.seen.verified.add(application)

    def _do(self, line: str) -> Json:
        """Do one action, again after a kill; only a repeated one may be refused: it was done already."""
        repeated = False
        while True:
            if self._chance.random() < self.killer.share:
                self.killer.aim(self._actions.process)
            try:
                answer = self._actions.ask(line)
            except Died:
                self.seen.unanswered += 1
                repeated = True
                self._start_again()
                continue
            finally:
                self.killer.rest()
            if "event" in answer:
                self.seen.events.add(answer["event"])
            elif "error" in answer:
                assert repeated or answer["code"] == "nobody_waiting", (line, answer)
            return answer

    def _start_again(self) -> None:
        with contextlib.suppress(Exception):
            self._actions.close()
        self._actions = Actions(self.home)


def booking_codes(file: Path) -> list[str]:
    """Return the booking codes of a bookings file."""
    return [line.split(",")[0] for line in file.read_text("utf-8").splitlines()[1:]]
