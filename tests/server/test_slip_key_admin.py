"""`devices keys` on a centre's home: which key is meant, and from when on it is doubted."""

import secrets

import pytest

from counter_tui.core.refusal import Refused
from counter_tui.core.slip_key_list import DAY_MS
from counter_tui.server import slip_key_admin as admin
from counter_tui.server.central import Central
from tests.server.conftest import Enrol
from tests.server.published_key import key_of
from tests.server.terminal import NOW, Terminal


@pytest.fixture(autouse=True)
def _same_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admin, "wall_ms", lambda: NOW)


async def certified(enrol: Enrol, office: str = "PLG", keys: int = 1) -> Terminal:
    terminal = await enrol(office)
    await terminal.put(*(key_of(terminal, secrets.token_bytes(32)) for _ in range(keys)))
    return terminal


def revoked(central: Central, key: str = "", device: str = "", since: str = "") -> list[int | None]:
    found = admin.revoke(central.database, central.identity, key=key, device=device, since=since)
    return [one.key.revoked for one in found]


def refusal(central: Central, key: str = "", device: str = "", since: str = "") -> str:
    with pytest.raises(Refused) as caught:
        revoked(central, key, device, since)
    return caught.value.code


def names(central: Central, office: str = "") -> list[str]:
    return [one.key.name for one in admin.listed(central.database, central.identity, office)]


async def test_the_keys_are_listed_by_office_with_their_devices_names(enrol: Enrol, central: Central) -> None:
    here, elsewhere = await certified(enrol), await certified(enrol, "JKT")
    found = admin.listed(central.database, central.identity)
    assert {(one.office, one.key.device, one.device_name) for one in found} == {
        ("PLG", here.device, "Loket"),
        ("JKT", elsewhere.device, "Loket"),
    }
    assert len(names(central, "PLG")) == 1


async def test_a_key_is_revoked_by_its_first_digits_from_now_on(enrol: Enrol, central: Central) -> None:
    await certified(enrol)
    (name,) = names(central)
    assert revoked(central, name[:6].upper()) == [NOW]
    assert revoked(central, name) == [NOW]


async def test_a_lost_device_s_keys_are_revoked_together(enrol: Enrol, central: Central) -> None:
    lost = await certified(enrol, keys=2)
    await certified(enrol)
    assert revoked(central, device=lost.device) == [NOW, NOW]
    found = admin.listed(central.database, central.identity)
    assert sorted(one.key.revoked is None for one in found) == [False, False, True]


@pytest.mark.parametrize(
    ("since", "moment"),
    [
        ("2026-06-17", 1_781_629_200_000),
        ("2026-06-17T14:30", 1_781_629_200_000 + (14 * 60 + 30) * 60_000),
        ("2026-06-17T14:30+00:00", 1_781_629_200_000 + (21 * 60 + 30) * 60_000),
    ],
)
async def test_since_is_a_day_or_time_of_the_office_s_zone(
    enrol: Enrol, central: Central, since: str, moment: int
) -> None:
    terminal = await certified(enrol)
    assert revoked(central, device=terminal.device, since=since) == [moment]
    assert moment < NOW - DAY_MS


async def test_what_is_not_exactly_one_key_or_device_is_refused(enrol: Enrol, central: Central) -> None:
    await certified(enrol)
    await certified(enrol)
    assert refusal(central) == "which_key"
    assert refusal(central, "zz") == "unknown_key"
    assert refusal(central, names(central)[0][:1]) == "unknown_key"
    assert refusal(central, device="Loket 99") == "unknown_key"
    assert refusal(central, device="Loket") == "ambiguous"


async def test_a_day_that_is_none_or_has_not_come_is_refused(enrol: Enrol, central: Central) -> None:
    terminal = await certified(enrol)
    for since in ("yesterday", "2026-02-30", "2027-01-01"):
        assert refusal(central, device=terminal.device, since=since) == "date"
    assert [one.key.revoked for one in admin.listed(central.database, central.identity)] == [None]


async def test_an_export_names_its_office_where_there_are_several(enrol: Enrol, central: Central) -> None:
    with pytest.raises(Refused) as none_yet:
        admin.given_out(central.database, central.identity)
    await certified(enrol)
    only = admin.given_out(central.database, central.identity)
    await certified(enrol, "JKT")
    with pytest.raises(Refused) as several:
        admin.given_out(central.database, central.identity)
    assert (none_yet.value.code, several.value.code) == ("no_list", "which_office")
    assert admin.given_out(central.database, central.identity, "PLG") == only
