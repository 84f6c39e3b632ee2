"""双随机抽取: a draw that anybody can do again from what was written down (domain §3.18)."""

import datetime as dt
import hashlib
import math
from collections.abc import Iterable, Sequence

from safety_desk.conditions import Kin, eq
from safety_desk.dates import add_years
from safety_desk.errors import Refusal
from safety_desk.fields import Codes, f
from safety_desk.kinds import Code
from safety_desk.ledger import Ledger, Step, View, needed_when, not_ahead
from safety_desk.ledgers.enforce.planning import to_plan
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.people import Staff
from safety_desk.linked import Files, Links, Term, Terms
from safety_desk.options import Options, Scene
from safety_desk.record import Problem, Record

ALGORITHM = "SHA256-1"
"""The name of the way in which `draw` draws; another way would be another name."""


class DrawRules(Options, key="draws", title="双随机抽取"):
    """Shares by colour, as the handbook proposes them."""

    red: float = f("红色抽取比例", default=100, unit="%", low=0, high=100)
    orange: float = f("橙色抽取比例", default=50, unit="%", low=0, high=100)
    yellow: float = f("黄色抽取比例", default=20, unit="%", low=0, high=100)
    blue: float = f("蓝色抽取比例", default=5, unit="%", low=0, high=100)
    roles: Terms | None = f("检查人员的角色", codes="staff_role", default=("安监所长", "安监员", "执法人员"), help="“列出名录”时，在岗的这些人列入检查人员名录")

    def share(self, grade: Grade | None) -> float:
        """The share, from 0 to 1, of a colour's pool; an enterprise without a grade counts as blue."""
        return float(getattr(self, (grade or Grade.BLUE).name.lower())) / 100


class DrawState(Codes):
    """Whether the draw was done."""

    OPEN = "open", "待抽取", "未抽取"
    DRAWN = "drawn", "已抽取", "抽取完成"


def draw(kind: str, seed: str, ids: Iterable[str], n: int) -> list[str]:
    """The first n of the ids in the order of SHA256(seed|kind|id): exact, and the same for everybody."""

    def key(id: str) -> tuple[str, str]:
        return hashlib.sha256(f"{seed}|{kind}|{id}".encode()).hexdigest(), id

    return sorted(set(ids), key=key)[:n]


def fingerprint(ids: Iterable[str]) -> str:
    """SHA-256 of a pool: its ids in order, one a line."""
    return hashlib.sha256("\n".join(sorted(set(ids))).encode()).hexdigest().upper()


class RandomDraw(Record):
    """One draw: the pool as it was, the seed, what came out, who saw it."""

    no: Code | None = f("抽取编号", serial="CQ-{year}-{n:4}", section="抽取", also="编号", width=13)
    date: dt.date | None = f("抽取日期", should=True, also="日期")
    field: Term | None = f("检查事项", codes="supervise_field", help="按哪个行业领域抽取；空着为全部")
    villages: Links | None = f("所在村", to="villages", help="只抽这些村的企业；空着为全镇")
    pool: Links | None = f("对象名录", to="enterprises", should=True, help="参加抽取的全部企业")
    pool_inspectors: Links | None = f("检查人员名录", to="staff", should=True)
    recused: Links | None = f("回避人员", to="staff", help="与企业有利害关系的，写明理由后排除")
    recuse_reason: str | None = f("回避理由", lines=2)
    by_grade: bool = f("按风险等级分层", default=False, help="各色比例在“系统—双随机抽取”里设")
    exclude_recent: bool = f("排除 12 个月内已抽中的", default=False, help="须在抽取前公布")
    count: int | None = f("抽取企业数", low=1, unit="家", help="分层抽取时按比例，不用填")
    inspectors: int = f("抽取检查人员数", default=2, low=2, unit="人", help="每组不少于两人")
    seed: str | None = f("种子", should=True, help="现场公开产生的一句话，如“2026-11-23 09:30 镇纪委见证 48213706”", width=20)
    witness: str | None = f("见证人", should=True)
    recorder: str | None = f("记录人", should=True)
    status: DrawState = f("状态", default=DrawState.OPEN, fixed=True, section="结果")
    drawn: Links | None = f("抽中企业", to="enterprises", fixed=True, width=26)
    drawn_inspectors: Links | None = f("抽中检查人员", to="staff", fixed=True)
    snapshot: str | None = f("名录快照", fixed=True, lines=4, help="抽取时名录里每家的代码，一行一个")
    pool_hash: Code | None = f("名录校验值", fixed=True)
    algorithm: str | None = f("算法", fixed=True)
    verified_on: dt.date | None = f("复算日期", fixed=True)
    photo: Files | None = f("现场照片")
    remark: str | None = f("备注", lines=2)


