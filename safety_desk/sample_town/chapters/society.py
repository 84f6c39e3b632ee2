"""The sample town's records of services, sanctions, grids, rescue and training."""

from safety_desk.ledgers.ban import Ban
from safety_desk.ledgers.society.blacklist import Blacklist
from safety_desk.ledgers.society.expert import Expert, ExpertHelp
from safety_desk.ledgers.society.grid_patrol import GridPatrol
from safety_desk.ledgers.society.insurance import InsuranceClaim, LiabilityInsurance
from safety_desk.ledgers.society.labour import InjuryRate, LabourMember, LabourTeam
from safety_desk.ledgers.society.mutual import MutualActivity, MutualGroup
from safety_desk.ledgers.society.notice import PublicNotice
from safety_desk.ledgers.society.plan import Drill, EmergencyPlan
from safety_desk.ledgers.society.publicity import CalendarEvent, MediaResponse, PublicityActivity, SafetyCulture
from safety_desk.ledgers.society.rescue import (
    DutyRoster,
    EmergencyContact,
    EmergencyResourceShare,
    RescueMaterial,
    RescueRecord,
    RescueTeam,
)
from safety_desk.ledgers.society.service import (
    EvaluationPublic,
    ServiceContract,
    ServiceOrg,
    ServiceVisit,
    Violation,
)
from safety_desk.ledgers.society.training import Training, TrainingAttendee
from safety_desk.record import Record
from safety_desk.sample_town.chapters import (
    society_credit,
    society_insurance,
    society_plans,
    society_publicity,
    society_rescue,
    society_services,
    society_training,
)
from safety_desk.sample_town.chapters.page import Page

ORDER: tuple[type[Record], ...] = (
    GridPatrol, MutualGroup, MutualActivity, ServiceOrg, ServiceContract, ServiceVisit, Violation, EvaluationPublic, Expert, ExpertHelp,
    LiabilityInsurance, InsuranceClaim, Blacklist, Ban, PublicNotice, EmergencyPlan, Drill, RescueTeam, RescueMaterial, DutyRoster,
    EmergencyContact, EmergencyResourceShare, RescueRecord, Training, TrainingAttendee, LabourTeam, LabourMember, InjuryRate,
    PublicityActivity, SafetyCulture, CalendarEvent, MediaResponse,
)  # fmt: skip

_SETTLED = (
    "grid_patrols", "mutual_activities", "mutual_groups", "service_contracts", "liability_insurances", "blacklists", "service_orgs",
    "bans", "public_notices", "emergency_plans", "rescue_materials", "trainings", "labour_teams", "injury_rates",
)  # fmt: skip


def fill(page: Page) -> None:
    """Make them; what the town has only once is on the first copy."""
    for part in (society_services, society_insurance, society_credit, society_plans, society_training):
        part.fill(page)
    if page.first:
        society_rescue.fill(page)
        society_publicity.fill(page)
    for ledger in _SETTLED:
        page.family.settle(ledger)
    society_credit.settle_listed(page)
