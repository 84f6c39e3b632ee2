"""The sample town's records of what enterprises keep."""

from safety_desk.ledgers.enterprise import GONE
from safety_desk.ledgers.firm.facility import EntFireFacility, EntLightning, EntPpe
from safety_desk.ledgers.firm.hazard import EntMajorHazard, MajorHazardItem
from safety_desk.ledgers.firm.health import EntOccHealth
from safety_desk.ledgers.firm.lease import EntLease
from safety_desk.ledgers.firm.licence import EntDoc, EntEvaluation, EntLicense
from safety_desk.ledgers.firm.project import EntConstruction
from safety_desk.ledgers.firm.small_place import Place
from safety_desk.ledgers.firm.special import EntAmmonia, EntCoalGas, EntConfinedSpace, EntDust, EntMelt
from safety_desk.ledgers.firm.stock import EntEquipment, EntMaterial, EntProduct
from safety_desk.record import Record
from safety_desk.sample_town.chapters.firm_files import Files, let_rooms, projects
from safety_desk.sample_town.chapters.firm_places import small_places
from safety_desk.sample_town.chapters.firm_special import Special
from safety_desk.sample_town.chapters.page import Page
from safety_desk.sample_town.firms import Firm

ORDER: tuple[type[Record], ...] = (
    EntMaterial, EntProduct, EntEquipment, EntLicense, EntMajorHazard, MajorHazardItem, EntConfinedSpace, EntDust, EntAmmonia,
    EntCoalGas, EntMelt, EntFireFacility, EntLightning, EntPpe, EntOccHealth, EntEvaluation, EntConstruction, EntLease, EntDoc, Place,
)  # fmt: skip

_SETTLED = (
    "major_hazard_items",
    "ent_major_hazards",
    "ent_lightnings",
    "ent_ppes",
    "ent_occ_healths",
    "ent_evaluations",
    "ent_leases",
)


def fill(page: Page) -> None:
    """Make them, for every enterprise that is still there, and the small places of the villages."""
    files, special = Files(page), Special(page)
    for firm in page.firms:
        if page.family.now(firm.enterprise).status not in GONE:
            files.of(firm)
            special.of(firm)
            _declare(page, firm)
    projects(page)
    let_rooms(page)
    small_places(page)
    for ledger in _SETTLED:
        page.family.settle(ledger)


def _declare(page: Page, firm: Firm) -> None:
    """How many posts ask for a certificate, as the enterprise tells: here and there one more than it has."""
    e = page.family.now(firm.enterprise)
    kinds = [certificate.kind for certificate in page.family.of(e, "certificates")]
    posts = kinds.count("特种作业操作证")
    if posts:
        posts += page.chance.maybe(0.06)
    page.family.put(e.replace(safety_managers=max(1, kinds.count("安全管理人员合格证")), special_posts=posts))
