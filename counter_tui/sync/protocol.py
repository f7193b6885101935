"""When to do what with a server: a table of steps and results that knows neither clock, disk nor network.

Whoever drives it does what `step` says and reports the result with `take`, until it is told to stop.
"""

from collections.abc import Callable
from enum import StrEnum


class Step(StrEnum):
    """What to do next."""

    HEAD = "head"
    """Ask what the server holds of our chains, and trust that."""
    OFFER_RECORDS = "offer_records"
    OFFER_EVENTS = "offer_events"
    """Push what the server lacks, before anything is pulled."""
    PULL_EVENTS = "pull_events"
    PULL_RECORDS = "pull_records"
    LISTEN = "listen"
    """Everything is exchanged: hold a long-poll open until news or a local commit."""
    SEND_RECORDS = "send_records"
    SEND_EVENTS = "send_events"
    """Push a fresh commit beside the open long-poll."""
    REST = "rest"
    """The server demands a newer version for pulling: pushing goes on at each commit."""
    WAIT = "wait"
    """Out of reach or refused: try again after `pause_s`."""


class Result(StrEnum):
    """How a step ended."""

    DONE = "done"
    MORE = "more"
    """It went well and the same step has more to do."""
    NEWS = "news"
    """The server has more: events while listening, records after the last page of events."""
    COMMITTED = "committed"
    """Something was committed here."""
    DUE = "due"
    """The pause is over."""
    GAP = "gap"
    """The server's head is not where it was: ask again."""
    GONE = "gone"
    """The cursor is void (server epoch ended, or too old) and was dropped: push, then bootstrap."""
    CLOCK = "clock"
    """Our time was refused; the server's has been measured from the refusal."""
    UPGRADE = "upgrade"
    """This version may not pull any more."""
    UNREACHABLE = "unreachable"
    """No answer, or one that no server of ours gives."""
    REFUSED = "refused"
    """The server knows us and will not: revoked, or a signature it cannot accept."""


class ProtocolError(Exception):
    """A result was reported that cannot come from this step: a fault in the driver."""


class Setback(Exception):
    """A request that did not succeed: the result for the protocol, the server's code and its wish to wait."""

    def __init__(self, result: Result, code: str = "", retry_after_s: float | None = None) -> None:
        super().__init__(f"{result} {code}".strip())
        self.result = result
        self.code = code
        self.retry_after_s = retry_after_s


_FLOW: dict[tuple[Step, Result], Step] = {
    (Step.HEAD, Result.DONE): Step.OFFER_RECORDS,
    (Step.OFFER_RECORDS, Result.MORE): Step.OFFER_RECORDS,
    (Step.OFFER_RECORDS, Result.DONE): Step.OFFER_EVENTS,
    (Step.OFFER_EVENTS, Result.MORE): Step.OFFER_EVENTS,
    (Step.OFFER_EVENTS, Result.DONE): Step.PULL_EVENTS,
    (Step.PULL_EVENTS, Result.MORE): Step.PULL_EVENTS,
    (Step.PULL_EVENTS, Result.NEWS): Step.PULL_RECORDS,
    (Step.PULL_EVENTS, Result.DONE): Step.LISTEN,
    (Step.PULL_RECORDS, Result.MORE): Step.PULL_RECORDS,
    (Step.PULL_RECORDS, Result.DONE): Step.LISTEN,
    (Step.LISTEN, Result.DONE): Step.LISTEN,
    (Step.LISTEN, Result.NEWS): Step.PULL_EVENTS,
    (Step.LISTEN, Result.COMMITTED): Step.SEND_RECORDS,
    (Step.SEND_RECORDS, Result.MORE): Step.SEND_RECORDS,
    (Step.SEND_RECORDS, Result.DONE): Step.SEND_EVENTS,
    (Step.SEND_EVENTS, Result.MORE): Step.SEND_EVENTS,
    (Step.SEND_EVENTS, Result.DONE): Step.LISTEN,
    (Step.REST, Result.COMMITTED): Step.HEAD,
    (Step.REST, Result.DUE): Step.HEAD,
    (Step.WAIT, Result.COMMITTED): Step.WAIT,
    (Step.WAIT, Result.DUE): Step.HEAD,
}
_ASKING = frozenset(Step) - {Step.WAIT, Step.REST}
_PUSHING = frozenset({Step.OFFER_EVENTS, Step.SEND_EVENTS})
_PULLING = frozenset({Step.PULL_EVENTS, Step.PULL_RECORDS, Step.LISTEN})
_SETBACKS: dict[Result, tuple[frozenset[Step], Step]] = {
    Result.GAP: (_PUSHING, Step.HEAD),
    Result.GONE: (_PULLING, Step.HEAD),
    Result.UPGRADE: (_PULLING, Step.REST),
    Result.CLOCK: (_ASKING, Step.HEAD),
    Result.UNREACHABLE: (_ASKING, Step.WAIT),
    Result.REFUSED: (_ASKING, Step.WAIT),
}
_STUMBLES = frozenset({Result.GAP, Result.GONE, Result.CLOCK})

FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 10.0
HUB_PAUSE_S = 2.0
"""A hub stands in the same house, and numbers wait for it."""
REFUSED_PAUSE_S = 60.0
REST_PAUSE_S = 600.0
PATIENCE = 3
"""So many stumbles in a row start over at once; the next one waits like a failure."""


def follow(step: Step, result: Result) -> Step:
    """Return the step after `result`; raises ProtocolError where the table has none."""
    if (step, result) in _FLOW:
        return _FLOW[step, result]
    steps, target = _SETBACKS.get(result, (frozenset[Step](), step))
    if step not in steps:
        raise ProtocolError(f"{result} cannot follow {step}")
    return target


class Protocol:
    """One conversation with one server, from its first step on.

    `random` gives numbers from 0 to 1 for the jitter of pauses, none of which is longer than `longest_s`;
    `pause_s` says how long WAIT and REST last.
    """

    def __init__(self, random: Callable[[], float], longest_s: float = LONGEST_PAUSE_S) -> None:
        self._random = random
        self._longest_s = longest_s
        self._failures = 0
        self._stumbles = 0
        self.step = Step.HEAD
        self.pause_s = 0.0

    def take(self, result: Result, retry_after_s: float | None = None) -> Step:
        """Take the result of the present step and return the next; `retry_after_s` is the server's wish."""
        before, self.step = self.step, follow(self.step, result)
        if result in _STUMBLES:
            self._stumble()
        if self.step is Step.WAIT and before is not Step.WAIT:
            self._fail(result, retry_after_s)
        elif self.step is Step.REST:
            self.pause_s = REST_PAUSE_S
        if self.step in (Step.LISTEN, Step.REST) or result is Result.MORE:
            self._failures = self._stumbles = 0
        return self.step

    def _stumble(self) -> None:
        self._stumbles += 1
        if self._stumbles > PATIENCE:
            self.step = Step.WAIT

    def _fail(self, result: Result, retry_after_s: float | None) -> None:
        longest = REFUSED_PAUSE_S if result is Result.REFUSED else self._longest_s
        first = longest if result is Result.REFUSED else FIRST_PAUSE_S
        pause = min(longest, first * 2.0 ** min(self._failures, 10))
        self._failures += 1
        self.pause_s = max(pause * (0.5 + self._random() / 2), retry_after_s or 0.0)
