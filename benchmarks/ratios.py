"""How a figure is taken: both sides in turn, several times, the median of each, and their ratio."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    """Ours against bare, in seconds, and the ratio we want to stay below."""

    name: str
    ours: float
    bare: float
    wanted: float

    def line(self) -> str:
        """One line of the table."""
        ratio = self.ours / self.bare
        sign = "" if ratio <= self.wanted else "  <-- above"
        return f"{self.name:<58} {self.ours * 1000:9.1f} ms {self.bare * 1000:9.1f} ms {ratio:6.2f}  (wanted {self.wanted:g}){sign}"


@dataclass(frozen=True)
class Figure:
    """A time that a person waits, in seconds, and the limit that it must stay below."""

    name: str
    taken: float
    limit: float

    def line(self) -> str:
        """One line of the table."""
        sign = "" if self.taken <= self.limit else "  <-- above"
        return f"{self.name:<58} {self.taken * 1000:9.1f} ms {'':>12} {'':>6}  (limit {self.limit * 1000:g} ms){sign}"


def seconds(act: Callable[[], object]) -> float:
    """How long something takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def measure(name: str, ours: Callable[[], object], bare: Callable[[], object], wanted: float, times: int = 5) -> Ratio:
    """Run both in turn."""
    pairs = [(seconds(ours), seconds(bare)) for _ in range(times)]
    return Ratio(name, statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs), wanted)
