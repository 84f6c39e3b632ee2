"""All ledgers, in the order of the tabs. Explicit: whoever adds a ledger adds a line here."""

from collections.abc import Iterable, Iterator
from typing import Any

from safety_desk.ledger import Ledger
from safety_desk.ledgers.certificate import CERTIFICATES, CertificateRules
from safety_desk.ledgers.checklist import CHECKLIST_ITEMS, CHECKLISTS
from safety_desk.ledgers.codes import CODES
from safety_desk.ledgers.duty import chapter as duty
from safety_desk.ledgers.enforce import chapter as enforce
from safety_desk.ledgers.enterprise import ENTERPRISES
from safety_desk.ledgers.equipment import SPECIAL_EQUIPMENT
from safety_desk.ledgers.figures import ReportRules
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
from safety_desk.ledgers.risk import CONTROL_MEASURES, HAZARDS, RISK_ASSESSMENTS, RISK_POINTS
from safety_desk.ledgers.society import chapter as society
from safety_desk.ledgers.standing import StandingRules
from safety_desk.ledgers.tab import Tab
from safety_desk.options import Options

_TITLES = "企业 设施 重点 风险 隐患 检查 执法 主体 服务 信用 责任 督查 考核 贯彻 应急 宣教 网格 系统"

_BASIC = (
    Tab("企业", (ENTERPRISES, CERTIFICATES)),
    Tab("设施", (SPECIAL_EQUIPMENT,)),
    Tab("风险", (RISK_POINTS, HAZARDS, RISK_ASSESSMENTS, CONTROL_MEASURES, PUBLIC_AREAS, REGION_RISKS)),
    Tab("隐患", (HIDDEN_DANGERS,)),
    Tab("检查", (INSPECTIONS, INSPECTION_ITEMS, CHECKLISTS, CHECKLIST_ITEMS)),
    Tab("网格", (VILLAGES, GRIDS, ORG_UNITS, STAFF)),
    Tab("系统", (CODES, HOLIDAYS)),
)


def _together(tabs: Iterable[Tab]) -> Iterator[Tab]:
    """The tabs in the order of the window, each with what the chapters put into it."""
    known = list(tabs)
    for title in _TITLES.split():
        yield Tab(title, tuple(ledger for tab in known if tab.title == title for ledger in tab.ledgers))


TABS = tuple(_together((*_BASIC, *firm.TABS, *duty.TABS, *enforce.TABS, *govern.TABS, *society.TABS)))

LEDGERS: tuple[Ledger[Any], ...] = tuple(ledger for tab in TABS for ledger in tab.ledgers)

OPTIONS: tuple[type[Options], ...] = (OfficeRules, PaperRules, MethodRules, StandingRules, DangerRules, CertificateRules, ReportRules, Colours,
                                           *firm.OPTIONS, *duty.OPTIONS, *enforce.OPTIONS, *govern.OPTIONS, *society.OPTIONS)  # fmt: skip


def tab_of(ledger: Ledger[Any]) -> str:
    """The title of the tab that a ledger's page stands in."""
    return next(tab.title for tab in TABS if ledger in tab.ledgers)
