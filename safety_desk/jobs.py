"""Long work. A job is a generator: it yields progress, returns its result, and closing it rolls back."""

import gc
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from functools import cache
from threading import Event
from typing import TYPE_CHECKING, Generic, TypeVar

from safety_desk.errors import Cancelled
from safety_desk.value import Value

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

T = TypeVar("T")


class Progress(Value):
    """How far a job is: `done` of `total` (0: unknown), and what it does in Chinese."""

    done: int = 0
    total: int = 0
    text: str = ""


Job = Generator[Progress, None, T]


@cache
def _pool() -> "ThreadPoolExecutor":
    """The one job thread; not loaded before there is a job."""
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="job")


_RARELY = (10_000, 5, 100_000)
"""Thresholds of Python's search for cycles (new things, young rounds, middle rounds)."""
_TURN = 0.0005
"""Seconds that a job goes on while the window waits for its turn; the window needs several to answer once."""


@contextmanager
def _kept() -> Iterator[None]:
    """What a job makes it mostly keeps: cycles are looked for among what is new.

    To look through all of it takes a tenth of a second of a large file, and the window stands still meanwhile.
    """
    usual = gc.get_threshold()
    gc.set_threshold(*_RARELY)
    try:
        yield
    finally:
        if gc.get_threshold() == _RARELY:  # else the window came up meanwhile, and has said how often
            gc.set_threshold(*usual)


class Run(Generic[T]):
    """A job under way on the one job thread. Look at `latest`; ask `future` how it ended."""

    def __init__(self, start: Callable[[], Job[T]]) -> None:
        self.latest = Progress()
        self._stop = Event()
        self.future: Future[T] = _pool().submit(self._drive, start)

    def cancel(self) -> None:
        """Ask the job to stop at its next step."""
        self._stop.set()

    def _drive(self, start: Callable[[], Job[T]]) -> T:
        job = start()
        sys.setswitchinterval(_TURN)
        with _kept():
            try:
                while not self._stop.is_set():
                    self.latest = next(job)
            except StopIteration as end:
                result: T = end.value
                return result
            job.close()
            raise Cancelled


def finish(job: Job[T], tell: Callable[[Progress], None] = lambda progress: None) -> T:
    """Run a job here and now, for the command line and tests."""
    with _kept():
        while True:
            try:
                tell(next(job))
            except StopIteration as end:
                result: T = end.value
                return result
