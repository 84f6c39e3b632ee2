"""A new ledger costs one class, one Ledger and a table; import, export, search, history and undo then know it."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from sheets import fates, imported, workbook
from town import changed, made

from safety_desk.conditions import TODAY, before, eq
from safety_desk.db.health import faults
from safety_desk.db.opening import open_store
from safety_desk.db.schema import arm, disarm, table_sql
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.fields import f
from safety_desk.jobs import finish
from safety_desk.kinds import Code
from safety_desk.ledger import Deadline, Ledger, View, not_ahead
from safety_desk.ledgers.catalog import LEDGERS
from safety_desk.ledgers.place import Village
from safety_desk.linked import Link
from safety_desk.paths import Office
from safety_desk.record import Record
from safety_desk.tasks.exporting import export
from safety_desk.tasks.telling import told_history


class Well(Record):
    """A fire well of a village."""

    code: Code | None = f("井号", serial="JS-{village.code}-{n:3}")
    name: str = f("水源名称", also="名称")
    village: Link = f("所在村", to="villages", grow=True)
    depth: float | None = f("水深", unit="米", low=0)
    checked_on: dt.date | None = f("检查日期")


WELLS = Ledger(
    Well, "wells", "消防水源", called="name", columns="code name village depth checked_on", plan="24",
    search="name code village", keys=("code", "name village"), checks=(not_ahead("checked_on", "检查日期不能在今天之后"),),
    views=(View("浅的", before("depth", 1.5)),), deadlines=(Deadline("检查", "checked_on", before("checked_on", TODAY)),),
)  # fmt: skip


@pytest.fixture
def wells(office: Office) -> Iterator[Store]:
    """An office that keeps wells too."""
    with open_store(office.database, (*LEDGERS, WELLS), "测试员") as store:
        for statement in filter(str.strip, table_sql(WELLS).split(";\n")):
            store.db.execute(statement)
        disarm(store.db)
        arm(store.db, store.ledgers)
        yield store


def test_it_is_kept_numbered_and_refused_twice(wells: Store) -> None:
    village = made(wells, Village, name="奎峰村", code="341823101201")
    well = made(wells, Well, name="东塘", village=village.id, depth=1.2)
    assert (well.code, wells.count(Well, WELLS.views[0].where)) == ("JS-341823101201-001", 1)
    with pytest.raises(Refusal, match="消防水源里已有水源名称“东塘”、所在村“奎峰村”的记录"):
        made(wells, Well, name="东塘", village=village.id)
    with pytest.raises(Refusal, match="还有消防水源 1 条"):
        wells.remove("删除", village)
    assert list(faults(wells)) == []


def test_it_is_read_checked_and_shown(wells: Store) -> None:
    done = WELLS.read({"depth": "-1", "checked_on": "11-24"}, wells.context(), wells.scene())
    assert [(p.field, p.text) for p in done.errors] == [
        ("name", "必须填写"), ("village", "必须填写"), ("depth", "不能小于 0"), ("checked_on", "检查日期不能在今天之后"),
    ]  # fmt: skip


def test_it_comes_in_goes_out_and_comes_back(wells: Store, tmp_path: Path) -> None:
    rows = [
        ["消防水源台账", None, None],
        ["所在村", "名称", "水深"],
        ["奎峰村", "东塘", 1.2],
        [None, "西塘", "约3米"],
        ["合计", "2处", None],
    ]
    path = workbook(tmp_path / "入.xlsx", ("表", rows, ["A3:A4"]))
    assert fates(imported(wells, WELLS, path)) == (2, 0, 0, 0)
    assert wells.spread(Well, "village.name") == {"奎峰村": 2}
    assert finish(export(wells, WELLS, tmp_path / "出.xlsx")) == 2
    assert fates(imported(wells, WELLS, tmp_path / "出.xlsx")) == (0, 0, 2, 0)
    assert wells.undo().startswith("导入消防水源 2 条")
    assert wells.count(Well) == wells.count(Village) == 0


def test_it_is_found_told_and_taken_back(wells: Store) -> None:
    village = made(wells, Village, name="奎峰村")
    well = made(wells, Well, name="东塘", village=village.id)
    for words in ("东", "dt", "js", "kfc", "奎峰 东塘"):
        assert wells.ids(Well, words=words) == [well.id], words
    changed(wells, well, depth=2.5)
    assert list(told_history(wells, WELLS, well.id or 0))[-1] == "    水深：（空） → 2.5"
    wells.undo()
    assert wells.find(Well, eq("name", "东塘"))[0].depth is None
    wells.remove("删除", well)
    assert wells.ids(Well, words="东塘") == []
    wells.undo()
    assert wells.ids(Well, words="东塘") == [well.id]
