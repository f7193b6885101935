"""The garbage collector, kept off the way to the first frame: what is loaded there is no garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resting() -> Iterator[None]:
    """Collect nothing until `wake`, at the latest until the block ends.

    Looking again and again through what is being imported takes a tenth of the time until the first frame.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def wake() -> None:
    """Collect from now on, but never look through what stands already: a key would wait 20 ms for it."""
    gc.freeze()
    gc.enable()
