"""安全生产标准化: 达标, 升级, 再达标 and how it is lost (domain item 10; 应急〔2021〕83号)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from safety_desk.conditions import Kin, Where, empty, eq, one_of
from safety_desk.dates import add_months, add_years
from safety_desk.errors import Refusal
from safety_desk.fields import f
from safety_desk.kinds import Code
from safety_desk.ledger import Deadline, Ledger, Settle, Step, View, in_order, needed_when, not_ahead
from safety_desk.ledgers.duty.latest import with_others
from safety_desk.ledgers.duty.std_state import HOLDING, LADDER, LOST, UNDER_WAY, Occasion, Reached, StdRules, StdState
from safety_desk.ledgers.enterprise import StdLevel
from safety_desk.ledgers.expiry import Expiry
from safety_desk.ledgers.flow import Ready, move
from safety_desk.linked import Files, Link, Term
from safety_desk.options import Scene
from safety_desk.record import Problem, Record


class Standardization(Record):
    """One round of an enterprise's standardization: to be reached, held, renewed or lost."""

    enterprise: Link = f("企业", to="enterprises", also="企业名称 单位名称 单位", width=24)
    level: Reached = f("达标等级", default=Reached.THREE, also="等级 标准化等级", help="一级由应急管理部、二级由省厅、三级由市局组织")
    occasion: Occasion = f("达标类型", default=Occasion.FIRST, fixed=True, also="类型")
    industry_std: Term | None = f("评定标准", codes="std_industry", should=True, also="评定标准名称")
    status: StdState = f("状态", default=StdState.CREATING, fixed=True)
    self_score: float | None = f("自评得分", low=0, high=100, section="评定")
    self_date: date | None = f("自评日期")
    apply_date: date | None = f("申请日期")
    review_org: str | None = f("评审单位", also="评审机构")
    review_score: float | None = f("评审得分", low=0, high=100)
    review_date: date | None = f("评审日期")
    publicity_from: date | None = f("公示起", also="公示日期")
    publicity_to: date | None = f("公示止", end=True)
    cert_no: Code | None = f("证书编号", section="证书", also="证号")
    issue_date: date | None = f("发证日期", also="公告日期 定级日期")
    valid_to: date | None = f("有效期至", end=True, also="到期日期 有效期", help="空着按有效期年数推算")
    certificate: Files | None = f("证书扫描件")
    self_due: date | None = f("年度自评期限", follows=True, help="每满一个发证周年前应有一次年度自评，自评年度是周年日那一年")
    is_model: bool = f("样板企业", default=False, section="样板企业")
    model_date: date | None = f("授牌日期")
    model_visits: int | None = f("观摩活动次数", unit="次", low=0)
    withdraw_date: date | None = f("退出日期", fixed=True, section="退出", also="撤销日期")
    withdraw_reason: Term | None = f("退出原因", codes="std_withdraw", fixed=True, also="撤销原因")
    withdraw_note: str | None = f("退出说明", fixed=True, lines=2)
    previous: Link | None = f("上一轮达标", to="standardizations", fixed=True, section="其他")
    remark: str | None = f("备注", lines=2)

    @property
    def holds(self) -> bool:
        """Whether the enterprise has the level, as far as its state tells."""
        return self.status in HOLDING


def anniversary_due(issued: date, valid_to: date, years: Iterable[int]) -> date | None:
    """The first anniversary of the issue whose year has no annual self-assessment, none after the certificate ends (item 10)."""
    done, n = set(years), 1
    while (day := add_years(issued, n)) <= valid_to:
        if day.year not in done:
            return day
        n += 1
    return None


def held_level(rounds: Sequence[Standardization], now: StdLevel) -> StdLevel:
    """The level of an enterprise: the highest that a round of it holds; none where one was lost; else as it was entered."""
    held = [LADDER.index(one.level) for one in rounds if one.holds]
    if held:
        return next(level for level in StdLevel if level.value == LADDER[max(held)].value)
    return StdLevel.NONE if any(one.status in LOST for one in rounds) else now


def settle_standardization(s: Standardization, kin: Kin, scene: Scene) -> list[Record]:
    """The end of the term, the next annual self-assessment, and the level of the enterprise."""
    enterprise = kin.linked(s, "enterprise")
    if enterprise is None:
        return [s]
    valid_to = s.valid_to or (add_years(s.issue_date, scene.rules(StdRules).years) if s.issue_date else None)
    years = [one.year for one in kin.of(s, "std_annual_selfs")] if s.id is not None else []
    due = anniversary_due(s.issue_date, valid_to, years) if s.holds and s.issue_date and valid_to else None
    told = s.replace(valid_to=valid_to, self_due=due)
    level = held_level(with_others(told, kin, "standardizations"), enterprise.std_level)
    return [told, enterprise.replace(std_level=level)]


