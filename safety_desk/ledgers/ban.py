"""职业禁入: who may not lead an enterprise (domain item 13; 安全生产法第九十四条、第一百一十三条)."""

import datetime as dt
from collections.abc import Iterable

from safety_desk.conditions import TODAY, Kin, before, empty, filled, until
from safety_desk.dates import add_years
from safety_desk.fields import Codes, f
from safety_desk.kinds import IdCard
from safety_desk.ledger import Deadline, Ledger, Settle, View, not_ahead
from safety_desk.linked import Link
from safety_desk.options import Scene
from safety_desk.record import Problem, Record

BAN_YEARS = 5
"""安全生产法第九十四条、第一百一十三条."""


class BanKind(Codes):
    """How long a person may not lead an enterprise."""

    FIVE = "five", "职业禁入5年", "五年 5年 职业禁入"
    LIFE = "life", "终身禁入", "终身 终身行业禁入"


class Ban(Record):
    """A person who may not be the head of an enterprise."""

    person: str = f("姓名", also="人员姓名 被禁入人", width=10)
    id_card: IdCard | None = f("身份证号", should=True, also="身份证号码")
    kind: BanKind = f("禁入类别", default=BanKind.FIVE, also="类别 禁入期限")
    enterprise: Link | None = f("原任职企业", to="enterprises", also="企业 企业名称 单位名称", width=22)
    reason: str | None = f("禁入事由", lines=2, should=True, also="事由")
    basis: str = f("依据", default="安全生产法第九十四条", help="第九十四条：主要负责人未履职致事故；第一百一十三条：被提请关闭的企业主要负责人", width=18)
    decided_by: str | None = f("决定机关", also="作出机关")
    banned_from: dt.date = f("禁入起", also="起始日期 禁入开始", help="刑罚执行完毕或受处分之日")
    banned_to: dt.date | None = f("禁入止", follows=True, help="终身禁入没有止期")
    remark: str | None = f("备注", lines=2)


def settle_ban(ban: Ban, kin: Kin, scene: Scene) -> list[Record]:
    """Five years from the end of the sentence or the day of the sanction; a ban for life has no end."""
    return [ban.replace(banned_to=None if ban.kind is BanKind.LIFE else add_years(ban.banned_from, BAN_YEARS))]


def banned(name: str | None, id_card: str | None, bans: Iterable[Ban], day: dt.date) -> Ban | None:
    """The ban in force on that day that names this person: by number where both are known, else by name."""
    for ban in bans:
        same = ban.id_card == id_card if ban.id_card and id_card else bool(name) and ban.person == name
        if same and ban.banned_from <= day and (ban.banned_to is None or day < ban.banned_to):
            return ban
    return None


def no_banned_head(e: Record, scene: Scene) -> Iterable[Problem]:
    """A check for enterprises: neither 法定代表人 nor 主要负责人 stands under a ban (names only, hence a doubt)."""
    for name in ("legal_person", "principal"):
        ban = banned(getattr(e, name), None, scene.table(Ban), scene.today)
        if ban:
            until_ = f"至 {ban.banned_to}" if ban.banned_to else "终身"
            yield Problem(name, f"与禁入名单中的“{ban.person}”同名（{ban.kind.label}，{until_}），请核对身份证号", doubt=True)


BANS = Ledger(
    Ban,
    "bans",
    "职业禁入",
    called="person",
    columns="person kind enterprise reason basis decided_by banned_from banned_to",
    plan="13",
    filters="kind banned_to",
    search="person reason enterprise",
    keys=("id_card",),
    alike="person banned_from",
    order="-banned_from",
    checks=(not_ahead("banned_from", "禁入起不能在今天之后"),),
    views=(View("禁入期内", empty("banned_to") | ~until("banned_to", TODAY)), View("已到期", until("banned_to", TODAY))),
    deadlines=(Deadline("职业禁入期满", "banned_to", filled("banned_to") & ~before("banned_to", TODAY), warn=30),),
    settle=Settle("", settle_ban),
    empty="五年或终身不得担任企业主要负责人的人员。录入企业负责人时对照这张表。",
)
