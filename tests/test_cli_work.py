"""The commands of daily work: a step with many records, a draw, the plan of a year, a round."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from town import Town, changed

from safety_desk.cli import main
from safety_desk.db.store import Store
from safety_desk.ledgers.enforce.draw import DrawState, RandomDraw
from safety_desk.ledgers.enforce.plan import EnforcePlan, EnforceTarget
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.inspection import Inspection
from safety_desk.paths import Office

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(office: Office, capsys: pytest.CaptureFixture[str]) -> Run:
    """run("draw", …): status, and what was said."""

    def command(*words: object) -> tuple[int, str]:
        status = main(["--office", str(office.folder), *map(str, words)])
        out, err = capsys.readouterr()
        return status, out + err

    return command


@pytest.fixture
def ready(store: Store, town: Town) -> Town:
    for person in (town.chief, town.inspector, town.clerk):
        changed(store, person, roles=("执法人员",))
    for firm in (town.mill, town.station):
        changed(store, firm, address="某路 1 号")
    return town


def test_the_same_seed_draws_the_same(run: Run, store: Store, ready: Town) -> None:
    told = []
    for _ in range(2):
        status, said = run("draw", "--count", 1, "--seed", "甲 乙", "--inspectors", 2, "--witness", "镇纪委", "--json")
        assert status == 0, said
        told.append(json.loads(said))
    assert told[0]["drawn"] == told[1]["drawn"]
    assert (told[0]["pool"], len(told[0]["inspectors"])) == (2, 2)
    [first, _] = store.find(RandomDraw)
    assert (first.status, first.witness, first.seed) == (DrawState.DRAWN, "镇纪委", "甲 乙")
    status, said = run("draw", "--count", 1, "--seed", "x", "--village", ready.village.name, "--json")
    assert [one["name"] for one in json.loads(said)["drawn"]] == [ready.mill.name], "of that village alone"


def test_a_draw_that_is_refused_leaves_no_record(run: Run, store: Store, ready: Town) -> None:
    status, said = run("draw", "--count", 9, "--seed", "x")
    assert (status, store.count(RandomDraw)) == (1, 0)
    assert "抽不出 9 家" in said


def test_the_plan_of_a_year_is_made_once(run: Run, store: Store, ready: Town) -> None:
    changed(
        store,
        store.get(Enterprise, ready.mill.id or 0),
        override_grade=Grade.RED,
        override_reason="核实",
        override_approver="吴某",
    )
    for _ in range(2):
        status, said = run("plan", 2027, "--persons", 3)
        assert status == 0, said
    assert "2027 年度安全生产监督检查计划（编制）" in said
    assert "人力核对　够" in said
    assert store.count(EnforcePlan) == 1
    assert store.count(EnforceTarget) == 4


def test_a_round_is_planned_and_written(run: Run, store: Store, ready: Town, tmp_path: Path) -> None:
    status, said = run("round", "--list")
    assert f"village:{ready.village.id}" in said
    out = tmp_path / "周一.pdf"
    status, said = run("round", f"village:{ready.village.id}", out, "--day", "2026-12-01", "--inspectors", "章某")
    assert (status, store.count(Inspection), out.exists()) == (1, 0, False)
    assert "检查人员：检查人员不能少于两人" in said
    status, said = run(
        "round", f"village:{ready.village.id}", out, "--day", "2026-12-01", "--inspectors", "章某、凤某", "--blank", 1
    )
    assert status == 0, said
    assert out.read_bytes().startswith(b"%PDF")
    assert store.count(Inspection) == 2
    assert "没有打印：濂溪桥，现场检查记录：“濂溪桥”没有地址" in said
    status, said = run("round", "nowhere", out)
    assert (status, "没有“nowhere”这个来源" in said) == (1, True)


def test_a_step_is_taken_with_many(run: Run, store: Store, make: Callable[..., Any], ready: Town) -> None:
    from safety_desk.ledgers.hidden_danger import HiddenDanger

    ids = [make(HiddenDanger, enterprise=ready.mill.id, description=f"第 {n} 条").id for n in (1, 2)]
    status, said = run("step", "隐患台账", *ids)
    assert "整改完成（" in said
    assert "2 条" in said
    status, said = run("step", "隐患台账", *ids, "整改完成", "整改情况说明=好", "--preview")
    assert (status, "可以办理 2 条，0 条没有动" in said) == (0, True)
    assert store.get(HiddenDanger, ids[0]).rectified_at is None
    status, said = run("step", "隐患台账", *ids, "整改完成", "整改情况说明=好")
    assert "已办理 2 条" in said
    assert all(store.get(HiddenDanger, id).rectify_desc == "好" for id in ids)
    status, said = run("step", "隐患台账", *ids, "整改完成")
    assert (status, "现在都不能办理" in said) == (1, True)
    status, said = run("step", "隐患台账", "整改完成")
    assert (status, "应为记录编号" in said) == (1, True)