def _not_too_soon(s: Standardization, kin: Kin, scene: Scene) -> None:
    """After a withdrawal the enterprise waits before it applies again."""
    before: Standardization | None = kin.linked(s, "previous")
    if before is None or before.status not in LOST or before.withdraw_date is None or before.status is StdState.LAPSED:
        return
    first = add_months(before.withdraw_date, scene.rules(StdRules).reapply_months)
    if s.apply_date and s.apply_date < first:
        raise Refusal(f"撤销（{before.withdraw_date}）后未满规定时间，{first} 起才可以重新申请")


def _ordered(first: str, last: str, text: str) -> Ready:
    def ready(s: Standardization, kin: Kin, scene: Scene) -> None:
        early, late = getattr(s, first), getattr(s, last)
        if late and late > scene.today:
            raise Refusal(f"{s.fields[last].label}不能在今天之后")
        if early and late and late < early:
            raise Refusal(f"{text}（{early}）")

    return ready


def _apply(s: Standardization, kin: Kin, scene: Scene) -> None:
    _ordered("self_date", "apply_date", "申请日期不能早于自评日期")(s, kin, scene)
    _not_too_soon(s, kin, scene)


def _grant(s: Standardization, kin: Kin, scene: Scene) -> list[Record]:
    """The level is given; the round before it is replaced."""
    _ordered("publicity_to", "issue_date", "公示期满后才能公告定级，发证日期不能早于公示止")(s, kin, scene)
    before: Standardization | None = kin.linked(s, "previous")
    replaced = [before.replace(status=StdState.REPLACED, withdraw_date=s.issue_date)] if before is not None and before.holds else []
    return [s.replace(status=StdState.HELD), *replaced]


def _stop(s: Standardization, kin: Kin, scene: Scene) -> list[Record]:
    """Given up; the round before it goes on as it was."""
    before: Standardization | None = kin.linked(s, "previous")
    back = [before.replace(status=StdState.HELD)] if before is not None and before.status in (StdState.UPGRADING, StdState.RENEWING) else []
    return [s.replace(status=StdState.STOPPED), *back]


def _in_force(s: Standardization, scene: Scene) -> None:
    if s.valid_to and s.valid_to < scene.today:
        raise Refusal(f"证书已于 {s.valid_to} 到期，请先“登记失效”，再重新创建")


def next_round(s: Standardization, occasion: Occasion, level: Reached, **values: Any) -> Standardization:
    """The round that follows this one."""
    return Standardization(enterprise=s.enterprise, industry_std=s.industry_std, level=level, occasion=occasion, previous=s.id, **values)


def _upgrade(s: Standardization, kin: Kin, scene: Scene) -> list[Record]:
    _in_force(s, scene)
    if s.level is LADDER[-1]:
        raise Refusal("已经是一级，没有更高的等级")
    higher = LADDER[LADDER.index(s.level) + 1]
    return [s.replace(status=StdState.UPGRADING), next_round(s, Occasion.UPGRADE, higher)]


def _renew(s: Standardization, kin: Kin, scene: Scene) -> list[Record]:
    _in_force(s, scene)
    return [s.replace(status=StdState.RENEWING), next_round(s, Occasion.RENEW, s.level)]


def downgrade(s: Standardization, kin: Kin, scene: Scene) -> list[Record]:
    """The next lower level to the end of the term. Raises Refusal where there is none."""
    if s.level is LADDER[0]:
        raise Refusal("已经是最低等级，不能再降，只能淘汰或撤销")
    lower = LADDER[LADDER.index(s.level) - 1]
    day = s.withdraw_date or scene.today
    held = next_round(s, Occasion.DOWNGRADE, lower, status=StdState.HELD, issue_date=day, valid_to=s.valid_to)
    return [s.replace(status=StdState.DOWNGRADED, withdraw_date=day), held]


def _lapse(s: Standardization, kin: Kin, scene: Scene) -> list[Record]:
    if s.valid_to is None or s.valid_to >= scene.today:
        raise Refusal(f"证书还在有效期内（至 {s.valid_to or '未填'}），不能登记失效")
    return [s.replace(status=StdState.LAPSED, withdraw_date=s.valid_to, withdraw_reason="到期未续")]


def _begin_again(s: Standardization, kin: Kin, scene: Scene) -> list[Record]:
    rounds = with_others(s, kin, "standardizations")
    if any(one.status in (*UNDER_WAY, *HOLDING) for one in rounds):
        raise Refusal("这家企业已经在创建或已经达标，不用重新创建")
    return [next_round(s, Occasion.FIRST, s.level)]


def _in(*states: StdState) -> Any:
    return lambda s: s.status in states


_LEAVE = "withdraw_date withdraw_reason withdraw_note"

