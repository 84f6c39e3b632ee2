"""Reports: the county's set, from what the store counts and lists, laid out as its tables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.identity import masked_phones
from safety_desk.jobs import Job, Progress
from safety_desk.ledgers.figures import ReportRules
from safety_desk.ledgers.grade import Colours, Grade, colour
from safety_desk.ledgers.office import OfficeRules
from safety_desk.periods import Period
from safety_desk.reports.county import dangers, enforcement, firms, people, town
from safety_desk.reports.specs import Spec
from safety_desk.reports.tables import Table
from safety_desk.tasks.assessing import assessment_tables, efficacy_tables
from safety_desk.tasks.compliance_report import compliance_tables
from safety_desk.tasks.risk_lists import control_tables
from safety_desk.tasks.tabulating import tabulate

Builder = Callable[[Store, Period], Sequence[Table]]


@dataclass(frozen=True)
class Report:
    """A report of the county's set: what it is called, among which others it stands, the tables it is made of.

    When it is handed in stands in the calendar (`ledgers/report_calendar.py`), under the same name.
    """

    title: str
    short: str
    build: Builder
    group: str


def _report(title: str, short: str, group: str, *specs: Spec) -> Report:
    """A report that is declared."""

    def build(store: Store, period: Period) -> Sequence[Table]:
        return tabulate(store, period, specs)

    return Report(title, short, build, group)


def _county_tables(store: Store, period: Period) -> list[Table]:
    """The county's one workbook: enterprises, risks, hidden dangers."""
    return [
        *tabulate(store, period, (firms.FIRMS,)),
        *control_tables(store, period),
        *tabulate(store, period, dangers.DANGERS),
    ]


_BASE, _DANGER, _LAW, _DUTY, _PEOPLE, _RESCUE, _TOWN = (
    "底数和风险", "隐患治理", "检查执法", "主体责任", "人员和宣传", "应急和事故", "属地和督查",
)  # fmt: skip

REPORTS: dict[str, Report] = {
    "county": Report("县级汇总（企业台账、风险分级管控清单、隐患统计）", "县级汇总", _county_tables, _BASE),
    "enterprises": _report("企业基础信息台账", "企业基础台账", _BASE, firms.FIRMS),
    "risk_controls": Report("安全风险分级管控清单", "风险分级管控清单", control_tables, _BASE),
    "grave_risks": _report("较大以上风险企业和重大风险清单", "较大以上风险企业", _BASE, firms.GRAVE_FIRMS, firms.RED_POINTS),
    "risk_statistics": _report("安全风险分级统计表", "风险分级统计", _BASE, *firms.RISKS),
    "classes": _report("企业风险等级和监管分类一览表", "等级和监管分类", _BASE, firms.CLASSES),
    "hidden_danger_statistics": _report("隐患排查治理情况统计表", "隐患治理统计表", _DANGER, *dangers.DANGERS),
    "major_dangers": _report("重大事故隐患整改台账（五到位）", "重大隐患整改台账", _DANGER, dangers.MAJOR_DANGERS),
    "own_checks": _report("企业隐患排查“日周月”自查汇总表", "日周月自查汇总", _DANGER, *dangers.OWN_CHECKS),
    "inspections": _report("监督检查情况统计表（本期、累计、按村）", "监督检查统计表", _LAW, *enforcement.INSPECTIONS),
    "penalties": _report("行政处罚统计表和案件清单", "行政处罚统计", _LAW, *enforcement.PENALTIES, enforcement.PENALTY_LIST),
    "campaigns": _report("专项整治进展情况统计表", "专项整治进展", _LAW, *enforcement.CAMPAIGNS),
    "inspection_plan": _report("年度监督检查计划和执行对照", "年度检查计划", _LAW, *enforcement.PLAN),
    "citizen_reports": _report("举报统计表和举报台账", "举报统计和台账", _LAW, *enforcement.REPORTS),
    "efficacy": Report("执法效能评估表", "执法效能评估", efficacy_tables, _LAW),
    "standards": _report("标准化建设统计表和企业名册", "标准化统计", _DUTY, *firms.STANDARDS, firms.STANDARD_ROLL),
    "insurance": _report("安责险统计表和投保清单", "安责险统计", _DUTY, *firms.INSURANCE, firms.POLICIES),
    "compliance": Report("企业合规情况（逐家逐项、按项目）", "企业合规情况", compliance_tables, _DUTY),
    "certificates": _report("三项岗位持证及到期清单", "三项岗位持证", _PEOPLE, *people.CERTIFICATES),
    "training": _report("安全生产培训情况统计表", "培训统计", _PEOPLE, *people.TRAINING),
    "publicity": _report("安全宣传“七进”统计表", "宣传七进统计", _PEOPLE, *people.PUBLICITY),
    "emergency": _report("应急预案备案与演练统计", "预案和演练统计", _RESCUE, *people.PLANS),
    "accidents": _report("生产安全事故统计表", "事故统计", _RESCUE, *town.ACCIDENTS),
    "grids": _report("村（社区）区域风险和网格巡查统计", "村区域和网格巡查", _TOWN, *town.GRIDS),
    "supervision": _report("挂牌督办和约谈台账", "督查督办台账", _TOWN, town.CASES, town.INTERVIEWS),
    "blacklist": _report("失信惩戒名单（公示）", "失信惩戒名单", _TOWN, firms.BLACKLIST),
    "assessment": Report("安全生产目标考核（结果汇总、评分表、五问评估）", "目标考核", assessment_tables, _TOWN),
}  # fmt: skip
"""By name, group after group."""


def report(name: str) -> Report:
    """The report of that name. Raises Refusal."""
    if name not in REPORTS:
        raise Refusal(f"没有名为“{name}”的报表。可用的有：{'、'.join(REPORTS)}")
    return REPORTS[name]


def dressed(store: Store, tables: Sequence[Table]) -> list[Table]:
    """Tables under the office's name, in its colours."""
    rules, colours = store.options(OfficeRules), store.options(Colours)
    for table in tables:
        table.unit = rules.office
        table.title = f"{rules.town}{table.title}"
        table.colours = {grade: colour(grade, colours) for grade in Grade}
        table.wide_paper = store.options(ReportRules).wide_paper.value
    return list(tables)


def tables_of(store: Store, report: Report, period: Period) -> list[Table]:
    """The tables of a report, as they stand now, under the office's name."""
    return dressed(store, report.build(store, period))


def write_tables(tables: Sequence[Table], out: Path) -> None:
    """Write tables as one workbook. Raises Refusal where it cannot be written."""
    from safety_desk.reports import sheets

    sheets.write(tables, out)


def tells_phones(tables: Sequence[Table]) -> bool:
    """Whether telephone numbers of persons stand whole in these tables."""
    said = (value for table in tables for row in table.lines() for value in row if isinstance(value, str))
    return any(masked_phones(value) != value for value in said)


def disclose(store: Store, what: str, out: Path) -> None:
    """Note in the journal that whole telephone numbers went out with a report, as of an export."""
    store.note(f"导出完整电话：{what}（{out.name}）")


def make_report(store: Store, report: Report, period: Period, out: Path) -> Job[None]:
    """Count, list and lay out a report, and write it as a workbook. Raises Refusal where it cannot be written."""
    yield Progress(0, 2, f"正在统计{report.title}")
    tables = tables_of(store, report, period)
    yield Progress(1, 2, "正在写入工作簿")
    write_tables(tables, out)
    if tells_phones(tables):
        disclose(store, report.title, out)
