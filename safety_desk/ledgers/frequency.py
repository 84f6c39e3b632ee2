"""检查频次: how often an enterprise is checked, a grid patrolled, a major danger followed (domain item 8; all of it design).

One table of the office, and one rule over it: what the yearly plan lays out and what counts as unchecked follow from both.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from datetime import date

from safety_desk.conditions import eq
from safety_desk.dates import add_months
from safety_desk.fields import Codes, f
from safety_desk.ledger import Ledger, View
from safety_desk.ledgers.enterprise import CreditStatus, Enterprise, SuperviseClass
from safety_desk.ledgers.grade import Grade
from safety_desk.options import Options
from safety_desk.record import Problem, Record

A, B, C, D = SuperviseClass


class FreqRules(Options, key="frequency", title="检查频次"):
    """What the table of frequencies does not say."""

    blacklist_factor: int = f("列入失信名单的检查频次倍数", default=2, low=1, high=12)


class FreqKind(Codes):
    """Whose visits a frequency is about."""

    CHECK = "check", "镇级检查", "检查"
    PATROL = "patrol", "村级网格巡查", "网格巡查 巡查"
    TRACK = "track", "重大隐患跟踪", "跟踪"


class SuperviseFreq(Record):
    """How often something is visited, and what is looked at."""

    name: str = f("频次名称", also="名称", width=18)
    kind: FreqKind = f("由谁去", default=FreqKind.CHECK, also="类别")
    supervise_class: SuperviseClass | None = f("监管分类", also="类别等级", help="已定监管分类的企业按这一行")
    risk_grade: Grade | None = f("风险等级", also="等级", help="还没有定监管分类的企业按颜色；村级网格巡查按颜色")
    times: int = f("每年次数", default=0, unit="次", low=0, high=366, also="频次 次/年", help="0 为不定次，按抽查比例双随机抽取")
    ratio: float | None = f("年抽查比例", unit="%", low=0, high=100, also="抽查比例")
    focus: str | None = f("检查重点", lines=2, width=28, help="写进年度计划；分类的行空着时用颜色的行")
    basis: str | None = f("依据", lines=2)
    enabled: bool = f("启用", default=True, help="停用全部分类的行，就只按颜色排")
    builtin: bool = f("内置", default=False, fixed=True)
    remark: str | None = f("备注", lines=2)


_FOCUS = {
    Grade.RED: "重大危险源和重大隐患治理、领导带班、应急预案和演练、特殊作业审批",
    Grade.ORANGE: "重点岗位持证、危险作业审批、设备设施检测、隐患排查治理",
    Grade.YELLOW: "责任制和规程、培训教育、用电和消防、劳动防护",
    Grade.BLUE: "基础资料、用电和消防、疏散通道",
}


def built_in() -> Iterator[SuperviseFreq]:
    """The frequencies of domain item 8, all of them design; the office sets its own."""
    note = "随程序带来的默认值，请按县里要求修改"
    for cls, times, said in ((D, 4, "每季"), (C, 2, "每半年"), (B, 1, "每年"), (A, 0, "双随机")):
        yield SuperviseFreq(name=f"{cls.label} 类企业{said}", supervise_class=cls, times=times, ratio=None if times else 20, builtin=True, remark=note)
    for grade, times, said in ((Grade.RED, 4, "每季"), (Grade.ORANGE, 2, "每半年"), (Grade.YELLOW, 1, "每年"), (Grade.BLUE, 0, "双随机")):
        yield SuperviseFreq(
            name=f"{grade.label}色企业{said}", risk_grade=grade, times=times, ratio=None if times else 20, focus=_FOCUS[grade], builtin=True, remark=note
        )
    for grade, times, said in ((Grade.RED, 52, "每周"), (Grade.ORANGE, 24, "每半月"), (Grade.YELLOW, 12, "每月"), (Grade.BLUE, 4, "每季")):
        yield SuperviseFreq(name=f"{grade.label}色{said}巡查", kind=FreqKind.PATROL, risk_grade=grade, times=times, builtin=True, remark=note)
    yield SuperviseFreq(name="重大隐患每周跟踪", kind=FreqKind.TRACK, times=52, builtin=True, remark="跟踪至销号")


def check_rows(freqs: Iterable[SuperviseFreq]) -> list[SuperviseFreq]:
    """The rows in force about the town's own checks."""
    return [freq for freq in freqs if freq.enabled and freq.kind is FreqKind.CHECK]


def row_of(firm: Enterprise, freqs: Iterable[SuperviseFreq]) -> SuperviseFreq | None:
    """The row that an enterprise falls under: that of its class, before one was decided that of its colour (without one: blue)."""
    known = check_rows(freqs)
    by_class = (freq for freq in known if freq.supervise_class is not None and freq.supervise_class is firm.supervise_class)
    return next(by_class, None) or _of_colour(firm, known)


def _of_colour(firm: Enterprise, known: Iterable[SuperviseFreq]) -> SuperviseFreq | None:
    grade = firm.risk_grade or Grade.BLUE
    return next((freq for freq in known if freq.supervise_class is None and freq.risk_grade is grade), None)


def times_a_year(firm: Enterprise, freqs: Iterable[SuperviseFreq], rules: FreqRules) -> int:
    """How often the town checks an enterprise; more often one on the blacklist. 0: drawn at random only."""
    row = row_of(firm, freqs)
    return (row.times if row else 0) * (rules.blacklist_factor if firm.credit_status is CreditStatus.LISTED else 1)


def focus_of(firm: Enterprise, freqs: Iterable[SuperviseFreq]) -> str | None:
    """What is looked at: as its class says, else as its colour does."""
    known = check_rows(freqs)
    row, colour = row_of(firm, known), _of_colour(firm, known)
    return (row.focus if row else None) or (colour.focus if colour else None)


def due_next(last_check: date | None, included: date, times: int) -> date | None:
    """By when the next full check is due: 12/frequency months after the last, or after it was taken in (domain item 8)."""
    if times <= 0:
        return None
    since = last_check or included
    return add_months(since, 12 // times) if 12 % times == 0 else since + dt.timedelta(days=365 // times)


def whom(freq: SuperviseFreq, scene: object) -> Iterable[Problem]:
    """A row about checks is about one class or one colour."""
    if freq.kind is FreqKind.CHECK and (freq.supervise_class is None) == (freq.risk_grade is None):
        yield Problem("supervise_class", "镇级检查的一行，请在监管分类和风险等级里选一个填")


SUPERVISE_FREQS = Ledger(
    SuperviseFreq,
    "supervise_freqs",
    "检查频次",
    called="name",
    columns="name kind supervise_class risk_grade times ratio focus basis enabled builtin remark",
    plan="8 18",
    filters="kind enabled",
    search="name focus",
    keys=("name",),
    order="kind",
    checks=(whom,),
    views=(View("镇级检查", eq("kind", FreqKind.CHECK)), View("村级网格巡查", eq("kind", FreqKind.PATROL))),
    builtin=built_in,
    empty="每一类、每一色企业一年检查几次、查什么，每一色场所多久巡查一次。年度检查计划按这张表生成。",
)
