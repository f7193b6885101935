"""A site of real processes keeps its promises whatever befalls it; `python3 -m tests.chaos` runs longer."""

from collections.abc import Iterator

import pytest

from tests.chaos import faults
from tests.chaos.day import FIRST_TURNS, Day, Verdict, plan
from tests.postgres import Cluster

SEED = 20
STRIKES = len(faults.ALL)


@pytest.fixture(scope="module")
def verdict(tmp_path_factory: pytest.TempPathFactory, postgres_cluster: Cluster) -> Iterator[Verdict]:
    database = postgres_cluster.lend()
    folder = tmp_path_factory.mktemp("chaos")
    yield Day(folder, postgres_cluster, database, SEED).run(STRIKES)
    postgres_cluster.give_back(database)


@pytest.mark.long
def test_what_was_acknowledged_survives_kills_partitions_lost_answers_and_wrong_clocks(
    verdict: Verdict,
) -> None:
    assert verdict.broken == []


@pytest.mark.long
def test_servers_and_counters_were_killed_and_lines_cut(verdict: Verdict) -> None:
    befell = verdict.befell
    assert sum(count for fault, count in befell.items() if fault.startswith("kill_hub")) >= 2
    assert sum(count for fault, count in befell.items() if fault.startswith("kill_centre")) >= 1
    assert befell["cut_power"] + befell["kill_desk"] + befell["kill_desk_in_transaction"] >= 2
    assert befell["part_terminal"] + befell["part_hub"] == 2
    assert verdict.outcomes["done"] > FIRST_TURNS


def test_a_seed_gives_the_same_plan_and_every_fault_comes_before_any_comes_again() -> None:
    planned = list(plan(SEED, STRIKES))
    assert planned == list(plan(SEED, STRIKES)) != list(plan(SEED + 1, STRIKES))
    assert {strike.fault for strike in planned} == set(faults.ALL)
