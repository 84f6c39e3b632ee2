"""The measures of what enterprises keep: complete, fresh, licensed, let with an agreement, alarmed (domain §3.14, §3.21)."""

from functools import reduce

from safety_desk.conditions import EVERY, Has, Where, before, empty, eq, filled, one_of, since, until
from safety_desk.ledgers.enterprise import ENTERPRISES, GONE
from safety_desk.ledgers.figures import ENTERPRISES_ALL
from safety_desk.ledgers.firm.complete import UNKEPT, WITHOUT_CODE, fresh_on
from safety_desk.ledgers.firm.hazard import IS_ONE
from safety_desk.ledgers.firm.lease import LET
from safety_desk.ledgers.firm.renewal import FirmRules
from safety_desk.ledgers.firm.small_place import GAS_UNALARMED, USES_GAS
from safety_desk.ledgers.firm.special import SPACE_GAPS
from safety_desk.measures import Group, Measure, Rate
from safety_desk.options import Scene
from safety_desk.periods import Period

_BY_FIRM = {"village": "enterprise.village", "field": "enterprise.industry_safety"}
_BY_PLACE = {"village": "village", "kind": "kind"}
_THERE: Where = ~one_of("status", *GONE)
_ASKED: Where = eq("cancelled", False)
_RISKY: Where = eq("is_high_risk", True)
_CODE: Where = filled("uscc") | one_of("subject_type", *WITHOUT_CODE)


def _complete() -> Where:
    """Every field that is asked for is filled, and every tag has its ledger (domain §3.21)."""
    asked = (field.name for field in ENTERPRISES.fields.values() if (field.should or field.required) and field.name != "uscc")
    return reduce(lambda where, name: where & filled(name), asked, _THERE & _CODE & ~UNKEPT)


def _certified(kind: str, period: Period) -> Where:
    """There is somebody whose certificate of that kind is good on the last day of the period."""
    good = eq("kind", kind) & eq("revoked", False) & (empty("valid_to") | since("valid_to", period.last))
    return Has("certificates", "enterprise", good)


def _standing(name: str, title: str, says: str, ledger: str, where: Where, total: str = "") -> Measure:
    """A number that stands as it is, whatever the period."""
    by = _BY_PLACE if ledger == "places" else {"village": "village"} if ledger == "enterprises" else _BY_FIRM
    return Measure(name, title, says, ledger, lambda period: where, total=total, by=by)


def _licences(name: str, title: str, says: str, late: bool) -> Measure:
    def rows(period: Period) -> Where:
        ended = before("valid_to", period.last)
        return _ASKED & filled("valid_to") & (ended if late else ~ended)

    return Measure(name, title, says, "ent_licenses", rows, by={**_BY_FIRM, "kind": "kind"})


