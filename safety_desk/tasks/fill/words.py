"""What the head of a foreign column means: which field of a ledger, or of what links to it."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from safety_desk.fields import Field
from safety_desk.ledger import Ledger
from safety_desk.tasks.fill.plan import Source
from safety_desk.wording import bare, half_width

SURE = 0.8
_UNLIKELY = 0.55
_NUMBERING = {"序号", "序", "no", "行号"}
_REMARKS = {"备注"}
_BEFORE = ("企业", "单位", "所属", "所在", "是否", "本单位", "主要", "具体")
_AFTER = ("情况", "信息", "名称", "内容", "姓名", "号码", "号")
_SPLIT = re.compile(r"[及和与、/／+＋&]|以及")
_PHONE = re.compile("联系电话|电话号码|手机号码|联系方式|移动电话|手机号|联系手机|手机")
_LAST = re.compile(r"(?:最近|最后|上)(?:一|1)?次?(.*?)(?:的?(?:日期|时间|情况))?")
_COUNT = re.compile(r"(.*?)(?:总?数量?|个数|条数|次数|项数)")
_MOST_LIKE: dict[str, dict[str, str]] = {
    "enterprises": {
        "grid.supervisor": "包保责任人 包保领导 包保干部 包联领导 包保人 挂点领导 包村干部 联系领导",
        "grid.supervisor.mobile": "包保责任人电话 包保领导电话 包保干部电话 包联领导电话 包保人电话 包村干部电话",
        "grid.leader": "网格长 网格责任人",
        "grid.leader.mobile": "网格长电话 网格责任人电话",
    }
}
"""Facts that stand two links away, and what superiors call them."""


@dataclass(frozen=True)
class Guess:
    """A source and how sure it is, from 0 to 1."""

    source: Source
    score: float


def forms(words: tuple[str, ...]) -> list[tuple[float, str]]:
    """A head as it may be known: whole, its last line, without brackets."""
    whole, last = "".join(words), words[-1]
    found = []
    for weight, text in ((1.0, whole), (0.85 if len(words) > 1 else 1.0, last)):
        short = re.sub(r"[(（\[【].*?[)）\]】]", "", half_width(text))
        found += [(weight, _plain(text)), (weight * 0.99, _plain(short))]
    if len(words) > 1 and bare(last) in ("姓名", "名称"):
        found.append((0.95, _plain("".join(words[:-1]))))
    return [(weight, form) for weight, form in dict.fromkeys(found) if form]


def _plain(text: str) -> str:
    return _PHONE.sub("电话", bare(text))


@lru_cache(maxsize=8192)
def _stripped(text: str) -> str:
    """A head without what is said for politeness."""
    for noise in _BEFORE:
        text = text.removeprefix(noise) if len(text) > len(noise) + 1 else text
    for noise in _AFTER:
        text = text.removesuffix(noise) if len(text) > len(noise) + 1 else text
    return text


@lru_cache(maxsize=8192)
def _known(label: str, also: tuple[str, ...]) -> tuple[tuple[float, str], ...]:
    others = [(0.97 - 0.005 * n, word) for n, word in enumerate(also)]
    return tuple((weight, _plain(word)) for weight, word in [(1.0, label), *others])


def rating(words: tuple[str, ...], field: Field, loose: bool = False) -> float:
    """How well a head names a field: 1 for its label. `loose`: words that are only alike count too, below SURE."""
    best = 0.0
    for weight, form in forms(words):
        for worth, known in _known(field.label, field.also):
            if form == known:
                best = max(best, weight * worth)
            elif _stripped(form) == _stripped(known):
                best = max(best, 0.86 * weight * worth)
            elif loose:
                best = max(best, 0.78 * weight * worth * alike(form, known))
    return best


def alike(one: str, other: str) -> float:
    """How much two words have in common, from 0 to 1; nothing where it is little."""
    if not one or not other:
        return 0.0
    short, long = sorted((one, other), key=len)
    if len(short) >= 2 and short in long:
        return max(0.72, len(short) / len(long))
    ratio = difflib.SequenceMatcher(None, one, other).ratio()
    return ratio if ratio >= 0.7 else 0.0


def fill_ability(words: tuple[str, ...], ledger: Ledger[Any]) -> float:
    """How well the best of a ledger's own fields answers a head: for choosing the ledger."""
    return max((rating(words, field) for field in ledger.fields.values()), default=0.0)


