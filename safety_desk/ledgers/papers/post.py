"""The papers of posts: 全员安全生产责任清单公示 (domain F09), 岗位安全责任清单卡 (F09b) and 岗位安全生产责任书 (F20)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from safety_desk.conditions import Kin
from safety_desk.fields import Names
from safety_desk.ledgers.office import OfficeRules
from safety_desk.ledgers.papers.common import BLANK_DAY, days_said, numbered
from safety_desk.options import Scene
from safety_desk.paper import Paper

if TYPE_CHECKING:
    from safety_desk.ledgers.duty.posts import PostDuty, RespSystem

_LEVELS = ("principal", "deputy", "department", "workshop", "team", "post")


def list_facts(posts: Sequence[PostDuty], kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 责任清单公示 says of the chosen posts of one enterprise, the highest first."""
    return _list_facts(kin.linked(posts[0], "enterprise"), posts, kin, names, scene)


def system_facts(system: RespSystem, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """The same of all posts of the enterprise."""
    enterprise = kin.linked(system, "enterprise")
    return _list_facts(enterprise, kin.of(enterprise, "post_duties"), kin, names, scene)


def without_posts(system: RespSystem, kin: Kin, scene: Scene) -> str:
    """Why the list of this enterprise cannot be printed."""
    some = kin.of(kin.linked(system, "enterprise"), "post_duties")
    return "" if some else "还没有岗位责任清单，请先在“岗位责任清单”里登记岗位"


def card_facts(post: PostDuty, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What the card of one post says."""
    points = kin.all_linked(post, "risk_points")
    return {
        **_post(post, names),
        "title": "岗位安全责任清单卡",
        "number": "",
        "enterprise": kin.linked(post, "enterprise").name,
        "risks": [f"{point.name}{f'（{point.grade.label}）' if point.grade else ''}" for point in points],
        "signed": days_said(post.signed_date) or BLANK_DAY,
    }


def letter_facts(post: PostDuty, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What the letter of responsibility between the enterprise and a post says (安全生产法 art. 22)."""
    told, enterprise = _post(post, names), kin.linked(post, "enterprise").name
    assessed = f"考核周期：{told['cycle']}。" if told["cycle"] else ""
    return {
        "title": "岗位安全生产责任书",
        "number": "",
        "parties": [("甲方（单位）", enterprise), ("乙方（岗位、姓名）", f"{told['post']}　{told['person']}".strip())],
        "opening": "为落实全员安全生产责任制，根据《中华人民共和国安全生产法》第二十二条的规定，甲乙双方签订本责任书。",
        "parts": [
            ("一、责任范围", [told["scope"]] if told["scope"] else []),
            ("二、安全职责", told["duties"]),
            ("三、考核标准", [*told["standards"], *filter(None, [assessed])]),
            ("四、其他", ["乙方岗位变动的，重新签订。本责任书一式两份，甲乙双方各执一份。"]),
        ],
        "targets": [],
        "signers": ["甲方主要负责人（签名、盖章）", "乙方（签名）"],
        "signed": days_said(post.signed_date) or BLANK_DAY,
    }


def _list_facts(
    enterprise: Any, posts: Sequence[PostDuty], kin: Kin, names: Names, scene: Scene
) -> dict[str, Any]:
    office = scene.rules(OfficeRules)
    system = next(iter(kin.of(enterprise, "resp_systems")), None)
    first = days_said(system.publicity_from) if system else ""
    last = days_said(system.publicity_to) if system else ""
    ordered = sorted(posts, key=lambda post: (_LEVELS.index(post.post_level.value), post.id or 0))
    return {
        "title": "全员安全生产责任清单公示",
        "number": "",
        "enterprise": enterprise.name,
        "rows": [_post(post, names) for post in ordered],
        "shown": f"{first or BLANK_DAY}至{last or '长期'}",
        "place": (system.publicity_place or "") if system else "",
        "phones": "、".join(filter(None, ("12350", f"{office.town} {office.phone}" if office.phone else ""))),
    }


def _post(post: PostDuty, names: Names) -> dict[str, Any]:
    shown = {name: field.show(getattr(post, name), names) for name, field in post.fields.items()}
    return {
        "post": shown["post_name"],
        "dept": shown["dept"],
        "person": shown["person"],
        "scope": shown["duty_scope"],
        "duties": numbered(post.duty_items),
        "standards": numbered(post.assess_standard),
        "cycle": shown["assess_cycle"],
        "signed_on": shown["signed_date"],
    }


PAPERS: tuple[Paper[Any], ...] = (
    Paper("post_list", "全员安全生产责任清单公示", "post_list.html", list_facts, True, (18, 18, 15, 15), True, apart=lambda post: post.enterprise),
    Paper("post_card", "岗位安全责任清单卡", "post_card.html", card_facts, margins=(25, 22, 22, 22)),
    Paper("post_letter", "岗位安全生产责任书", "responsibility_letter.html", letter_facts),
)
