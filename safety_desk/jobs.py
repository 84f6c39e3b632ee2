"""Long work. A job is a generator: it yields progress, returns its result, and closing it rolls back."""

from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import Generic, TypeVar

from safety_desk.errors import Cancelled

T = TypeVar("T")


@dataclass(frozen=True)
class Progress:
    """How far a job is: `done` of `total` (0: unknown), and what it does in Chinese."""

    done: int = 0
    total: int = 0
    text: str = ""


Job = Generator[Progress, None, T]

_POOL = ThreadPoolExecutor(max_workers=1, thread_name_prefix="job")


class Run(Generic[T]):
    """A job under way on the one job thread. Look at `latest`; ask `future` how it ended."""

    def __init__(self, start: Callable[[], Job[T]]) -> None:
        self.latest = Progress()
        self._stop = Event()
        self.future: Future[T] = _POOL.submit(self._drive, start)

    def cancel(self) -> None:
        """Ask the job to stop at its next step."""
        self._stop.set()

    def _drive(self, start: Callable[[], Job[T]]) -> T:
        job = start()
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
    while True:
        try:
            tell(next(job))
        except StopIteration as end:
            result: T = end.value
            return result