def list_pools(record: RandomDraw, kin: Kin, scene: Scene) -> list[Record]:
    """The pools that are empty: the working enterprises of the field and the villages, the inspectors in service."""
    roles = set(scene.rules(DrawRules).roles or ())
    firms = record.pool or tuple(firm.id or 0 for firm in to_plan(scene.table(Enterprise)) if _is_asked(firm, record))
    people = record.pool_inspectors or tuple(
        person.id or 0 for person in scene.table(Staff) if person.enabled and roles & set(person.roles or ())
    )
    if not firms:
        raise Refusal("没有符合的企业：请核对“检查事项”和“所在村”")
    if not people:
        raise Refusal("人员台账里没有可以列入的检查人员：请给在岗人员填“角色”，或到“系统—双随机抽取”改检查人员的角色")
    if (firms, people) == (record.pool, record.pool_inspectors):
        raise Refusal("两个名录都已经列出。要重新列，请先清空名录")
    return [record.replace(pool=firms, pool_inspectors=people)]


def _is_asked(firm: Enterprise, record: RandomDraw) -> bool:
    field = record.field is None or record.field in (firm.industry_safety, *(firm.tags or ()))
    return field and (not record.villages or firm.village in record.villages)


def code_of(firm: Enterprise) -> str:
    """By what a firm stands in the pool: its credit code, or the number that the office gave it."""
    return firm.uscc or firm.code or f"#{firm.id}"


def strata(firms: Sequence[Enterprise], record: RandomDraw, rules: DrawRules) -> list[tuple[str, list[str], int]]:
    """The pools to draw from: the kind (part of the key), the codes, and how many of them."""
    if not record.by_grade:
        return [("企业", [code_of(firm) for firm in firms], record.count or 0)]
    pools: dict[Grade, list[str]] = {}
    for firm in firms:
        pools.setdefault(firm.risk_grade or Grade.BLUE, []).append(code_of(firm))
    return [(f"企业{grade.risk}", codes, math.ceil(len(codes) * rules.share(grade))) for grade, codes in pools.items()]


def _result(record: RandomDraw, firms: Sequence[Enterprise], people: Sequence[Record], rules: DrawRules) -> tuple[list[int], list[int]]:
    """Who comes out: ids of enterprises and of inspectors."""
    ids = {code_of(firm): firm.id or 0 for firm in firms}
    said = [code for kind, codes, n in strata(firms, record, rules) for code in draw(kind, record.seed or "", codes, n)]
    staff = {f"{person.name}{person.mobile or ''}": person.id or 0 for person in people}  # type: ignore[attr-defined]
    return [ids[code] for code in said], [staff[name] for name in draw("检查人员", record.seed or "", staff, record.inspectors)]


def _pools(record: RandomDraw, kin: Kin, scene: Scene) -> tuple[list[Enterprise], list[Record]]:
    firms: list[Enterprise] = kin.all_linked(record, "pool")
    if record.exclude_recent:
        since = add_years(record.date or scene.today, -1)
        others = [d for d in scene.table(RandomDraw) if d.id != record.id and d.drawn and d.date and since < d.date <= (record.date or scene.today)]
        recent = {id for other in others for id in other.drawn or ()}
        firms = [firm for firm in firms if firm.id not in recent]
    people = [person for person in kin.all_linked(record, "pool_inspectors") if person.id not in (record.recused or ())]
    return firms, people


