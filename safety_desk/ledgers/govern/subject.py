"""Whom a duty, a bulletin, a letter or an assessment concerns: an organ, a person or an enterprise, and exactly one of them."""

from collections.abc import Iterable
from typing import Any

from safety_desk.conditions import Kin
from safety_desk.fields import Codes, Names, f
from safety_desk.ledger import Derived
from safety_desk.linked import Link
from safety_desk.options import Scene
from safety_desk.record import Problem, Record


class SubjectType(Codes):
    """What a subject is (domain items 4, 16)."""

    PARTY = "party", "党委", "镇党委"
    GOVERNMENT = "government", "政府", "镇政府 安委会"
    LEADER = "leader", "班子成员", "领导干部"
    UNIT = "unit", "成员单位", "站所 站所办 部门 派出单位"
    VILLAGE = "village", "村", "社区 村（社区）"
    ENTERPRISE = "enterprise", "企业", "生产经营单位"
    PERSON = "person", "个人", "人员"


_BY_ORG = {
    "镇党委": SubjectType.PARTY,
    "镇政府": SubjectType.GOVERNMENT,
    "安委会": SubjectType.GOVERNMENT,
    "村": SubjectType.VILLAGE,
    "社区": SubjectType.VILLAGE,
}
_LEADING = {"党委书记", "镇长", "分管领导", "班子成员"}


class Subject(Record):
    """The part that such records share; `subject_type` follows from what is chosen."""

    org: Link | None = f("对象单位", to="org_units", section="对象", also="单位 责任单位 被通报单位 被考核单位 机构 村（社区）", help="机构、个人、企业三者填一个", width=20)
    person: Link | None = f("对象个人", to="staff", also="姓名 责任人 领导 个人")
    enterprise: Link | None = f("对象企业", to="enterprises", also="企业 企业名称", width=24)
    subject_type: SubjectType | None = f("对象类别", follows=True, also="责任主体")


def one_subject(record: Any, scene: Scene) -> Iterable[Problem]:
    """Exactly one of organ, person and enterprise."""
    given = [name for name in ("org", "person", "enterprise") if getattr(record, name) is not None]
    if not given:
        yield Problem("org", "请填对象：单位、个人或者企业", hard=True)
    for name in given[1:]:
        yield Problem(name, "单位、个人、企业只能填一个", hard=True)


def subject_type(record: Any, kin: Kin) -> SubjectType | None:
    """What kind of subject a record is about, by the organ's class or the person's roles."""
    if record.enterprise is not None:
        return SubjectType.ENTERPRISE
    if org := kin.linked(record, "org"):
        return _BY_ORG.get(org.org_type, SubjectType.UNIT)
    if person := kin.linked(record, "person"):
        return SubjectType.LEADER if _LEADING & set(person.roles or ()) else SubjectType.PERSON
    return None


def subject_name(record: Any, kin: Kin) -> str:
    """What the subject is called; empty where none is given."""
    found = (kin.linked(record, link) for link in ("org", "person", "enterprise"))
    return next((str(subject.name) for subject in found if subject is not None), "")


def typed(record: Any, kin: Kin, scene: Scene) -> list[Record]:
    """What follows of a record that has nothing else that follows."""
    return [record.replace(subject_type=subject_type(record, kin))]


def subject_text(record: Any, scene: Scene, names: Names) -> str:
    """Whom it concerns."""
    for link, ledger in (("org", "org_units"), ("person", "staff"), ("enterprise", "enterprises")):
        if (id := getattr(record, link)) is not None:
            return names.name(ledger, id)
    return ""


SUBJECT: Derived[Any] = Derived("subject", "对象", subject_text, by="org", width=20, headline=True)
"""The column that says whom a record concerns."""
