"""The sample town's records of enforcement, accidents and campaigns."""

from safety_desk.ledgers.enforce.accident import Accident
from safety_desk.ledgers.enforce.archive import ArchivePaper, CaseReview, DocArchive, LawPublicity, ProcessRecord
from safety_desk.ledgers.enforce.campaign import CampaignAnalysis, CampaignProgress, CampaignTarget, SpecialCampaign
from safety_desk.ledgers.enforce.chain import EnforceChain
from safety_desk.ledgers.enforce.document import Document
from safety_desk.ledgers.enforce.draw import RandomDraw
from safety_desk.ledgers.enforce.efficacy import EfficacyReview
from safety_desk.ledgers.enforce.measure import EnforceMeasure
from safety_desk.ledgers.enforce.penalty import PenaltyCase
from safety_desk.ledgers.enforce.plan import EnforcePlan, EnforceTarget
from safety_desk.ledgers.enforce.report import ReportCase
from safety_desk.ledgers.enforce.scheme import CheckScheme
from safety_desk.ledgers.enforce.victims import AccidentLiability, AccidentMeasure, Casualty, UpReport
from safety_desk.record import Record
from safety_desk.sample_town.chapters import enforce_plans
from safety_desk.sample_town.chapters.enforce_accidents import fill_accidents
from safety_desk.sample_town.chapters.enforce_cases import Prosecutor
from safety_desk.sample_town.chapters.enforce_papers import Clerk
from safety_desk.sample_town.chapters.enforce_reports import fill_reports
from safety_desk.sample_town.chapters.page import Page

ORDER: tuple[type[Record], ...] = (
    Accident, Casualty, UpReport, AccidentMeasure, EnforceChain, PenaltyCase, AccidentLiability, Document, CaseReview, DocArchive,
    ArchivePaper, LawPublicity, ProcessRecord, EnforceMeasure, CheckScheme, ReportCase, EnforcePlan, EnforceTarget, RandomDraw,
    SpecialCampaign, CampaignTarget, CampaignProgress, CampaignAnalysis, EfficacyReview,
)  # fmt: skip

_SETTLED = (
    "documents", "enforce_chains", "penalty_cases", "doc_archives", "law_publicities", "enforce_measures", "check_schemes", "report_cases",
    "casualties", "accidents", "enforce_targets", "enforce_plans", "special_campaigns", "campaign_progresses", "campaign_analyses",
    "efficacy_reviews",
)  # fmt: skip


def fill(page: Page) -> None:
    """Make them: for every copy what its inspections called for, for the first also what the town has once."""
    clerk = Clerk(page)
    chains = clerk.chains()
    clerk.schemes()
    prosecutor = Prosecutor(page)
    prosecutor.cases(chains)
    prosecutor.measures()
    fill_reports(page)
    if page.first:
        fill_accidents(page)
        enforce_plans.fill_plans(page)
        enforce_plans.fill_draws(page)
        enforce_plans.fill_campaigns(page)
        enforce_plans.fill_analyses(page)
        enforce_plans.fill_reviews(page)
    for ledger in _SETTLED:
        page.family.settle(ledger)
