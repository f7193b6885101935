"""Making a home into a counter, for command and wizard alike; run again it goes on where it stopped."""

import os
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import msgspec

from counter_tui.bootstrap import guard
from counter_tui.bootstrap.terminal import Terminal, opened
from counter_tui.config import Home
from counter_tui.core.ids import short_id
from counter_tui.core.office import code_for
from counter_tui.core.refusal import Refused
from counter_tui.language import _
from counter_tui.store.create import create
from counter_tui.store.identity import Identity, new_epoch

PENDING_KEY = "enrolment_key"
"""Meta name of the device key of an enrolment whose answer has not arrived."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What the officer answers in the wizard, or the command's options; empty means "later" or the default.

    `login`, `pin` and `officer_name` make the first officer; without them COUNTER_TUI_OFFICER and
    COUNTER_TUI_PIN do. `guard` is passphrase, keyring or file.
    """

    office: str
    site: str
    counter: str
    office_name: str = ""
    zone: str = "Asia/Jakarta"
    central: str = ""
    code: str = ""
    printer: str = ""
    guard: str | None = None
    login: str = ""
    pin: str = ""
    officer_name: str = ""


def set_up(home: Home, answers: Answers) -> Identity:
    """Make the home, its enrolment, its first officer and today's business day; return who it is now.

    Each part that stands already is left as it is. Raises Refused; what was done before stays.
    """
    _check(answers)
    stood = home.exists
    if not stood:
        create_home(home, answers)
    with opened(home) as terminal:
        if stood and not answers.code:
            _refuse_a_home_in_use(terminal)
        new = not terminal.desk.officers()
        if answers.code:
            enrol(terminal, answers.code, answers)
            _learn_from_hub(terminal)
        first_officer(terminal, answers, new=new)
        _open_day(terminal)
        return terminal.store.identity


def _check(answers: Answers) -> None:
    if answers.code:
        from counter_tui.sync.enrol import read_code

        read_code(answers.code)
    elif answers.central:
        sentence = _("Kode pendaftaran belum diberikan. Belum ada yang dibuat. Minta kode ke admin pusat.")
        raise Refused(sentence, code="no_code")
    if answers.printer:
        from counter_tui.printing.names import parse_name

        parse_name(answers.printer)
    code_for(answers.office)
    try:
        ZoneInfo(answers.zone)
    except (KeyError, ValueError, OSError) as error:
        sentence = _("Zona waktu {zone} tidak dikenal. Belum ada yang dibuat. Pakai misalnya Asia/Jakarta.")
        raise Refused(sentence.format(zone=answers.zone), code="zone") from error


def _refuse_a_home_in_use(terminal: Terminal) -> None:
    if terminal.desk.officers():
        sentence = _("{folder} sudah berisi data. Tidak ada yang diubah. Pilih folder lain dengan --home.")
        raise Refused(sentence.format(folder=terminal.home.folder), code="exists")


def create_home(home: Home, answers: Answers) -> None:
    """Make the data key, the encrypted store and the settings file."""
    identity = Identity(
        office=answers.office,
        office_code=code_for(answers.office),
        office_name=answers.office_name or answers.office,
        site=answers.site,
        zone=answers.zone,
        counter=answers.counter,
        device=short_id(os.urandom(8)),
        epoch=new_epoch(),
    )
    key = guard.make_key(home, answers.guard)
    create(home.store, key, identity).close()
    home.change(printer=answers.printer)


def first_officer(terminal: Terminal, answers: Answers, *, new: bool = True) -> None:
    """Let the officer act whom the site's hub knows, else the first one of a `new` computer, as its admin."""
    desk = terminal.desk
    login = answers.login or os.environ.get("COUNTER_TUI_OFFICER", "")
    pin = answers.pin or os.environ.get("COUNTER_TUI_PIN", "")
    if not login or not pin:
        return
    if new and login.casefold() not in {one.login.casefold() for one in desk.officers()}:
        desk.add_first_officer(login, answers.officer_name or login, pin)
    desk.login(login, pin)


def enrol(terminal: Terminal, code: str, answers: Answers) -> None:
    """Have the server of a one-time code take this terminal in; a lost answer may be asked for again.

    A terminal that has another server moves: from its centre to a hub, and back, as the same device.
    """
    from counter_tui.store.syncing import MET
    from counter_tui.sync import enrol as enrolment
    from counter_tui.sync import peer
    from counter_tui.sync.signing import DeviceKey, from_text, to_text

    store = terminal.store
    before = terminal.peer()
    # A hub that has its centre from the one before (no server id) was enrolled there by no code yet.
    enrolled_at = before.server_key if before is not None and before.server else ""
    if enrolled_at and enrolment.read_code(code).vouches_for(enrolled_at):
        sentence = _("Komputer ini sudah terdaftar di pusat. Tidak ada yang diubah.")
        raise Refused(sentence, code="enrolled")
    with store.write() as transaction:
        # Kept before it is sent: a lost answer can be asked for again with the same key.
        pending = transaction.meta(PENDING_KEY) or to_text(DeviceKey.generate().private)
        transaction.set_meta(PENDING_KEY, pending)
    who = store.identity
    newcomer = enrolment.Newcomer(who.office, who.site, who.device, who.counter)
    found, grant = enrolment.enrol(code, newcomer, address=answers.central, key=DeviceKey(from_text(pending)))
    with store.write() as transaction:
        transaction.set_meta(peer.META_KEY, found.dump())
        transaction.set_meta(MET, "")  # what it may be told from now on, it was refused before
        transaction.set_identity(
            msgspec.structs.replace(
                transaction.identity,
                tag=grant.tag,
                plain=grant.plain,
                office_code=grant.office_code,
                office_name=answers.office_name or grant.office_name or who.office_name,
            )
        )
    terminal.home.change(central=found.address)


def _learn_from_hub(terminal: Terminal) -> None:
    """Fetch the officers and the open day of this site's hub before any are made here."""
    peer = terminal.peer()
    if peer is not None and peer.is_hub:
        terminal.sync_once()


def _open_day(terminal: Terminal) -> None:
    desk = terminal.desk
    if desk.officer() is not None and desk.day().day is None:
        desk.open_day(leftovers="leave")
