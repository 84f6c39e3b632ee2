"""职业健康 of an enterprise (domain §1.3.1; reminder of §8.2)."""

from collections.abc import Iterable
from datetime import date

from safety_desk.conditions import Kin, empty, eq, since
from safety_desk.dates import add_months
from safety_desk.fields import Codes, f
from safety_desk.kinds import Code
from safety_desk.ledger import Ledger, Settle, View, in_order, not_ahead
from safety_desk.ledgers.expiry import Expiry
from safety_desk.ledgers.firm.renewal import FirmRules, of_firm, renewed
from safety_desk.linked import Files, Link, Terms
from safety_desk.options import Scene
from safety_desk.record import Problem, Record


class TestResult(Codes):
    """What the test of a workplace gave."""

    __test__ = False
    FINE = "fine", "合格", "达标 符合"
    OVER = "over", "超标", "不合格 不达标"


class EntOccHealth(Record):
    """Occupational health at one workplace of an enterprise."""

    enterprise: Link = of_firm(also="用人单位")
    workplace: str = f("岗位或工作场所", default="全厂", also="岗位 工作场所 作业场所 作业岗位")
    factors: Terms | None = f("职业病危害因素", codes="occ_factor", should=True, also="危害因素 职业危害因素 主要危害因素", width=18)
    exposed: int | None = f("接触人数", unit="人", low=0, should=True, also="接害人数")
    tested_on: date | None = f("检测日期", should=True, also="检测时间 最近检测日期")
    tester: str | None = f("检测机构", also="检测单位")
    result: TestResult | None = f("检测结果", also="结果")
    next_test: date | None = f("下次检测", end=True, also="下次检测日期 检测有效期", help="空着时按检测日期推算；做了新的检测用“登记新检测”")
    examined: int | None = f("体检人数", unit="人", low=0, should=True, also="职业健康体检人数")
    unexamined: int | None = f("未体检人数", unit="人", follows=True)
    declaration_no: Code | None = f("申报回执编号", should=True, also="申报编号 回执编号 职业病危害项目申报编号")
    report: Files | None = f("检测报告")
    remark: str | None = f("备注", lines=2)


def settle_occ_health(record: EntOccHealth, kin: Kin, scene: Scene) -> list[Record]:
    """The next test, and how many of those exposed were not examined."""
    told = add_months(record.tested_on, scene.rules(FirmRules).occ_test) if record.tested_on else None
    left = None if record.exposed is None or record.examined is None else max(0, record.exposed - record.examined)
    return [record.replace(next_test=record.next_test or told, unexamined=left)]


def examined_of_exposed(record: EntOccHealth, scene: Scene) -> Iterable[Problem]:
    """More people examined than exposed is mostly a slip."""
    if record.exposed is not None and record.examined is not None and record.examined > record.exposed:
        yield Problem("examined", f"体检 {record.examined} 人，多于接触人数 {record.exposed} 人，请核对", doubt=True)


TEST = Expiry("检测", "next_test")

ENT_OCC_HEALTHS = Ledger(
    EntOccHealth,
    "ent_occ_healths",
    "职业健康",
    called="workplace",
    columns="enterprise workplace factors result due exposed examined unexamined next_test tested_on declaration_no",
    plan="22",
    filters="factors result enterprise next_test enterprise.village",
    search="workplace tester declaration_no enterprise",
    keys=("enterprise workplace",),
    order="next_test",
    checks=(
        examined_of_exposed,
        not_ahead("tested_on", "检测日期不能在今天之后"),
        in_order("tested_on", "next_test", "下次检测不能早于这一次"),
    ),
    steps=(renewed("登记新检测", "tested_on tester result report", "tested_on result", "next_test"),),
    views=(
        *TEST.views,
        View("检测超标", eq("result", TestResult.OVER)),
        View("有人没有体检", since("unexamined", 1)),
        View("没有申报", empty("declaration_no")),
    ),
    derived=(TEST.column,),
    deadlines=(TEST.deadline,),
    settle=Settle("", settle_occ_health),
    empty="粉尘、噪声、毒物等危害因素，多少人接触、检测合不合格、体检了没有、申报了没有。",
)
