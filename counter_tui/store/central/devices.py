"""Offices, their devices and the one-time codes that let devices in."""

from collections.abc import Sequence
from itertools import count
from typing import NamedTuple

from sqlmodel import col, select

from counter_tui.core.device_certificate import FORWARD, KEPT, RELAY, DeviceCertificate, of_data, said
from counter_tui.core.numbering import tags_of_hub
from counter_tui.store.central import records
from counter_tui.store.central.database import Database, Work
from counter_tui.store.central.tables import Device, Enrolment, Office, OfficeSequence, ProjectorCursor

FIRST_OF_AN_OFFICE = ("officer", "setting")
"""The guarded record kinds that the first device of an office may write for all."""
OF_EVERY_DEVICE = ("slip_key",)
"""Of these a device may write those records whose id names it: its slips' public keys; nobody else may."""


class Known(NamedTuple):
    """An enrolled device as a request needs it."""

    office: str
    device: str
    public_key: str
    authorised: frozenset[str]
    revoked: bool


class Applicant(NamedTuple):
    """A device that asks to be taken in, its proof already judged right."""

    device: str
    public_key: str
    site: str
    name: str


class Tags(NamedTuple):
    """How a server labels its devices: a hub has tags of its own, a `range` behind its own one.

    `plain`: one device of each site numbers without a tag. A hub with a centre does not know who does, and
    grants it to none.
    """

    own: range | None = None
    plain: bool = True


CENTRAL = Tags()


class Declined(Exception):
    """A device is not taken in; `code` is used, expired, known or full."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def known(database: Database, device: str) -> Known | None:
    """Return an enrolled device by its id, a revoked one too."""
    with database.single() as work:
        row = work.first(
            "SELECT office, device, public_key, authorised, revoked_at FROM device WHERE device = ?",
            (device,),
        )
    return Known(row[0], row[1], row[2], frozenset(row[3].split()), row[4] is not None) if row else None


def one_at_a_time(work: Work) -> None:
    """Let enrolments of all processes wait for one another: an office, and a device id, is new once."""
    if work.postgres:
        work.run("SELECT 1 FROM server FOR UPDATE")


def add_code(database: Database, enrolment: Enrolment) -> None:
    """Keep a one-time code, and its office with it where that is new."""
    with database.write() as work:
        one_at_a_time(work)
        if work.session.get(Office, enrolment.office) is None:
            work.session.add(Office(office=enrolment.office, name=enrolment.office))
            work.session.add(OfficeSequence(office=enrolment.office))
            work.session.add(ProjectorCursor(office=enrolment.office))
        work.session.add(enrolment)


def code(database: Database, id_: str, office: str) -> Enrolment | None:
    """Return a one-time code by its public id."""
    with database.read() as work:
        found = work.session.get(Enrolment, (office, id_))
        if found is not None:
            work.session.expunge(found)
    return found


def take_in(
    database: Database, code: Enrolment, applicant: Applicant, now: int, tags: Tags = CENTRAL
) -> tuple[Device, Office]:
    """Enrol a device by its code, in one transaction; the same device may repeat a lost answer.

    One that is known by its key already, because its hub vouched for it or it comes back from its hub,
    stays who it is. Raises Declined.
    """
    with database.write() as work:
        one_at_a_time(work)
        enrolment = work.session.get_one(Enrolment, (code.office, code.code))
        office = work.session.get_one(Office, code.office)
        device = _again(work, enrolment, applicant) or _back(work, enrolment, applicant, now)
        device = device or _new(work, enrolment, applicant, now, tags)
        if tags.own is not None:
            # Its terminals bring a hub what an earlier one wrote, each line below its author's own head.
            device.authorised = " ".join(sorted({*device.authorised.split(), FORWARD}))
        work.session.flush()
        work.session.refresh(device)
        work.session.refresh(office)
        work.session.expunge_all()
    return device, office


def listed(database: Database, office: str = "") -> list[Device]:
    """Return the enrolled devices, of one office or of all."""
    question = select(Device).order_by(col(Device.office), col(Device.enrolled_at), col(Device.device))
    if office:
        question = question.where(Device.office == office)
    with database.read() as work:
        found = list(work.session.exec(question))
        work.session.expunge_all()
    return found


def revoke(work: Work, device: str, now: int) -> list[Device]:
    """Revoke the device with this id, or whose name is this, for good; return those that were found."""
    question = select(Device).where((col(Device.device) == device) | (col(Device.name) == device))
    found = list(work.session.exec(question))
    if len(found) == 1 and found[0].revoked_at is None:
        found[0].revoked_at = now
        work.session.flush()
    return found


def _again(work: Work, code: Enrolment, applicant: Applicant) -> Device | None:
    if code.used_by is None:
        return None
    device = work.session.get(Device, (code.office, code.used_by))
    if device is None or (device.device, device.public_key) != (applicant.device, applicant.public_key):
        raise Declined("used")
    return device


def _back(work: Work, code: Enrolment, applicant: Applicant, now: int) -> Device | None:
    device = work.session.get(Device, (code.office, applicant.device))
    if device is None or device.public_key != applicant.public_key or device.revoked_at is not None:
        return None
    if now > code.expires_at:
        raise Declined("expired")
    device.authorised = " ".join(sorted({*device.authorised.split(), *code.authorised.split()}))
    code.used_by = applicant.device
    return device


def _new(work: Work, code: Enrolment, applicant: Applicant, now: int, tags: Tags) -> Device:
    if now > code.expires_at:
        raise Declined("expired")
    if work.session.exec(select(Device).where(Device.device == applicant.device)).first() is not None:
        raise Declined("known")
    others = work.session.exec(select(Device).where(Device.office == code.office)).all()
    authorised = {*code.authorised.split(), *(() if others else FIRST_OF_AN_OFFICE)}
    before = _certified(work, code.office, applicant)
    # A plain device that was revoked today has used plain numbers: its site gets no second one.
    plain = tags.plain and not any(other.plain for other in others if other.site == applicant.site)
    device = Device(
        office=code.office,
        device=applicant.device,
        name=code.name or applicant.name,
        site=applicant.site,
        tag=before.tag if before else free_tag(others, tags.own, hub=RELAY in authorised),
        plain=before.plain if before else plain,
        public_key=applicant.public_key,
        authorised=" ".join(sorted(authorised)),
        enrolled_at=now,
    )
    code.used_by = applicant.device
    work.session.add(device)
    return device


def _certified(work: Work, office: str, applicant: Applicant) -> DeviceCertificate | None:
    """Return what the centre certified of a device that comes to a hub: it keeps its tag."""
    record = records.find(work, office, KEPT, applicant.device)
    kept = of_data(record.data) if record else None
    found = said(kept) if kept else None
    return found if found and found.key == applicant.public_key else None


def free_tag(devices: Sequence[Device], own: range | None = None, *, hub: bool = False) -> str:
    """Return the lowest tag that no device has, out of a hub's `own` ones where given.

    The tags of a `hub`'s terminals are kept for it: it gets a tag whose range nobody is in.
    """
    used = {device.tag for device in devices}
    ranges = [
        tags_of_hub(device.tag) for device in devices if own is None and RELAY in device.authorised.split()
    ]
    for number in own or count(1):
        taken = str(number) in used or any(number in tags for tags in ranges)
        theirs = tags_of_hub(str(number)) if hub else range(0)
        if not taken and not any(str(tag) in used for tag in theirs):
            return str(number)
    raise Declined("full")
