"""Python imports this before anything else where its folder is on the path: the wall clock goes wrong.

libfaketime cannot do it: of Python's waits by the monotonic clock it either breaks or prolongs some.
"""

import os
import time

_wrong = int(os.environ["WRONG_BY_S"])
_ns, _seconds = time.time_ns, time.time

vars(time).update(
    time_ns=lambda: _ns() + _wrong * 1_000_000_000,
    time=lambda: _seconds() + _wrong,
)
