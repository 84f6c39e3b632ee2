"""All ledgers, in the order of the tabs. Explicit: whoever adds a ledger adds a line here."""

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

TABS = (
    Tab("企业", (ENTERPRISES, SPECIAL_EQUIPMENT, CERTIFICATES)),
    *firm.TABS,
    Tab("风险", (RISK_POINTS, HAZARDS, RISK_ASSESSMENTS, CONTROL_MEASURES, PUBLIC_AREAS, REGION_RISKS)),
    Tab("隐患", (HIDDEN_DANGERS,)),
    Tab("检查", (INSPECTIONS, INSPECTION_ITEMS, CHECKLISTS, CHECKLIST_ITEMS)),
    *duty.TABS,
    *enforce.TABS,
    *govern.TABS,
    *society.TABS,
    Tab("系统", (VILLAGES, GRIDS, ORG_UNITS, STAFF, CODES, HOLIDAYS)),
)

LEDGERS: tuple[Ledger[Any], ...] = tuple(ledger for tab in TABS for ledger in tab.ledgers)

OPTIONS: tuple[type[Options], ...] = (OfficeRules, PaperRules, MethodRules, StandingRules, DangerRules, CertificateRules, ReportRules, Colours,
                                           *firm.OPTIONS, *duty.OPTIONS, *enforce.OPTIONS, *govern.OPTIONS, *society.OPTIONS)  # fmt: skip


def tab_of(ledger: Ledger[Any]) -> str:
    """The title of the tab that a ledger's page stands in."""
    return next(tab.title for tab in TABS if ledger in tab.ledgers)