def firm_measures(rules: FirmRules) -> dict[str, Measure]:
    """The measures of this chapter by name."""
    fresh = f"期末前 {rules.fresh_red} 日内（红橙）或 {rules.fresh_blue} 日内（黄蓝）核实过的在册企业"
    measures = (
        Measure("fresh", "更新及时企业", fresh, "enterprises", lambda p: _THERE & fresh_on(rules, p.last), by={"village": "village"}),
        _standing("unkept", "有标签没有台账的企业", "在册企业里，特殊风险标签要求的台账一条也没有登记的", "enterprises", _THERE & UNKEPT),
        _standing("principals_asked", "应持证主要负责人", "在册高危企业，每家一人", "enterprises", _THERE & _RISKY),
        _standing("managers_asked", "应持证安管人员", "在册高危企业申报的安管人员数之和", "enterprises", _THERE & _RISKY, "safety_managers"),
        _standing("posts_asked", "特种作业岗位", "在册企业申报的特种作业岗位数之和", "enterprises", _THERE, "special_posts"),
        _licences("licences_valid", "有效证照", "未注销、有效期至不早于期末的许可证照", late=False),
        _licences("licences_late", "过期证照", "未注销、有效期至早于期末的许可证照", late=True),
        _standing("major_hazard_units", "重大危险源", "构成重大危险源、没有核销的单元", "ent_major_hazards", IS_ONE),
        _standing("confined_spaces", "有限空间", "登记的有限空间处数", "ent_confined_spaces", EVERY, "quantity"),
        _standing("confined_gaps", "管控不全的有限空间", "标志、上锁、审批、检测、通风、应急装备、监护人缺一项以上的登记条数", "ent_confined_spaces", SPACE_GAPS),
        _standing("exposed", "接触职业病危害人数", "各岗位接触人数之和", "ent_occ_healths", EVERY, "exposed"),
        _standing("examined", "职业健康体检人数", "各岗位体检人数之和", "ent_occ_healths", EVERY, "examined"),
        _standing("let_out", "场所出租", "没有退租的出租登记", "ent_leases", LET),
        _standing("let_signed", "已签安全管理协议", "没有退租、已签安全管理协议的出租登记", "ent_leases", LET & eq("signed", True)),
        _standing("places", "九小场所与出租房", "登记的九小场所和出租房", "places", EVERY),
        _standing("places_mixed", "三合一场所", "住宿与生产、仓储、经营合用的场所", "places", eq("live_work_mixed", True)),
        _standing("places_gas", "用气场所", "使用瓶装或管道燃气的场所", "places", USES_GAS),
        _standing("places_unalarmed", "用气未装报警场所", "使用燃气、没有登记报警装置的场所", "places", GAS_UNALARMED),
        _standing("places_one_exit", "一个出口住人场所", "有人居住、安全出口不多于一个的场所", "places", since("residents", 1) & until("exits", 1)),
    )
    return {measure.name: measure for measure in measures}


def _posts(name: str, title: str, said: str, kind: str, asked: Where, basis: str) -> tuple[Rate, Measure]:
    """The share of the enterprises that must have such a certificate and do, and those that must."""
    by = {"village": "village"}
    whole = Measure(f"{name}_firms", f"{said}企业", f"在册的{said}企业", "enterprises", lambda p: asked, by=by)
    part = Measure(f"{name}_held", f"有{kind}的", f"{said}企业中，登记有期末有效的{kind}的", "enterprises", lambda p: asked & _certified(kind, p), by=by)
    return Rate(f"{name}_rate", title, part, whole, basis), whole


def figures(scene: Scene) -> tuple[Group, ...]:
    """The figures of this chapter under their headings."""
    told = firm_measures(scene.rules(FirmRules))
    complete = _standing("complete", "台账完整企业", "在册企业中，应填字段都填了、标签要求的台账都有的", "enterprises", _complete())
    dated = Measure("licences_dated", "有期限的证照", "未注销、有有效期的许可证照", "ent_licenses", lambda p: _ASKED & filled("valid_to"), by={**_BY_FIRM, "kind": "kind"})
    low = "安全生产法第二十七条"
    principals, _ = _posts("principal", "主要负责人持证率", "高危", "主要负责人合格证", _THERE & _RISKY, low)
    managers, _ = _posts("manager", "安管人员持证率", "高危", "安全管理人员合格证", _THERE & _RISKY, low)
    special, with_posts = _posts("special", "特种作业持证率", "有特种作业岗位", "特种作业操作证", _THERE & since("special_posts", 1), "安全生产法第三十条")
    held = ("principals_asked", "managers_asked", "posts_asked")
    places = [measure for name, measure in told.items() if name.startswith("places")]
    special_ones = ("major_hazard_units", "confined_spaces", "confined_gaps")
    listed = {*held, *special_ones, *(one.name for one in places)}
    return (
        Group("企业底数", (
            Rate("complete_rate", "台账完整率", complete, ENTERPRISES_ALL),
            Rate("fresh_rate", "更新及时率", told["fresh"], ENTERPRISES_ALL),
            Rate("licence_rate", "证照有效率", told["licences_valid"], dated),
            Rate("lease_rate", "出租协议签订率", told["let_signed"], told["let_out"], "安全生产法第四十九条"),
            Rate("exam_rate", "职业健康体检率", told["examined"], told["exposed"]),
            *(measure for name, measure in told.items() if name not in listed),
        )),
        Group("三项岗位持证", (principals, managers, special, with_posts, *(told[name] for name in held))),
        Group("重点和场所", (*(told[name] for name in special_ones), *places)),
    )  # fmt: skip