def draw_out(record: RandomDraw, kin: Kin, scene: Scene) -> list[Record]:
    """Draw, and keep all that is needed to do it again."""
    firms, people = _pools(record, kin, scene)
    if not firms:
        raise Refusal("对象名录是空的（或者都在 12 个月内抽中过），请先选参加抽取的企业")
    if len(people) < record.inspectors:
        raise Refusal(f"除回避人员外只有 {len(people)} 名检查人员，不够 {record.inspectors} 人")
    if not record.by_grade and not record.count:
        raise Refusal("请填抽取企业数，或者选“按风险等级分层”")
    if not record.by_grade and (record.count or 0) > len(firms):
        raise Refusal(f"名录里只有 {len(firms)} 家，抽不出 {record.count} 家")
    drawn, inspectors = _result(record, firms, people, scene.rules(DrawRules))
    codes = [code_of(firm) for firm in firms]
    return [
        record.replace(
            date=record.date or scene.today,
            drawn=tuple(drawn) or None,
            drawn_inspectors=tuple(inspectors),
            snapshot="\n".join(sorted(set(codes))),
            pool_hash=fingerprint(codes),
            algorithm=ALGORITHM,
            status=DrawState.DRAWN,
        )
    ]


def _verify(record: RandomDraw, kin: Kin, scene: Scene) -> list[Record]:
    """Done again from the snapshot: the same comes out, or somebody has changed something."""
    if fingerprint((record.snapshot or "").split("\n")) != record.pool_hash:
        raise Refusal("名录快照和校验值对不上：记录被改动过，这次抽取不能作数")
    pool = set((record.snapshot or "").split("\n"))
    firms = [firm for firm in kin.all_linked(record, "pool") if code_of(firm) in pool]
    if {code_of(firm) for firm in firms} != pool:
        raise Refusal("名录里有企业换了代码或已不在名录里，请按名录快照和种子手工复算")
    people = [person for person in kin.all_linked(record, "pool_inspectors") if person.id not in (record.recused or ())]
    drawn, inspectors = _result(record, firms, people, scene.rules(DrawRules))
    if record.by_grade:
        drawn = sorted(drawn)
    same = drawn == (sorted(record.drawn or ()) if record.by_grade else list(record.drawn or ()))
    if not same or inspectors != list(record.drawn_inspectors or ()):
        raise Refusal("复算的结果和记录不一致：名录、种子、比例或企业等级在抽取后变过，请核对")
    return [record.replace(verified_on=scene.today)]


def recusal_said(record: RandomDraw, scene: Scene) -> Iterable[Problem]:
    """Who is left out is left out for a reason."""
    if record.recused and not record.recuse_reason:
        yield Problem("recuse_reason", "有人回避，请写明理由")


RANDOM_DRAWS = Ledger(
    RandomDraw,
    "random_draws",
    "双随机抽取",
    called="no",
    columns="no date field status count by_grade drawn drawn_inspectors seed witness verified_on",
    plan="18",
    filters="status date field",
    search="no seed witness drawn",
    keys=("no",),
    alike="date seed",
    order="-date",
    checks=(
        recusal_said,
        not_ahead("date", "抽取日期不能在今天之后"),
        needed_when("seed", lambda d: d.status is DrawState.DRAWN, "抽取后种子不能空"),
    ),
    steps=(
        Step("列出名录", lambda d: d.status is DrawState.OPEN and not (d.pool and d.pool_inspectors), list_pools),
        Step("抽取", lambda d: d.status is DrawState.OPEN, draw_out, "seed witness recorder count inspectors", "seed witness recorder"),
        Step("复算核对", lambda d: d.status is DrawState.DRAWN, _verify),
    ),
    views=(View("待抽取", eq("status", DrawState.OPEN), waits=True), View("已抽取", eq("status", DrawState.DRAWN), "-date")),
    keep=lambda d, kin: "已经抽取的记录不能删除" if d.status is DrawState.DRAWN else "",
    empty="随机抽取检查对象、随机选派检查人员：种子、名录、结果都留底，谁都能复算。",
)
