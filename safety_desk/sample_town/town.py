"""The whole sample town as records in the order in which they may be saved."""

from collections.abc import Iterator

from safety_desk.ledgers.certificate import Certificate
from safety_desk.ledgers.checklist import Checklist, ChecklistItem
from safety_desk.ledgers.duty.dwm import DwmPlan, DwmRecord
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.equipment import SpecialEquipment
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import Inspection, InspectionItem
from safety_desk.ledgers.people import OrgUnit, Staff
from safety_desk.ledgers.place import Grid, PublicArea, Village
from safety_desk.ledgers.risk import ControlMeasure, Hazard, RiskAssessment, RiskPoint
from safety_desk.options import Scene
from safety_desk.record import Record
from safety_desk.sample_town import chapters
from safety_desk.sample_town.chance import Chance, Numbers
from safety_desk.sample_town.copies import Copy
from safety_desk.sample_town.family import Family
from safety_desk.sample_town.offices import found_town

_STANDING = (Staff, Grid, Checklist, ChecklistItem, Village, OrgUnit)
_REPEATED: tuple[type[Record], ...] = (
    Enterprise,
    PublicArea,
    RiskPoint,
    Hazard,
    RiskAssessment,
    ControlMeasure,
    Inspection,
    InspectionItem,
    DwmPlan,
    DwmRecord,
    HiddenDanger,
    Certificate,
    SpecialEquipment,
    *chapters.ORDER,
)


def sample_town(scene: Scene, copies: int = 1) -> Iterator[list[Record]]:
    """The records of the sample town as on the day of the scene, one list for each copy of its enterprises.

    Ids, and the links to them, are temporary ones below zero; what a record leads to comes before it. A record that
    comes twice is first without what it cannot know yet (a village without its leader), then whole. The first list
    also has the town's own records. The same day gives the same town.
    """
    numbers = Numbers()
    base = Family(scene)
    town = found_town(base, Chance("茂林镇"), scene.today)
    for copy in range(copies):
        made = Copy(town, numbers, copy).make()
        records = list(made.in_order(_REPEATED))
        yield [*_heads_first(base), *records] if copy == 0 else records


def _heads_first(base: Family) -> Iterator[Record]:
    """The town's own records. Villages and organs lead to staff, and staff to them: those come once more at the end."""
    yield from (village.replace(leader=None, officer=None) for village in base.all(Village))
    yield from (organ.replace(leader=None, liaison=None) for organ in base.all(OrgUnit))
    yield from base.in_order(_STANDING)
