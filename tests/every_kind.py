"""A record with a field of every kind, for the tests of kinds."""

import datetime as dt
from typing import Any, ClassVar

from safety_desk.fields import Code as Entry
from safety_desk.fields import Codes, Context, NoNames, f
from safety_desk.kinds import Code, Data, Fen, Geometry, IdCard, Mobile, Phone, Uscc
from safety_desk.linked import Files, Link, Links, Term, Terms
from safety_desk.record import Record

TODAY = dt.date(2026, 11, 23)


class Colour(Codes):
    RED = "1", "红", "红色 A"
    BLUE = "4", "蓝", "蓝色 D"


class Sheet(Record):
    """A record with a field of every kind."""

    text: str | None = f("文字")
    lines: str | None = f("多行", lines=3)
    code: Code | None = f("编号")
    uscc: Uscc | None = f("信用代码")
    id_card: IdCard | None = f("身份证号")
    phone: Phone | None = f("电话")
    mobile: Mobile | None = f("手机")
    number: float | None = f("数")
    area: float | None = f("面积", unit="平方米", low=0)
    whole: int | None = f("人数", unit="人", low=0, high=100000)
    money: Fen | None = f("资金", unit="万元", low=0)
    fee: Fen | None = f("费用", unit="元")
    yes: bool | None = f("是否")
    day: dt.date | None = f("日期")
    end: dt.date | None = f("期限", end=True, since="day")
    moment: dt.datetime | None = f("时刻")
    colour: Colour | None = f("颜色")
    shape: Geometry | None = f("边界")
    data: Data | None = f("取值")
    link: Link | None = f("村", to="villages")
    links: Links | None = f("各村", to="villages")
    term: Term | None = f("行业", codes="supervise_field")
    terms: Terms | None = f("各行业", codes="supervise_field")
    files: Files | None = f("附件")
    must: str = f("必填")


F = Sheet.fields


class Names(NoNames):
    """Two villages and a code table."""

    VILLAGES: ClassVar = {1: "奎峰村", 2: "铜山村"}

    def name(self, ledger: str, id: int) -> str:
        return self.VILLAGES[id]

    def find(self, ledger: str, text: str) -> list[int]:
        return [id for id, name in self.VILLAGES.items() if name == text]

    def codes(self, table: str) -> dict[str, Entry]:
        return {code: Entry(code, code) for code in ("危险化学品", "机械", "轻工")}


NAMES = Names()
IDS = {"villages": [1, 2]}


def read(name: str, raw: Any, foreign: bool = True, **known: Any) -> Any:
    return F[name].parse(raw, Context(NAMES, TODAY, foreign, known))
