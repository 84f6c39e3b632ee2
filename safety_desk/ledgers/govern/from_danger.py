"""What the town starts from a hidden danger: 挂牌督办 of a major one, 约谈 of who is late (domain items 11, 17)."""

from safety_desk.conditions import Kin
from safety_desk.errors import Refusal
from safety_desk.ledger import Step
from safety_desk.ledgers.govern.interviews import called_in
from safety_desk.ledgers.govern.supervise import SuperviseCase
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.options import Scene
from safety_desk.record import Record


def propose_listing(danger: HiddenDanger, kin: Kin, scene: Scene) -> list[Record]:
    """A case that waits for its approval, with what the danger says of the five parts of a listing."""
    if any(case.is_open for case in kin.of(danger, "supervise_cases")):
        raise Refusal(f"隐患 {danger.code or ''} 已经在挂牌督办，请到“挂牌督办”里办理")
    firm = kin.linked(danger, "enterprise")
    return [
        SuperviseCase(
            hidden_danger=danger.id,
            enterprise=danger.enterprise,
            content=danger.description,
            requirement=danger.measure or danger.plan_measures,
            responsible_unit=danger.duty_unit or (firm.name if firm else None),
            responsible_person=danger.duty_person or (firm.principal if firm else None),
        )
    ]


def talk(danger: HiddenDanger, kin: Kin, scene: Scene) -> list[Record]:
    """An interview with who has not mended it within its term."""
    if danger.due_on is None or danger.due_on >= scene.today:
        raise Refusal("这条隐患还没有逾期，不需要约谈")
    if any(interview.is_open for interview in kin.of(danger, "interviews", via="hidden_dangers")):
        raise Refusal("这条隐患已经发起约谈，请到“约谈”里办理")
    firm = kin.linked(danger, "enterprise")
    unit, person = (firm.name, firm.principal) if firm else (None, None)
    said = f"{danger.level.label}隐患 {danger.code or ''} 逾期 {(scene.today - danger.due_on).days} 天未完成整改：{danger.description}"
    told = called_in(danger.duty_unit or unit, danger.duty_person or person, said, danger.measure, scene)
    return [told.replace(enterprise=danger.enterprise, hidden_dangers=(danger.id,))]


STEPS: tuple[Step[HiddenDanger], ...] = (
    Step("提请挂牌督办", lambda danger: danger.open_major, propose_listing, aside=True),
    Step("约谈", lambda danger: danger.is_open and danger.rectified_at is None, talk, aside=True),
)
