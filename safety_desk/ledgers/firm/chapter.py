"""The tabs and settings of what an enterprise keeps: licences, equipment, dangerous places (domain §1.3.1)."""

from safety_desk.ledgers.dossier import Dossier
from safety_desk.ledgers.enterprise import ENTERPRISES
from safety_desk.ledgers.firm.complete import completeness
from safety_desk.ledgers.firm.compliance import RULES, compliance
from safety_desk.ledgers.firm.compliance_facts import ComplianceRules
from safety_desk.ledgers.firm.facility import ENT_FIRE_FACILITIES, ENT_LIGHTNINGS, ENT_PPES
from safety_desk.ledgers.firm.figures import figures
from safety_desk.ledgers.firm.hazard import CRITICAL_QUANTITIES, ENT_MAJOR_HAZARDS, MAJOR_HAZARD_ITEMS
from safety_desk.ledgers.firm.health import ENT_OCC_HEALTHS
from safety_desk.ledgers.firm.lease import ENT_LEASES
from safety_desk.ledgers.firm.licence import ENT_DOCS, ENT_EVALUATIONS, ENT_LICENSES
from safety_desk.ledgers.firm.project import ENT_CONSTRUCTIONS
from safety_desk.ledgers.firm.renewal import FirmRules
from safety_desk.ledgers.firm.small_place import PLACES
from safety_desk.ledgers.firm.special import ENT_AMMONIAS, ENT_COAL_GASES, ENT_CONFINED_SPACES, ENT_DUSTS, ENT_MELTS
from safety_desk.ledgers.firm.stock import ENT_EQUIPMENTS, ENT_MATERIALS, ENT_PRODUCTS
from safety_desk.ledgers.tab import Tab
from safety_desk.options import Options

TABS: tuple[Tab, ...] = (
    Tab("企业", (ENT_LICENSES, ENT_CONSTRUCTIONS, ENT_EVALUATIONS, ENT_LEASES, ENT_DOCS, PLACES)),
    Tab("设施", (ENT_EQUIPMENTS, ENT_MATERIALS, ENT_PRODUCTS, ENT_FIRE_FACILITIES, ENT_LIGHTNINGS, ENT_PPES, ENT_OCC_HEALTHS)),
    Tab("重点", (ENT_MAJOR_HAZARDS, MAJOR_HAZARD_ITEMS, ENT_CONFINED_SPACES, ENT_DUSTS, ENT_AMMONIAS, ENT_COAL_GASES, ENT_MELTS, CRITICAL_QUANTITIES)),
)  # fmt: skip
OPTIONS: tuple[type[Options], ...] = (FirmRules, ComplianceRules)
DOSSIERS: tuple[Dossier, ...] = (Dossier("dossier", "一企一档", ENTERPRISES, RULES, compliance, completeness),)
MEASURES = figures
