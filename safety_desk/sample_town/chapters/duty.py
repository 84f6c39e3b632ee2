"""The sample town's records of what enterprises answer for."""

from safety_desk.ledgers.duty.changes import ListVersion, MechanismReview, ReassessTrigger
from safety_desk.ledgers.duty.dwm import DwmItem, DwmMonth, DwmPlan, DwmRecord
from safety_desk.ledgers.duty.posts import EntStandard, PostDuty, RespSystem
from safety_desk.ledgers.duty.standard import Standardization
from safety_desk.ledgers.duty.std_audit import StdAnnualSelf, StdAudit, with_proposals
from safety_desk.ledgers.duty.std_state import StdRules
from safety_desk.ledgers.duty.supervise import SuperviseClassRecord
from safety_desk.ledgers.enterprise import GONE
from safety_desk.record import Record
from safety_desk.sample_town.chapters.duty_dwm import Checker, own_list
from safety_desk.sample_town.chapters.duty_posts import Posts
from safety_desk.sample_town.chapters.duty_std import Rounds
from safety_desk.sample_town.chapters.duty_supervise import Supervisor
from safety_desk.sample_town.chapters.page import Page

ORDER: tuple[type[Record], ...] = (
    SuperviseClassRecord,
    ListVersion,
    ReassessTrigger,
    MechanismReview,
    RespSystem,
    PostDuty,
    EntStandard,
    Standardization,
    StdAnnualSelf,
    StdAudit,
    DwmPlan,
    DwmItem,
    DwmRecord,
    DwmMonth,
)
_SETTLED = (
    "standardizations", "std_audits", "supervise_class_records", "list_versions", "reassess_triggers", "mechanism_reviews",
    "resp_systems", "dwm_records", "dwm_months", "dwm_plans",
)  # fmt: skip


def fill(page: Page) -> None:
    """Make them: the levels first, for the classes follow from them."""
    firms = [firm for firm in page.firms if page.family.now(firm.enterprise).status not in GONE]
    if page.first:
        own_list(page)
    Rounds(page).write(firms)
    page.family.settle("standardizations")
    Supervisor(page).write(firms)
    Posts(page).write(firms)
    Checker(page).write(firms)
    for ledger in _SETTLED:
        page.family.settle(ledger)
    audits = [audit for audit in page.family.all(StdAudit) if audit.audit_date.year == page.today.year]
    for audit in with_proposals(audits, page.family.scene.rules(StdRules)):
        page.family.put(audit)
