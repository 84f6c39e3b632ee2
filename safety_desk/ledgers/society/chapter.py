"""The tabs and settings of services, sanctions, grids, rescue, training (domain items 2, 12, 13, 23–27)."""

from safety_desk.ledgers.ban import BANS
from safety_desk.ledgers.society.blacklist import BLACKLISTS, SanctionRules
from safety_desk.ledgers.society.expert import EXPERT_HELPS, EXPERTS
from safety_desk.ledgers.society.figures import figures
from safety_desk.ledgers.society.grid_patrol import GRID_PATROLS, PatrolRules
from safety_desk.ledgers.society.insurance import INSURANCE_CLAIMS, LIABILITY_INSURANCES
from safety_desk.ledgers.society.labour import INJURY_RATES, LABOUR_MEMBERS, LABOUR_TEAMS, InjuryRules
from safety_desk.ledgers.society.mutual import MUTUAL_ACTIVITIES, MUTUAL_GROUPS, MutualRules
from safety_desk.ledgers.society.notice import PUBLIC_NOTICES
from safety_desk.ledgers.society.plan import DRILLS, EMERGENCY_PLANS, PlanRules
from safety_desk.ledgers.society.publicity import (
    CALENDAR_EVENTS,
    MEDIA_RESPONSES,
    PUBLICITY_ACTIVITIES,
    SAFETY_CULTURES,
)
from safety_desk.ledgers.society.rescue import (
    DUTY_ROSTERS,
    EMERGENCY_CONTACTS,
    EMERGENCY_RESOURCE_SHARES,
    RESCUE_MATERIALS,
    RESCUE_RECORDS,
    RESCUE_TEAMS,
)
from safety_desk.ledgers.society.service import (
    EVALUATION_PUBLICS,
    SERVICE_CONTRACTS,
    SERVICE_ORGS,
    SERVICE_VISITS,
    VIOLATIONS,
)
from safety_desk.ledgers.society.training import TRAINING_ATTENDEES, TRAININGS, TrainingRules
from safety_desk.ledgers.tab import Tab
from safety_desk.options import Options

TABS: tuple[Tab, ...] = (
    Tab("网格", (GRID_PATROLS,)),
    Tab("服务", (MUTUAL_GROUPS, MUTUAL_ACTIVITIES, SERVICE_ORGS, SERVICE_CONTRACTS, SERVICE_VISITS, EXPERTS, EXPERT_HELPS, LIABILITY_INSURANCES, INSURANCE_CLAIMS)),
    Tab("信用", (BLACKLISTS, BANS, PUBLIC_NOTICES, VIOLATIONS, EVALUATION_PUBLICS)),
    Tab("应急", (EMERGENCY_PLANS, DRILLS, RESCUE_TEAMS, RESCUE_MATERIALS, DUTY_ROSTERS, EMERGENCY_CONTACTS, EMERGENCY_RESOURCE_SHARES, RESCUE_RECORDS)),
    Tab("宣教", (TRAININGS, TRAINING_ATTENDEES, LABOUR_TEAMS, LABOUR_MEMBERS, INJURY_RATES, PUBLICITY_ACTIVITIES, CALENDAR_EVENTS, SAFETY_CULTURES, MEDIA_RESPONSES)),
)

OPTIONS: tuple[type[Options], ...] = (MutualRules, SanctionRules, PatrolRules, PlanRules, TrainingRules, InjuryRules)
MEASURES = figures
