"""填表模板: a blank table of a superior's, with what fills each of its columns and cells (来表即填)."""

import datetime as dt
import json
from typing import Annotated, Any

from safety_desk.fields import Field, Names, f
from safety_desk.kinds import Code, DataKind
from safety_desk.ledger import Derived, Ledger
from safety_desk.linked import Files, Terms
from safety_desk.options import Options, Scene
from safety_desk.record import Record


class FillRules(Options, key="fill", title="来表即填"):
    """Which fields of industry a superior takes together (domain §4.4 design, §4.14 from memory): each county has its own."""

    industry: Terms = f(
        "工贸包括", codes="supervise_field", section="上级表里的合称，包括哪些行业领域", help="工贸、工贸行业、工贸企业",
        default=("冶金", "有色", "建材", "机械", "轻工", "纺织", "烟草", "商贸", "粉尘涉爆", "冶金煤气", "液氨制冷", "有限空间"),
    )  # fmt: skip
    chemicals: Terms = f("危险化学品包括", codes="supervise_field", default=("危险化学品", "化工"), help="危险化学品、危化品、化工和危险化学品")
    traffic: Terms = f("交通运输包括", codes="supervise_field", default=("道路交通", "水上交通", "交通", "车站"))
    fire: Terms = f("消防包括", codes="supervise_field", default=("消防", "出租房"))
    mines: Terms = f("矿山包括", codes="supervise_field", default=("非煤矿山",))


class MappingKind(DataKind):
    """What fills a blank, as JSON text."""

    def show(self, value: Any, field: Field, names: Names) -> str:
        """The JSON text, so that it can come back."""
        return json.dumps(value, ensure_ascii=False, sort_keys=True)


def mapped(template: "FillTemplate", scene: Scene, names: Names) -> str:
    """How much of a blank is mapped."""
    told = template.plan or {}
    columns = len(told.get("sources") or ()) + len(told.get("columns") or ())
    parts = ((columns, "列"), (len(told.get("lines") or ()), "行"), (len(told.get("cells") or ()), "格"))
    return "、".join(f"{number} {word}" for number, word in parts if number)


class FillTemplate(Record):
    """One blank that was understood once and is filled from then on."""

    name: str = f("模板名称", also="名称 表名", width=30)
    issuer: str | None = f("来表单位", also="来文单位 下发单位", width=16)
    form: str | None = f("表的样子", fixed=True, help="名单：一条记录一行；统计表：行和列相交处一个数")
    file: Files | None = f("空表", fixed=True, width=24)
    title: str | None = f("表题", fixed=True, width=30)
    whole_numbers: bool = f("身份证号、电话填完整", default=False, fixed=True, help="填出的表里有完整的身份证号或电话；每填一次都记入日志")
    filled_at: dt.datetime | None = f("最近填表", fixed=True)
    filled_period: str | None = f("最近的统计期", fixed=True)
    filled_count: int = f("填过几次", default=0, low=0, fixed=True)
    remark: str | None = f("备注", lines=2)
    sheet: str | None = f("工作表", fixed=True, section="程序用的")
    signature: Code | None = f("表头特征", fixed=True, help="再收到同样表头的空表时，按它认出来")
    plan: Annotated[dict[str, Any], MappingKind()] | None = f("对应关系", fixed=True)


FILL_TEMPLATES = Ledger(
    FillTemplate,
    "fill_templates",
    "填表模板",
    called="name",
    columns="name issuer form title mapped filled_at filled_period filled_count",
    plan="4",
    filters="form issuer",
    search="name issuer title remark",
    keys=("name",),
    order="name",
    derived=(Derived("mapped", "已对应", mapped, by="name", width=12),),
    empty="上级发来的空表，在“报表—来表即填”里对应一次、存成模板，以后选模板和统计期就填好。",
)
