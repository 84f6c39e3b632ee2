"""Which firms a name may mean that is not written as the office writes it: former names, legal forms, a place before it."""

import re
from collections.abc import Iterable

from safety_desk.wording import bare, company

_BETWEEN = re.compile(r"[、,，;；\n]+")
_MOST_BEFORE = 6
"""So many signs may stand before a name that else is the same (安徽省泾县)."""
_LONG = 7
_COUNTS = frozenset("0123456789一二三四五六七八九十甲乙丙丁东西南北中上下大小新老前后左右abcdefghijklmnopqrstuvwxyz")
_LEAST = 4
"""A shorter name than this is the tail of many."""


class Likeness:
    """The firms of a ledger by the ways in which people miswrite their names."""

    def __init__(self, firms: Iterable[tuple[int, str, str]]) -> None:
        """`firms`: id, name, and the names it had before with 、 between them."""
        self._names: dict[int, str] = {}
        self._sure: dict[str, list[int]] = {}
        self._cores: dict[str, list[int]] = {}
        self._tails: dict[str, list[int]] = {}
        self._slips: dict[tuple[int, str], list[int]] = {}
        for id, name, former in firms:
            core = company(name)
            self._names[id] = bare(name)
            for way in {_formal(name), *(_formal(part) for part in _BETWEEN.split(former) if part.strip())}:
                self._sure.setdefault(way, []).append(id)
            self._cores.setdefault(core, []).append(id)
            for tail in _tails(core):
                self._tails.setdefault(tail, []).append(id)
            for slip in _slips(core):
                self._slips.setdefault(slip, []).append(id)

    def same(self, text: str) -> list[int]:
        """Firms of that name in another legal spelling (有限责任公司 is 有限公司), or that had it before."""
        return self._other(text, self._sure.get(_formal(text), ()))

    def like(self, text: str) -> list[int]:
        """Firms that may be meant: of that name but for the legal form, the place before it, or one other sign."""
        core = company(text)
        found = [*self._cores.get(core, ())]
        if len(core) >= _LEAST:
            found += self._tails.get(core, ())
        found += [id for slip in _slips(core) for id in self._slips.get(slip, ())]
        found += [id for tail in _tails(core) for id in self._cores.get(tail, ())]
        sure = self.same(text)
        return [id for id in self._other(text, found) if id not in sure]

    def _other(self, text: str, ids: Iterable[int]) -> list[int]:
        """Without those that are called exactly so: these are found by their keys."""
        name = bare(text)
        return [id for id in dict.fromkeys(ids) if self._names[id] != name]


def _formal(name: str) -> str:
    return bare(name).replace("有限责任公司", "有限公司")


def _slips(core: str) -> list[tuple[int, str]]:
    """The name with one sign out, and where; not of a short name, and no number or side, of which one makes two firms."""
    if len(core) < _LONG:
        return []
    return [(n, core[:n] + core[n + 1 :]) for n in range(len(core)) if core[n] not in _COUNTS]


def _tails(core: str) -> list[str]:
    """The name without its first signs, as far as enough is left to tell firms apart."""
    return [core[n:] for n in range(1, _MOST_BEFORE + 1) if len(core) - n >= _LEAST]
