"""失信惩戒: the list of dishonest subjects (domain item 13; 应急管理部令第11号). The county decides, the town reports and carries out."""

import datetime as dt
from collections.abc import Iterable

from safety_desk.conditions import TODAY, Kin, Where, before, one_of, until
from safety_desk.dates import add_months
from safety_desk.errors import Refusal
from safety_desk.fields import Codes, Names, f
from safety_desk.identity import id_card_fault
from safety_desk.kinds import Code, IdCard
from safety_desk.ledger import Deadline, Derived, Ledger, Settle, Step, View, in_order, not_ahead
from safety_desk.ledgers.enterprise import CreditStatus, Enterprise
from safety_desk.ledgers.flow import move
from safety_desk.linked import Link, Term, Terms
from safety_desk.options import Options, Scene
from safety_desk.record import Problem, Record


class SubjectType(Codes):
    """Whom an entry is about."""

    ENTERPRISE = "enterprise", "企业", "生产经营单位"
    PERSON = "person", "个人", "自然人"
    ORG = "org", "机构", "中介机构 服务机构"


class ListState(Codes):
    """How far an entry is (domain §8.1)."""

    CLUE = "clue", "线索", "拟列入"
    TOLD = "told", "告知", "已告知"
    LISTED = "listed", "列入", "已列入"
    PUBLIC = "public", "公示", "公示中 已公示"
    EARLY = "early", "可提前移出", "申请提前移出"
    REMOVED = "removed", "移出", "已移出"
    RESTORED = "restored", "恢复", "恢复列入"
    DROPPED = "dropped", "不予列入", "线索不成立"


class RemovedType(Codes):
    """Why an entry ended."""

    TERM = "term", "到期", "期满"
    EARLY = "early", "提前", "提前移出"
    REVOKED = "revoked", "撤销", "撤销列入"


IN_FORCE = (ListState.LISTED, ListState.PUBLIC, ListState.EARLY, ListState.RESTORED)
"""The states in which the subject stands on the list."""
_OPEN = (ListState.CLUE, ListState.TOLD, *IN_FORCE)


class SanctionRules(Options, key="sanctions", title="失信惩戒", settles="blacklists"):
    """What 令11号 leaves to the county, and what follows for the enterprise."""

    months: int = f("管理期", default=36, unit="个月", low=1, help="应急管理部令第11号：3 年")
    early_months: int = f("满几个月可以申请提前移出", default=12, unit="个月", low=1)
    answer_days: int = f("告知后的陈述申辩期", default=5, unit="天", low=0, help="令11号的具体天数请与县局核对；0 为不检查")


class Blacklist(Record):
    """One entry about one subject, from the clue to the removal."""

    subject_type: SubjectType = f("主体类别", default=SubjectType.ENTERPRISE, section="主体", also="类别")
    enterprise: Link | None = f("企业", to="enterprises", also="企业名称 单位名称 失信企业", width=22)
    person: str | None = f("个人姓名", also="姓名 人员")
    id_card: IdCard | None = f("身份证号", also="身份证号码")
    org: Link | None = f("服务机构", to="service_orgs", also="机构 机构名称")
    subject: str | None = f("失信主体", follows=True, width=22)
    reason_code: Term = f("列入情形", codes="blacklist_reason", section="列入", also="情形", help="应急管理部令第11号的九种情形，为归纳，条文以原文为准")
    reason: str | None = f("具体事由", lines=2, should=True, also="事由 列入原因")
    basis: str | None = f("依据", lines=2)
    decision_no: Code | None = f("决定文号", fixed=True, also="列入决定文号 文号")
    notice_date: dt.date | None = f("告知日期", fixed=True)
    answer_due: dt.date | None = f("陈述申辩期满", follows=True)
    statement: str | None = f("陈述申辩意见", fixed=True, lines=2)
    decision_date: dt.date | None = f("决定日期", fixed=True)
    listed_date: dt.date | None = f("列入日期", fixed=True)
    publish_url: str | None = f("公示网址", fixed=True, also="网址")
    publish_from: dt.date | None = f("公示开始", fixed=True)
    period_months: int | None = f("管理期", unit="个月", low=1, help="空着即按系统设置（36 个月）")
    expire_date: dt.date | None = f("管理期满", follows=True)
    early_remove_from: dt.date | None = f("可申请提前移出", follows=True)
    restrictions: Terms = f("限制措施", codes="restriction", default=("加大执法检查频次",), also="惩戒措施")
    obligations_met: bool = f("已履行义务", default=False, section="移出", help="整改、罚款、赔偿等都已履行，才能申请提前移出")
    removal_apply_date: dt.date | None = f("移出申请日期", fixed=True)
    removal_decision: str | None = f("移出决定", fixed=True, lines=2)
    removed_date: dt.date | None = f("移出日期", fixed=True)
    removed_type: RemovedType | None = f("移出方式", fixed=True)
    restored_date: dt.date | None = f("恢复列入日期", fixed=True)
    state: ListState = f("状态", default=ListState.CLUE, fixed=True)
    remark: str | None = f("备注", lines=2, section="其他")