STEPS: tuple[Step[Standardization], ...] = (
    move("完成自评", StdState.CREATING, StdState.SELF, "self_score self_date", "self_score self_date", ready=_ordered("self_date", "self_date", "")),
    move("提出申请", StdState.SELF, StdState.APPLIED, "apply_date", "apply_date", ready=_apply),
    move("进入评审", StdState.APPLIED, StdState.REVIEWING, "review_org", "review_org"),
    move(
        "评审通过",
        StdState.REVIEWING,
        StdState.PUBLICITY,
        "review_score review_date publicity_from publicity_to",
        "review_score review_date",
        ready=_ordered("apply_date", "review_date", "评审日期不能早于申请日期"),
    ),
    move("评审不通过", StdState.REVIEWING, StdState.CREATING, "review_score review_date remark", "review_date", aside=True),
    Step("公告定级", _in(StdState.PUBLICITY), _grant, "cert_no issue_date valid_to", "issue_date"),
    Step("终止申报", _in(*UNDER_WAY), _stop, "remark", "remark", aside=True),
    Step("升级申报", _in(StdState.HELD), _upgrade, aside=True),
    Step("再达标申请", _in(StdState.HELD), _renew),
    move("限期整改", StdState.HELD, StdState.MENDING, "remark", "remark", aside=True),
    move("整改合格", StdState.MENDING, StdState.HELD),
    Step("降级", _in(StdState.MENDING), downgrade, _LEAVE, "withdraw_date withdraw_reason", aside=True),
    move("淘汰", StdState.MENDING, StdState.ELIMINATED, _LEAVE, "withdraw_date withdraw_reason", aside=True),
    move("撤销", HOLDING, StdState.WITHDRAWN, _LEAVE, "withdraw_date withdraw_reason", aside=True),
    Step("登记失效", _in(*HOLDING), _lapse, aside=True),
    Step("重新创建", _in(*LOST), _begin_again),
)


def sound_standardization(s: Standardization, scene: Scene) -> Iterable[Problem]:
    """A withdrawal is not before the issue nor in the future."""
    if s.withdraw_date and s.withdraw_date > scene.today:
        yield Problem("withdraw_date", "退出日期不能在今天之后")
    if s.withdraw_date and s.issue_date and s.withdraw_date < s.issue_date:
        yield Problem("withdraw_date", "退出日期不能早于发证日期")


def arrive(s: Standardization, given: Mapping[str, Any]) -> tuple[Standardization, Iterable[Problem]]:
    """A sheet of certificates says nothing of states: what has been issued is held."""
    if given.get("status") or s.issue_date is None:
        return s, ()
    said = Problem("status", "状态没有填，有发证日期，暂按已达标登记", StdState.HELD.label, doubt=True)
    return s.replace(status=StdState.HELD), (said,)


HAS_LEVEL: Where = one_of("status", *HOLDING)
TERM = Expiry("标准化证书", "valid_to", HAS_LEVEL, warn=180)

STANDARDIZATIONS = Ledger(
    Standardization,
    "standardizations",
    "标准化",
    called="enterprise",
    columns="enterprise level occasion status cert_no issue_date valid_to due self_due is_model review_org withdraw_date withdraw_reason",
    plan="10",
    filters="status level occasion issue_date enterprise.village",
    search="enterprise cert_no review_org",
    keys=("cert_no",),
    alike="enterprise level issue_date",
    order="valid_to",
    checks=(
        sound_standardization,
        needed_when("issue_date", lambda s: s.status in (*HOLDING, StdState.REPLACED), "已达标的须有发证日期"),
        not_ahead("issue_date", "发证日期不能在今天之后"),
        in_order("issue_date", "valid_to", "有效期至不能早于发证日期"),
        in_order("publicity_from", "publicity_to", "公示止不能早于公示起"),
        needed_when("model_date", lambda s: s.is_model, "样板企业请填授牌日期"),
    ),
    steps=STEPS,
    views=(
        View("已达标", HAS_LEVEL, "valid_to"),
        View("创建、评审中", one_of("status", *UNDER_WAY)),
        *TERM.views,
        View("限期整改", eq("status", StdState.MENDING)),
        View("样板企业", HAS_LEVEL & eq("is_model", True)),
        View("已退出", one_of("status", *LOST, StdState.DOWNGRADED), "-withdraw_date"),
        View("达标缺证号", HAS_LEVEL & empty("cert_no")),
    ),
    derived=(TERM.column,),
    deadlines=(TERM.deadline, Deadline("年度自评", "self_due", HAS_LEVEL, warn=30)),
    settle=Settle("std_annual_selfs", settle_standardization),
    arrive=arrive,
    keep=lambda s, kin: "达标记录不能删除：到期的“登记失效”，取消的“撤销”" if s.holds else "",
    empty="标准化的创建、自评、评审、达标，三年到期前再达标；证书到期前 180 天开始提醒。",
)
