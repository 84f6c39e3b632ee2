"""The measures of services, sanctions, grids, rescue and training (domain §3.17, §7 R07, R12, R14, R17, R20)."""

from safety_desk.conditions import EVERY, Has, Includes, Where, between, empty, eq, filled, one_of, since, until
from safety_desk.ledgers.figures import BY_ENTERPRISE
from safety_desk.ledgers.society import blacklist, insurance, plan
from safety_desk.ledgers.society.mutual import MutualKind
from safety_desk.ledgers.society.plan import PlanKind
from safety_desk.measures import Group, Measure, Rate, during
from safety_desk.options import Scene
from safety_desk.periods import Period

SEVEN = ("企业", "学校", "机关", "社区", "农村", "家庭", "公共场所")
"""七进, as the domain has it; the office's own list stands in the code table."""
THREE_POSTS = ("主要负责人合格证", "安全管理人员合格证", "特种作业操作证")
"""The certificates of 三项岗位."""
_BY_VILLAGE = {"village": "village"}
_BY_FIRM = {"village": "enterprise.village", "field": "enterprise.industry_safety"}


_BY_OWNER = {**_BY_FIRM, "owner": "owner_type"}
_BY_HOLDER = {"kind": "kind", "village": "enterprise.village"}
_THREE: Where = eq("revoked", False) & one_of("kind", *THREE_POSTS)


def _running(period: Period) -> Where:
    """Policies that cover the last day of the period."""
    return insurance.HELD & until("start", period.last) & since("end", period.last)


def _insured(period: Period) -> Where:
    return insurance.MUST_INSURE & Has("liability_insurances", "enterprise", _running(period))


def _valid_plan(period: Period) -> Where:
    """Plans in force that were filed by the end of the period and not more than their term before."""
    return plan.STANDING & until("filed_date", period.last) & since("valid_to", period.last)


def _drilled_in_time(period: Period) -> Where:
    return plan.STANDING & ~eq("kind", PlanKind.CARD) & since("drill_due", period.last)


def _walked(period: Period) -> Where:
    return Has("grid_patrols", "grid", between("date", period.first, period.last))


def _still_valid(period: Period) -> Where:
    return eq("revoked", False) & (empty("valid_to") | since("valid_to", period.last))


