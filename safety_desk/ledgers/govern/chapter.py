"""The tabs and settings of what the town answers for (domain items 1–5, 14–17, 保障)."""

from collections.abc import Mapping
from typing import Any

from safety_desk.ledger import Step
from safety_desk.ledgers.govern import from_danger
from safety_desk.ledgers.govern.documents import IMPL_TASKS, LAW_REFS, POLICY_DOCS
from safety_desk.ledgers.govern.duties import DUTY_LISTS, DUTY_OCCURRENCES, ScheduleRules
from safety_desk.ledgers.govern.figures import figures
from safety_desk.ledgers.govern.fives import CASE_WARNINGS, FIVE_HAVES, FIVE_QS
from safety_desk.ledgers.govern.goals import AWARDS, GOAL_LETTERS, GOAL_TARGETS, VETOES
from safety_desk.ledgers.govern.interviews import ACCOUNTABILITIES, EXPOSURES, INTERVIEWS, InterviewRules
from safety_desk.ledgers.govern.leaders import DEPT_DUTIES, DUTY_RECORDS, LEADER_DUTIES, DutyRules
from safety_desk.ledgers.govern.meetings import ISSUE_LISTS, MEETING_DECISIONS, MEETINGS, QUARTER_REVIEWS, ReviewRules
from safety_desk.ledgers.govern.patrol import BULLETINS, INSPECT_PATROLS, PATROL_PROBLEMS
from safety_desk.ledgers.govern.reform import ACCESS_REVIEWS, REFORM_ITEMS, REFORM_MILESTONES
from safety_desk.ledgers.govern.scheme import KPI_ITEMS, KPI_SCHEMES
from safety_desk.ledgers.govern.scoring import KpiRules
from safety_desk.ledgers.govern.sheet import KPI_SCORES, KPI_SHEETS
from safety_desk.ledgers.govern.standards import BENCHMARKS, MAJOR_CRITERIA, STD_RULES
from safety_desk.ledgers.govern.supervise import SUPERVISE_CASES, SUPERVISE_PROGRESSES, SuperviseRules
from safety_desk.ledgers.tab import Tab
from safety_desk.options import Options

TABS: tuple[Tab, ...] = (
    Tab("隐患", (MAJOR_CRITERIA,)),
    Tab("主体", (BENCHMARKS,)),
    Tab("责任", (DUTY_LISTS, DUTY_OCCURRENCES, LEADER_DUTIES, DUTY_RECORDS, DEPT_DUTIES, MEETINGS, MEETING_DECISIONS, ISSUE_LISTS, FIVE_HAVES, FIVE_QS)),
    Tab("督查", (SUPERVISE_CASES, SUPERVISE_PROGRESSES, INSPECT_PATROLS, PATROL_PROBLEMS, INTERVIEWS, BULLETINS, EXPOSURES, ACCOUNTABILITIES, CASE_WARNINGS)),
    Tab("考核", (GOAL_LETTERS, GOAL_TARGETS, KPI_SCHEMES, KPI_ITEMS, KPI_SHEETS, KPI_SCORES, VETOES, AWARDS, QUARTER_REVIEWS)),
    Tab("贯彻", (POLICY_DOCS, IMPL_TASKS, REFORM_ITEMS, REFORM_MILESTONES, ACCESS_REVIEWS, STD_RULES, LAW_REFS)),
)  # fmt: skip
STEPS: Mapping[str, tuple[Step[Any], ...]] = {"hidden_dangers": from_danger.STEPS}
"""Steps of this chapter with records of other ledgers."""
OPTIONS: tuple[type[Options], ...] = (ScheduleRules, DutyRules, SuperviseRules, InterviewRules, KpiRules, ReviewRules)
MEASURES = figures