def open_entry(entries: Iterable[Blacklist], but: int | None = None) -> bool:
    """Whether one of these, other than that, has not ended."""
    return any(entry.state in _OPEN and (entry.id is None or entry.id != but) for entry in entries)


def same_subject(one: Blacklist, other: Blacklist) -> bool:
    """Whether two entries are about the same enterprise, organ or person (by number, else by name)."""
    if one.subject_type is not other.subject_type:
        return False
    if one.subject_type is SubjectType.PERSON:
        if one.id_card and other.id_card:
            return one.id_card == other.id_card
        return one.person is not None and one.person == other.person
    name = one.subject_type.value
    return getattr(one, name) is not None and getattr(one, name) == getattr(other, name)


def settle_entry(entry: Blacklist, kin: Kin, scene: Scene) -> list[Record]:
    """Terms by 令11号 (three years; early removal after twelve months), and what the enterprise stands under.

    Restored after false papers the term counts from the first listing on: 令11号 speaks of the same entry.
    """
    rules = scene.rules(SanctionRules)
    e: Enterprise | None = kin.linked(entry, "enterprise")
    org = kin.linked(entry, "org")
    named = {SubjectType.ENTERPRISE: e and e.name, SubjectType.PERSON: entry.person, SubjectType.ORG: org and org.name}
    since = entry.listed_date
    told = entry.replace(
        subject=named[entry.subject_type] or entry.subject,
        answer_due=entry.notice_date + dt.timedelta(days=rules.answer_days) if entry.notice_date else None,
        expire_date=add_months(since, entry.period_months or rules.months) if since else None,
        early_remove_from=add_months(since, rules.early_months) if since else None,
    )
    return [told, *_standing(entry, e, kin)]


def _standing(entry: Blacklist, e: Enterprise | None, kin: Kin) -> list[Record]:
    """The enterprise's standing, where the entries about it change it; its class follows from that and its decisions."""
    if e is None:
        return []
    entries = [*(other for other in kin.of(e, "blacklists") if other.id != entry.id), entry]
    listed = any(other.state in IN_FORCE for other in entries)
    if listed and e.credit_status is not CreditStatus.LISTED:
        return [e.replace(credit_status=CreditStatus.LISTED)]
    if not listed and e.credit_status is CreditStatus.LISTED:
        return [e.replace(credit_status=CreditStatus.NORMAL, supervise_class=None)]
    return []


def one_subject(entry: Blacklist, scene: Scene) -> Iterable[Problem]:
    """The entry names whom it is about, and nobody else has an open one about the same."""
    name = entry.subject_type.value if entry.subject_type else "enterprise"
    if getattr(entry, name) is None:
        yield Problem(name, f"主体类别是“{entry.subject_type.label}”，请填是哪一个", hard=True)
    if entry.state in _OPEN:
        others = [other for other in scene.table(Blacklist) if same_subject(entry, other)]
        if open_entry(others, entry.id):
            yield Problem(name, "这个主体已有一条未移出的记录，不能再列一条。请在原来那条上办理", hard=True)
    if entry.id_card and (fault := id_card_fault(entry.id_card)):
        yield Problem("id_card", fault, doubt=True)


def _told(entry: Blacklist, kin: Kin, scene: Scene) -> None:
    if not entry.reason:
        raise Refusal("告知前请写明具体事由")


def _answered(entry: Blacklist, kin: Kin, scene: Scene) -> None:
    """A decision comes after the time to be heard."""
    days = scene.rules(SanctionRules).answer_days
    if entry.notice_date and entry.decision_date:
        first = entry.notice_date + dt.timedelta(days=days)
        if days and entry.decision_date <= first:
            raise Refusal(f"陈述申辩期到 {first} 才满，决定日期应在它之后")
    if entry.listed_date and entry.decision_date and entry.listed_date < entry.decision_date:
        raise Refusal("列入日期不能早于决定日期")


def _may_apply(entry: Blacklist, kin: Kin, scene: Scene) -> None:
    """令11号: twelve months are full and the duties are done."""
    day = entry.removal_apply_date
    if entry.early_remove_from and day and day < entry.early_remove_from:
        raise Refusal(f"满 {scene.rules(SanctionRules).early_months} 个月才能申请提前移出，最早 {entry.early_remove_from}")
    if not entry.obligations_met:
        raise Refusal("义务还没有履行完，不能申请提前移出。履行后先把“已履行义务”改为是")


def _may_expire(entry: Blacklist, kin: Kin, scene: Scene) -> None:
    if entry.expire_date is None or (entry.removed_date and entry.removed_date < entry.expire_date):
        raise Refusal(f"管理期到 {entry.expire_date or '（没有列入日期）'} 才满，不能按到期移出")


