"""生产安全事故快报表 (domain F16): the six things that a report holds (国务院令第493号 art. 12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safety_desk.conditions import Kin
from safety_desk.fields import Names
from safety_desk.ledgers.enforce.accident import Accident
from safety_desk.ledgers.enforce.victims import UpKind
from safety_desk.ledgers.office import OfficeRules
from safety_desk.ledgers.papers.grid import Row, boxes, pair, sections, table, wide
from safety_desk.ledgers.papers.official import moment_said, wan
from safety_desk.options import Scene
from safety_desk.paper import Paper

if TYPE_CHECKING:
    from safety_desk.ledgers.enforce.victims import Casualty, UpReport


def latest_facts(accident: Accident, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What the form says of an accident, with its latest report upwards."""
    reports: list[UpReport] = kin.of(accident, "up_reports")
    return _facts(accident, max(reports, key=lambda one: (one.at, one.id or 0), default=None), kin, names, scene)


def report_facts(report: UpReport, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What the form says of one report upwards, the first or a later one."""
    return _facts(kin.linked(report, "accident"), report, kin, names, scene)


def _facts(accident: Accident, report: UpReport | None, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    office = scene.rules(OfficeRules)
    hurt: list[Casualty] = kin.of(accident, "casualties")
    kind = report.kind if report else UpKind.FIRST
    rows = [
        wide("事故名称", accident.name),
        *_unit(accident, kin, names),
        wide("发生时间", moment_said(accident.occurred_at)),
        wide("发生地点", accident.place),
        wide("现场情况", accident.scene_note, lines=2),
        wide("简要经过", accident.desc, lines=3),
        wide("伤亡情况", _losses(accident)),
        pair("估计损失", f"{wan(accident.direct_loss) or '　　　'}万元", "事故等级", accident.grade.label if accident.grade else ""),
        wide("已采取的措施", accident.taken_measures, lines=2),
        wide("其他应报告的情况", "\n".join(filter(None, (accident.other_facts, report.content if report and kind is not UpKind.FIRST else None))), lines=2),
        pair("报送单位", report.to if report else "", "接 报 人", (report.receiver if report else "") or ""),
        wide("报告时间和方式", "　".join(filter(None, (moment_said(report.at if report else None), report.way if report else "")))),
        pair("报 告 人", (report.reporter if report else "") or "", "联系电话", office.phone),
    ]
    if hurt:
        fields = type(hurt[0]).fields
        listed = [(n, one.name, fields["gender"].show(one.gender, names), one.age, one.post, one.injury.label, one.body_part) for n, one in enumerate(hurt, 1)]
        heads = (("序号", 7), ("姓名", 15), ("性别", 8), ("年龄", 8), ("工种或岗位", 24), ("伤害程度", 13), ("受伤部位", 25))
        rows.append(table(heads, listed, caption="伤亡人员"))
    return {
        "title": "生产安全事故快报表" if accident.is_production else "事故（险情）快报表",
        "number": "",
        "left": f"填报单位：{office.office}（盖章）",
        "right": boxes((each.label for each in UpKind), (kind.label,)),
        "sections": sections(rows),
        "notes": ["注：单位负责人接报后一小时内报告，各级逐级上报每级不超过两小时；情况变化的及时续报，伤亡变化三十日（道路交通、火灾七日）内补报。"],
        "signs": [[("填报人：", "", 33), ("审核人：", "", 66), ("签发人：", "", 100)]],
    }


def _unit(accident: Accident, kin: Kin, names: Names) -> list[Row]:
    """Who it happened to, as far as the enterprise is on record."""
    firm = kin.linked(accident, "enterprise")
    if firm is None:
        return [wide("发生单位", accident.unit_text), wide("行业领域", accident.industry)]
    fields = type(firm).fields
    said = {name: fields[name].show(getattr(firm, name), names) for name in ("industry_gb", "scale")}
    return [
        wide("发生单位", firm.name),
        wide("单位地址", firm.address or firm.reg_address),
        pair("负 责 人", firm.legal_person or firm.principal, "联系电话", firm.legal_mobile or firm.principal_mobile or firm.duty_phone),
        pair("行　　业", accident.industry or said["industry_gb"], "从业人员", f"{firm.employees}人" if firm.employees is not None else ""),
    ]


def _losses(accident: Accident) -> str:
    """The dead, the missing, the hurt; who was only nearly hurt is none of them."""
    poisoned = f"（其中急性工业中毒{accident.poisoning}人）" if accident.poisoning else ""
    return f"死亡{accident.deaths}人，下落不明{accident.missing}人，重伤{accident.serious + accident.poisoning}人{poisoned}，轻伤{accident.minor}人"


PAPERS: tuple[Paper[Any], ...] = (
    Paper("accident_report", "事故快报表", "grid.html", latest_facts, margins=(20, 18, 22, 20)),
)
