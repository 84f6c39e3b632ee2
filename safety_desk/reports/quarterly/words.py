"""The sentences of a quarter's review: rules that say what the numbers say, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass

from safety_desk.value import Value

_END = "。"


@dataclass(frozen=True)
class Fact:
    """A figure in the quarter, in the one before and in the same one a year ago (None: nothing to compare with).

    For a rate these are shares from 0 on, None where there was nothing to divide by; `part` and `whole` are what it is
    made of, `part_of` what the whole is called.
    """

    now: float | None
    before: float | None = None
    year_ago: float | None = None
    unit: str = ""
    part: float | None = None
    whole: float | None = None
    part_of: str = ""

    @property
    def is_rate(self) -> bool:
        """Whether it is a share."""
        return self.whole is not None

    @property
    def missing(self) -> float:
        """What a rate lacks to its whole; of a count the count."""
        return (self.whole - (self.part or 0)) if self.whole is not None else (self.now or 0)


class Clause(Value):
    """What is said of a figure: 发现隐患 132 项，比上季多 18 项.

    none     what is said instead of 没有… where it is 0
    within   it tells more of the clause that opened the paragraph, and is left out where that one is 0
    alone    without the quarter before and the year before
    shy      left out where it is 0
    """

    words: str
    figure: str
    unit: str = ""
    none: str = ""
    within: bool = False
    alone: bool = False
    shy: bool = False


class Most(Value):
    """Which rows of a table have most: 隐患最多的村是甲村（12 项）、乙村（9 项）. `head`: the column that counts."""

    words: str
    table: str
    head: str
    unit: str = ""
    most: int = 3


class Spread(Value):
    """How the rows of a list spread over what one of its columns says: 按村分：甲村 3 项、乙村 2 项."""

    words: str
    table: str
    head: str
    unit: str = ""
    most: int = 5


class Lack(Value):
    """A number that should be 0, or a rate that should be whole: what is said of it, and what there is to do.

    The words take {n} (how many) and, of a rate, {rate}; `todo` takes {n}.
    """

    figure: str
    says: str
    todo: str


def number(value: float) -> str:
    """Plain digits, at most two behind the point."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def percent(share: float | None) -> str:
    """87.1%, — where there is nothing to divide by."""
    return "—" if share is None else f"{share:.1%}"


def points(now: float, then: float) -> float:
    """How far two shares are apart, in percentage points, as they are printed."""
    return round(round(now * 100, 1) - round(then * 100, 1), 1)


def counted(clause: Clause, fact: Fact, when: tuple[str, str]) -> str:
    """What is said of a count. `when`: what the quarter before and the year before are called."""
    unit = clause.unit or fact.unit
    thens = (
        []
        if clause.alone
        else [(w, t) for w, t in zip(when, (fact.before, fact.year_ago), strict=True) if t is not None]
    )
    now = fact.now or 0
    if not now:
        rest = "".join(f"，{word} {number(then)} {unit}" for word, then in thens if then)
        return (clause.none or f"没有{clause.words}") + rest
    apart = [(word, round(float(number(now)) - float(number(then)), 2)) for word, then in thens]
    return f"{clause.words} {number(now)} {unit}" + _against(apart, unit)


def _against(told: Sequence[tuple[str, float]], unit: str) -> str:
    """More, less, or the same as then; the same twice is said once."""
    if told and not any(difference for _, difference in told):
        return f"，与{'、'.join(word for word, _ in told)}持平"
    return "".join(
        f"，与{word}持平"
        if not difference
        else f"，比{word}{'多' if difference > 0 else '少'} {number(abs(difference))} {unit}"
        for word, difference in told
    )


