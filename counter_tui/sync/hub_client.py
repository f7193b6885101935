"""The desk's own line to its hub: one command, one answer, two seconds at most.

Before a command goes what this terminal wrote and the hub does not have, so that the hub decides on what the
officer has just done. It has no part in the sync thread: both may speak to the hub at once, and what comes
twice is one. The connection stays open from one number to the next: no key pays for a handshake.
"""

import logging
import time
from typing import TypeVar

import httpx
import msgspec
from msgspec.structs import replace

from counter_tui import language
from counter_tui.core import record as records
from counter_tui.core.chain import ChainHead, Feed
from counter_tui.core.event import digest
from counter_tui.core.refusal import Refused
from counter_tui.core.ticket_events import Authority
from counter_tui.sync import move, packing, wire
from counter_tui.sync.desk_command import RESOLVE, DeskAnswer, DeskCommand
from counter_tui.sync.peer import Peer
from counter_tui.sync.ports import SyncStore
from counter_tui.sync.proof import prove_answer
from counter_tui.sync.server_clock import ServerClock
from counter_tui.sync.signer import Signer, problem_code
from counter_tui.sync.trust import trusted

ANSWER_S = 2.0
"""An officer waits no longer for the hub; then the number comes from the terminal's own series."""

T = TypeVar("T")

_OK = 200
_UNAUTHENTIC = 401
_DECIDED = frozenset({400, 403, 404, 426})
"""A hub that answers so will answer so again."""
_RECORDS = 200

log = logging.getLogger(__name__)


class Away(Exception):
    """The hub gave no answer that counts."""


class Moving(Away):
    """The hub moves to another computer, or has moved: there the same command will be done."""


class HubClient:
    """Signed requests of one terminal to its hub, by one thread at a time.

    `transport` stands in for the network where a test cuts it.
    """

    def __init__(self, peer: Peer, store: SyncStore, transport: httpx.BaseTransport | None = None) -> None:
        self._peer = peer
        self._store = store
        self._signer = Signer(peer, ServerClock())
        self._held: dict[int, int] | None = None
        self._feed: Feed | None = None
        self._ends = 0.0
        self._client = httpx.Client(
            base_url=peer.address,
            transport=transport,
            trust_env=False,
            verify=trusted(peer),
            limits=httpx.Limits(keepalive_expiry=wire.QUIET_S - ANSWER_S),
        )

    def close(self) -> None:
        """Drop the connection."""
        self._client.close()

    def command(self, action: str, command: DeskCommand) -> DeskAnswer:
        """Bring the hub up to date and ask it for one action; raises Away, or Moving.

        What was done and cannot be proven is no answer; of an earlier command, it is left to the pulls.
        """
        self._ends = time.monotonic() + ANSWER_S
        self._bring()
        body = msgspec.json.encode(replace(command, cursor=self._cursor()))
        answer = self._ask("POST", f"/v1/desk/{action}", body, wire.JSON)
        if answer.status_code in _DECIDED:
            told = _read(answer, wire.Problem)
            return DeskAnswer(id=command.id, done=False, code=told.code, sentence=told.sentence)
        done = _read(self._good(answer), DeskAnswer)
        if done.code in (move.MOVING, move.MOVED):
            raise Moving(done.code)
        if done.id != command.id:
            raise Away("foreign_answer")
        proven = prove_answer(done, self._peer)
        if proven is None:
            log.warning("the hub does not prove what it did for a command")
            if action != RESOLVE:
                raise Away("unproven")
            return DeskAnswer(id=command.id, done=False, code="unproven")
        return proven

    def move(self, asked: move.MoveAsk) -> move.MoveAnswer:
        """Ask the hub to let this terminal take its place; raises Refused where it does not, Away."""
        self._ends = time.monotonic() + move.ANSWER_S
        self._bring()
        answer = self._ask("POST", move.PATH, msgspec.json.encode(asked), wire.JSON)
        if answer.status_code in _DECIDED:
            told = _read(answer, wire.Problem)
            raise Refused(told.sentence, code=told.code)
        return _read(self._good(answer), move.MoveAnswer)

    def authority(self) -> Authority | None:
        """Return the authority of the hub's numbers; raises Away."""
        self._ends = time.monotonic() + ANSWER_S
        return self._head().hub

    def _head(self) -> wire.HeadAnswer:
        head = _read(self._good(self._ask("GET", "/v1/head")), wire.HeadAnswer)
        self._held = {one.epoch: one.seq for one in head.heads}
        self._feed = Feed(server=head.server, server_epoch=head.server_epoch, kind="events")
        return head

    def _cursor(self) -> str:
        return self._store.cursor(self._feed) if self._feed is not None else ""

    def _bring(self) -> None:
        """Push own records and the present chain as far as the hub lacks them; old chains are for sync."""
        while versions := self._store.records_to_push(_RECORDS):
            packed = packing.pack(wire.RecordsHead(), [records.encode(one) for one in versions])
            self._good(self._ask("PUT", "/v1/records", packed, wire.NDJSON))
            self._store.records_pushed(versions)
        epoch = self._store.current_epoch()
        if self._held is None:
            self._held = {one.epoch: one.seq for one in self._head().heads}
        else:
            # What the sync thread brought meanwhile needs no second journey while an officer waits.
            self._held[epoch] = max(self._held.get(epoch, 0), self._store.relayed_to(epoch))
        held = dict(self._held)
        while lines := self._store.lines(epoch, held.get(epoch, 0), wire.MAX_LINES):
            held[epoch] = self._push(epoch, held.get(epoch, 0), lines)
        self._held = held

    def _push(self, epoch: int, after: int, lines: list[bytes]) -> int:
        last = ChainHead(epoch=epoch, seq=after + len(lines), hash=digest(lines[-1]))
        packed = packing.pack(wire.PushHead(head=self._signer.head(last)), lines)
        answer = self._ask("POST", "/v1/events", packed, wire.NDJSON)
        if answer.status_code != _OK:
            self._held = None  # it is not where we thought: ask again
        reached = _read(self._good(answer), wire.PushAnswer).relayed
        if reached <= after:
            raise Away("not_taken")
        return reached

    def _ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> httpx.Response:
        """Send a request; once more where only the clock was wrong, or a kept connection had ended."""
        try:
            answer = self._send(method, path, body, kind)
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
            answer = self._send_again(method, path, body, kind)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise Away(type(error).__name__) from error
        if answer.status_code == _UNAUTHENTIC and problem_code(answer) == "clock":
            answer = self._send_again(method, path, body, kind)
        return answer

    def _send_again(self, method: str, path: str, body: bytes, kind: str) -> httpx.Response:
        try:
            return self._send(method, path, body, kind)
        except (httpx.HTTPError, OSError) as error:
            raise Away(type(error).__name__) from error

    def _send(self, method: str, path: str, body: bytes, kind: str) -> httpx.Response:
        headers = {"accept-language": language.current()} | ({"content-type": kind} if kind else {})
        left = self._ends - time.monotonic()
        if left <= 0:
            raise Away("late")
        request = self._client.build_request(
            method, path, content=body or None, headers=headers, timeout=left
        )
        sent = self._signer.sign(request, body)
        answer = self._client.send(request)
        self._signer.hear(answer, sent)
        return answer

    def _good(self, answer: httpx.Response) -> httpx.Response:
        if answer.status_code != _OK:
            raise Away(problem_code(answer))
        return answer


def _read(answer: httpx.Response, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(answer.content, type=kind)
    except msgspec.DecodeError as error:
        raise Away("foreign_answer") from error
