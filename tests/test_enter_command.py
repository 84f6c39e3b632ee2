"""enter VISIT.json: a file says what the grid would, and is refused with row and reason."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from town import Town
from visits import Visits

from safety_desk.cli import main
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.danger_state import State
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import Inspection, InspectionItem
from safety_desk.tasks.entering.committing import commit
from safety_desk.tasks.entering.told import read_entry

FRIDAY = dt.date(2026, 11, 20)


@pytest.fixture
def visits(store: Store, town: Town) -> Visits:
    return Visits(store, town)


@pytest.fixture
def visit(visits: Visits) -> Inspection:
    """A visit of last Friday, of which nothing is known yet but that it was."""
    return visits.visit(start_at=dt.datetime(2026, 11, 20, 9))


class TestJson:
    def test_a_file_says_what_the_grid_would(
        self, store: Store, visits: Visits, visit: Inspection, tmp_path: Path
    ) -> None:
        (tmp_path / "1.jpg").write_bytes(b"\xff\xd8 picture")
        old = visits.danger(found_date=dt.date(2026, 11, 2), status=State.TO_RECHECK, rectified_at=FRIDAY)
        told = {
            "检查编号": visit.no, "检查结束": "11:30", "企业陪同人": "李某", "其余均符合": True,
            "条目": [{"序号": 2, "结果": "不符合", "整改期限": 7, "照片": "1.jpg"}],
            "复查": [{"隐患编号": old.code, "复查结果": "已整改"}],
            "其他隐患": [{"存在问题": "门口堆料", "等级": "一般", "整改期限": "12-3"}],
        }  # fmt: skip
        done = commit(store, read_entry(store, told, tmp_path))
        assert done.text == "已录入：检查条目 5 项，登记隐患 2 条，复查 1 条"
        [photo] = store.get(HiddenDanger, done.fresh[0]).photo_before or ()
        assert photo.endswith(":1.jpg")

    def test_a_visit_that_nobody_planned(self, store: Store, visits: Visits, tmp_path: Path) -> None:
        told = {
            "被检查单位": "茂林竹木制品有限公司", "检查开始": "2026-11-20 9:00", "检查结束": "2026-11-20 10:00",
            "检查人员": ["胡某", "汪某某"], "检查表": "企业通用现场检查", "其余均符合": True,
        }  # fmt: skip
        done = commit(store, read_entry(store, told, tmp_path))
        assert store.get(Inspection, done.visit or 0).no == "JC-2026-0001"

    def test_a_round_of_rechecks(self, store: Store, visits: Visits, tmp_path: Path) -> None:
        old = visits.danger(found_date=dt.date(2026, 11, 2), status=State.TO_RECHECK, rectified_at=FRIDAY)
        told = {
            "复查单位": "茂林竹木制品有限公司", "复查日期": "2026-11-23", "复查人员": "胡某、汪某某",
            "复查": [{"隐患编号": old.code, "复查结果": "未整改", "复查意见": "没动", "新期限": "7"}],
        }  # fmt: skip
        commit(store, read_entry(store, told, tmp_path))
        assert store.get(HiddenDanger, old.id or 0).status is State.FAILED

    @pytest.mark.parametrize(
        ("told", "why"),
        [
            ([], "JSON 对象"),
            ({"检查编号": "JC-0"}, "没有编号是“JC-0”的检查"),
            ({"检查号": 1}, "不认识“检查号”"),
            ({"被检查单位": "没有的厂", "检查开始": "2026-11-20"}, "被检查单位：没有叫“没有的厂”"),
            ({"条目": [{"序号": 9}]}, "“条目”第 1 行：没有序号“9”，有的是 1 到 5"),
            ({"条目": [{"序号": 1, "结果": "好"}]}, "“条目”第 1 行“结果”：没有“好”。只能是：符合、不符合、不涉及"),
            ({"条目": [{"序号": 1, "问题": "x"}]}, "“条目”第 1 行：不认识“问题”"),
            ({"条目": [{"序号": 1, "照片": "没有.jpg"}]}, "“条目”第 1 行：找不到照片“没有.jpg”"),
            ({"条目": {"序号": 1}}, "列表"),
            ({"复查": [{"隐患编号": "YH-1"}]}, "“复查”第 1 行：这家单位没有未销号的旧隐患"),
            ({"复查单位": "没有的厂"}, "复查单位：没有叫“没有的厂”的单位"),
        ],
    )
    def test_what_is_wrong_is_refused_with_its_row(
        self, store: Store, visit: Inspection, tmp_path: Path, told: Any, why: str
    ) -> None:
        if isinstance(told, dict) and not {"检查编号", "被检查单位", "复查单位"} & told.keys():
            told = {"检查编号": visit.no, **told}
        with pytest.raises(Refusal, match=why.replace("（", "[（]")):
            read_entry(store, told, tmp_path)


def test_the_example_of_the_manual_is_entered_as_it_stands(
    store: Store, visits: Visits, visit: Inspection, tmp_path: Path
) -> None:
    manual = (Path(__file__).parent.parent / "docs" / "manual.md").read_text(encoding="utf-8")
    told = json.loads(manual.split("```json")[1].split("```")[0])
    (tmp_path / "1.jpg").write_bytes(b"a photo")
    danger = visits.danger(found_date=dt.date(2026, 11, 2), status=State.TO_RECHECK, rectified_at=FRIDAY)
    told["检查编号"], told["复查"][0]["隐患编号"] = visit.no, danger.code
    done = commit(store, read_entry(store, told, tmp_path))
    assert done.text == "已录入：检查条目 5 项，登记隐患 2 条，复查 1 条"


class TestCommand:
    """safety-desk enter VISIT.json."""

    def enter(self, store: Store, file: Path, *words: str) -> int:
        return main(["--office", str(store.folder), "enter", str(file), *words])

    def test_a_file_is_entered_and_told(
        self, store: Store, visit: Inspection, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = tmp_path / "检查.json"
        told = {
            "检查编号": visit.no,
            "检查结束": "11:30",
            "其余均符合": True,
            "条目": [{"序号": 1, "结果": "不符合", "整改期限": 7}],
        }
        file.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        assert self.enter(store, file, "--dry-run") == 0
        assert store.count(InspectionItem) == 0
        assert self.enter(store, file) == 0
        assert "已录入：检查条目 5 项，登记隐患 1 条" in capsys.readouterr().out
        assert store.count(HiddenDanger) == 1

    def test_what_is_wrong_is_refused_row_by_row_and_nothing_saved(
        self, store: Store, visit: Inspection, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = tmp_path / "检查.json"
        told = {
            "检查编号": visit.no,
            "其余均符合": True,
            "条目": [{"序号": 2, "结果": "不符合", "整改期限": "2026-1-1"}],
        }
        file.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        assert self.enter(store, file) == 1
        said = capsys.readouterr().err
        assert "没有保存，2 处要改" in said
        assert "检查条目第 2 项“整改期限”：2026-01-01 早于检查日期" in said
        assert store.count(InspectionItem) == 0

    @pytest.mark.parametrize(("text", "why"), [("{", "第 1 行第 2 个字写错了"), (None, "找不到文件")])
    def test_a_file_that_is_none(
        self, store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None, why: str
    ) -> None:
        file = tmp_path / "检查.json"
        if text is not None:
            file.write_text(text, encoding="utf-8")
        assert self.enter(store, file) == 1
        assert why in capsys.readouterr().err
