"""What the officers of a site saw acknowledged, kept outside the program, and how far they have come."""

import json
import threading
from collections import Counter
from pathlib import Path

from tests.e2e.installation import Json


class Ledger:
    """Shared by all officers: turns are counted, so that what befalls the site can be planned by them."""

    def __init__(self, file: Path) -> None:
        self.acknowledged: dict[str, str] = {}
        """Which counter was told of an event that it is recorded, by the event's id."""
        self.people: dict[str, str] = {}
        """Which counter was told that an applicant's name is kept, by the application's id."""
        self.applications: list[str] = []
        """Passports that may be handed over."""
        self.outcomes: Counter[str] = Counter()
        self._file = file
        self._turns = 0
        self._over = False
        self._changed = threading.Condition()

    @property
    def turns(self) -> int:
        """How many actions were begun."""
        return self._turns

    def take_turn(self) -> bool:
        """Count one action that begins; False when the day is over."""
        with self._changed:
            self._turns += 1
            self._changed.notify_all()
            return not self._over

    def wait_for(self, turn: int) -> None:
        """Wait until so many actions were begun."""
        with self._changed:
            self._changed.wait_for(lambda: self._turns >= turn)

    def end(self) -> None:
        """Let nobody begin another action."""
        with self._changed:
            self._over = True

    def acknowledge(self, counter: str, line: str, answer: Json) -> None:
        """Keep an answer; on disk too, for whoever asks later what went wrong."""
        with self._changed:
            self.outcomes[str(answer.get("code", "done"))] += 1
            if "error" not in answer:
                self.acknowledged.update(dict.fromkeys(answer["events"], counter))
                if "--name" in line and line.startswith("issue"):
                    self.people.update(dict.fromkeys(answer["applications"], counter))
                self.applications += [
                    one for one in answer.get("applications", ()) if one not in self.applications
                ]
            with self._file.open("a", encoding="utf-8") as log:
                log.write(json.dumps({"counter": counter, "line": line, "answer": answer}) + "\n")

    def cut_off(self, counter: str, line: str) -> None:
        """Keep that nobody knows what became of an action."""
        with self._changed:
            self.outcomes["cut off"] += 1
            with self._file.open("a", encoding="utf-8") as log:
                log.write(json.dumps({"counter": counter, "line": line, "answer": None}) + "\n")
