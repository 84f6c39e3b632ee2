"""标准规范库, 重大事故隐患判定标准库 and 对标记录 (domain item 5, §5)."""

import datetime as dt
from collections.abc import Iterable, Iterator

from safety_desk.conditions import Kin, before, eq, filled
from safety_desk.fields import Codes, f
from safety_desk.kinds import Code
from safety_desk.ledger import Ledger, Settle, View, not_ahead
from safety_desk.linked import Files, Link, Links, Term, Terms
from safety_desk.measures import rate
from safety_desk.options import Scene
from safety_desk.record import Problem, Record


class StdRule(Record):
    """A standard, a detailed rule or a checklist that enterprises are measured by."""

    name: str = f("标准名称", also="名称 规范名称", width=30)
    no: str | None = f("标准编号", also="编号 文号", width=18)
    issuer: str | None = f("发布单位", also="发布机关 制定单位")
    industry_safety: Terms | None = f("适用行业", codes="supervise_field", also="行业")
    kind: Term = f("类别", codes="std_rule_kind", default="实施细则", also="规范类别")
    risk_method: Term | None = f("评估方法", codes="risk_method_name", also="分级方法")
    effective_date: dt.date | None = f("施行日期", also="实施日期")
    file: Files | None = f("文本")
    enabled: bool = f("在用", default=True)
    remark: str | None = f("备注", lines=2)


STD_RULES = Ledger(
    StdRule,
    "std_rules",
    "标准规范库",
    called="name",
    columns="name no issuer industry_safety kind risk_method effective_date enabled",
    plan="5",
    filters="kind industry_safety enabled",
    search="name no issuer",
    keys=("name no",),
    alike="name",
    order="name",
    views=(View("在用", eq("enabled", True)), View("没有文本", ~filled("file"))),
    empty="上级发布的通则、实施细则、判定标准和操作规程，分行业收在这里，供企业对标。",
)


class MajorCriterion(Record):
    """One criterion by which a hidden danger is a major one."""

    std: Term = f("判定标准", codes="criteria_std", default="其他", also="标准", width=20)
    code: Code = f("编号", also="条款编号 代码", width=12)
    article: str | None = f("条", also="条款")
    sector: str = f("类别", also="行业 领域", width=10)
    seq: int | None = f("项", low=1, also="序号")
    text: str = f("判定情形", lines=3, also="内容 情形 条文", width=44)
    basis: str | None = f("依据", also="判定依据")
    applies_tags: Terms | None = f("适用标签", codes="tag", help="有这些特殊风险标签的企业要对照这一条")
    hint: str | None = f("怎么查", lines=2, also="检查方法")
    keywords: str | None = f("关键词")
    text_official: str | None = f("官方原文", lines=3, help="随程序带来的文字是摘要，用于正式文书前请录入官方原文并核对")
    text_checked_by: str | None = f("核对人")
    builtin: bool = f("内置", default=False, fixed=True)
    enabled: bool = f("启用", default=True)
    remark: str | None = f("备注", lines=2)

    @property
    def quoted(self) -> str:
        """The words to cite: the official ones where somebody has entered them."""
        return self.text_official or self.text


_TAGS = {"粉尘涉爆": ("涉爆粉尘",), "液氨制冷": ("液氨制冷",), "有限空间": ("有限空间",), "烟花爆竹": ("烟花爆竹零售",)}


def known_criteria() -> Iterator[MajorCriterion]:
    """The criteria of domain §5.1 and §5.3, to be checked against the official text before they are cited."""
    from safety_desk.ledgers.govern.criteria_text import CRITERIA

    sector = basis = ""
    seq = 0
    for line in CRITERIA.strip().splitlines():
        if line.startswith("# "):
            sector, basis = line[2:].split("|")
            seq = 0
            continue
        seq += 1
        code, text = line.split(" ", 1)
        std, _, rest = code.partition("-")
        article = rest.rpartition("-")[0] or None
        yield MajorCriterion(
            std=std, code=code, article=article, sector=sector, seq=seq, text=text, basis=basis, applies_tags=_TAGS.get(sector), builtin=True
        )


def checked(criterion: MajorCriterion, scene: Scene) -> Iterable[Problem]:
    """Whoever enters the official words says who checked them."""
    if criterion.text_official and not criterion.text_checked_by:
        yield Problem("text_checked_by", "录入了官方原文，请填核对人")


MAJOR_CRITERIA = Ledger(
    MajorCriterion,
    "major_criteria",
    "重大隐患判定标准",
    called="text",
    columns="code sector text basis applies_tags text_checked_by enabled",
    plan="5",
    filters="std sector applies_tags enabled",
    search="code text keywords text_official",
    keys=("std code",),
    order="code",
    checks=(checked,),
    views=(
        View("启用的", eq("enabled", True)),
        View("工贸（令第10号）", eq("std", "GM23")),
        View("还没有核对原文", eq("enabled", True) & ~filled("text_checked_by")),
    ),
    keep=lambda criterion, kin: f"{criterion.code} 是内置条款，不能删除，可以停用" if criterion.builtin else "",
    builtin=known_criteria,
    empty="判定重大事故隐患的条款。登记重大隐患时引用这里的编号。",
)


