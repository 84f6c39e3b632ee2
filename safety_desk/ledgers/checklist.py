"""检查表库: checklists and their items, and those that the program brings along (domain item 5, §5.4)."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from safety_desk.conditions import eq
from safety_desk.fields import f
from safety_desk.kinds import Code
from safety_desk.ledger import Ledger, View
from safety_desk.ledgers.danger_state import Level
from safety_desk.linked import Link, Term, Terms
from safety_desk.record import Problem, Record
from safety_desk.texts import blocks, cells
from safety_desk.value import Value


class Checklist(Record):
    """A checklist of the library."""

    name: str = f("检查表名称", also="名称 模板名称 检查表", width=28)
    industry: Terms | None = f("适用行业", codes="supervise_field", also="行业")
    risks: Terms | None = f("适用特殊风险", codes="tag", help="填了的，安排检查时有这些标签的企业先用这张，其他企业不按行业用它")
    scene: str | None = f("适用场景", also="场景")
    version: str | None = f("版本")
    source: str | None = f("来源", help="自编、上级下发或企业提供")
    builtin: bool = f("内置", default=False, fixed=True)
    enabled: bool = f("启用", default=True)
    remark: str | None = f("备注", lines=2)


def built_in() -> Iterator[Record]:
    """The checklists that the program brings along, each with its items behind it."""
    for listed in library():
        yield listed.checklist
        yield from listed.items


CHECKLISTS = Ledger(
    Checklist,
    "checklists",
    "检查表库",
    called="name",
    columns="name industry scene version source enabled",
    plan="5 18",
    filters="industry enabled",
    search="name scene",
    keys=("name version",),
    alike="name",
    order="name",
    views=(View("启用的", eq("enabled", True)),),
    keep=lambda checklist, kin: f"“{checklist.name}”是内置检查表，不能删除，可以停用" if checklist.builtin else "",
    builtin=built_in,
    empty="检查表库：可以导入上级下发的检查表（三级合并表头也行），也可以自己编。",
)


class ChecklistItem(Record):
    """One item of a checklist."""

    checklist: Link = f("检查表", to="checklists", part_of=True, also="检查表名称", width=24)
    seq: int | None = f("序号", low=1, also="编号")
    category: str | None = f("大类", also="一级 I级 I级标准 I级隐患自查标准 一级指标 一级分类 类别 检查类别 分类 项目分类")
    group: str | None = f("检查项目", also="二级 II级 II级标准 II级隐患自查标准 二级指标 二级分类 项目 检查部位 部位")
    content: str = f("检查内容", lines=2, width=30, also="三级 III级 III级标准 III级隐患自查标准 三级指标 内容 检查要点 检查事项 排查内容")
    standard: str | None = f("检查标准", lines=3, width=34, also="标准 自查标准项具体描述 具体描述 标准描述 检查标准要求 要求 评分标准 排查标准")
    basis: str | None = f("依据", lines=2, also="参考依据 部分参考依据 检查依据 法律依据 依据条款")
    method: Term | None = f("检查方法", codes="check_method", also="检查方式 方法")
    level_default: Level = f("不符合时等级", default=Level.GENERAL, also="隐患等级")
    major_code: Code | None = f("重大隐患条款", help="符合哪条重大事故隐患判定标准")
    danger_category: Term | None = f("隐患类别", codes="danger_category")


def arrive(item: ChecklistItem, given: Mapping[str, Any]) -> tuple[ChecklistItem, Iterable[Problem]]:
    """A row that goes on with the standard of the item above is an item of its own, named by what it says."""
    if not item.content and (said := item.standard or item.group):
        return item.replace(content=said.split("\n")[0][:60]), ()
    return item, ()


CHECKLIST_ITEMS = Ledger(
    ChecklistItem,
    "checklist_items",
    "检查条目",
    called="content",
    columns="checklist seq category group content standard basis method level_default",
    plan="5 18",
    filters="checklist level_default",
    search="content standard basis checklist",
    alike="checklist content standard",
    order="checklist seq",
    arrive=arrive,
    empty="一张检查表的条目：内容、标准、依据、方法。",
)


class Listed(Value):
    """A checklist of the program's library, with the sign by which the sample town names its items, and its items."""

    sign: str
    checklist: Checklist
    items: tuple[ChecklistItem, ...]


_LAWS = {"法": "安全生产法第{}条", "令10-": "工贸企业重大事故隐患判定标准（应急管理部令第10号）第{}条"}
_DIGITS = "〇一二三四五六七八九"


@cache
def library() -> tuple[Listed, ...]:
    """The checklists of resources/library: written for a township, each item with its basis where that is certain."""
    found = []
    for block in blocks("library/checklists.txt"):
        called, industries, scene, *risks = block.heading
        sign, _, name = called.partition(" ")
        checklist = Checklist(
            name=name, industry=tuple(industries.split()) or None, risks=tuple("".join(risks).split()) or None, scene=scene, version="2026 版", source="随程序带来", builtin=True
        )
        found.append(Listed(sign, checklist, tuple(_item(n, name, line) for n, line in enumerate(block.lines, 1))))
    return tuple(found)


def _item(n: int, name: str, line: str) -> ChecklistItem:
    group, content, standard, basis, method, category, *major = cells(line)
    return ChecklistItem(  # the link is filled in when it is brought
        checklist=0, seq=n, category=name, group=group, content=content, standard=standard, basis=_basis(basis) or None, method=method,
        major_code="".join(major) or None, danger_category=category,
    )  # fmt: skip


def _basis(short: str) -> str:
    """A reference written out: 法22 as 安全生产法第二十二条."""
    law = next((law for law in _LAWS if short.startswith(law)), None)
    return _LAWS[law].format(_chinese(int(short.removeprefix(law)))) if law else short


def _chinese(number: int) -> str:
    """A number below a hundred in Chinese."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")
