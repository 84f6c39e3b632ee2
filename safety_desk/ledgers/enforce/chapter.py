"""The tabs and settings of enforcement, accidents, campaigns (domain items 18–22)."""

from safety_desk.ledgers.enforce.accident import ACCIDENTS, AccidentRules
from safety_desk.ledgers.enforce.archive import (
    ARCHIVE_PAPERS,
    CASE_REVIEWS,
    DOC_ARCHIVES,
    LAW_PUBLICITIES,
    PROCESS_RECORDS,
    ArchiveRules,
)
from safety_desk.ledgers.enforce.campaign import (
    CAMPAIGN_ANALYSES,
    CAMPAIGN_PROGRESSES,
    CAMPAIGN_TARGETS,
    SPECIAL_CAMPAIGNS,
    CampaignRules,
)
from safety_desk.ledgers.enforce.chain import ENFORCE_CHAINS, ChainRules
from safety_desk.ledgers.enforce.document import DOCUMENTS
from safety_desk.ledgers.enforce.document_kind import DocumentRules
from safety_desk.ledgers.enforce.draw import RANDOM_DRAWS, DrawRules
from safety_desk.ledgers.enforce.efficacy import EFFICACY_REVIEWS, EfficacyRules
from safety_desk.ledgers.enforce.figures import figures
from safety_desk.ledgers.enforce.letters import STEPS as STEPS
from safety_desk.ledgers.enforce.measure import ENFORCE_MEASURES
from safety_desk.ledgers.enforce.penalty import PENALTY_CASES, PenaltyRules
from safety_desk.ledgers.enforce.plan import ENFORCE_PLANS, ENFORCE_TARGETS
from safety_desk.ledgers.enforce.planning import PlanRules
from safety_desk.ledgers.enforce.report import REPORT_CASES, ReportRules
from safety_desk.ledgers.enforce.scheme import CHECK_SCHEMES
from safety_desk.ledgers.enforce.victims import ACCIDENT_LIABILITIES, ACCIDENT_MEASURES, CASUALTIES, UP_REPORTS
from safety_desk.ledgers.tab import Tab
from safety_desk.options import Options

TABS: tuple[Tab, ...] = (
    Tab("检查", (ENFORCE_PLANS, ENFORCE_TARGETS, CHECK_SCHEMES, RANDOM_DRAWS, SPECIAL_CAMPAIGNS, CAMPAIGN_TARGETS, CAMPAIGN_PROGRESSES, CAMPAIGN_ANALYSES)),
    Tab("执法", (ENFORCE_CHAINS, DOCUMENTS, ENFORCE_MEASURES, PENALTY_CASES, CASE_REVIEWS, REPORT_CASES, DOC_ARCHIVES, ARCHIVE_PAPERS, LAW_PUBLICITIES,
                  PROCESS_RECORDS)),
    Tab("督查", (ACCIDENTS, CASUALTIES, ACCIDENT_LIABILITIES, UP_REPORTS, ACCIDENT_MEASURES)),
    Tab("考核", (EFFICACY_REVIEWS,)),
)  # fmt: skip
OPTIONS: tuple[type[Options], ...] = (
    PlanRules, DrawRules, DocumentRules, ChainRules, PenaltyRules, ArchiveRules, ReportRules, EfficacyRules, AccidentRules, CampaignRules,
)  # fmt: skip
MEASURES = figures
