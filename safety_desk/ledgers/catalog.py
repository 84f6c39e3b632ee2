"""All ledgers, in the order of the tabs. Explicit: whoever adds a ledger adds a line here."""

from collections.abc import Iterable, Iterator
from typing import Any

from safety_desk.ledger import Ledger
from safety_desk.ledgers.certificate import CERTIFICATES, CertificateRules
from safety_desk.ledgers.checklist import CHECKLIST_ITEMS, CHECKLISTS
from safety_desk.ledgers.checklist_choice import ChoiceRules
from safety_desk.ledgers.codes import CODES
from safety_desk.ledgers.duty import chapter as duty
from safety_desk.ledgers.enforce import chapter as enforce
from safety_desk.ledgers.enterprise import ENTERPRISES
from safety_desk.ledgers.equipment import SPECIAL_EQUIPMENT
from safety_desk.ledgers.figures import ReportRules, basic_figures
from safety_desk.ledgers.fill_template import FILL_TEMPLATES, FillRules
from safety_desk.ledgers.firm import chapter as firm
from safety_desk.ledgers.govern import chapter as govern
from safety_desk.ledgers.grade import Colours
from safety_desk.ledgers.hidden_danger import HIDDEN_DANGERS, DangerRules
from safety_desk.ledgers.holiday import HOLIDAYS
from safety_desk.ledgers.inspection import INSPECTION_ITEMS, INSPECTIONS
from safety_desk.ledgers.methods import MethodRules
from safety_desk.ledgers.office import OfficeRules, PaperRules
from safety_desk.ledgers.people import ORG_UNITS, STAFF
from safety_desk.ledgers.place import GRIDS, PUBLIC_AREAS, VILLAGES
from safety_desk.ledgers.region import REGION_RISKS
from safety_desk.ledgers.report_calendar import ReportCalendar
from safety_desk.ledgers.risk import CONTROL_MEASURES, HAZARDS, RISK_ASSESSMENTS, RISK_POINTS
from safety_desk.ledgers.risk_figures import RISK_FIGURES
from safety_desk.ledgers.society import chapter as society
from safety_desk.ledgers.standing import StandingRules
from safety_desk.ledgers.tab import Tab
from safety_desk.measures import Figure, Group
from safety_desk.options import Options, Scene

_TITLES = "企业 设施 重点 风险 隐患 检查 执法 主体 服务 信用 责任 督查 考核 贯彻 应急 宣教 网格 系统"

_BASIC = (
    Tab("企业", (ENTERPRISES, CERTIFICATES)),
    Tab("设施", (SPECIAL_EQUIPMENT,)),
    Tab("风险", (RISK_POINTS, HAZARDS, RISK_ASSESSMENTS, CONTROL_MEASURES, PUBLIC_AREAS, REGION_RISKS)),
    Tab("隐患", (HIDDEN_DANGERS,)),
    Tab("检查", (INSPECTIONS, INSPECTION_ITEMS, CHECKLISTS, CHECKLIST_ITEMS)),
    Tab("网格", (VILLAGES, GRIDS, ORG_UNITS, STAFF)),
    Tab("系统", (CODES, HOLIDAYS, FILL_TEMPLATES)),
)


def _together(tabs: Iterable[Tab]) -> Iterator[Tab]:
    """The tabs in the order of the window, each with what the chapters put into it."""
    known = list(tabs)
    for title in _TITLES.split():
        yield Tab(title, tuple(ledger for tab in known if tab.title == title for ledger in tab.ledgers))


TABS = tuple(_together((*_BASIC, *firm.TABS, *duty.TABS, *enforce.TABS, *govern.TABS, *society.TABS)))

LEDGERS: tuple[Ledger[Any], ...] = tuple(ledger for tab in TABS for ledger in tab.ledgers)

for _ledger in LEDGERS:
    if _steps := [step for chapter in (duty, enforce, govern) for step in chapter.STEPS.get(_ledger.name, ())]:
        _ledger.join(_steps)

OPTIONS: tuple[type[Options], ...] = (OfficeRules, PaperRules, ChoiceRules, MethodRules, StandingRules, DangerRules, CertificateRules, ReportRules, ReportCalendar, FillRules, Colours,
                                           *firm.OPTIONS, *duty.OPTIONS, *enforce.OPTIONS, *govern.OPTIONS, *society.OPTIONS)  # fmt: skip

DOSSIERS = {dossier.ledger.name: dossier for dossier in firm.DOSSIERS}
"""The ledgers whose records are told with everything that leads to them, by name."""


_GROUPS = "隐患治理 企业底数 风险分级 重点和场所 分级分类监管 全员责任制 标准化 日周月排查 监督检查 执法效能 举报 事故 专项整治 履职和任务 督查问责 网格全覆盖 安责险 预案和演练 三项岗位持证 教育培训 宣传七进 失信和公示 社会化服务"


def measures(scene: Scene) -> tuple[Group, ...]:
    """All figures that have a name, under their headings, as the office's rules define them."""
    chapters = (basic_figures, firm.MEASURES, duty.MEASURES, enforce.MEASURES, govern.MEASURES, society.MEASURES)
    told = [RISK_FIGURES, *(group for tell in chapters for group in tell(scene))]
    return tuple(Group(title, tuple(one for group in told if group.title == title for one in group.figures)) for title in _GROUPS.split())


def named(scene: Scene) -> dict[str, Figure]:
    """All figures by name, and by title where that is nothing else's name."""
    known = [figure for group in measures(scene) for figure in group.figures]
    return {one.title: one for one in known} | {one.name: one for one in known}


def measure(scene: Scene, words: str) -> Figure | None:
    """The figure of that name, or of that title."""
    return named(scene).get(words)


def tab_of(ledger: Ledger[Any]) -> str:
    """The title of the tab that a ledger's page stands in."""
    return next(tab.title for tab in TABS if ledger in tab.ledgers)
