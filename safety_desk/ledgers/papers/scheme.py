"""现场检查方案 (domain F01)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from safety_desk.conditions import Kin
from safety_desk.fields import Names
from safety_desk.ledgers.enforce.scheme import CheckScheme
from safety_desk.ledgers.office import EnforcementMode, OfficeRules, PaperRules
from safety_desk.ledgers.papers.official import day_said
from safety_desk.options import Scene
from safety_desk.paper import Paper

_WRITE_HERE = "　　　　年　　月　　日　　时"


def scheme_facts(scheme: CheckScheme, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 现场检查方案 says; opinions and signatures as far as they are on record."""
    formal, words = scene.rules(OfficeRules).mode is not EnforcementMode.NONE, scene.rules(PaperRules)
    people = kin.all_linked(scheme, "officers")
    firm = kin.linked(scheme, "enterprise")
    chosen = scheme.methods or ()
    return {
        "head": words.formal_head if formal else words.head,
        "title": "现场检查方案",
        "party": firm.name if firm else "",
        "address": scheme.address or "",
        "contact": scheme.contact or "",
        "phone": scheme.phone or "",
        "industry": CheckScheme.fields["industry"].show(scheme.industry, names),
        "grade": scheme.risk_grade or "",
        "time": f"{_hour(scheme.time_from)}至{_hour(scheme.time_to)}",
        "inspectors": "行政执法人员" if formal else "检查人员",
        "officers": "；".join(f"{person.name}（{words.certificate if not formal else '证号'}：{person.cert_no or '　　　　'}）" for person in people),
        "contents": [line for line in scheme.contents.split("\n") if line],
        "methods": [("☑" if code in chosen else "□") + entry.label for code, entry in names.codes("scheme_method").items() if entry.enabled],
        "review": scheme.review_opinion or "",
        "reviewer": scheme.reviewer or "",
        "reviewed": day_said(scheme.review_date),
        "approve": scheme.approve_opinion or "",
        "approver": scheme.approver or "",
        "approved": day_said(scheme.approve_date),
        "remark": scheme.remark or "",
        "entry": {
            "content": scheme.contents,
            "officers": "、".join(person.name for person in people) or None,
            "approver": scheme.approver,
            "issue_date": min(scheme.time_from.date(), scene.today) if scheme.time_from else scene.today,
            "copies": 1,
        },
    }


def _hour(at: dt.datetime | None) -> str:
    if at is None:
        return _WRITE_HERE
    return f"{at.year}年{at.month}月{at.day}日" + ("　　时" if at.time() == dt.time() else f"{at.hour}时" + (f"{at.minute:02d}分" if at.minute else ""))


def unready(scheme: CheckScheme, kin: Kin, scene: Scene) -> str:
    """Why a scheme cannot be printed now."""
    firm = kin.linked(scheme, "enterprise")
    if not scheme.address and not (firm and (firm.address or firm.reg_address)):
        return "被检查单位没有地址，请先在企业台账里补“生产经营地址”，或者在方案里填“地址”"
    if scheme.officers is not None and len(scheme.officers) < 2:
        return "检查人员不能少于两人（安全生产法第六十七条），请先在方案里补齐"
    return ""


PAPERS: tuple[Paper[CheckScheme], ...] = (
    Paper("check_scheme", "现场检查方案", "check_scheme.html", scheme_facts, margins=(25, 25, 26, 24), kind="scheme", bars=unready),
)