def _remove(label: str, states: tuple[ListState, ...], why: RemovedType, ready: object = None, aside: bool = False) -> Step[Blacklist]:
    """A step that ends an entry, and says how."""

    def do(entry: Blacklist, kin: Kin, scene: Scene) -> list[Record]:
        if callable(ready):
            ready(entry, kin, scene)
        if entry.listed_date and entry.removed_date and entry.removed_date < entry.listed_date:
            raise Refusal("移出日期不能早于列入日期")
        return [entry.replace(state=ListState.REMOVED, removed_type=why)]

    return Step(label, lambda entry: entry.state in states, do, "removed_date removal_decision", "removed_date removal_decision", aside)


def restore(entry: Blacklist, kin: Kin, scene: Scene) -> list[Record]:
    """Early removal by false papers is undone (令11号); refused where a new entry is open meanwhile."""
    if open_entry([other for other in scene.table(Blacklist) if same_subject(entry, other)], entry.id):
        raise Refusal("这个主体已另有一条未移出的记录，不能恢复这一条")
    if entry.removed_date and entry.restored_date and entry.restored_date < entry.removed_date:
        raise Refusal("恢复列入日期不能早于移出日期")
    return [entry.replace(state=ListState.RESTORED, removed_date=None, removed_type=None)]


STANDING = (ListState.LISTED, ListState.PUBLIC, ListState.RESTORED)

STEPS: tuple[Step[Blacklist], ...] = (
    move("告知", ListState.CLUE, ListState.TOLD, "notice_date reason basis", "notice_date reason", ready=_told, state="state"),
    move("列入", ListState.TOLD, ListState.LISTED, "decision_no decision_date listed_date period_months restrictions statement", "decision_date listed_date",
         ready=_answered, state="state"),
    move("公示", (ListState.LISTED, ListState.RESTORED), ListState.PUBLIC, "publish_url publish_from", "publish_from", state="state"),
    move("申请提前移出", STANDING, ListState.EARLY, "removal_apply_date obligations_met", "removal_apply_date", ready=_may_apply, state="state"),
    _remove("准予提前移出", (ListState.EARLY,), RemovedType.EARLY),
    move("不予提前移出", ListState.EARLY, ListState.PUBLIC, "removal_decision", "removal_decision", state="state"),
    _remove("到期移出", (*STANDING, ListState.EARLY), RemovedType.TERM, _may_expire),
    _remove("撤销列入", (*STANDING, ListState.EARLY), RemovedType.REVOKED, aside=True),
    Step("恢复列入", lambda b: b.state is ListState.REMOVED and b.removed_type is RemovedType.EARLY, restore, "restored_date remark", "restored_date remark", True),
    move("不予列入", (ListState.CLUE, ListState.TOLD), ListState.DROPPED, "statement remark", "remark", aside=True, state="state"),
)  # fmt: skip


def term_text(entry: Blacklist, scene: Scene, names: Names) -> str:
    """How an entry stands to its terms today."""
    if entry.state not in IN_FORCE or entry.expire_date is None:
        return ""
    days = (entry.expire_date - scene.today).days
    if days <= 0:
        return "⚠ 已期满，待移出"
    early = entry.early_remove_from is not None and entry.early_remove_from <= scene.today
    return "可申请提前移出" if early and days > 30 else f"还有 {days} 天"


FORCE: Where = one_of("state", *IN_FORCE)

BLACKLISTS = Ledger(
    Blacklist,
    "blacklists",
    "失信惩戒",
    called="subject",
    columns="subject subject_type reason_code reason state listed_date expire_date term early_remove_from restrictions decision_no",
    plan="13",
    filters="state subject_type reason_code enterprise.village",
    search="subject decision_no reason enterprise org person",
    alike="subject_type enterprise org person reason_code",
    order="-listed_date",
    checks=(
        one_subject,
        not_ahead("listed_date", "列入日期不能在今天之后"),
        not_ahead("removed_date", "移出日期不能在今天之后"),
        in_order("notice_date", "decision_date", "决定日期不能早于告知日期"),
        in_order("decision_date", "listed_date", "列入日期不能早于决定日期"),
        in_order("listed_date", "publish_from", "公示开始不能早于列入日期"),
    ),
    steps=STEPS,
    views=(
        View("在列", FORCE, "expire_date"),
        View("已期满待移出", FORCE & until("expire_date", TODAY), "expire_date", waits=True),
        View("可申请提前移出", FORCE & until("early_remove_from", TODAY) & ~before("expire_date", TODAY), "early_remove_from"),
        View("线索、告知", one_of("state", ListState.CLUE, ListState.TOLD)),
        View("已移出", one_of("state", ListState.REMOVED)),
    ),
    derived=(Derived("term", "期限情况", term_text, by="expire_date", width=14),),
    deadlines=(
        Deadline("失信管理期满", "expire_date", FORCE, warn=30),
        Deadline("可申请提前移出", "early_remove_from", one_of("state", *STANDING) & ~before("early_remove_from", TODAY), warn=30),
    ),
    settle=Settle("", settle_entry),
    keep=lambda entry, kin: "" if entry.state in (ListState.CLUE, ListState.DROPPED) else "告知以后的记录不能删除：列错的请用“撤销列入”",
    empty="严重失信主体由县级以上部门列入。镇里提供线索、配合公示、落实限制，到期提醒移出。",
)
