"""What tests of several rooms share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from counter_tui.desk import officers
from counter_tui.store import sealing
from tests import centre_template
from tests.postgres import Cluster

# How fast an example runs says something about the machine, and nothing about the rule it tests.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session", autouse=True)
def _stretched_little() -> Iterator[None]:
    """Stretch new PINs and passphrases little: the costs are stored with each, and thousands are checked.

    That the program stretches them as much as it should is tested in test_officers and test_keys.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(officers, "PIN_MEMORY_KIB", 8)
        patch.setattr(officers, "PIN_PASSES", 1)
        patch.setattr(sealing, "MEMORY_KIB", 8)
        patch.setattr(sealing, "PASSES", 1)
        patch.setattr(sealing, "LANES", 1)
        yield


@pytest.fixture(scope="session")
def centre_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an empty centre's file, to be copied."""
    path = tmp_path_factory.mktemp("centre") / "journal.db"
    centre_template.make(path)
    return path


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    """Return a running PostgreSQL of this worker, with a migrated template."""
    cluster = Cluster()
    try:
        cluster.start()
        cluster.make_template()
        yield cluster
    finally:
        cluster.remove()


@pytest.fixture
def postgres(postgres_cluster: Cluster) -> Iterator[str]:
    """Return the URL of a database with all tables and no rows."""
    name = postgres_cluster.lend()
    yield postgres_cluster.url(name)
    postgres_cluster.give_back(name)


@pytest.fixture
def empty_postgres(postgres_cluster: Cluster) -> Iterator[str]:
    """Return the URL of a database without tables."""
    name = postgres_cluster.create(template="template0")
    yield postgres_cluster.url(name)
    postgres_cluster.drop(name)
