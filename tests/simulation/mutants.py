"""One fault a promise, put into the real code: the simulation must see each of them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest

from counter_tui.core import application_moves, contradictions, folding, record, ticket_moves
from counter_tui.core.contradictions import Flag
from counter_tui.core.event import Event
from counter_tui.core.ticket_state import CALLABLE, CALLED, SERVING
from counter_tui.desk import calling, hand
from counter_tui.store import chains, numbers
from counter_tui.store.central import ingest
from counter_tui.store.central.examine import Line
from counter_tui.store.central.ingest import Verdict
from counter_tui.store.driver import Connection
from counter_tui.store.hub import answers
from counter_tui.store.identity import Identity
from counter_tui.sync.exchange import Exchange
from tests.simulation import templates

Patch = pytest.MonkeyPatch


def drops_the_last_line(patch: Patch) -> None:
    """Ingest leaves the last line of a page out, and moves the head all the same."""
    real = ingest._Ingest._take

    def take(self: Any, lines: Sequence[Line], ingested: int, insert: Any) -> list[Verdict]:
        kept = lines[:-1] if len(lines) > 1 else lines
        return [
            *real(self, kept, ingested, insert),
            *(Verdict(one.seq, "accepted") for one in lines[len(kept) :]),
        ]

    patch.setattr(ingest._Ingest, "_take", take)


def keeps_repeats_apart(patch: Patch) -> None:
    """Ingest takes what it knows already for a copy's."""
    patch.setattr(ingest._Ingest, "_judge_known", lambda self, lines: self._apart(lines, "clone"))


def numbers_again(patch: Patch) -> None:
    """A device gives each number out two times."""
    real, given = numbers.take, dict[tuple[str, str, str], list[int]]()

    def take(connection: Connection, identity: Identity, day: str, series: str) -> int:
        before = given.setdefault((identity.device, day, series), [])
        before.append(before[-1] if len(before) % 2 else real(connection, identity, day, series))
        return before[-1]

    patch.setattr(numbers, "take", take)


def calls_again(patch: Patch) -> None:
    """The desk lets a number be called that is called already."""
    patch.setattr(calling, "CALLABLE", {*CALLABLE, CALLED, SERVING})
    patch.setattr(hand, "refuse_while_in_hand", lambda _post: None)
    real = hand.take

    def take(post: Any, step: Any, ticket: str | None, allowed: Any, hint: str) -> Any:
        if set(allowed) >= {CALLED, SERVING}:
            return step.ticket(hand.meant(post, ticket))
        return real(post, step, ticket, allowed, hint)

    patch.setattr(hand, "take", take)


def calls_anybodys(patch: Patch) -> None:
    """The desk lets a number be called whosever it is."""
    patch.setattr(hand, "refuse_foreign", lambda _post, _state: None)


def forgets_answers(patch: Patch) -> None:
    """A hub does a repeated command again."""
    patch.setattr(answers, "known", lambda *_place: None)
    patch.setattr(answers, "keep", lambda *_answer: None)


def flags_no_second_handover(patch: Patch) -> None:
    """The fold takes a second handover for nothing remarkable."""
    real = contradictions.flagged

    def flagged(state: Any, code: str, event: Event, *others: str) -> tuple[Flag, ...]:
        return state.flags if code == "handover_twice" else real(state, code, event, *others)

    patch.setattr(application_moves, "flagged", flagged)


def flags_no_second_call(patch: Patch) -> None:
    """The fold takes a second call for nothing remarkable."""
    real = contradictions.flagged

    def flagged(state: Any, code: str, event: Event, *others: str) -> tuple[Flag, ...]:
        return state.flags if code == "called_twice" else real(state, code, event, *others)

    patch.setattr(ticket_moves, "flagged", flagged)


def folds_as_it_comes(patch: Patch) -> None:
    """The fold trusts the order in which events arrived."""
    patch.setattr(
        folding, "sorted", lambda found, key=None: list(found) if key else sorted(found), raising=False
    )


def trusts_itself(patch: Patch) -> None:
    """Sync believes that the centre has what it once had."""
    real = Exchange._head

    async def head(self: Exchange) -> Any:
        result = await real(self)
        for chain in self.store.chains():
            self._positions[chain.epoch] = max(
                self._positions.get(chain.epoch, 0), self.store.durable(chain.epoch)
            )
        return result

    patch.setattr(Exchange, "_is_ours", lambda _self, _chain, _theirs: True)
    patch.setattr(Exchange, "_head", head)
    patch.setattr("counter_tui.store.syncing.StoreSync.settle", _never_back)
    patch.setattr(chains, "doubt", lambda *_chains: None)


def _never_back(self: Any, epoch: int, durable: int, held: Sequence[tuple[int, str]] = ()) -> None:
    with self._store.write() as transaction:
        chain = (transaction.identity.device, epoch)
        chains.settle(transaction.connection, chain, max(durable, self.durable(epoch)))


def resurrects_by_rev(patch: Patch) -> None:
    """A newer version stands over an erasure."""
    patch.setattr(record, "_RANK", dict.fromkeys(record.Standing, 0))


def forgets_the_head(patch: Patch) -> None:
    """The mark of what the centre holds names another line."""
    real = chains.settle

    def settle(connection: Connection, chain: tuple[str, int], durable: int) -> None:
        real(connection, chain, durable)
        connection.execute(
            "UPDATE watermark SET durable_hash = 'x' WHERE device = ? AND epoch = ? AND durable > 2", chain
        )

    patch.setattr(chains, "settle", settle)


MUTANTS: dict[str, Callable[[Patch], None]] = {
    "lost": drops_the_last_line,
    "twice": keeps_repeats_apart,
    "number": numbers_again,
    "call": calls_again,
    "caller": calls_anybodys,
    "double": flags_no_second_call,
    "command": forgets_answers,
    "handover": flags_no_second_handover,
    "projection": folds_as_it_comes,
    "quiet": trusts_itself,
    "erased": resurrects_by_rev,
    "check": forgets_the_head,
}
"""Invariant → the mutant that breaks it."""


@contextmanager
def mutated(invariant: str) -> Iterator[None]:
    """Run with the mutant of an invariant in place."""
    templates.make_all()  # what every later run copies must not be made by a mutant
    with pytest.MonkeyPatch.context() as patch:
        MUTANTS[invariant](patch)
        yield
