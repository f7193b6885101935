"""The server's clock as a terminal knows it, from prompt answers and from some that were held open."""

from counter_tui.sync.server_clock import ServerClock

HOUR_MS = 3_600_000


class Watch:
    """This machine's clock, which is an hour ahead of the server's."""

    def __init__(self) -> None:
        self.server = 1_000_000

    def __call__(self) -> int:
        return self.server + HOUR_MS

    def answer(self, clock: ServerClock, *, there: int, held: int = 0, back: int) -> None:
        """Let an answer come: so long on its way there, held and on its way back (milliseconds)."""
        sent = clock.local()
        self.server += there + held
        told = self.server
        self.server += back
        clock.measure(sent, told)


def test_a_prompt_answer_tells_the_servers_time_but_for_half_its_way() -> None:
    watch = Watch()
    clock = ServerClock(watch)
    watch.answer(clock, there=300, back=100)
    assert clock.now() - watch.server == 100


def test_an_answer_that_was_held_open_changes_no_clock_that_is_right() -> None:
    watch = Watch()
    clock = ServerClock(watch)
    watch.answer(clock, there=10, back=10)
    watch.answer(clock, there=10, held=30_000, back=10)
    assert clock.now() == watch.server


def test_an_answer_that_was_held_open_corrects_a_clock_as_far_as_it_proves_it_wrong() -> None:
    watch = Watch()
    clock = ServerClock(watch)
    watch.answer(clock, there=10, held=30_000, back=10)
    assert clock.now() - watch.server == 30_010
    behind = ServerClock(lambda: watch.server - HOUR_MS)
    watch.answer(behind, there=10, held=30_000, back=10)
    assert clock.now() - watch.server == 30_010
    assert behind.now() - watch.server == -10
