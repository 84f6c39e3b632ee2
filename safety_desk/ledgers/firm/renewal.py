"""What every page of an enterprise's own things shares: whose it is, and how a test, a check or an issue is renewed."""

from typing import Any

from safety_desk.conditions import Kin
from safety_desk.fields import f
from safety_desk.ledger import Step
from safety_desk.options import Options, Scene
from safety_desk.record import Record


class FirmRules(Options, key="firm", title="企业档案", settles="ent_lightnings ent_occ_healths ent_major_hazards ent_leases"):
    """Intervals that are known from practice only, or that places set differently."""

    lightning_explosive: int = f("防雷检测周期（易燃易爆场所）", default=6, unit="个月", low=1)
    lightning_other: int = f("防雷检测周期（其他场所）", default=12, unit="个月", low=1)
    occ_test: int = f("职业病危害因素检测周期", default=12, unit="个月", low=1)
    hazard_years: int = f("重大危险源重新评估周期", default=3, unit="年", low=1)
    lease_check: int = f("对承租单位检查的间隔", default=90, unit="天", low=1, help="统一协调、管理和定期检查的“定期”，法规没有写明天数")
    fresh_red: int = f("红橙企业信息更新间隔", default=90, unit="天", low=1, help="“核实无变化”也算更新")
    fresh_blue: int = f("黄蓝企业信息更新间隔", default=180, unit="天", low=1)


def of_firm(label: str = "企业", also: str = "") -> Any:
    """The link to the enterprise that something belongs to."""
    return f(label, to="enterprises", also=f"企业名称 单位名称 单位 {also}".strip(), width=24)


def renewed(label: str, ask: str, must: str, until: str) -> Step[Any]:
    """A step that notes that something was tested, checked or issued again; the day `until` which it holds is told anew."""

    def do(record: Any, kin: Kin, scene: Scene) -> list[Record]:
        return [record.replace(**{until: None})]

    return Step(label, lambda record: True, do, ask, must)