GRIDS = (
    Measure("grids", "网格数", "在册的全部网格", "grids", lambda p: EVERY, by=_BY_VILLAGE),
    Measure("grids_walked", "已巡查网格", "本期内至少巡查过一次的网格", "grids", _walked, by=_BY_VILLAGE),
    Measure("grids_missed", "漏巡网格", "本期内一次也没有巡查过的网格", "grids", lambda p: ~_walked(p), by=_BY_VILLAGE),
    Measure("rounds", "巡查次数", "巡查日期在本期内的网格巡查", "grid_patrols", during("date"), by=_BY_VILLAGE),
    Measure("patrol_found", "巡查发现隐患", "本期巡查发现的隐患数之和", "grid_patrols", during("date"), total="found_count", by=_BY_VILLAGE),
    Measure("patrol_reported", "巡查上报", "本期巡查中已上报的", "grid_patrols", during("date", eq("reported", True)), by=_BY_VILLAGE),
    Measure("patrol_true", "核实属实", "本期上报、经镇里核实属实的", "grid_patrols", during("date", eq("reported", True) & eq("verified", True)), by=_BY_VILLAGE),
)
INSURANCE = (
    Measure("must_insure", "应投保企业", "高危行业企业，不含关闭、搬迁、注销的", "enterprises", lambda p: insurance.MUST_INSURE, by=BY_ENTERPRISE, basis="应急〔2025〕27号"),
    Measure("insured", "已投保企业", "应投保企业中期末有生效保单的", "enterprises", _insured, by=BY_ENTERPRISE, basis="应急〔2025〕27号"),
    Measure("uninsured", "应投保未投保", "应投保企业中期末没有生效保单的", "enterprises", lambda p: insurance.MUST_INSURE & ~_insured(p), by=BY_ENTERPRISE, basis="安全生产法第一百零九条"),
    Measure("prevention", "预防服务次数", "期末有效保单登记的预防服务次数之和", "liability_insurances", _running, total="prevention_times", by=_BY_FIRM),
    Measure("policies", "有效保单", "期末有效的保单", "liability_insurances", _running, by=_BY_FIRM),
    Measure("persons_insured", "投保人数", "期末有效保单的投保人数之和", "liability_insurances", _running, total="persons", by=_BY_FIRM),
    Measure("premiums", "保费", "期末有效保单的保费之和", "liability_insurances", _running, total="premium", by=_BY_FIRM),
)
PLANS = (
    Measure("plans", "有效预案", "已发布、没有废止的应急预案，不含处置卡", "emergency_plans", lambda p: plan.STANDING & ~eq("kind", PlanKind.CARD), by=_BY_OWNER),
    Measure("plans_to_file", "应备案预案", "有效预案中法定应备案的：镇级预案，高危、人员密集单位的预案", "emergency_plans", lambda p: plan.STANDING & eq("must_file", True), by=_BY_OWNER),
    Measure("plans_filed", "已备案预案", "应备案预案中已备案且期末没有到期的", "emergency_plans", lambda p: _valid_plan(p) & eq("must_file", True), by=_BY_OWNER),
    Measure("plans_drilled", "按期演练预案", "有效预案中期末还没有到应演练日期的", "emergency_plans", _drilled_in_time, by=_BY_OWNER, basis="国务院令第708号第八条"),
    Measure("drills", "演练次数", "演练日期在本期内的应急演练", "drills", during("date"), by=_BY_OWNER),
    Measure("drill_people", "参演人次", "本期演练的参演人数之和", "drills", during("date"), total="participants_count", by=_BY_OWNER),
)
SANCTIONS = (
    Measure("blacklisted", "在列失信主体", "目前在名单上的失信主体", "blacklists", lambda p: blacklist.FORCE),
    Measure("newly_listed", "新列入", "列入日期在本期内的", "blacklists", during("listed_date")),
    Measure("notices_due", "应公示", "公示期限在本期内的", "public_notices", during("due")),
    Measure("notices_done", "已公示", "公示期限在本期内、已经公示的", "public_notices", during("due", filled("published_at"))),
)
SERVICES = (
    Measure("mutual_checks", "协作组互查", "本期的组内互查次数", "mutual_activities", during("date", eq("kind", MutualKind.CHECK))),
    Measure("mutual_found", "互查发现隐患", "本期互查发现的隐患数之和", "mutual_activities", during("date"), total="found_count"),
    Measure("contracts", "在约服务合同", "期末还在服务期内的合同", "service_contracts", lambda p: until("start", p.last) & since("end", p.last), by=_BY_FIRM),
    Measure("expert_visits", "专家帮扶", "本期专家帮扶的到场次数之和", "expert_helps", during("date"), total="visits", by=_BY_FIRM),
)
TRAINING = (
    Measure("trainings", "培训期数", "开始日期在本期内的培训", "trainings", during("start"), by={"kind": "kind"}),
    Measure("should_train", "应训人数", "本期各期培训的应训人数之和", "trainings", during("start"), total="should_count", by={"kind": "kind"}),
    Measure("trained", "实训人次", "本期各期培训的实训人数之和", "trainings", during("start"), total="people", by={"kind": "kind"}),
    Measure("train_passed", "培训合格人数", "本期各期培训的合格人数之和", "trainings", during("start"), total="passed", by={"kind": "kind"}),
    Measure("injury_trained", "工伤预防培训人次", "本期含工伤预防内容的培训的实训人数之和", "trainings", during("start", eq("injury", True)), total="people", by={"kind": "kind"}),
    Measure("train_hours", "培训人学时", "本期各期培训的学时之和", "trainings", during("start"), total="hours", by={"kind": "kind"}),
    Measure("to_train", "登记了应训人数的实训人次", "本期填了应训人数的各期培训的实训人数之和", "trainings", during("start", filled("should_count")), total="people", by={"kind": "kind"}),
)
CERTIFICATES = (
    Measure("certificates", "三项岗位证书", "登记的主要负责人、安管人员、特种作业证书，不含撤销的", "certificates", lambda p: _THREE, by=_BY_HOLDER),
    Measure("certificates_valid", "有效的三项岗位证书", "三项岗位证书中期末没有过期的", "certificates", lambda p: _THREE & _still_valid(p), by=_BY_HOLDER),
    Measure("certificates_all", "登记证书", "登记的全部证书，不含撤销的", "certificates", lambda p: eq("revoked", False), by=_BY_HOLDER),
    Measure("certificates_all_valid", "有效证书", "登记的全部证书中期末没有过期的", "certificates", _still_valid, by=_BY_HOLDER),
)


