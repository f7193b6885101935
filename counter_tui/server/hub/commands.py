"""What terminals ask of their hub, done by one thread: all that waits in one transaction.

Answers are given after COMMIT. Each is kept in its command's transaction and given again to whoever
repeats it, so that an answer that was lost on the way strands no number and calls nobody twice.
"""

import logging
import os
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field

import msgspec
from msgspec.structs import replace

from counter_tui.core.catalogue import builtin
from counter_tui.core.event import MalformedEvent
from counter_tui.core.hub_announcement import HubAnnouncement
from counter_tui.core.refusal import Refused
from counter_tui.desk.desk import Desk
from counter_tui.desk.views.state import SyncView
from counter_tui.language import _, speaking
from counter_tui.server.hub import actions
from counter_tui.server.hub.evidence import Evidence
from counter_tui.store.hub import answers, sequence, standing
from counter_tui.store.hub.command_store import CommandStore
from counter_tui.store.store import Store, wall_ms
from counter_tui.store.transaction import Transaction
from counter_tui.sync.desk_command import NEVER_ARRIVED, RESOLVE, DeskAnswer, DeskCommand
from counter_tui.sync.move import MOVED, MOVING

TOGETHER = 32
"""So many commands share a transaction at most: the first of them waits no longer than the last."""

_log = logging.getLogger("counter_tui.hub")


@dataclass(frozen=True, slots=True)
class Asked:
    """One command of a proven device, in whose language it is answered, and where that is awaited."""

    device: str
    action: str
    command: DeskCommand
    language: str = ""
    answer: "Future[DeskAnswer]" = field(default_factory=Future)


class Commands:
    """The hub's one thread that calls and numbers; `done` is called in it after each commit.

    `evidence` is added to each answer; without it nothing is proven.
    """

    def __init__(
        self,
        store: Store,
        done: Callable[[], None],
        evidence: Evidence | None = None,
        *,
        now: Callable[[], int] = wall_ms,
        random: Callable[[int], bytes] = os.urandom,
    ) -> None:
        """Write into the hub's store; `now` gives UTC milliseconds, `random` that many bytes."""
        self._store = store
        self._now = now
        self._random = random
        self._done = done
        self._evidence = evidence
        self._asked: queue.SimpleQueue[Asked | None] = queue.SimpleQueue()
        self._desk: tuple[CommandStore, Desk] | None = None
        self._thread = threading.Thread(target=self.run, name="commands", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """End after what was asked so far."""
        self._asked.put(None)
        if self._thread.ident is not None:
            self._thread.join()

    def ask(self, asked: Asked) -> "Future[DeskAnswer]":
        """Queue a command and return where its answer will be, or why the store could not be written."""
        self._asked.put(asked)
        return asked.answer

    def run(self) -> None:
        """Do what is asked until `stop`, in the thread of the caller."""
        while (first := self._asked.get()) is not None:
            batch, ending = self._waiting(first)
            # Who hung up before it was begun asks again, or asks what became of it.
            self._take([asked for asked in batch if asked.answer.set_running_or_notify_cancel()])
            if ending:
                return

    def _waiting(self, first: Asked) -> tuple[list[Asked], bool]:
        batch = [first]
        while len(batch) < TOGETHER and not self._asked.empty():
            asked = self._asked.get()
            if asked is None:
                return batch, True
            batch.append(asked)
        return batch, False

    def _take(self, batch: list[Asked]) -> None:
        try:
            with self._store.write() as transaction:
                gone = self._granted_elsewhere(transaction)
                found = [self._proven(transaction, asked, gone) for asked in batch]
                sequence.number_new(transaction.connection)
        except Exception as error:
            self._desk = None  # what it remembers of this transaction never came to be
            for asked in batch:
                asked.answer.set_exception(error)
            return
        for asked, answer in zip(batch, found, strict=True):
            asked.answer.set_result(answer)
        self._done()

    def _granted_elsewhere(self, transaction: Transaction) -> DeskAnswer | None:
        """Return the answer to whatever is new while this hub moves, or after it moved."""
        if successor := standing.successor(transaction.connection):
            return _moved(successor)
        return _moving() if standing.is_moving(transaction.connection, self._now()) else None

    def _proven(self, transaction: Transaction, asked: Asked, gone: DeskAnswer | None) -> DeskAnswer:
        answer = self._answered(transaction, asked, gone)
        if self._evidence is None:
            return answer
        return self._evidence.added(transaction, answer, asked.command.cursor)

    def _answered(self, transaction: Transaction, asked: Asked, gone: DeskAnswer | None) -> DeskAnswer:
        known = answers.known(transaction.connection, asked.device, asked.command.id)
        if known is not None:
            return msgspec.json.decode(known, type=DeskAnswer)
        if gone is not None:
            return replace(gone, id=asked.command.id)
        answer = _void(asked) if asked.action == RESOLVE else self._acted(transaction, asked)
        answers.keep(transaction, asked.device, asked.command.id, msgspec.json.encode(answer).decode())
        return answer

    def _acted(self, transaction: Transaction, asked: Asked) -> DeskAnswer:
        store, desk = self._desk or self._open_desk(transaction)
        self._desk = store, desk
        command = asked.command
        try:
            with speaking(asked.language), store.within(transaction, asked.device, command.counter):
                desk.act_for(command.officer)
                ticket = actions.act(desk, asked.action, command.arguments)
        except (Refused, MalformedEvent) as error:
            if store.lines:
                self._desk = None  # it remembers what was taken back
            refusal = error if isinstance(error, Refused) else actions.unreadable()
            return DeskAnswer(id=command.id, done=False, code=refusal.code, sentence=refusal.sentence)
        return DeskAnswer(
            id=command.id,
            done=True,
            ticket=ticket.id,
            words=ticket.reason,
            lines=[line.decode() for line in store.lines],
            jobs=store.jobs,
        )

    def _open_desk(self, transaction: Transaction) -> tuple[CommandStore, Desk]:
        """Return the one desk at which the hub acts for all counters: it follows the queue once for all."""
        store = CommandStore(self._store.path, now=self._now, random=self._random)
        desk = Desk(
            store,
            builtin(),
            printers=tuple,
            line=no_line,
            now=self._now,
            random=self._random,
            hub=standing.authority(transaction.connection, transaction.identity.device),
        )
        return store, desk


def _void(asked: Asked) -> DeskAnswer:
    return DeskAnswer(id=asked.command.id, done=False, code=NEVER_ARRIVED)


def _moved(successor: str) -> DeskAnswer:
    address = msgspec.json.decode(successor, type=HubAnnouncement).address
    sentence = _(
        "Hub sudah pindah ke {address}. Tidak ada yang berubah. Loket ini menyambung ke sana sendiri."
    )
    return DeskAnswer(id="", done=False, code=MOVED, sentence=sentence.format(address=address))


def _moving() -> DeskAnswer:
    sentence = _("Hub sedang pindah ke komputer lain. Tidak ada yang berubah. Ulangi sebentar lagi.")
    return DeskAnswer(id="", done=False, code=MOVING, sentence=sentence)


def no_line() -> SyncView:
    """Return the state of the line at a desk that nobody looks at."""
    return SyncView(state="alone", unsynced=0, since=None, oldest=None)