class Built(Codes):
    """How far the double prevention of an enterprise is built."""

    NO = "no", "未开展", "没有"
    PART = "part", "部分建成", "在建"
    WHOLE = "whole", "初步建成", "建成"


EIGHT = ("has_system", "has_risk_list", "has_map", "has_board", "has_cards", "has_danger_list", "has_records", "has_review")
"""What double prevention consists of at an enterprise (domain item 5)."""


class Benchmark(Record):
    """An enterprise measured by a standard, item by item; and how far its double prevention is built."""

    enterprise: Link = f("企业", to="enterprises", also="企业名称 单位名称", width=24)
    std: Link | None = f("对标标准", to="std_rules", should=True, also="标准 标准名称", width=24)
    date: dt.date = f("对标日期", also="日期")
    item_total: int | None = f("条目总数", low=0, should=True, also="总条数")
    item_ok: int | None = f("符合", low=0, should=True, also="符合条数")
    item_ng: int | None = f("不符合", low=0, also="不符合条数")
    item_na: int | None = f("不适用", low=0, also="不适用条数")
    rate: float | None = f("符合率", unit="%", follows=True, help="符合 ÷（总数 − 不适用）")
    reporter: str | None = f("填报人", also="对标人")
    dangers: Links | None = f("转为隐患", to="hidden_dangers", help="不符合项登记的隐患")
    has_system: bool | None = f("双重预防制度", section="双重预防机制", also="制度")
    has_risk_list: bool | None = f("风险清单", also="风险分级管控清单")
    has_map: bool | None = f("四色图", also="四色分布图")
    has_board: bool | None = f("公告栏", also="安全风险公告栏")
    has_cards: bool | None = f("告知卡", also="岗位告知卡")
    has_danger_list: bool | None = f("隐患清单", also="隐患排查清单")
    has_records: bool | None = f("排查记录", also="隐患排查记录")
    has_review: bool | None = f("运行评估", also="体系运行评估")
    built_pct: float | None = f("完成度", unit="%", follows=True, help="八项里有几项")
    built: Built | None = f("建设情况", follows=True)
    remark: str | None = f("备注", lines=2, section="其他")


def conformity(ok: int, total: int, not_applied: int = 0) -> float | None:
    """对标符合率 in %, of the items that apply (domain item 5); None where none does."""
    share = rate(ok, total - not_applied)
    return None if share is None else round(share * 100, 1)


def settle_benchmark(b: Benchmark, kin: Kin, scene: Scene) -> list[Record]:
    """The rates that follow from the counts and the eight marks; none where nothing was looked at."""
    marks = [getattr(b, name) for name in EIGHT]
    seen = any(mark is not None for mark in marks)
    share = sum(bool(mark) for mark in marks) / len(EIGHT)
    return [
        b.replace(
            rate=conformity(b.item_ok, b.item_total, b.item_na or 0) if b.item_ok is not None and b.item_total else None,
            built_pct=round(share * 100, 1) if seen else None,
            built=(Built.WHOLE if share == 1 else Built.PART if share else Built.NO) if seen else None,
        )
    ]


def adds_up(b: Benchmark, scene: Scene) -> Iterable[Problem]:
    """The parts are not more than the whole, and equal it when all are given."""
    parts = [b.item_ok, b.item_ng, b.item_na]
    if b.item_total is None:
        return
    said = sum(part or 0 for part in parts)
    if said > b.item_total:
        yield Problem("item_ok", f"符合、不符合、不适用加起来是 {said}，比条目总数 {b.item_total} 多")
    elif None not in parts and said < b.item_total:
        yield Problem("item_total", f"符合、不符合、不适用加起来是 {said}，比条目总数 {b.item_total} 少")


BENCHMARKS = Ledger(
    Benchmark,
    "benchmarks",
    "对标记录",
    called="date",
    columns="enterprise std date item_total item_ok item_ng item_na rate built_pct built reporter",
    plan="5",
    filters="enterprise.village std built date",
    search="enterprise reporter",
    keys=("enterprise std date",),
    alike="enterprise date",
    order="-date",
    checks=(adds_up, not_ahead("date", "对标日期不能在今天之后")),
    views=(
        View("符合率低于八成", before("rate", 80), "rate"),
        View("双重预防没建成", filled("built") & ~eq("built", Built.WHOLE), "built_pct"),
        View("不符合还没转隐患", ~eq("item_ng", 0) & filled("item_ng") & ~filled("dangers"), waits=True),
    ),
    settle=Settle("", settle_benchmark),
    empty="企业对照标准逐条自查的结果和符合率，以及双重预防机制建到哪一步。",
)
