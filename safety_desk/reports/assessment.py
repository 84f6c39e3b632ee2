"""Tables of how people and offices did: 执法效能评估 (domain item 20), 目标考核 (R10), 五问 (保障一)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from safety_desk.fields import Names
from safety_desk.ledgers.enforce.efficacy import EfficacyReview
from safety_desk.ledgers.govern.fives import FIVE_QS, FiveQ, weighted
from safety_desk.ledgers.govern.scheme import KPI_ITEMS, KpiItem
from safety_desk.ledgers.govern.sheet import KPI_SHEETS, KpiScore, KpiSheet
from safety_desk.reports.behind import ROW, Counted, one_record, opening
from safety_desk.reports.tables import Band, Column, Table

_WORK = (
    ("检查家次", "检查家次"),
    ("检查单位数", "检查企业数"),
    ("发现隐患|合计", "发现隐患"),
    ("发现隐患|其中重大", "重大隐患"),
    ("文书份数", "文书份数"),
    ("复查|应复查", "应复查"),
    ("复查|按期复查", "按期复查"),
    ("五见闭环|有隐患的执法链", "有隐患的执法链"),
    ("五见闭环|五见齐全", "五见齐全"),
    ("处罚|起数", "处罚起数"),
    ("处罚|罚款（元）", "罚款元"),
    ("案件审查指出问题", "审查指出问题"),
)
"""The heads, and the numbers under them as the records tell them."""


@dataclass(frozen=True)
class InspectorFacts:
    """What an inspector did in a period, counted from the records, and the review that weighed it, if there is one."""

    name: str
    numbers: Mapping[str, float]
    counted: Mapping[str, Counted]
    quantity: float
    review: EfficacyReview | None


def efficacy_table(people: Sequence[InspectorFacts], period: str) -> Table:
    """执法效能评估表: a row for each inspector."""
    columns = [Column("序号", "order", width=6), Column("执法人员", width=10)]
    for head, _ in _WORK:
        columns.append(Column(head, "whole", total="sum", width=9))
        if head in ("复查|按期复查", "五见闭环|五见齐全"):
            part, whole = (chr(64 + len(columns) - n) for n in (0, 1))
            title = "复查|按期复查率" if head.startswith("复查") else "五见闭环|闭环率"
            columns.append(Column(title, "percent", "share", f"{part}/{whole}", 9))
    columns += [Column(head, "number", width=8) for head in ("数量分", "质量分", "总分")] + [
        Column("等次", "mark", width=8)
    ]
    rows = [_inspector_row(n, one, columns) for n, one in enumerate(people, 1)]
    notes = [
        "数字从检查、隐患、文书、执法链、案件和案件审查里算出；两人同去的检查各算一次；质量分、总分和等次取自同一统计期的执法效能评估。"
    ]
    table = Table(
        "执法效能", "执法效能评估表", columns, rows, period=period, measure_of="家次、项、份、起、元", notes=notes
    )
    money = {n for n, column in enumerate(columns) if column.head == "处罚|罚款（元）"}
    return opening(table, [_inspector_cells(one, columns) for one in people], frozenset(money))


def _inspector_cells(one: InspectorFacts, columns: Sequence[Column]) -> dict[int, Counted]:
    """What stands behind each number of a row: of a share its part, of 数量分 the visits, of the marks the review."""
    by_head = {**dict(_WORK), "复查|按期复查率": "按期复查", "五见闭环|闭环率": "五见齐全"}
    cells = {n: one.counted[by_head[column.head]] for n, column in enumerate(columns) if column.head in by_head}
    if one.review is not None:
        cells |= dict.fromkeys(range(len(columns) - 3, len(columns)), ("efficacy_reviews", (one.review.id or 0,)))
    return {**cells, ROW: one.counted["检查家次"]}


def _inspector_row(n: int, one: InspectorFacts, columns: Sequence[Column]) -> list[Any]:
    by_head = dict(_WORK)
    cells: list[Any] = [n, one.name]
    for column in columns[2:-4]:
        cells.append(None if column.share else _whole(one.numbers.get(by_head[column.head], 0)))
    review = one.review
    return [*cells, one.quantity, *((review.quality_score, review.total, review.grade) if review else (None, None, ""))]


def _whole(number: float) -> float:
    return int(number) if number == int(number) else number


_RANK_COLUMNS = (
    Column("排名", "order", width=6),
    Column("被考核对象", width=22),
    Column("考核方案", width=30),
    Column("考核期", "mark", width=9),
    Column("过程分", "number", width=9),
    Column("结果分", "number", width=9),
    Column("加分", "number", width=8),
    Column("总分", "number", width=9),
    Column("等次", "mark", width=8),
    Column("一票否决", "mark", width=9),
    Column("否决原因", width=24),
    Column("状态", "mark", width=9),
)


@dataclass(frozen=True)
class SheetFacts:
    """An assessment with its scores, each beside its item."""

    sheet: KpiSheet
    subject: str
    scores: Sequence[tuple[KpiItem, KpiScore]]


def rank_table(sheets: Sequence[SheetFacts], names: Names, period: str) -> Table:
    """考核结果汇总 (R10): a row for each subject, scheme after scheme, the best first."""
    rows = []
    for facts in sheets:
        sheet = facts.sheet
        shown = KPI_SHEETS.show(sheet, names)
        scores = [sheet.process_score, sheet.result_score, sheet.bonus_score, sheet.total]
        veto = ("是", sheet.veto_reason or "") if sheet.vetoed else ("", "")
        rows.append(
            [
                sheet.rank,
                facts.subject,
                shown["scheme"],
                shown["period"],
                *scores,
                shown["grade"],
                *veto,
                shown["status"],
            ]
        )
    notes = ["排名在同一方案、同一考核期里排，同分并列；被一票否决的等次为不合格，分数照记。"]
    table = Table(
        "考核结果", "安全生产目标考核结果汇总表", _RANK_COLUMNS, rows, period=period, notes=notes, number_column=False
    )
    marks = [n for n, column in enumerate(_RANK_COLUMNS) if column.head in ("过程分", "结果分", "加分", "总分")]
    found = []
    for facts in sheets:
        given = ("kpi_scores", tuple(score.id or 0 for _, score in facts.scores))
        found.append({**one_record("kpi_sheets", facts.sheet.id), **dict.fromkeys(marks, given)})
    return opening(table, found, frozenset(marks))


_SCORE_COLUMNS = (
    Column("考评要素|一级", width=12),
    Column("考评要素|二级", width=12),
    Column("标准分值", "number", width=8),
    Column("考评要点", width=34),
    Column("评分标准", width=20),
    Column("考评方式", "mark", width=9),
    Column("自评得分", "number", width=8),
    Column("扣分说明", width=18),
    Column("扣分分值", "number", width=8),
    Column("得分", "number", width=8),
    Column("系统取数", width=30),
)


def score_table(sheets: Sequence[SheetFacts], names: Names, period: str) -> Table:
    """目标考核评分表 (R10): the items of every sheet under a row that names the subject."""
    rows: list[list[Any] | Band] = []
    found: list[dict[int, Counted]] = []
    for facts in sheets:
        sheet = facts.sheet
        told = KPI_SHEETS.show(sheet, names)
        total = f"　合计 {told['total']}" if sheet.total is not None else ""
        rows.append(Band(f"{facts.subject}　{told['scheme']}{total}　等次：{told['grade'] or '未定'}"))
        rows += [_score_row(item, score, names) for item, score in facts.scores]
        found += [
            one_record("kpi_sheets", sheet.id),
            *(one_record("kpi_scores", score.id) for _, score in facts.scores),
        ]
    table = Table(
        "考核评分表",
        "安全生产目标考核评分表",
        _SCORE_COLUMNS,
        rows,
        period=period,
        measure_of="分",
        number_column=False,
    )
    return opening(table, found)


def _score_row(item: KpiItem, score: KpiScore, names: Names) -> list[Any]:
    lost = score.deduct
    if lost is None and score.score is not None and score.score < item.std_score:
        lost = round(item.std_score - score.score, 2)
    return [
        item.l1, item.l2, item.std_score, item.points, item.rule, KPI_ITEMS.show(item, names)["method"], score.self_score,
        score.deduct_reason, lost, score.score, score.auto_note,
    ]  # fmt: skip


_FIVE_COLUMNS = (
    Column("对象", "mark", width=10),
    Column("问题", width=20),
    Column("加权得分", "number", width=10),
    Column("量化指标和数值", width=60),
)


def five_table(questions: Sequence[FiveQ], names: Names, period: str) -> Table:
    """党委五问、政府五问: the weighted score of each question, and the figures that answer it."""
    rows, found = [], []
    for item, score in weighted(questions).items():
        asked = [q for q in questions if q.item is item]
        mine = [FIVE_QS.show(q, names) for q in asked]
        found.append({ROW: ("five_qs", tuple(q.id or 0 for q in asked))})
        figures = "；".join(f"{shown['metric']} {shown['value']}{shown['unit']}".strip() for shown in mine)
        rows.append([item.side.label, item.label, score, figures])
    table = Table(
        "五问评估", "党委五问、政府五问评估表", _FIVE_COLUMNS, rows, period=period, measure_of="分", number_column=False
    )
    return opening(table, found)
