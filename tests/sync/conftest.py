from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.sync.hub import Site, take_in
from tests.sync.town import OFFICE, Home, Town, make_template, new_home

MakeHome = Callable[..., Home]
Copy = Callable[[Home], Home]
MakeSite = Callable[[Home], Site]


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "journal.db"
    make_template(path)
    return path


@pytest.fixture
def new(tmp_path: Path, empty_store: Path) -> Iterator[MakeHome]:
    """Return what makes a home that is enrolled nowhere."""
    homes: list[Home] = []

    def make(device: str, office: str = OFFICE) -> Home:
        homes.append(new_home(tmp_path / device, empty_store, device, office))
        return homes[-1]

    yield make
    for home in homes:
        home.store.close()


@pytest.fixture
def town(tmp_path: Path, centre_file: Path) -> Iterator[Town]:
    """A centre that serves on loopback."""
    town = Town(centre_file, tmp_path)
    town.serve()
    yield town
    town.close()


@pytest.fixture
def centre(tmp_path: Path, centre_file: Path) -> Iterator[Town]:
    """Return a centre that serves on no port."""
    town = Town(centre_file, tmp_path)
    yield town
    town.close()


@pytest.fixture
def enrolled(new: MakeHome, town: Town) -> MakeHome:
    """Return what makes a home and enrols it at the centre."""

    def make(device: str, office: str = OFFICE) -> Home:
        home = new(device, office)
        town.enrol(home)
        return home

    return make


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[Copy]:
    """Return what copies a home as it is now, device key and all."""
    copies: list[Home] = []

    def make(home: Home) -> Home:
        copies.append(home.copy(tmp_path / f"copy-{len(copies)}"))
        return copies[-1]

    yield make
    for home in copies:
        home.store.close()


@pytest.fixture
def make_site() -> Iterator[MakeSite]:
    """Return what makes a home a hub."""
    sites: list[Site] = []

    def make(home: Home) -> Site:
        sites.append(Site(home))
        return sites[-1]

    yield make
    for site in sites:
        site.close()


@pytest.fixture
def site(new: MakeHome, make_site: MakeSite, centre: Town) -> Site:
    """Return a hub that is enrolled at the centre as one."""
    home = new("hub")
    take_in(centre, home, hub=True)
    return make_site(home)
