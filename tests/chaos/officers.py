"""An officer at one counter: does what comes to mind, as fast as hands can, whatever the program says."""

import random
import time

from tests.chaos.counters import Counter
from tests.chaos.ledger import Ledger
from tests.e2e.installation import Died, Json

LONGEST_THOUGHT_S = 0.5
SERVICES = ("paspor_baru", "pengambilan", "alih_status")
PEOPLE = ("", "--name Kartini", "--name Yusuf --phone 0812345")
RECENT = 4
"""Passports are handed over soon, so that two counters often mean the same one."""
IN_HAND = {"called", "serving"}
FREE = (("issue", 8), ("call-next", 12), ("handover", 5), ("ready", 2), ("resume", 2), ("requeue", 2))
BUSY = (("done", 10), ("start", 3), ("missed", 2), ("hold", 2), ("undo", 2), ("recall", 1), ("transfer", 1))
ANYTIME = (("show", 1), ("issue", 1))
COLLECTORS = ("self", "family --name Budi --relation ayah --id-reference KTP-1")


class Officer:
    """Works at one counter until the day is over; a killed desk is opened again and asked how it stands."""

    def __init__(self, counter: Counter, ledger: Ledger, dice: random.Random) -> None:
        self._counter = counter
        self._ledger = ledger
        self._dice = dice
        self._busy = False
        self._aside: list[str] = []
        """Numbers that were held or missed here."""

    def work(self) -> None:
        """Do one action after the other."""
        while self._ledger.take_turn():
            self.do(self._line())
            time.sleep(self._dice.uniform(0, LONGEST_THOUGHT_S))

    def do(self, line: str) -> Json | None:
        """Do one action; None when the desk was killed over it."""
        try:
            answer = self._counter.ask(line)
        except Died:
            self._ledger.cut_off(self._counter.name, line)
            self._busy = False
            return None
        self._ledger.acknowledge(self._counter.name, line, answer)
        self._note(answer)
        return answer

    def _note(self, answer: Json) -> None:
        status, number = answer.get("status"), answer.get("number")
        if answer.get("code") == "in_hand" or status in IN_HAND:
            self._busy = True
        elif answer.get("code") == "nothing_in_hand" or status is not None:
            self._busy = False
        if status in {"held", "missed"} and number:
            self._aside.append(number)

    def _line(self) -> str:
        action = self._one((*(BUSY if self._busy else FREE), *ANYTIME))
        match action:
            case "issue":
                return f"issue --service {self._dice.choice(SERVICES)} {self._dice.choice(PEOPLE)}"
            case "handover" | "ready":
                return self._on_passport(action)
            case "resume" | "requeue":
                number = self._aside.pop() if self._aside else "A-001"
                return f"{action} --ticket {number}"
            case "hold":
                return "hold --reason document"
            case "transfer":
                return f"transfer --to {self._dice.choice(('supervisor', 'stage:biometrics'))}"
            case _:
                return action

    def _on_passport(self, action: str) -> str:
        known = self._ledger.applications[-RECENT:]
        if not known:
            return "show"
        application = self._dice.choice(known)
        if action == "ready":
            return f"ready --application {application} --shelf C-1"
        return f"handover {application} --collector {self._dice.choice(COLLECTORS)}"

    def _one(self, weighted: tuple[tuple[str, int], ...]) -> str:
        actions, weights = zip(*weighted, strict=True)
        return str(self._dice.choices(actions, weights)[0])