def guess(words: tuple[str, ...], ledger: Ledger[Any], ledgers: dict[str, Ledger[Any]]) -> Guess:
    """What a head means in a list of that ledger's records; an empty source where nothing is likely."""
    name = _plain("".join(words))
    if name in _NUMBERING:
        return Guess(Source("number"), 1.0)
    best = max(_guesses(words, ledger, ledgers), key=lambda one: one.score, default=Guess(Source(), 0.0))
    if best.score < SURE and (joined := _joined(words, ledger, ledgers)) and joined.score > best.score:
        best = joined
    if best.score < _UNLIKELY:
        return Guess(Source(), 0.0)
    return best


def _guesses(words: tuple[str, ...], ledger: Ledger[Any], ledgers: dict[str, Ledger[Any]]) -> Iterator[Guess]:
    for field in ledger.fields.values():
        if field.kind.name in ("files", "data", "geometry"):
            continue
        yield Guess(Source("field", field.name), rating(words, field, loose=True))
        if field.kind.name == "link" and not field.part_of:
            for other in ledgers[field.to].fields.values():
                if other.kind.name not in ("files", "data", "geometry", "links"):
                    yield Guess(Source("field", f"{field.name}.{other.name}"), 0.93 * rating(words, other))
    for path, known in _MOST_LIKE.get(ledger.name, {}).items():
        if any(form in map(_plain, known.split()) for _, form in forms(words)):
            yield Guess(Source("field", path), 0.79)
    yield from _gathered(words, ledger, ledgers)


def _gathered(words: tuple[str, ...], ledger: Ledger[Any], ledgers: dict[str, Ledger[Any]]) -> Iterator[Guess]:
    """From the records of other ledgers that link to a line's: 主要风险点, 最近一次检查日期, 隐患数."""
    said = [form for _, form in forms(words)]
    for other in ledgers.values():
        links = other.links_to(ledger.name)
        if not links or other is ledger:
            continue
        via = links[0].name
        nouns = {bare(other.noun), bare(other.title), bare(other.fields[other.called].label).removesuffix("名称")}
        day = next((f.name for f in other.fields.values() if f.kind.name in ("day", "moment")), "")
        for text in said:
            if _stripped(text) in nouns or text in nouns:
                yield Guess(Source("gathered", other.called, other.name, via, "list"), 0.79)
            if day and (match := _LAST.fullmatch(text)) and match[1] and any(_means(match[1], noun) for noun in nouns):
                yield Guess(Source("gathered", day, other.name, via, "last"), 0.85)
            if (match := _COUNT.fullmatch(text)) and _stripped(match[1]) in nouns:
                yield Guess(Source("gathered", other.called, other.name, via, "count"), 0.82)


def _means(text: str, noun: str) -> bool:
    return text == noun or _stripped(text).removeprefix("监督") == noun


def _joined(words: tuple[str, ...], ledger: Ledger[Any], ledgers: dict[str, Ledger[Any]]) -> Guess | None:
    """Two facts in one cell: 责任人及电话, 姓名/手机."""
    last = re.sub(r"[(（].*?[)）]", "", half_width(words[-1]))
    pieces = [piece for piece in _SPLIT.split(last) if piece]
    if len(pieces) != 2:
        return None
    first, second = pieces
    head = max(_guesses((*words[:-1], first), ledger, ledgers), key=lambda one: one.score)
    behind = [((*words[:-1], f"{first}{second}"), 1.0), ((second,), 0.7)]
    tail = max(
        (Guess(one.source, one.score * worth) for said, worth in behind for one in _guesses(said, ledger, ledgers)),
        key=lambda one: one.score,
    )
    if min(head.score, tail.score) < _UNLIKELY or "field" not in (head.source.kind, tail.source.kind):
        return None
    if head.source.kind != "field" or tail.source.kind != "field":
        return None
    return Guess(Source("field", head.source.path, also=tail.source.path), min(head.score, tail.score))
