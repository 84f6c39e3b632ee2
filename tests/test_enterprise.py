"""Enterprises, places and people: what cannot be is said, what a sheet hints at is proposed and not decided."""

import datetime as dt
from typing import Any

import pytest
from town import Town, changed, made

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.checklist import CHECKLIST_ITEMS
from safety_desk.ledgers.danger_state import State
from safety_desk.ledgers.enterprise import ENTERPRISES, Enterprise, EntStatus
from safety_desk.ledgers.equipment import SPECIAL_EQUIPMENT, EquipmentStatus, SpecialEquipment
from safety_desk.ledgers.grade import Colours, Grade, colour
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.office import EnforcementMode, OfficeRules, signed_by
from safety_desk.ledgers.place import GRIDS
from safety_desk.ledgers.region import REGION_RISKS, RegionRisk

D = dt.date


def said(store: Store, foreign: bool = False, **raw: Any) -> dict[str, str]:
    done = ENTERPRISES.read({"name": "甲厂", **raw}, store.context(foreign), store.scene())
    return {problem.field: problem.text for problem in done.problems}


@pytest.mark.parametrize(
    ("raw", "field", "text"),
    [
        ({"lon": "118.4"}, "lat", "经度和纬度要成对，缺一个就不能上图"),
        ({"lat": "30.5"}, "lon", "经度和纬度要成对，缺一个就不能上图"),
        ({"employees": "10", "migrant": "11"}, "migrant", "不能多于从业人员数"),
        ({"employees": "10", "dispatched": "11"}, "dispatched", "不能多于从业人员数"),
        ({"biz_from": "2026-03-01", "biz_to": "2026-02-28"}, "biz_to", "营业期限止不能早于起"),
        ({"found_date": "2026-11-24"}, "found_date", "成立日期不能在今天之后"),
        ({"uscc": "91341823MA2ABCDEX0"}, "uscc", "统一社会信用代码的校验位不对，请对照营业执照核对"),
        ({"lon": "30.5", "lat": "118.4"}, "lon", "不能小于 70"),
    ],
)
def test_what_cannot_be_is_said(store: Store, raw: dict[str, str], field: str, text: str) -> None:
    assert said(store, **raw)[field] == text


def test_half_a_coordinate_does_not_stop_saving(store: Store) -> None:
    assert not ENTERPRISES.read({"name": "甲厂", "lon": "118.4"}, store.context(), store.scene()).errors


def test_a_grade_set_by_a_person_needs_reason_and_approver(store: Store) -> None:
    assert said(store, override_grade="红") == {
        "override_reason": "人工认定等级须写明理由",
        "override_approver": "人工认定等级须有审批人",
    }
    assert said(store, override_grade="红", override_reason="县里要求", override_approver="吴某") == {}


@pytest.mark.parametrize(
    ("remark", "field", "proposal"),
    [
        ("停产", "status", "停产"),
        ("季节性生产", "status", "半停产"),
        ("已注销", "status", "注销"),
        ("有有限空间2处", "tags", "有限空间"),
    ],
)
def test_what_a_remark_hints_at_is_proposed_and_not_decided(
    store: Store, remark: str, field: str, proposal: str
) -> None:
    done = ENTERPRISES.read({"name": "甲厂", "remark": remark}, store.context(foreign=True), store.scene())
    assert [(problem.field, problem.proposal) for problem in done.doubts] == [(field, proposal)]
    assert (done.record.status, done.record.tags) == (EntStatus.WORKING, None)


def test_a_remark_is_doubted_where_the_column_of_the_state_is_there_but_empty(store: Store) -> None:
    assert "status" in said(store, foreign=True, remark="停产", status="")
    assert "status" not in said(store, foreign=True, remark="停产", status="正常生产")


def test_an_enterprise_with_open_dangers_is_not_deleted(store: Store, town: Town) -> None:
    danger = made(store, HiddenDanger, enterprise=town.mill.id)
    with pytest.raises(Refusal, match="还有 1 条未销号隐患，不能删除"):
        store.remove("删除", town.mill)
    changed(store, danger, status=State.VOID)
    with pytest.raises(Refusal, match="还有隐患台账 1 条，不能删除"):
        store.remove("删除", town.mill)


def test_a_name_may_be_borne_by_two_enterprises_of_two_villages(store: Store, town: Town) -> None:
    made(store, Enterprise, name=town.mill.name, village=town.far_village.id)
    with pytest.raises(Refusal, match="不能重复登记"):
        made(store, Enterprise, name=town.mill.name, village=town.far_village.id)


@pytest.mark.parametrize(
    ("day", "status", "text"),
    [
        (D(2026, 11, 22), EquipmentStatus.USED, "⚠ 过期 1 天"),
        (D(2026, 11, 23), EquipmentStatus.USED, "今天到期"),
        (D(2027, 1, 22), EquipmentStatus.USED, "还有 60 天"),
        (D(2027, 1, 23), EquipmentStatus.USED, "有效"),
        (D(2020, 1, 1), EquipmentStatus.SCRAPPED, ""),
        (None, EquipmentStatus.USED, ""),
    ],
)
def test_equipment_in_use_is_due_by_its_inspection(
    store: Store, town: Town, day: D | None, status: EquipmentStatus, text: str
) -> None:
    told = made(store, SpecialEquipment, enterprise=town.mill.id, next_inspection=day, status=status)
    [column] = SPECIAL_EQUIPMENT.derived
    assert column.tell(told, store.scene(), store.names) == text
    if status is EquipmentStatus.SCRAPPED:
        assert not any(store.count(SpecialEquipment, view.where) for view in SPECIAL_EQUIPMENT.views)


def test_the_grade_of_a_region_that_differs_from_the_computed_one_is_approved(store: Store, town: Town) -> None:
    told = RegionRisk(village=town.village.id, decided_on=D(2026, 11, 1), method="加权指数法", grade_calc=Grade.YELLOW)
    assert REGION_RISKS.problems(told, store.scene()) == []
    texts = [problem.text for problem in REGION_RISKS.problems(told.replace(grade_final=Grade.RED), store.scene())]
    assert texts == ["认定等级与计算等级不同，须写明理由", "认定等级与计算等级不同，须有审批人"]


def test_a_checklist_row_without_content_is_named_by_its_standard(store: Store) -> None:
    raw = {"checklist": "甲", "content": None, "standard": "特种作业操作证每3年复审1次。\n其他"}
    done = CHECKLIST_ITEMS.read(raw, store.context(foreign=True), store.scene())
    assert done.record.content == "特种作业操作证每3年复审1次。"


def test_a_grid_needs_its_village(store: Store) -> None:
    done = GRIDS.read({"name": "一组"}, store.context(), store.scene())
    assert [(problem.field, problem.text) for problem in done.errors] == [("village", "必须填写")]


@pytest.mark.parametrize(
    ("mode", "signer"),
    [
        (EnforcementMode.NONE, "茂林镇安全生产委员会办公室"),
        (EnforcementMode.ENTRUSTED, "泾县应急管理局"),
        (EnforcementMode.EMPOWERED, "茂林镇人民政府"),
    ],
)
def test_papers_are_signed_by_whom_the_law_lets(mode: EnforcementMode, signer: str) -> None:
    assert signed_by(OfficeRules(mode=mode)) == signer


def test_colours_are_the_offices() -> None:
    assert [colour(grade, Colours()) for grade in (*Grade, None)] == [
        "#FF0000",
        "#FFA500",
        "#FFFF00",
        "#3B9BFF",
        "#B8BEC6",
    ]
    assert colour(Grade.BLUE, Colours(blue="#0000FF")) == "#0000FF"
