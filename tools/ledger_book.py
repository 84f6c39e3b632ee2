"""The data dictionary of all ledgers, told from their declarations: `python tools/ledger_book.py docs/ledgers.md`.

Without a file it goes to standard output.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from safety_desk.fields import Codes, Field
from safety_desk.ledger import Ledger
from safety_desk.ledgers.catalog import TABS, Tab
from safety_desk.ledgers.lists import CODE_LISTS, CodeList
from safety_desk.ledgers.papers import forms

KINDS = {
    "text": "文字", "code": "编号", "uscc": "信用代码", "id_card": "身份证号", "phone": "电话", "yes_no": "是否",
    "date": "日期", "moment": "日期时间", "choice": "单选", "term": "代码", "terms": "代码，可多个", "link": "关联",
    "links": "关联，可多个", "number": "数字", "whole": "整数", "money": "金额", "files": "附件", "geometry": "边界",
    "data": "取值表",
}  # fmt: skip

HEAD = """# 台账和字段

本文由程序按台账的声明生成，不要手改。字段有增减时运行 `python tools/ledger_book.py docs/ledgers.md` 更新。

- **必填**：空着不能保存。**应填**：空着也能保存，卡片上记作“应填未填”。
- **来源**：手填，人来填；办理，由办理按钮填，不能直接改，导入时只随新增的行带进来；自动，由程序算出；编号，空着时由程序编。
- **导入也认**：村里和企业报来的表用这些列名时，认作这一列。
- 日期可以写成 2026-03-15、2026.3.15、2026年3月15日、20260315 等；金额以“分”存，按注明的单位填写和显示。
- 命令行里，台账和字段写中文名或“名称”列里的英文名都可以。
"""


def book(tabs: Iterable[Tab] = TABS, lists: Sequence[CodeList] = CODE_LISTS) -> str:
    """The whole dictionary as Markdown."""
    tabs = [tab for tab in tabs if tab.ledgers]
    titles = {ledger.name: ledger.title for tab in tabs for ledger in tab.ledgers}
    parts = [HEAD, *_contents(tabs)]
    for tab in tabs:
        parts.append(f"## {tab.title}\n")
        for ledger in tab.ledgers:
            parts += _ledger(ledger, titles, {entries.name: entries.title for entries in lists})
    parts += _lists(lists)
    return "\n".join(parts)


def _contents(tabs: Iterable[Tab]) -> Iterator[str]:
    rows = [
        (tab.title, f"[{ledger.title}](#{ledger.name})", f"`{ledger.name}`", str(len(ledger.fields)), _plan(ledger))
        for tab in tabs
        for ledger in tab.ledgers
    ]
    yield _table(("页签", "台账", "名称", "字段", "方案条目"), rows)


def _ledger(ledger: Ledger[Any], titles: dict[str, str], lists: dict[str, str]) -> Iterator[str]:
    yield f'<a id="{ledger.name}"></a>\n\n### {ledger.title}　`{ledger.name}`\n'
    if ledger.empty:
        yield f"{ledger.empty}\n"
    yield "".join(f"- {head}：{said}\n" for head, said in _facts(ledger, titles) if said)
    rows = [row for field in ledger.fields.values() for row in _rows(field, ledger, titles, lists)]
    yield _table(("字段", "名称", "类型", "必填", "取值", "说明", "来源"), rows)


def _rows(
    field: Field, ledger: Ledger[Any], titles: dict[str, str], lists: dict[str, str]
) -> Iterator[tuple[str, ...]]:
    """A field's row, under the heading of its section where it begins one."""
    if field.section:
        yield f"**{field.section}**", *[""] * 6
    allowed = "；".join(_allowed(field, ledger, titles, lists))
    yield field.label, f"`{field.name}`", _kind(field), _must(field), allowed, _help(field), _source(field)


def _facts(ledger: Ledger[Any], titles: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield "方案条目", _plan(ledger)
    yield "属于", f"{titles.get(ledger.owner.to, ledger.owner.to)}，随它删除" if ledger.owner else ""
    yield "不得重复", "；".join(_labels(ledger, key) for key in ledger.keys)
    yield "导入时认作同一条", _labels(ledger, ledger.alike) if ledger.alike else ""
    yield "每天算出的列", "、".join(extra.label for extra in ledger.derived)
    yield "视图", "；".join(view.label for view in ledger.views)
    yield "办理", "；".join(step.label for step in ledger.steps)
    yield "文书", "、".join(f"{paper.title}（`{paper.name}`）" for paper in forms(ledger.name))


def _plan(ledger: Ledger[Any]) -> str:
    return "、".join(ledger.plan.split())


def _labels(ledger: Ledger[Any], names: str) -> str:
    return "＋".join(ledger.fields[name].label for name in names.split())


def _kind(field: Field) -> str:
    """The kind in words. Raises KeyError for one that has none yet."""
    word = KINDS[field.kind.name]
    return f"{word}（{field.unit}）" if field.unit else word


def _must(field: Field) -> str:
    if field.required and field.default is None and not field.serial:
        return "必填"
    return "应填" if field.should else ""


def _source(field: Field) -> str:
    if field.serial:
        return "编号"
    return "自动" if field.follows else "办理" if field.fixed else "手填"


def _allowed(field: Field, ledger: Ledger[Any], titles: dict[str, str], lists: dict[str, str]) -> Iterator[str]:
    """What may stand in the field, and what stands there where nothing is given."""
    if field.kind.name == "choice":
        yield "、".join(member.label for member in field.type)
    if field.kind.name in ("term", "terms"):
        yield f"代码表[{lists[field.codes]}](#code-{field.codes})"
    if field.to:
        yield f"[{titles[field.to]}](#{field.to})"
    if field.grow:
        yield "没有的随表新增"
    if field.low is not None:
        yield f"不小于 {field.low:g}"
    if field.high is not None:
        yield f"不大于 {field.high:g}"
    if field.end:
        yield "只写年月时取月末"
    if field.since:
        yield f"写天数时从{ledger.fields[field.since].label}算起"
    if field.default is not None:
        yield f"默认 {_default(field)}"


def _default(field: Field) -> str:
    if isinstance(field.default, Codes):
        return field.default.label
    return {True: "是", False: "否"}[field.default] if isinstance(field.default, bool) else str(field.default)


def _help(field: Field) -> str:
    said = [field.help.rstrip("。")] if field.help else []
    if field.secret:
        said.append("列表和导出时隐去中间几位")
    if field.also:
        said.append(f"导入也认：{'、'.join(field.also)}")
    return "。".join(said)


def _lists(lists: Sequence[CodeList]) -> Iterator[str]:
    yield "## 代码表\n"
    yield "下面是程序自带的条目。在“系统—代码表”里可以增加、改名、停用；自带的条目不能删除。\n"
    for entries in lists:
        told = "、".join(label if code == label else f"{code} {label}" for code, label, _ in entries.entries())
        yield f'<a id="code-{entries.name}"></a>\n\n### {entries.title}　`{entries.name}`\n\n{told}\n'


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '｜') for cell in line)} |\n" for line in lines)


def main(words: Sequence[str]) -> None:
    """Write the dictionary to a file, or to standard output."""
    if words:
        Path(words[0]).write_text(book(), encoding="utf-8", newline="\n")
    else:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        sys.stdout.write(book())


if __name__ == "__main__":
    main(sys.argv[1:])
