"""Which hub a site has now (hub, promosi): signed, so that terminals follow it wherever they hear of it.

An announcement travels as a record, by mDNS and by whoever asks `GET /v1/hub`; none of these is believed.
Believed is what a key signed that the reader trusts already: that of the hub it knows (a planned move), that
of the centre, or that of a terminal which one of those two certified for this very site (a promotion). What
one announcement names is trusted for the next, so that a terminal that slept through two still follows.
"""

from collections.abc import Collection, Iterable, Sequence

import msgspec

from counter_tui.core import device_certificate
from counter_tui.core.device_certificate import DeviceCertificate, SignedCertificate, Verify
from counter_tui.core.record import Record, Standing

KIND = "hub"
"""Kind of the one record per site that carries its announcements; its id is the site."""

KEPT = 8
"""So many promotions may pass a terminal by until it needs a new code."""

_PURPOSE = "counter-tui hub 1\n"


class HubAnnouncement(msgspec.Struct, frozen=True, kw_only=True):
    """A site's hub: its device and hub epoch, its server id and public key (base64url), address and TLS
    certificate (PEM). Epochs only grow: the believed one of the highest rank is the hub. `centre` is the
    address of the centre behind it, where a terminal that takes its place goes on; empty without one.
    """

    office: str
    site: str
    device: str
    epoch: int
    server: str
    key: str
    address: str
    certificate: str
    centre: str = ""

    @property
    def rank(self) -> tuple[int, str]:
        """What decides between two hubs; of two that were promoted at once every reader takes the same."""
        return self.epoch, self.server


class SignedAnnouncement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An announcement's exact text, the public key of who signed it and its signature (base64url).

    `vouched` is the signer's certificate where it is a terminal that was promoted.
    """

    text: str
    signer: str
    signature: str
    vouched: SignedCertificate | None = None


class Announcements(msgspec.Struct, frozen=True, kw_only=True):
    """A site's announcements, the latest last."""

    chain: list[SignedAnnouncement]


def write(announcement: HubAnnouncement) -> str:
    """Return the text of an announcement that is to be signed."""
    return msgspec.json.encode(announcement, order="sorted").decode()


def message(text: str) -> bytes:
    """Return the bytes that are signed; they cannot be mistaken for anything else that a key signs."""
    return (_PURPOSE + text).encode()


def of_data(data: object) -> list[SignedAnnouncement]:
    """Return the announcements of a record's data or of an answer; none for data that hold none."""
    try:
        return msgspec.convert(data, Announcements).chain
    except msgspec.ValidationError:
        return []


def up_to(chain: Iterable[SignedAnnouncement], epoch: int) -> list[SignedAnnouncement]:
    """Return what was announced up to a hub epoch, of that epoch itself too."""
    return [one for one in chain if epoch_of(one) <= epoch]


def together(*chains: Iterable[SignedAnnouncement]) -> list[SignedAnnouncement]:
    """Return what was announced in any of these chains, in order; the last one's word for a hub stands."""
    found = {_rank_of(one): one for chain in chains for one in chain}
    return [found[rank] for rank in sorted(found)]


def epoch_of(signed: SignedAnnouncement) -> int:
    """Return the hub epoch that an announcement names, whoever signed it; 0 for an unreadable one."""
    found = _text(signed)
    return found.epoch if found is not None else 0


def written(chain: Iterable[SignedAnnouncement]) -> list[HubAnnouncement]:
    """Return what these announcements say, whoever signed them; unreadable ones are left out."""
    found = (_text(signed) for signed in chain)
    return [one for one in found if one is not None]


def as_record(chain: Sequence[SignedAnnouncement], site: str, epoch: int, writer: str) -> Record:
    """Return the record that carries them: the later hub's replaces the earlier one's whatever the clocks."""
    data = msgspec.to_builtins(Announcements(chain=list(chain[-KEPT:])))
    return Record(kind=KIND, id=site, rev=epoch, hlc=epoch, device=writer, data=data)


def followed(
    chain: Sequence[SignedAnnouncement], *, trusted: Collection[str], office: str, site: str, verify: Verify
) -> HubAnnouncement | None:
    """Return the latest hub of a site to which these public keys lead; None where they lead to none."""
    found = led_to(chain, trusted=trusted, office=office, site=site, verify=verify)
    return found[-1] if found else None


def led_to(
    chain: Sequence[SignedAnnouncement], *, trusted: Collection[str], office: str, site: str, verify: Verify
) -> list[HubAnnouncement]:
    """Return all hubs of a site to which these public keys lead, the latest last."""
    keys, hubs = set(trusted), list[HubAnnouncement]()
    for signed in chain[-KEPT:]:
        found = _read(signed, verify)
        if found is None or (found.office, found.site) != (office, site):
            continue
        later = not hubs or found.rank > hubs[-1].rank
        if later and (signed.signer in keys or _is_certified(signed, found, keys, verify)):
            keys.add(found.key)
            hubs.append(found)
    return hubs


def believable(
    record: Record, *, trusted: Collection[str], office: str, verify: Verify
) -> HubAnnouncement | None:
    """Return the hub that a record of KIND announces, if it does so to a reader with these keys."""
    if record.standing is not Standing.LIVE:
        return None
    found = followed(of_data(record.data), trusted=trusted, office=office, site=record.id, verify=verify)
    return found if found is not None and found.epoch == record.rev else None


def _read(signed: SignedAnnouncement, verify: Verify) -> HubAnnouncement | None:
    genuine = verify(signed.signer, signed.signature, message(signed.text))
    return _text(signed) if genuine else None


def _rank_of(signed: SignedAnnouncement) -> tuple[int, str]:
    found = _text(signed)
    return found.rank if found is not None else (0, "")


def _text(signed: SignedAnnouncement) -> HubAnnouncement | None:
    try:
        return msgspec.json.decode(signed.text, type=HubAnnouncement)
    except msgspec.DecodeError:
        return None


def _is_certified(
    signed: SignedAnnouncement, found: HubAnnouncement, keys: Collection[str], verify: Verify
) -> bool:
    """Return whether a terminal of this site announces itself, and a trusted key certified it."""
    if signed.vouched is None or signed.vouched.signer not in keys:
        return False
    who: DeviceCertificate | None = device_certificate.read(signed.vouched, verify)
    if who is None or who.revoked is not None:
        return False
    expected = (found.office, found.site, found.device, signed.signer)
    return (who.office, who.site, who.device, who.key) == expected