def rated(clause: Clause, fact: Fact, when: tuple[str, str]) -> str:
    """What is said of a rate, with what it is made of."""
    if fact.now is None:
        return f"没有{fact.part_of}，不计算{clause.words}"
    said = f"{clause.words} {percent(fact.now)}（{number(fact.part or 0)}/{number(fact.whole or 0)}）"
    thens = (
        []
        if clause.alone
        else [(w, t) for w, t in zip(when, (fact.before, fact.year_ago), strict=True) if t is not None]
    )
    told = [(word, points(fact.now, then)) for word, then in thens]
    if told and not any(difference for _, difference in told):
        return f"{said}，与{'、'.join(word for word, _ in told)}持平"
    return said + "".join(
        f"，与{word}持平"
        if not difference
        else f"，{'高于' if difference > 0 else '低于'}{word} {abs(difference):.1f} 个点"
        for word, difference in told
    )


def paragraph(clauses: Sequence[Clause], facts: Sequence[Fact], when: tuple[str, str], opening: str = "") -> str:
    """A paragraph of clauses, or nothing where none of them has anything to say."""
    said: list[str] = []
    opened = bool(facts[0].now)
    told = [pair for n, pair in enumerate(zip(clauses, facts, strict=True)) if opened or not (n and pair[0].within)]
    nothing = [(clause, fact) for clause, fact in told if fact.is_rate and fact.now is None]
    for clause, fact in told:
        zero = not fact.is_rate and not fact.now
        if (clause.shy and zero) or (len(nothing) > 1 and (clause, fact) in nothing):
            continue
        said.append((rated if fact.is_rate else counted)(clause, fact, when))
    if len(nothing) > 1:
        said.append(f"没有{'、'.join(fact.part_of.removesuffix('数') for _, fact in nothing)}，有关的比率不计算")
    return opening + "；".join(said) + _END if said else ""


def most_words(one: Most, rows: Sequence[tuple[str, float]]) -> str:
    """Who has most; who has as many as the last of them is named too. Nothing where nobody has any."""
    ranked = sorted(((label, n) for label, n in rows if n > 0), key=lambda row: -row[1])
    if not ranked:
        return ""
    least = ranked[min(one.most, len(ranked)) - 1][1]
    named = [(label, n) for label, n in ranked if n >= least]
    more = f"等 {len(named)} 个" if len(named) > 2 * one.most else ""
    shown = named[: 2 * one.most] if not more else named[: one.most]
    return f"{one.words}是{'、'.join(f'{label}（{number(n)} {one.unit}）' for label, n in shown)}{more}{_END}"


def spread_words(one: Spread, values: Sequence[str]) -> str:
    """How many rows say what, the most frequent first. Nothing where there are no rows."""
    counts = {value: values.count(value) for value in dict.fromkeys(values)}
    ranked = sorted(counts.items(), key=lambda row: -row[1])
    if not ranked:
        return ""
    shown = "、".join(f"{value or '未填'} {n} {one.unit}" for value, n in ranked[: one.most])
    rest = sum(n for _, n in ranked[one.most :])
    return f"{one.words}：{shown}{f'，其余 {rest} {one.unit}' if rest else ''}{_END}"


def fallen_words(rates: Sequence[tuple[str, Fact]]) -> str:
    """Which rates are lower than in the quarter before, the deepest fall first. Nothing where none is."""
    fallen = [
        (title, fact.now, points(fact.now, fact.before))
        for title, fact in rates
        if fact.now is not None and fact.before is not None and points(fact.now, fact.before) < 0
    ]
    told = [
        f"{title} {percent(now)}（低 {-down:.1f} 个点）" for title, now, down in sorted(fallen, key=lambda row: row[2])
    ]
    return f"比上季低的比率有 {len(told)} 项：{'、'.join(told)}{_END}" if told else ""


def lack_words(lacks: Sequence[Lack], facts: Sequence[Fact]) -> tuple[list[str], list[str]]:
    """What is lacking, and what there is to do about it, both numbered; only of numbers that are not 0."""
    told = [(lack, fact) for lack, fact in zip(lacks, facts, strict=True) if fact.missing > 0]
    says, todo = [], []
    for n, (lack, fact) in enumerate(told, 1):
        said = {"n": number(fact.missing), "rate": percent(fact.now)}
        says.append(f"{n}. {lack.says.format(**said)}{_END}")
        todo.append(f"{n}. {lack.todo.format(**said)}{_END}")
    return says, todo
