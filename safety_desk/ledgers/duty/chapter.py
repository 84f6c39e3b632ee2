"""The tabs and settings of what enterprises answer for (domain items 8–11)."""

from safety_desk.ledgers.duty.changes import LIST_VERSIONS, MECHANISM_REVIEWS, NEW_VERSIONS, REASSESS_TRIGGERS
from safety_desk.ledgers.duty.dwm import DWM_ITEMS, DWM_MONTHS, DWM_PLANS, DWM_RECORDS
from safety_desk.ledgers.duty.dwm_periods import DwmRules
from safety_desk.ledgers.duty.figures import figures
from safety_desk.ledgers.duty.posts import ENT_STANDARDS, POST_DUTIES, RESP_SYSTEMS
from safety_desk.ledgers.duty.standard import STANDARDIZATIONS
from safety_desk.ledgers.duty.std_audit import STD_ANNUAL_SELFS, STD_AUDITS
from safety_desk.ledgers.duty.std_state import StdRules
from safety_desk.ledgers.duty.supervise import SUPERVISE_CLASS_RECORDS, SuperviseRules
from safety_desk.ledgers.frequency import SUPERVISE_FREQS, FreqRules
from safety_desk.ledgers.tab import Tab
from safety_desk.options import Options

TABS: tuple[Tab, ...] = (
    Tab("风险", (SUPERVISE_CLASS_RECORDS, SUPERVISE_FREQS, LIST_VERSIONS, REASSESS_TRIGGERS, MECHANISM_REVIEWS)),
    Tab("隐患", (DWM_MONTHS, DWM_RECORDS, DWM_PLANS, DWM_ITEMS)),
    Tab("主体", (RESP_SYSTEMS, POST_DUTIES, ENT_STANDARDS, STANDARDIZATIONS, STD_ANNUAL_SELFS, STD_AUDITS)),
)  # fmt: skip
STEPS = {"enterprises": (NEW_VERSIONS,)}
"""Steps of this chapter with records of other ledgers."""
OPTIONS: tuple[type[Options], ...] = (SuperviseRules, FreqRules, StdRules, DwmRules)
MEASURES = figures
