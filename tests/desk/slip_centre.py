"""Who else an office has: a centre that signs key lists, and another device that prints slips."""

from typing import Any

from counter_tui.core import slip_key_list, slip_key_record
from counter_tui.core.record import Record
from counter_tui.core.slip import expiry, key_id, make_token
from counter_tui.core.slip_key_list import DAY_MS, LISTED_DAYS, KeyList, ListedKey, SignedKeyList
from counter_tui.desk import slip_keys
from counter_tui.store import records
from counter_tui.sync.signing import DeviceKey
from tests.desk.office import ME, Office, from_elsewhere

CENTRE = DeviceKey(bytes(range(32)))
ELSEWHERE = "loket5"
"""The other device of the office, as `from_elsewhere` writes for it."""
SECRET = bytes([5]) * 32
UNKNOWN = "0198f000-0000-7000-8000-00000000000a"
"""An application that no event here is about."""


def public_of(secret: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def token(office: Office, application: str, *, days_ago: int = 0, secret: bytes = SECRET) -> str:
    """Return the slip that the other device printed so many days ago (negative: it will)."""
    return make_token(application, ME.office_code, expiry(office.clock() - days_ago * DAY_MS), secret)


def entry(office: Office, secret: bytes = SECRET, device: str = ELSEWHERE, **changes: Any) -> ListedKey:
    """Return how a centre lists a key that was made today."""
    now = office.clock()
    fields: dict[str, Any] = {
        "public": public_of(secret).hex(),
        "device": device,
        "made": now,
        "certified": now,
        "until": now + LISTED_DAYS * DAY_MS,
    }
    return ListedKey(**(fields | changes))


def signed_list(*keys: ListedKey, revision: int, office: str = ME.office, by: DeviceKey = CENTRE) -> Record:
    """Return the record of a list that a centre signed."""
    text = slip_key_list.write(KeyList(office=office, revision=revision, keys=keys))
    signature = by.sign(slip_key_list.message(text))
    made = SignedKeyList(text=text, signer=by.public, signature=signature)
    return slip_key_list.as_record(made, revision, "pusat")


def take_in(office: Office, record: Record) -> None:
    """Let sync bring in one record."""
    with office.store.write() as tx:
        records.merge(tx.connection, ME.office, record, pending=False)


def certify(office: Office, *keys: ListedKey, by: DeviceKey = CENTRE) -> None:
    """Give the office a list of these keys; the device was told to believe CENTRE."""
    with office.store.write() as tx:
        tx.set_meta(slip_keys.SIGNER, CENTRE.public)
    take_in(office, signed_list(*keys, revision=office.clock(), by=by))


def publish(office: Office, secret: bytes = SECRET) -> None:
    """Let the other device's key arrive as it published it."""
    public = public_of(secret)
    data = slip_key_record.data(ELSEWHERE, public, office.clock())
    id_ = slip_key_record.record_id(ELSEWHERE, public)
    take_in(office, Record(kind=slip_key_record.KIND, id=id_, rev=1, hlc=1, device=ELSEWHERE, data=data))


def printed_elsewhere(office: Office, application: str) -> str:
    """Let the event arrive by which the other device printed a slip just now; return its text."""
    said: dict[str, Any] = {
        "kid": key_id(public_of(SECRET)).hex(),
        "exp": expiry(office.clock()),
        "copy": 0,
        "promised": "",
    }
    from_elsewhere(office, f"application/{application}", "application.slip_printed", said)
    return token(office, application)
