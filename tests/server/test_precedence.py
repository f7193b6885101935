import asyncio

from counter_tui.server.hub.precedence import Precedence


async def pulled(precedence: Precedence, done: list[int], number: int) -> None:
    async with precedence.pull():
        done.append(number)


async def settled() -> None:
    """Let everything happen that waits for nothing else."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_pulls_wait_while_a_command_is_in_hand_and_follow_in_their_order() -> None:
    precedence, done = Precedence(longest_s=600), list[int]()
    with precedence.command():
        with precedence.command():
            pulls = [asyncio.create_task(pulled(precedence, done, number)) for number in range(3)]
            await settled()
        await settled()
        assert done == []
    await asyncio.wait_for(asyncio.gather(*pulls), 90)
    assert done == [0, 1, 2]


async def test_a_pull_waits_no_longer_than_its_time_for_commands_that_never_end() -> None:
    precedence, done = Precedence(longest_s=0), list[int]()
    with precedence.command():
        await asyncio.wait_for(pulled(precedence, done, 1), 90)
    assert done == [1]


async def test_a_command_that_comes_between_two_pulls_goes_before_the_second() -> None:
    precedence, done = Precedence(longest_s=600), list[int]()
    async with precedence.pull():
        second = asyncio.create_task(pulled(precedence, done, 2))
        await settled()
        command = precedence.command()
        command.__enter__()
    await settled()
    assert done == []
    command.__exit__(None, None, None)
    await asyncio.wait_for(second, 90)


async def test_a_pull_that_hangs_up_lets_the_next_one_have_its_turn() -> None:
    precedence, done = Precedence(longest_s=600), list[int]()
    with precedence.command():
        first, second = (asyncio.create_task(pulled(precedence, done, number)) for number in (1, 2))
        await settled()
        first.cancel()
        await settled()
    await asyncio.wait_for(second, 90)
    assert done == [2]
