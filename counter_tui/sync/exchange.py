"""Doing one step of the protocol: what leaves the store, what the link answers, what the store keeps."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

from counter_tui.core import hub_announcement
from counter_tui.core.chain import ChainHead, Feed
from counter_tui.core.device_certificate import SignedCertificate
from counter_tui.core.event import digest
from counter_tui.core.record import Record
from counter_tui.sync import wire
from counter_tui.sync.ports import SyncStore
from counter_tui.sync.proof import Certified, Proof
from counter_tui.sync.protocol import Result, Setback, Step
from counter_tui.sync.relaying import FORKED, Centre, Relaying

log = logging.getLogger(__name__)

LISTEN_S = 20
RECORDS = 200
REVOKED = "revoked"


class Server(Centre, Protocol):
    """A server as the exchange asks it; `link.Link` is the real one. Every method may raise Setback."""

    async def head(self) -> wire.HeadAnswer:
        """Ask what the server holds."""

    async def push(self, head: ChainHead, lines: list[bytes], durable: int = 0) -> wire.PushAnswer:
        """Push lines of one own chain, which the centre is known to have up to `durable`."""

    async def pull(self, question: wire.PullQuery) -> tuple[wire.PullHead, list[bytes]]:
        """Ask for events."""

    def prove(self, head: wire.PullHead) -> Proof:
        """Judge whose chains a pulled page is about."""

    def certified(self, found: list[SignedCertificate]) -> list[Certified]:
        """Return the certificates that the centre is behind."""

    async def push_records(self, versions: list[Record]) -> wire.RecordsAnswer:
        """Push own versions of records."""

    async def pull_records(self, cursor: str) -> tuple[wire.RecordsHead, list[Record]]:
        """Ask for records."""


@dataclass(slots=True)
class Tally:
    """How much was exchanged since the start."""

    pushed: int = 0
    pulled: int = 0


@dataclass(slots=True)
class Exchange:
    """One server and one store; remembers between steps what the server said of our chains."""

    store: SyncStore
    link: Server
    tally: Tally = field(default_factory=Tally)
    _server: tuple[str, str] = ("", "")
    _positions: dict[int, int] = field(default_factory=dict)
    _suspect: set[int] = field(default_factory=set)
    _relaying: Relaying = field(init=False)

    def __post_init__(self) -> None:
        self._relaying = Relaying(self.store.others, self.link)

    async def do(self, step: Step) -> Result:
        """Do one step that asks the server; raises Setback, whose result the protocol takes instead."""
        doing: dict[Step, Callable[[], Awaitable[Result]]] = {
            Step.HEAD: self._head,
            Step.OFFER_RECORDS: self._push_records,
            Step.SEND_RECORDS: self._push_records,
            Step.OFFER_EVENTS: self._push_events,
            Step.SEND_EVENTS: self._push_events,
            Step.PULL_EVENTS: self._pull_events,
            Step.PULL_RECORDS: self._pull_records,
            Step.LISTEN: self._listen,
        }
        try:
            return await doing[step]()
        except Setback as setback:
            if setback.result is Result.GONE:
                self.store.forget_cursors()
            raise

    async def _head(self) -> Result:
        answer = await self.link.head()
        self._server = (answer.server, answer.server_epoch)
        self.store.meet(answer.server, answer.server_epoch)
        known = {head.epoch: head for head in answer.heads}
        durable = {head.epoch: head.seq for head in answer.durable}
        for chain in self.store.chains():
            theirs = known.get(chain.epoch, ChainHead(epoch=chain.epoch))
            proven = self.store.durable(chain.epoch)
            told = durable.get(chain.epoch, proven if answer.through else 0)
            if not self._is_ours(chain, theirs):
                # Push what the centre never took from us, so that it lies in its quarantine, then part.
                self._positions[chain.epoch] = min(proven, theirs.seq)
                self._suspect.add(chain.epoch)
            elif proven < chain.seq < theirs.seq:
                # Another home of this device went on there: whether behind these lines, answers will tell.
                self._positions[chain.epoch] = proven
                self.store.settle(chain.epoch, min(told, proven))
            else:
                self._positions[chain.epoch] = theirs.seq
                self.store.settle(chain.epoch, told)
                self.store.relayed(chain.epoch, theirs.seq)
        self._relaying.told(answer.relayed)
        if self._relaying.is_relay:
            self.store.others.keep(self.link.certified(answer.devices))
        return Result.DONE

    def _is_ours(self, chain: ChainHead, theirs: ChainHead) -> bool:
        if theirs.seq > chain.seq:
            # After a restore the centre rightly knows more of an older epoch; of the current one it cannot.
            return chain.epoch != self.store.current_epoch()
        return theirs.seq == 0 or self.store.hash_at(chain.epoch, theirs.seq) == theirs.hash

    async def _push_events(self) -> Result:
        for chain in self.store.chains():
            if chain.seq > self._positions.get(chain.epoch, 0):
                return await self._push_chain(chain)
            if chain.epoch in self._suspect:
                self._part_from(chain.epoch)
        relayed = await self._relaying.push()
        if relayed is None:
            return Result.DONE
        self.tally.pushed += relayed
        return Result.MORE

    async def _push_chain(self, chain: ChainHead) -> Result:
        position, lines = self._next_lines(chain)
        last = ChainHead(epoch=chain.epoch, seq=position + len(lines), hash=digest(lines[-1]))
        answer = await self.link.push(last, lines, self.store.durable(chain.epoch))
        held = [(event.seq, event.reason) for event in wire.quarantined(answer.events)]
        self.tally.pushed += len(answer.events) - len(held)
        if any(reason == FORKED for _seq, reason in held):
            self._suspect.add(chain.epoch)
        parting = chain.epoch in self._suspect
        # What the server holds behind these lines may be another's: it says nothing of ours.
        reached = last.seq if parting else min(answer.relayed, last.seq)
        # Only HEAD sets a watermark back: a new hub has not heard yet how far the centre is.
        durable = max(min(answer.durable, reached), self.store.durable(chain.epoch))
        self.store.settle(chain.epoch, last.seq if parting else durable, held)
        self.store.relayed(chain.epoch, reached)
        if reached <= position:
            revoked = any(reason == REVOKED for _seq, reason in held)
            raise Setback(Result.REFUSED, REVOKED) if revoked else Setback(Result.GAP, "not_taken")
        self._positions[chain.epoch] = reached
        return Result.MORE

    def _next_lines(self, chain: ChainHead) -> tuple[int, list[bytes]]:
        """Return lines behind what the server holds; a new hub also lacks what is pruned here and durable."""
        for position in (self._positions.get(chain.epoch, 0), self.store.durable(chain.epoch)):
            lines = self.store.lines(chain.epoch, position, wire.MAX_LINES)
            if lines:
                return position, lines
        raise Setback(Result.UNREACHABLE, "pruned_here_and_lost_there")

    def _part_from(self, epoch: int) -> None:
        self.store.give_up(epoch)
        self._suspect.discard(epoch)

    async def _push_records(self) -> Result:
        versions = self.store.records_to_push(RECORDS)
        if not versions:
            return Result.DONE
        answer = await self.link.push_records(versions)
        if answer.refused:
            kinds = ", ".join(sorted({f"{one.kind} ({one.reason})" for one in answer.refused}))
            log.warning("the server refused %d records: %s", len(answer.refused), kinds)
        self.store.records_pushed(versions)
        if any(one.kind == hub_announcement.KIND for one in versions) and not self._relaying.is_relay:
            await self._head()  # who announced itself as a site's hub may be a relay from now on
        return Result.MORE

    async def _pull_events(self) -> Result:
        head = await self._pull(wait=0)
        if head.more:
            return Result.MORE
        untold = not self.store.cursor(self._feed("records"))
        return Result.NEWS if head.records or untold else Result.DONE

    async def _listen(self) -> Result:
        head = await self._pull(wait=LISTEN_S)
        return Result.NEWS if head.more or head.records else Result.DONE

    async def _pull(self, wait: int) -> wire.PullHead:
        feed, mine = self._feed("events"), self.store.current_epoch()
        asked = wire.PullQuery(
            cursor=self.store.cursor(feed),
            records=self.store.cursor(self._feed("records")),
            mine=mine,
            durable=self.store.durable(mine),
            wait=wait,
        )
        head, lines = await self.link.pull(asked)
        self._check_epoch(head.server_epoch)
        proof = self.link.prove(head)
        if lines or head.cursor != asked.cursor:
            self.tally.pulled += self.store.take_events(
                lines, proof.heads, feed, head.cursor, strict=proof.strict, gaps=head.gaps
            )
        if self._relaying.is_relay:
            self.store.others.keep(proof.devices)
        self._hear_of_durable(head.durable)
        return head

    def _hear_of_durable(self, durable: list[ChainHead]) -> None:
        """Keep how far the centre holds own chains; an answer that was overtaken by a push sets none back."""
        known = {chain.epoch: chain for chain in self.store.chains()}
        for head in durable:
            chain = known.get(head.epoch)
            if chain is None or head.seq <= self.store.durable(head.epoch):
                continue
            if not self._is_ours(chain, head):
                # Another writes on this chain there: the next commit here parts from it.
                self._suspect.add(head.epoch)
            elif head.seq <= chain.seq:
                self.store.settle(head.epoch, head.seq)

    async def _pull_records(self) -> Result:
        feed = self._feed("records")
        cursor = self.store.cursor(feed)
        head, versions = await self.link.pull_records(cursor)
        self._check_epoch(head.server_epoch)
        if versions or head.cursor != cursor:
            self.store.take_records(versions, feed, head.cursor)
            self._relaying.try_again()
        return Result.MORE if head.more else Result.DONE

    def _feed(self, kind: str) -> Feed:
        server, server_epoch = self._server
        return Feed(server=server, server_epoch=server_epoch, kind=kind)

    def _check_epoch(self, server_epoch: str) -> None:
        if server_epoch != self._server[1]:
            raise Setback(Result.GONE, "server_epoch")
