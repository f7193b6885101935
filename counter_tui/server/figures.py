"""What one server process counts of its own requests, in Prometheus' text format; it names nobody."""

import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator

PREFIX = "counter_tui_"
BOUNDS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
"""Every other word that somebody sends counts as one, so that nobody can make figures without end."""


class Histogram:
    """How many took how long."""

    def __init__(self) -> None:
        self._counts = [0] * (len(BOUNDS_S) + 1)
        self._sum = 0.0

    def observe(self, seconds: float) -> None:
        """Count one that took so many seconds."""
        self._counts[bisect_left(BOUNDS_S, seconds)] += 1
        self._sum += seconds

    def lines(self, name: str) -> Iterator[str]:
        """Yield its lines."""
        total = 0
        for bound, count in zip((*map(str, BOUNDS_S), "+Inf"), self._counts, strict=True):
            total += count
            yield f'{name}_bucket{{le="{bound}"}} {total}'
        yield f"{name}_sum {self._sum:.6f}"
        yield f"{name}_count {total}"


class Figures:
    """The counters of one server process; every thread may add."""

    def __init__(self) -> None:
        self.pushes = Histogram()
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._refusals: Counter[str] = Counter()
        self._received = 0
        self._sent = 0
        self._lock = threading.Lock()

    def answered(self, method: str, route: str, status: int, received: int, sent: int) -> None:
        """Count one answer; `route` is the path's pattern, never a path that somebody made up. Bytes."""
        with self._lock:
            self._requests[method if method in METHODS else "other", route, status] += 1
            self._received += received
            self._sent += sent

    def refused(self, code: str) -> None:
        """Count a refusal by the code of its reason."""
        with self._lock:
            self._refusals[code] += 1

    def lines(self) -> Iterator[str]:
        """Yield everything in Prometheus' text format."""
        with self._lock:
            requests = [
                (f'method="{method}",route="{route}",status="{status}"', count)
                for (method, route, status), count in sorted(self._requests.items())
            ]
            refusals = [(f'reason="{code}"', count) for code, count in sorted(self._refusals.items())]
            sizes = (("received_bytes_total", self._received), ("sent_bytes_total", self._sent))
        yield from family("requests_total", "counter", requests)
        yield from family("refusals_total", "counter", refusals)
        for name, value in sizes:
            yield from family(name, "counter", [("", value)])
        yield f"# TYPE {PREFIX}push_seconds histogram"
        yield from self.pushes.lines(f"{PREFIX}push_seconds")


def family(name: str, kind: str, samples: Iterable[tuple[str, object]]) -> Iterator[str]:
    """Yield one family of figures; `samples` are labels as text, and values."""
    yield f"# TYPE {PREFIX}{name} {kind}"
    for labels, value in samples:
        yield f"{PREFIX}{name}{{{labels}}} {value}" if labels else f"{PREFIX}{name} {value}"
