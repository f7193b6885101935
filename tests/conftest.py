"""What tests of several rooms share."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres import Cluster

# How fast an example runs says something about the machine, and nothing about the rule it tests.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


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
    """Return the URL of a fresh database with all tables and no rows."""
    name = postgres_cluster.create()
    yield postgres_cluster.url(name)
    postgres_cluster.drop(name)


@pytest.fixture
def empty_postgres(postgres_cluster: Cluster) -> Iterator[str]:
    """Return the URL of a database without tables."""
    name = postgres_cluster.create(template="template0")
    yield postgres_cluster.url(name)
    postgres_cluster.drop(name)
