"""Python imports this before anything else where its folder is on the path: the wall clock goes wrong.

It is as wrong as a file says at that moment, so that it jumps under a running program. libfaketime cannot do
it: of Python's waits by the monotonic clock it either breaks or prolongs some.
"""

import os
import time

_file = os.environ["WRONG_CLOCK"]
_ns, _seconds = time.time_ns, time.time


def _wrong_by_s() -> int:
    with open(_file, encoding="ascii") as told:  # noqa: PTH123 - pathlib would be imported before all else
        return int(told.read())


vars(time).update(
    time_ns=lambda: _ns() + _wrong_by_s() * 1_000_000_000,
    time=lambda: _seconds() + _wrong_by_s(),
)
