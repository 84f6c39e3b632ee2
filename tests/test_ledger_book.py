"""The data dictionary in docs/ledgers.md says what the declarations say, of every ledger and field."""

import runpy
from datetime import date
from pathlib import Path

import pytest

from safety_desk.fields import Codes, f
from safety_desk.kinds import Code, Fen
from safety_desk.ledger import Ledger, Step
from safety_desk.ledgers.catalog import TABS, Tab
from safety_desk.ledgers.lists import CodeList
from safety_desk.linked import Link, Term
from safety_desk.record import Record

ROOT = Path(__file__).resolve().parent.parent
book = runpy.run_path(str(ROOT / "tools" / "ledger_book.py"))["book"]


class State(Codes):
    FULL = "full", "满"
    DRY = "dry", "干|涸"


class Well(Record):
    code: Code | None = f("井号", serial="JS-{n:3}")
    name: str = f("水源名称", also="名称 水源")
    state: State = f("水情", default=State.FULL, section="水")
    kind: Term | None = f("类别", codes="well_kind", should=True)
    depth: float | None = f("水深", unit="米", low=0, high=30, help="从井口量起。")
    checked_on: date | None = f("检查日期", fixed=True, end=True)
    price: Fen | None = f("造价", unit="万元", follows=True)


class Pump(Record):
    well: Link = f("水源", to="wells", part_of=True, grow=True)
    number: str = f("编号")


WELLS = Ledger(
    Well, "wells", "消防水源", called="name", columns="name", plan="24 25", keys=("code", "name kind"),
    steps=(Step("检查", lambda w: True, lambda w, kin, scene: [w]),), empty="全镇的消防水源。",
)  # fmt: skip
PUMPS = Ledger(Pump, "pumps", "水泵", called="number", columns="number", plan="24", alike="well number")


def test_the_dictionary_is_what_the_ledgers_declare() -> None:
    kept = (ROOT / "docs" / "ledgers.md").read_text(encoding="utf-8")
    if kept != book():
        pytest.fail("docs/ledgers.md 过时了。请运行：python tools/ledger_book.py docs/ledgers.md", pytrace=False)


def test_every_ledger_and_field_of_the_program_is_told() -> None:
    told = book()
    for ledger in (ledger for tab in TABS for ledger in tab.ledgers):
        part = told.partition(f"### {ledger.title}　`{ledger.name}`")[2].partition("\n### ")[0]
        assert [name for name in ledger.fields if f"| `{name}` |" not in part] == []


def test_a_ledger_it_has_never_heard_of_is_told_in_full() -> None:
    told = book([Tab("水", (WELLS, PUMPS)), Tab("空")], [CodeList("well_kind", "水源类别", "01 河=江 溪|池塘")])
    lines = told.splitlines()
    assert "| 水 | [消防水源](#wells) | `wells` | 7 | 24、25 |" in lines
    for fact in (
        "- 不得重复：井号；水源名称＋类别",
        "- 办理：检查",
        "- 属于：消防水源，随它删除",
        "- 导入时认作同一条：水源＋编号",
    ):
        assert fact in lines
    for row in (
        "| 井号 | `code` | 编号 |  |  |  | 编号 |",
        "| 水源名称 | `name` | 文字 | 必填 |  | 导入也认：名称、水源 | 手填 |",
        "| **水** |  |  |  |  |  |  |",
        "| 水情 | `state` | 单选 |  | 满、干｜涸；默认 满 |  | 手填 |",
        "| 类别 | `kind` | 代码 | 应填 | 代码表[水源类别](#code-well_kind) |  | 手填 |",
        "| 水深 | `depth` | 数字（米） |  | 不小于 0；不大于 30 | 从井口量起 | 手填 |",
        "| 检查日期 | `checked_on` | 日期 |  | 只写年月时取月末 |  | 办理 |",
        "| 造价 | `price` | 金额（万元） |  |  |  | 自动 |",
        "| 水源 | `well` | 关联 | 必填 | [消防水源](#wells)；没有的随表新增 |  | 手填 |",
    ):
        assert row in lines
    assert "01 河、池塘" in lines and "## 空" not in lines