def _seven(place: str) -> tuple[Measure, Measure]:
    where = Includes("seven_in", place)
    return (
        Measure(f"into_{place}", f"进{place}活动", f"本期开展的进{place}宣传活动", "publicity_activities", during("start_at", where)),
        Measure(f"into_{place}_people", f"进{place}人次", f"本期进{place}活动的参加人数之和", "publicity_activities", during("start_at", where), total="attendee_count"),
    )


PUBLICITY = (
    Measure("activities", "宣传活动", "开始时间在本期内的宣传活动", "publicity_activities", during("start_at"), by={"type": "activity_type"}),
    Measure("audience", "宣传人次", "本期宣传活动的参加人数之和", "publicity_activities", during("start_at"), total="attendee_count", by={"type": "activity_type"}),
    Measure("units_reached", "覆盖单位数", "本期宣传活动覆盖的单位数之和", "publicity_activities", during("start_at"), total="unit_count"),
    Measure("materials", "发放资料", "本期宣传活动发放的资料份数之和", "publicity_activities", during("start_at"), total="material_count"),
    Measure("media_reports", "媒体报道", "本期有媒体渠道的宣传活动", "publicity_activities", during("start_at", filled("media_channel"))),
    *(measure for place in SEVEN for measure in _seven(place)),
)

MEASURES: dict[str, Measure] = {m.name: m for group in (GRIDS, INSURANCE, PLANS, SANCTIONS, SERVICES, TRAINING, CERTIFICATES, PUBLICITY) for m in group}
"""The measures of this chapter by name."""


def _rate(name: str, title: str, part: str, whole: str, basis: str = "") -> Rate:
    return Rate(name, title, MEASURES[part], MEASURES[whole], basis)


RATES = (
    _rate("grid_rate", "网格巡查覆盖率", "grids_walked", "grids"),
    _rate("true_rate", "有效上报率", "patrol_true", "patrol_reported"),
    _rate("insured_rate", "安责险覆盖率", "insured", "must_insure", "安全生产法第五十一条"),
    _rate("filed_rate", "预案备案率", "plans_filed", "plans_to_file"),
    _rate("drill_rate", "按期演练率", "plans_drilled", "plans", "国务院令第708号第八条"),
    _rate("notice_rate", "公示完成率", "notices_done", "notices_due"),
    _rate("train_rate", "培训覆盖率", "to_train", "should_train"),
    _rate("pass_rate", "培训合格率", "train_passed", "trained"),
    _rate("certificate_rate", "三项岗位持证率", "certificates_valid", "certificates"),
)
"""Named shares: the measure that is the part, and the one that is the whole."""

_GROUPS = {
    "网格全覆盖": (GRIDS, "grid_rate true_rate"),
    "安责险": (INSURANCE, "insured_rate"),
    "预案和演练": (PLANS, "filed_rate drill_rate"),
    "失信和公示": (SANCTIONS, "notice_rate"),
    "社会化服务": (SERVICES, ""),
    "三项岗位持证": (CERTIFICATES, "certificate_rate"),
    "教育培训": (TRAINING, "train_rate pass_rate"),
    "宣传七进": (PUBLICITY, ""),
}


def figures(scene: Scene) -> tuple[Group, ...]:
    """The figures of this chapter under their headings."""
    rates = {rate.name: rate for rate in RATES}
    return tuple(Group(title, (*(rates[name] for name in names.split()), *measures)) for title, (measures, names) in _GROUPS.items())
