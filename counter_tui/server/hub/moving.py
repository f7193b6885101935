"""A hub's part in a planned move: it stops granting, hands over what it answered, signs for the next one.

In between, the terminal that takes its place fetches what it lacks. A hub that hears no more of it goes on
after ten seconds; one that has signed is none any more, whatever becomes of the other.
"""

import msgspec
from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from msgspec.structs import replace

from counter_tui.core import hub_announcement
from counter_tui.core.catalogue import builtin
from counter_tui.core.hub_announcement import HubAnnouncement, SignedAnnouncement
from counter_tui.core.refusal import Refused
from counter_tui.desk.desk import Desk
from counter_tui.desk.duties import Duty, may
from counter_tui.language import _
from counter_tui.server import body
from counter_tui.server.central import Central
from counter_tui.server.guard import admit, may_pull
from counter_tui.server.hub import announcing
from counter_tui.server.hub.commands import no_line
from counter_tui.server.hub.opening import Opened
from counter_tui.server.hub.stepping_down import SteppingDown
from counter_tui.server.problem import Declined, answer
from counter_tui.store.hub import answers, standing
from counter_tui.store.transaction import Transaction
from counter_tui.sync.move import PATH, KeptAnswer, MoveAnswer, MoveAsk

ASK_BYTES = 16 * 1024


def routes(central: Central, opened: Opened, ear: SteppingDown) -> APIRouter:
    """Return the route by which a terminal takes this hub's place."""
    router = APIRouter()
    moving = Moving(opened, ear)

    @router.post(PATH)
    async def move(request: Request) -> Response:
        """Let a terminal take this hub's place."""
        raw = await body.read(request, ASK_BYTES)
        return answer(await run_sync(ask, request, raw))

    def ask(request: Request, raw: bytes) -> MoveAnswer:
        caller = admit(central, request, raw)
        may_pull(caller)
        try:
            asked = msgspec.json.decode(raw, type=MoveAsk)
        except msgspec.DecodeError as error:
            raise body.malformed() from error
        try:
            told = moving.ask(caller.device.device, asked)
        except Refused as refusal:
            raise Declined(403, refusal.code, refusal.sentence) from refusal
        central.took_in(caller.device.office)
        return told

    return router


class Moving:
    """One hub that may be asked to move; `ear` hears of the next one and leads there."""

    def __init__(self, opened: Opened, ear: SteppingDown) -> None:
        self._opened = opened
        self._ear = ear

    def ask(self, device: str, asked: MoveAsk) -> MoveAnswer:
        """Do one of the two steps for an enrolled terminal; raises Refused, then this hub goes on.

        Both may be asked again: an answer may be lost.
        """
        self._check_officer(asked.officer)
        return self._give_way(device, asked.announcement) if asked.announcement else self._pause(device)

    def _check_officer(self, officer: str) -> None:
        desk = Desk(self._opened.store, builtin(), printers=tuple, line=no_line)
        if not may(desk.act_for(officer).roles, Duty.DECIDE):
            raise Refused(
                _("Peran Anda tidak mencakup tindakan ini. Tidak ada yang berubah. Minta kepala seksi."),
                code="not_allowed",
            )

    def _pause(self, device: str) -> MoveAnswer:
        with self._opened.store.write() as transaction:
            if not _gave_way_to(transaction, device):
                _check_is_hub(transaction)
                standing.pause(transaction)
            return MoveAnswer(answers=[KeptAnswer(*one) for one in answers.all_kept(transaction.connection)])

    def _give_way(self, device: str, text: str) -> MoveAnswer:
        found = self._read(text, device)
        signed = SignedAnnouncement(
            text=text,
            signer=self._opened.identity.key.public,
            signature=self._opened.identity.key.sign(hub_announcement.message(text)),
        )
        with self._opened.store.write() as transaction:
            self._check_turn(transaction, device, found.epoch)
            chain = [*announcing.earlier(transaction, found.epoch - 1), signed]
            record = hub_announcement.as_record(chain, found.site, found.epoch, device)
            # Signed again for another address, it replaces what was signed before.
            self._ear.give_way(transaction, replace(record, hlc=transaction.stamp()), found)
        self._ear.follow()
        return MoveAnswer(signed=signed)

    def _read(self, text: str, device: str) -> HubAnnouncement:
        me = self._opened.store.identity
        try:
            found = msgspec.json.decode(text, type=HubAnnouncement)
        except msgspec.DecodeError as error:
            raise body.malformed() from error
        if (found.office, found.site, found.device) != (me.office, me.site, device):
            raise body.malformed()
        return found

    def _check_turn(self, transaction: Transaction, device: str, epoch: int) -> None:
        """Refuse a terminal for which this hub did not stop, or which took longer than it waited."""
        now = transaction.now()
        mine = standing.authority(transaction.connection, transaction.identity.device)
        in_time = mine is not None and standing.is_moving(transaction.connection, now)
        if in_time and mine is not None and epoch == mine.epoch + 1:
            return
        again = _gave_way_to(transaction, device)
        if again is None or again.epoch != epoch:
            sentence = _("Perpindahan hub terlalu lama. Hub lama tetap bekerja, antrean aman. Ulangi.")
            raise Refused(sentence, code="too_late")


def _check_is_hub(transaction: Transaction) -> None:
    if standing.authority(transaction.connection, transaction.identity.device) is None:
        sentence = _("Hub sudah pindah. Tidak ada yang berubah. Loket ini menyambung ke sana sendiri.")
        raise Refused(sentence, code="moved")


def _gave_way_to(transaction: Transaction, device: str) -> HubAnnouncement | None:
    """Return the announcement to which this hub gave way, if it is that of this very terminal."""
    text = standing.successor(transaction.connection)
    found = msgspec.json.decode(text, type=HubAnnouncement) if text else None
    return found if found is not None and found.device == device else None
