"""三项岗位持证 (domain item 27; 特种作业: 应急管理部令第19号, six years, reviewed every three)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from safety_desk.conditions import TODAY, Kin, Where, before, eq, until
from safety_desk.dates import add_years
from safety_desk.fields import Codes, Names, f
from safety_desk.identity import born_on, is_male
from safety_desk.kinds import Code, IdCard, Phone
from safety_desk.ledger import Deadline, Derived, Ledger, Settle, View, in_order
from safety_desk.linked import Files, Link, Term
from safety_desk.options import Options, Scene
from safety_desk.record import Problem, Record


class Gender(Codes):
    """Of a person."""

    MALE = "male", "男", "男性"
    FEMALE = "female", "女", "女性"


class CertificateRules(Options, key="certificates", title="证书有效期", settles="certificates"):
    """Terms of certificates; those of 特种作业 are verified, the others come from practice."""

    special_years: int = f("特种作业操作证有效期", default=6, unit="年", low=1)
    special_review: int = f("特种作业操作证复审周期", default=3, unit="年", low=1)
    manager_years: int = f("主要负责人、安管人员合格证有效期", default=3, unit="年", low=1)
    manager_review: int = f("主要负责人、安管人员再培训周期", default=1, unit="年", low=1)
    equipment_years: int = f("特种设备作业人员证有效期", default=4, unit="年", low=1)


class Certificate(Record):
    """A certificate of a person at an enterprise."""

    person_name: str = f("姓名", also="人员姓名 持证人", width=10)
    id_card: IdCard | None = f("身份证号", also="身份证号码 身份证 公民身份号码")
    gender: Gender | None = f("性别", help="空着时按身份证号")
    birth: date | None = f("出生日期", help="空着时按身份证号")
    phone: Phone | None = f("联系电话", also="电话 手机 手机号码")
    enterprise: Link = f("所在单位", to="enterprises", also="单位 企业名称 单位名称 企业 工作单位", width=24)
    kind: Term = f("证书类别", codes="certificate_kind", also="证书 证书名称 岗位类别 证件类型 资格类型", width=16)
    op_type: str | None = f("作业类别及准操项目", also="作业项目 工种 准操项目 作业类别", width=16)
    cert_no: Code | None = f("证书编号", also="证号 操作证号 证件编号 证书号", should=True)
    issue_org: str | None = f("发证机关", also="发证单位 发证部门")
    first_issue: date | None = f("初领日期", also="领证日期 初次领证日期 发证日期 取证日期", should=True)
    last_review: date | None = f("最近复审日期")
    review_due: date | None = f("下次复审", end=True, also="复审日期 应复审日期 复审时间")
    valid_to: date | None = f("有效期至", end=True, also="到期日 有效期 到期时间 有效期限", should=True)
    revoked: bool = f("已撤销", default=False, also="撤销")
    photo: Files | None = f("证书扫描件")
    remark: str | None = f("备注", lines=2)


_MANAGERS = ("主要负责人合格证", "安全管理人员合格证")


def settle_certificate(c: Certificate, kin: Kin, scene: Scene) -> list[Record]:
    """Dates that the rules give where the certificate leaves them empty, or a review has been held since."""
    rules = scene.rules(CertificateRules)
    years, review = {
        "特种作业操作证": (rules.special_years, rules.special_review),
        **dict.fromkeys(_MANAGERS, (rules.manager_years, rules.manager_review)),
        "特种设备作业人员证": (rules.equipment_years, None),
    }.get(c.kind, (None, None))
    valid_to = c.valid_to or (add_years(c.first_issue, years) if c.first_issue and years else None)
    since = c.last_review or c.first_issue
    held = c.last_review is not None and c.review_due is not None and c.review_due <= c.last_review
    given = None if held else c.review_due
    told = add_years(since, review) if since and review else None
    due = given or (min(told, valid_to) if told and valid_to else told)
    male = is_male(c.id_card) if c.id_card else None
    gender = c.gender or (None if male is None else Gender.MALE if male else Gender.FEMALE)
    birth = c.birth or (born_on(c.id_card) if c.id_card else None)
    return [c.replace(valid_to=valid_to, review_due=due, gender=gender, birth=birth)]


def state_text(c: Certificate, scene: Scene, names: Names) -> str:
    """有效, 待复审, 逾期未复审, 过期 or 撤销, by today's date (domain §8.1)."""
    if c.revoked:
        return "撤销"
    if c.valid_to and c.valid_to < scene.today:
        return f"⚠ 过期 {(scene.today - c.valid_to).days} 天"
    if c.review_due and c.review_due < scene.today:
        return "⚠ 逾期未复审"
    soon = min((day for day in (c.valid_to, c.review_due) if day), default=None)
    if soon and (soon - scene.today).days <= 60:
        return f"还有 {(soon - scene.today).days} 天"
    return "有效"


def arrive(c: Certificate, given: Mapping[str, Any]) -> tuple[Certificate, Iterable[Problem]]:
    """A fork-lift driver's paper is one for special equipment, not for special work."""
    vehicle = c.op_type and any(word in c.op_type for word in ("叉车", "起重机", "锅炉", "电梯"))
    if vehicle and c.kind == "特种作业操作证":
        return c, [Problem("kind", f"“{c.op_type}”属特种设备作业，应是特种设备作业人员证", "特种设备作业人员证", doubt=True)]
    return c, ()


HELD: Where = eq("revoked", False)

CERTIFICATES = Ledger(
    Certificate,
    "certificates",
    "三项岗位持证",
    called="person_name",
    columns="person_name enterprise kind op_type cert_no first_issue review_due valid_to state phone",
    plan="27",
    filters="kind enterprise valid_to enterprise.village",
    search="person_name cert_no op_type phone enterprise",
    keys=("kind cert_no",),
    alike="enterprise person_name kind op_type",
    order="valid_to",
    checks=(
        in_order("first_issue", "valid_to", "有效期至不能早于初领日期"),
        in_order("first_issue", "review_due", "复审日期不能早于初领日期"),
    ),
    views=(
        View("已过期", HELD & before("valid_to", TODAY), "valid_to"),
        View("60 天内到期", HELD & until("valid_to", TODAY.later(60)) & ~before("valid_to", TODAY), "valid_to"),
        View("逾期未复审", HELD & before("review_due", TODAY) & ~before("valid_to", TODAY), "review_due", waits=True),
    ),
    derived=(Derived("state", "状态", state_text, by="valid_to", width=12),),
    deadlines=(Deadline("证书到期", "valid_to", HELD, warn=60), Deadline("证书复审", "review_due", HELD, warn=60)),
    settle=Settle("", settle_certificate, early=True),
    arrive=arrive,
    empty="主要负责人、安全管理人员、特种作业人员的证书，到期和复审提前提醒。",
)
