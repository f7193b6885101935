"""Who is enrolled where in the beginning, as the program would have kept it."""

from random import Random

from counter_tui.core.device_certificate import RELAY, DeviceCertificate
from counter_tui.server import certificates
from counter_tui.store.central.devices import OF_EVERY_DEVICE
from counter_tui.sync.peer import Peer
from counter_tui.sync.signing import DeviceKey, to_text

OFFICE = "PLG"
SITE = "utama"
CENTRE = "centre"
TERMINALS = ("d1", "d2", "d3")
HUB = "hub"
STOCK = "stock"
"""The device that opened the day and the applications which lie there for everybody in the beginning."""

TAGS = {HUB: "9", STOCK: "8"} | {device: str(number) for number, device in enumerate(TERMINALS, 1)}


def key_of(name: str) -> DeviceKey:
    """Return the key of a device or server, the same in every run."""
    return DeviceKey(Random(name).randbytes(32))


def server_of(device: str) -> str:
    """Return the id of the hub server that runs on a device's home."""
    return f"hub-on-{device}"


def address_of(server: str) -> str:
    """Return where a server answers."""
    return f"http://{server}"


def certificate_of(server: str) -> str:
    """Return the TLS certificate of a hub: a name, for nothing is encrypted here."""
    return f"certificate of {server}"


def at_centre(device: str, *, relay: bool = False) -> Peer:
    """Return what a device keeps that is enrolled at the centre."""
    return Peer(
        address=address_of(CENTRE),
        server=CENTRE,
        server_key=key_of(CENTRE).public,
        office=OFFICE,
        device=device,
        key=to_text(key_of(device).private),
        authorised=[*OF_EVERY_DEVICE, *([RELAY] if relay else [])],
        devices=[certificates.sign(key_of(CENTRE), _word(device, relay=relay))],
    )


def at_hub(device: str, *, with_centre: bool) -> Peer:
    """Return what a terminal keeps that the site's first hub took in."""
    server = server_of(HUB)
    word = certificates.sign(key_of(server), _word(device))
    return Peer(
        address=address_of(server),
        server=server,
        server_key=key_of(server).public,
        office=OFFICE,
        device=device,
        key=to_text(key_of(device).private),
        authorised=list(OF_EVERY_DEVICE),
        certificate=certificate_of(server),
        slip_signer=key_of(CENTRE).public if with_centre else "",
        devices=[certificates.sign(key_of(CENTRE), _word(device)) if with_centre else word],
        hub_epoch=1,
        vouched=word,
    )


def _word(device: str, *, relay: bool = False) -> DeviceCertificate:
    return DeviceCertificate(
        office=OFFICE,
        device=device,
        key=key_of(device).public,
        site=SITE,
        tag=TAGS[device],
        name=device,
        relay=relay,
    )
