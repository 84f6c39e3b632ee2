"""The sample town's records of what the town answers for."""

from safety_desk.ledgers.govern.documents import ImplTask, PolicyDoc
from safety_desk.ledgers.govern.duties import DutyList, DutyOccurrence
from safety_desk.ledgers.govern.fives import CaseWarning, FiveHave, FiveQ
from safety_desk.ledgers.govern.goals import Award, GoalLetter, GoalTarget, Veto
from safety_desk.ledgers.govern.interviews import Accountability, Exposure, Interview
from safety_desk.ledgers.govern.leaders import DeptDuty, DutyRecord, LeaderDuty
from safety_desk.ledgers.govern.meetings import Issue, Meeting, MeetingDecision, QuarterReview
from safety_desk.ledgers.govern.patrol import Bulletin, InspectPatrol, PatrolProblem
from safety_desk.ledgers.govern.reform import AccessReview, ReformItem, ReformMilestone
from safety_desk.ledgers.govern.scheme import KpiItem, KpiScheme
from safety_desk.ledgers.govern.sheet import KpiScore, KpiSheet
from safety_desk.ledgers.govern.standards import Benchmark, StdRule
from safety_desk.ledgers.govern.supervise import SuperviseCase, SuperviseProgress
from safety_desk.record import Record
from safety_desk.sample_town.chapters import govern_duties, govern_fives, govern_kpi, govern_papers, govern_watch
from safety_desk.sample_town.chapters.page import Page

ORDER: tuple[type[Record], ...] = (
    PolicyDoc, ImplTask, ReformItem, ReformMilestone, AccessReview, StdRule, Benchmark, DutyList, DutyOccurrence, LeaderDuty,
    Meeting, MeetingDecision, DutyRecord, DeptDuty, Issue, InspectPatrol, PatrolProblem, SuperviseCase, SuperviseProgress, Interview,
    Exposure, Accountability, Bulletin, GoalLetter, GoalTarget, FiveHave, FiveQ, KpiScheme, KpiItem, KpiSheet, KpiScore, Veto, Award,
    QuarterReview, CaseWarning,
)  # fmt: skip

_SETTLED = (
    "benchmarks", "duty_lists", "duty_records", "leader_duties", "meetings", "inspect_patrols", "bulletins", "supervise_cases",
    "interviews", "goal_letters", "five_qs", "kpi_scores", "vetoes", "kpi_sheets", "kpi_schemes", "vetoes", "awards", "quarter_reviews",
)  # fmt: skip


def fill(page: Page) -> None:
    """Make them; all but the benchmarks of enterprises the town has only once."""
    if page.first:
        govern_papers.fill(page)
        govern_duties.fill(page)
        govern_fives.fill(page)
        govern_watch.fill(page)
    govern_papers.measure_firms(page)
    if page.first:
        govern_kpi.fill(page)
    for ledger in _SETTLED:
        page.family.settle(ledger)
