"""A hub is believed only where a trusted key leads to it: its predecessor's, or one that it certified."""

from typing import Any

import pytest
from msgspec.structs import replace

from counter_tui.core import device_certificate, hub_announcement
from counter_tui.core.device_certificate import DeviceCertificate, SignedCertificate
from counter_tui.core.hub_announcement import HubAnnouncement, SignedAnnouncement, followed
from counter_tui.sync.signing import DeviceKey, verify

OLD, NEW, THIRD, TERMINAL, OTHER = (DeviceKey(bytes([number]) * 32) for number in range(1, 6))


def hub(key: DeviceKey = NEW, **changes: Any) -> HubAnnouncement:
    found = HubAnnouncement(
        office="PLG", site="utama", device="d3", epoch=2, server="s2", key=key.public,
        address="https://10.0.0.3:8441", certificate="PEM",
    )  # fmt: skip
    return replace(found, **changes)


def signed(
    by: DeviceKey, announced: HubAnnouncement, vouched: SignedCertificate | None = None
) -> SignedAnnouncement:
    text = hub_announcement.write(announced)
    signature = by.sign(hub_announcement.message(text))
    return SignedAnnouncement(text=text, signer=by.public, signature=signature, vouched=vouched)


def certified(by: DeviceKey = OLD, **changes: Any) -> SignedCertificate:
    found = DeviceCertificate(office="PLG", device="d3", key=TERMINAL.public, site="utama", tag="3")
    text = device_certificate.write(replace(found, **changes))
    return SignedCertificate(text=text, signer=by.public, signature=by.sign(device_certificate.message(text)))


def believed(*chain: SignedAnnouncement, trusted: DeviceKey = OLD) -> HubAnnouncement | None:
    return followed(chain, trusted={trusted.public}, office="PLG", site="utama", verify=verify)


def test_a_hub_that_its_predecessor_names_is_followed() -> None:
    assert believed(signed(OLD, hub())) == hub()


def test_a_terminal_that_the_known_hub_certified_may_announce_itself() -> None:
    assert believed(signed(TERMINAL, hub(), certified())) == hub()


@pytest.mark.parametrize(
    "vouched",
    [
        None,
        certified(OTHER),
        certified(device="d4"),
        certified(site="lain"),
        certified(office="JKT"),
        certified(key=OTHER.public),
        certified(revoked=1),
    ],
)
def test_nobody_else_is_believed(vouched: SignedCertificate | None) -> None:
    assert believed(signed(TERMINAL, hub(), vouched)) is None


@pytest.mark.parametrize("changes", [{"office": "JKT"}, {"site": "lain"}])
def test_another_sites_hub_is_not_ours(changes: dict[str, Any]) -> None:
    assert believed(signed(OLD, hub(**changes))) is None


def test_an_altered_announcement_is_not_believed() -> None:
    one = signed(OLD, hub())
    assert believed(replace(one, text=hub_announcement.write(hub(address="https://evil.example")))) is None


def test_a_terminal_that_slept_through_two_promotions_follows_to_the_last_hub() -> None:
    second = hub(THIRD, device="d4", epoch=3)
    chain = [signed(TERMINAL, hub(), certified()), signed(NEW, second)]
    assert believed(*chain) == second
    assert believed(chain[1]) is None


def test_an_older_epoch_never_takes_over_again() -> None:
    later = hub(epoch=3)
    assert believed(signed(OLD, later), signed(OLD, hub())) == later


def test_a_record_is_believed_only_for_the_epoch_and_site_that_it_carries() -> None:
    record = hub_announcement.as_record([signed(OLD, hub())], "utama", 2, "d3")

    def read(**changes: Any) -> HubAnnouncement | None:
        return hub_announcement.believable(
            replace(record, **changes), trusted={OLD.public}, office="PLG", verify=verify
        )

    assert read() == hub()
    assert read(rev=9) is None
    assert read(id="lain") is None
    assert read(data={"chain": "x"}) is None
