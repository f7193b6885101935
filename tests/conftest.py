"""What tests of several rooms share."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import centre_template
from tests.postgres import Cluster
from tests.stretching import LITTLE

# How fast an example runs says something about the machine, and nothing about the rule it tests.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

# Looking through all modules for rings of garbage, again and again, was a sixth of what the tests computed.
gc.set_threshold(50_000)


def pytest_collection_finish() -> None:
    """Look through what was loaded once more and then never again: it stays for the whole run."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _stretched_little() -> Iterator[None]:
    """Stretch new PINs and passphrases little."""
    with pytest.MonkeyPatch.context() as patch:
        for module, cost, value in LITTLE:
            patch.setattr(module, cost, value)
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
