"""Judge some rows again after a correction, with every row whose result depends on theirs; the others stay as they are."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from safety_desk.intake.judging import Judge
from safety_desk.intake.known import Line
from safety_desk.intake.rows import Row


class Anew:
    """The judged rows of a sheet by what they share: keys, names, the record that they change.

    What they share is noted at the first correction; most sheets need none.
    """

    def __init__(self, judge: Judge, rows: Sequence[Row], lines: list[Line], given: Mapping[str, Any]) -> None:
        self._judge, self._rows, self._lines, self._given = judge, rows, lines, given
        self._by: dict[int, set[int]] = {}

    def _note(self, n: int, line: Line) -> None:
        for mark in line.marks:
            self._by.setdefault(mark, set()).add(n)

    def again(self, places: Iterable[int]) -> list[int]:
        """Judge these rows anew and all that hang together with them; answers which were judged, in their order.

        A correction can bring a row together with others that it had nothing to do with: then all of them are
        judged once more, in their order.
        """
        for n, line in enumerate(self._lines if not self._by else ()):
            self._note(n, line)
        group = self._together(places)
        while True:
            for n in group:
                self._judge.forget(self._lines[n])
            for n in group:
                self._lines[n] = self._judge.judge(self._rows[n], self._given)
                self._note(n, self._lines[n])
            larger = self._together(group)
            if len(larger) == len(group):
                return group
            group = larger

    def _together(self, places: Iterable[int]) -> list[int]:
        """These rows, and all that share something with one of them, and so on."""
        found: set[int] = set()
        waiting = set(places)
        while waiting:
            n = waiting.pop()
            found.add(n)
            for mark in self._lines[n].marks:
                waiting |= self._by.get(mark, set()) - found
        return sorted(found)
