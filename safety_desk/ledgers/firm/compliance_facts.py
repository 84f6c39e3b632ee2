"""What the fifteen rules of compliance look at: an enterprise with its records (domain §3.14)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from safety_desk.conditions import Kin
from safety_desk.fields import f
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.grade import Grade
from safety_desk.options import Options, Scene
from safety_desk.value import Value


class ComplianceRules(Options, key="compliance", title="合规自动检查"):
    """Numbers of the fifteen rules that no law fixes, or that sources give differently."""

    licence_days: int = f("许可证提前提醒", default=30, unit="天", low=1)


class Facts(Value):
    """An enterprise with its records; of what other chapters keep, each record with the days that count.

    insurances  from and until when            plans  until when assessed or filed, and the day of the next drill
    penalties   the day of the decision        unguarded  red and orange risk points without any control measure
    """

    firm: Enterprise
    today: dt.date
    rules: ComplianceRules = ComplianceRules()
    certificates: Sequence[Any] = ()
    equipment: Sequence[Any] = ()
    licences: Sequence[Any] = ()
    leases: Sequence[Any] = ()
    docs: Sequence[Any] = ()
    fire: Sequence[Any] = ()
    dangers: Sequence[Any] = ()
    points: Sequence[Any] = ()
    unguarded: Sequence[Any] = ()
    tenants: Sequence[Any] = ()
    insurances: Sequence[tuple[Any, dt.date | None, dt.date | None]] = ()
    plans: Sequence[tuple[Any, dt.date | None, dt.date | None]] = ()
    penalties: Sequence[tuple[Any, dt.date | None]] = ()

    @property
    def open_majors(self) -> list[Any]:
        """The major hidden dangers that are not closed."""
        return [danger for danger in self.dangers if danger.open_major]


def gather(firm: Enterprise, kin: Kin, scene: Scene) -> Facts:
    """All that the rules look at, of one enterprise."""
    points = kin.of(firm, "risk_points")
    return Facts(
        firm,
        scene.today,
        scene.rules(ComplianceRules),
        certificates=kin.of(firm, "certificates"),
        equipment=kin.of(firm, "special_equipment"),
        licences=kin.of(firm, "ent_licenses"),
        leases=kin.of(firm, "ent_leases", "enterprise"),
        docs=kin.of(firm, "ent_docs"),
        fire=kin.of(firm, "ent_fire_facilities"),
        dangers=kin.of(firm, "hidden_dangers"),
        points=points,
        unguarded=[point for point in points if _is_unguarded(point, kin)],
        tenants=kin.of(firm, "enterprises", "landlord"),
        insurances=[(one, one.start, one.end) for one in kin.of(firm, "liability_insurances") if one.void_reason is None],
        plans=[(one, _latest(one.valid_to, one.assess_due), one.drill_due) for one in kin.of(firm, "emergency_plans") if _in_force(one)],
        penalties=[(one, one.decision_date) for one in kin.of(firm, "penalty_cases") if one.drop_reason is None and one.person is None],
    )


def _in_force(plan: Any) -> bool:
    """Whether an emergency plan was issued and not abolished."""
    return plan.issue_date is not None and plan.abolish_reason is None


def _latest(*days: dt.date | None) -> dt.date | None:
    return max((day for day in days if day is not None), default=None)


def _is_unguarded(point: Any, kin: Kin) -> bool:
    """Whether a red or orange risk point has no control measure at all."""
    if point.grade not in (Grade.RED, Grade.ORANGE):
        return False
    return not any(hazard.existing_measures or kin.of(hazard, "control_measures") for hazard in kin.of(point, "hazards"))
