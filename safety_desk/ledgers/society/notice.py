"""上网公示, and terms in working days (domain item 13; 安全生产法第七十八条)."""

import datetime as dt
from collections.abc import Iterable

from safety_desk.conditions import TODAY, Kin, before, empty, eq, one_of
from safety_desk.errors import Refusal
from safety_desk.fields import f
from safety_desk.kinds import Code
from safety_desk.ledger import Deadline, Ledger, Settle, View, in_order, needed_when, not_ahead
from safety_desk.ledgers.holiday import working_days_after
from safety_desk.linked import Link, Term
from safety_desk.options import Scene
from safety_desk.record import Problem, Record

PENALTY_NOTICE_DAYS = 7
"""Working days within which a penalty is made public (安全生产法第七十八条)."""


class PublicNotice(Record):
    """What must be, or has been, made public about an enterprise."""

    code: Code | None = f("公示编号", serial="GS-{year}-{n:4}", also="编号", width=14)
    kind: Term = f("公示类别", codes="notice_kind", also="类别", help="发生事故、受到行政处罚、存在重大隐患的企业一律上网公示")
    enterprise: Link | None = f("企业", to="enterprises", should=True, also="企业名称 单位名称", width=22)
    content: str = f("公示内容", lines=3, also="内容", width=30)
    decided_on: dt.date | None = f("决定或认定日期", also="决定日期 处罚决定日期", help="公示期限从这一天起算")
    due: dt.date | None = f("公示期限", end=True, should=True, also="应公示日期", help="处罚决定后 7 个工作日内（安全生产法第七十八条），空着时自动推算")
    published_at: dt.date | None = f("公示日期", also="实际公示日期 上网日期")
    channel: Term | None = f("公示渠道", codes="media", also="渠道")
    url: str | None = f("公示网址", also="网址 链接", width=22)
    remark: str | None = f("备注", lines=2)


def working_term(day: dt.date | None, days: int, scene: Scene) -> dt.date | None:
    """The end of a term in working days, or None where there is no first day or the table lacks a year of the term."""
    try:
        return working_days_after(day, days, scene) if day else None
    except Refusal:  # the table is told of where the term is asked for, see `term_known`
        return None


def settle_notice(notice: PublicNotice, kin: Kin, scene: Scene) -> list[Record]:
    """A penalty is made public within seven working days (安全生产法第七十八条) unless another term is given."""
    if notice.due is None and notice.kind == "行政处罚":
        return [notice.replace(due=working_term(notice.decided_on, PENALTY_NOTICE_DAYS, scene))]
    return [notice]


def term_known(notice: PublicNotice, scene: Scene) -> Iterable[Problem]:
    """Says where the table of holidays cannot tell the term."""
    day = notice.decided_on if notice.kind == "行政处罚" and notice.due is None else None
    if day and working_term(day, PENALTY_NOTICE_DAYS, scene) is None:
        yield Problem("due", f"节假日表里没有 {day.year} 年或其后一年，请手填公示期限或先补节假日", doubt=True)


UNPUBLISHED = empty("published_at")

PUBLIC_NOTICES = Ledger(
    PublicNotice,
    "public_notices",
    "上网公示",
    called="code",
    columns="code kind enterprise content decided_on due published_at channel url",
    plan="13 17",
    filters="kind enterprise.village due published_at",
    search="code content enterprise",
    keys=("code",),
    alike="kind enterprise decided_on",
    order="-due",
    checks=(
        term_known,
        not_ahead("published_at", "公示日期不能在今天之后"),
        in_order("decided_on", "due", "公示期限不能早于决定日期"),
        in_order("decided_on", "published_at", "公示日期不能早于决定日期"),
        needed_when("enterprise", lambda n: n.kind != "其他", "请填被公示的企业"),
    ),
    views=(
        View("待公示", UNPUBLISHED, "due", waits=True),
        View("逾期未公示", UNPUBLISHED & before("due", TODAY), "due", waits=True),
        View("事故、处罚、重大隐患", one_of("kind", "发生事故", "行政处罚", "重大隐患")),
        View("失信公示", eq("kind", "严重失信主体")),
    ),
    deadlines=(Deadline("应上网公示", "due", UNPUBLISHED, warn=2),),
    settle=Settle("", settle_notice),
    empty="发生事故、受到处罚、存在重大隐患、列入失信名单的企业，按期上网公示。",
)
