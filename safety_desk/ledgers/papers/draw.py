"""双随机抽取结果表 (domain F24): all that anybody needs to draw again, and what came out."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from safety_desk.conditions import Kin
from safety_desk.dates import chinese
from safety_desk.fields import Names
from safety_desk.ledgers.enforce.draw import DrawRules, DrawState, code_of
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.office import OfficeRules, signed_by
from safety_desk.ledgers.papers.common import days_said
from safety_desk.ledgers.papers.grid import pair, sections, table, wide
from safety_desk.numbers import plainly
from safety_desk.options import Scene
from safety_desk.paper import Paper

if TYPE_CHECKING:
    from safety_desk.ledgers.enforce.draw import RandomDraw

_POOL = (("企业代码", 25), ("企业名称", 25)) * 2


def result_facts(record: RandomDraw, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What the form says: seed, pool and its hash, who was drawn, how to do it again; at the end the pool itself."""
    office = scene.rules(OfficeRules)
    pool, people = sorted(set((record.snapshot or "").split("\n"))), kin.all_linked(record, "pool_inspectors")
    recused = kin.all_linked(record, "recused")
    known = {code_of(firm): firm.name for firm in kin.all_linked(record, "pool")}
    drawn, inspectors = kin.all_linked(record, "drawn"), kin.all_linked(record, "drawn_inspectors")
    firms = [(n, firm.name, code_of(firm), names.name("villages", firm.village) if firm.village else "", firm.risk_grade.risk if firm.risk_grade else "未定级") for n, firm in enumerate(drawn, 1)]
    staff = [(n, one.name, names.name("org_units", one.org) if one.org else "", one.post, one.cert_no) for n, one in enumerate(inspectors, 1)]
    left_out = f"{'、'.join(one.name for one in recused)}（{record.recuse_reason or ''}）" if recused else "无"
    rows = [
        pair("抽取编号", record.no, "抽取日期", chinese(record.date)),
        pair("检查事项", record.field or "全部", "抽取方式", _way(record, scene)),
        pair("名录企业", f"{len(pool)}家", "抽取企业", f"{len(drawn)}家"),
        pair("名录人员", f"{len(people)}人", "抽取人员", f"{len(inspectors)}人"),
        wide("12个月内已抽中的", "已从名录中排除" if record.exclude_recent else "没有排除"),
        wide("回避人员", left_out),
        wide("人员名录", "、".join(one.name for one in people)),
        wide("种　　子", record.seed),
        wide("名录校验值", record.pool_hash),
        pair("算　　法", record.algorithm, "复算日期", days_said(record.verified_on)),
        wide("复算办法", _how(record)),
        table((("序号", 7), ("抽中企业", 38), ("企业代码", 27), ("所在村", 17), ("风险等级", 11)), firms, caption=f"抽中的检查对象（{len(firms)}家）"),
        table((("序号", 7), ("抽中人员", 18), ("单　　位", 33), ("职　务", 22), ("证　号", 20)), staff, caption=f"抽中的检查人员（{len(staff)}人）"),
    ]
    half = (len(pool) + 1) // 2
    side_by_side = zip_longest(pool[:half], pool[half:], fillvalue="")
    listed = [(one, known.get(one, ""), two, known.get(two, "")) for one, two in side_by_side]
    return {
        "title": "双随机抽取结果表",
        "number": record.no or "",
        "left": f"抽取单位：{signed_by(office)}",
        "right": "",
        "sections": sections(rows),
        "pool": sections([table(_POOL, listed, caption=f"附：参加抽取的对象名录（{len(pool)}家，按代码排列）", look="fine")]),
        "signs": [[("见证人（签名）：", record.witness or "", 48), ("记录人（签名）：", record.recorder or "", 100)]],
        "notes": [],
    }


def _way(record: RandomDraw, scene: Scene) -> str:
    if not record.by_grade:
        return "随机抽取"
    rules = scene.rules(DrawRules)
    return "分层：" + "、".join(f"{grade.risk[0]}{plainly(round(rules.share(grade) * 100, 2))}%" for grade in Grade)


def _how(record: RandomDraw) -> str:
    """How anybody draws again (domain §3.18)."""
    kind = "企业和等级（如“企业重大风险”）" if record.by_grade else "企业"
    return (
        f"每家企业写成“种子|{kind}|代码”，按 UTF-8 算 SHA-256，从小到大排列，取前面的家数"
        f"{'，每层的家数为名录家数乘以比例，有小数的进一' if record.by_grade else ''}；"
        "人员写成“种子|检查人员|姓名和手机号”，同样排列。名录按代码排列，一行一个，SHA-256 应与名录校验值相同。"
    )


def _not_drawn(record: RandomDraw, kin: Kin, scene: Scene) -> str:
    return "" if record.status is DrawState.DRAWN else "还没有抽取。请先点“抽取”"


PAPERS: tuple[Paper[RandomDraw], ...] = (Paper("draw_result", "双随机抽取结果表", "draw_result.html", result_facts, margins=(20, 18, 22, 20), bars=_not_drawn),)
