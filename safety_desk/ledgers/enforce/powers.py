"""授权模式: what this office may do in its own name, and what it hands over to the county (domain §0.5)."""

from safety_desk.fields import Codes
from safety_desk.ledgers.office import EnforcementMode, OfficeRules
from safety_desk.options import Scene


class Organ(Codes):
    """Who handles a case or a measure."""

    COUNTY = "county", "县级部门办理", "县级部门 县局 县应急局"
    OURS = "ours", "本单位办理", "本单位 本镇 镇"


_ENOUGH = {
    EnforcementMode.NONE: (EnforcementMode.NONE, EnforcementMode.ENTRUSTED, EnforcementMode.EMPOWERED),
    EnforcementMode.ENTRUSTED: (EnforcementMode.ENTRUSTED, EnforcementMode.EMPOWERED),
    EnforcementMode.EMPOWERED: (EnforcementMode.EMPOWERED,),
}


def may(scene: Scene, needed: EnforcementMode) -> bool:
    """Whether the office's powers reach so far."""
    return scene.rules(OfficeRules).mode in _ENOUGH[needed]


def why_not(scene: Scene, needed: EnforcementMode, what: str) -> str:
    """Why the office may not do it, and what it can do instead; nothing where it may (安全生产法 art. 9, 65)."""
    if may(scene, needed):
        return ""
    office = scene.rules(OfficeRules)
    if office.mode is EnforcementMode.NONE:
        return (
            f"授权模式为“无授权”，不能{what}（安全生产法第九条、第六十五条）。"
            f"请在隐患、执法链或案件上点“起草移送函”，用《隐患、案件移送函》移送{office.county_agency}；有委托书或赋权决定的，先在“系统—本单位”里改授权模式"
        )
    return f"委托执法的范围里没有{what}。请移送{office.county_agency}办理；已经赋权的，先在“系统—本单位”里改授权模式"
