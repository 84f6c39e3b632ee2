"""Each row becomes a new record, changes one that is there, changes nothing, or is refused with a reason."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sheets import fates, imported, planned, workbook
from town import Town, changed, dump, made, op_count

from safety_desk.conditions import eq
from safety_desk.db.store import Store
from safety_desk.errors import Cancelled, Refusal
from safety_desk.intake.known import Fate
from safety_desk.jobs import Run, finish
from safety_desk.ledger import Ledger
from safety_desk.ledgers.certificate import CERTIFICATES, Certificate
from safety_desk.ledgers.checklist import CHECKLIST_ITEMS, CHECKLISTS, Checklist, ChecklistItem
from safety_desk.ledgers.danger_state import Level, State
from safety_desk.ledgers.enterprise import ENTERPRISES, CreditStatus, Enterprise
from safety_desk.ledgers.equipment import SPECIAL_EQUIPMENT, SpecialEquipment
from safety_desk.ledgers.hidden_danger import HIDDEN_DANGERS, HiddenDanger
from safety_desk.ledgers.people import STAFF, OrgUnit
from safety_desk.ledgers.place import Village
from safety_desk.paths import Office
from safety_desk.tasks.imports.importing import commit_import, import_file, mark_errors, summary
from safety_desk.tasks.imports.plan import Plan
from safety_desk.tasks.office import open_office

HEAD = ["企业名称", "统一社会信用代码", "所在村", "从业人数", "法人电话", "成立日期"]
SOUND = "91341823MA8WXYT24G"


@pytest.fixture
def come(store: Store, tmp_path: Path) -> Any:
    """come(rows…): import rows of enterprises under the usual head."""

    def import_(*rows: list[Any], head: list[str] | None = None, ledger: Ledger[Any] = ENTERPRISES) -> Plan:
        return imported(store, ledger, workbook(tmp_path / "甲.xlsx", ("表", [head or HEAD, *rows])))

    return import_


def now(store: Store, name: str) -> Enterprise:
    [found] = store.find(Enterprise, eq("name", name))
    return found


def test_a_row_of_a_known_code_updates_that_enterprise_and_leaves_what_it_does_not_say(
    store: Store, town: Town, come: Any
) -> None:
    mill = changed(store, town.mill, address="老街1号", employees=3)
    plan = come(["茂林竹木厂", mill.uscc, "奎峰村", 12, "/", None])
    assert fates(plan) == (0, 1, 0, 0)
    told = store.get(Enterprise, mill.id or 0)
    assert (told.name, told.employees, told.address, told.legal_mobile) == ("茂林竹木厂", 12, "老街1号", None)


def test_a_row_is_known_by_name_and_village_or_by_a_name_that_is_the_only_one(
    store: Store, town: Town, come: Any
) -> None:
    plan = come([town.mill.name, None, "奎峰村", 5, None, None], [town.station.name, None, None, 6, None, None])
    assert fates(plan) == (0, 2, 0, 0)
    assert (now(store, town.mill.name).employees, now(store, town.station.name).employees) == (5, 6)


def test_a_name_in_another_village_is_another_enterprise(store: Store, town: Town, come: Any) -> None:
    assert fates(come([town.mill.name, None, "铜山村", 5, None, None])) == (1, 0, 0, 0)
    assert store.count(Enterprise, eq("name", town.mill.name)) == 2


def test_one_name_with_another_code_is_refused_and_both_codes_are_told(store: Store, town: Town, come: Any) -> None:
    plan = come([town.mill.name, SOUND, "奎峰村", 5, None, None])
    [remark] = plan.rejected
    assert (remark.cell, remark.value, remark.proposal) == ("B2", SOUND, town.mill.uscc)
    assert "已有同企业名称的记录，但统一社会信用代码是 91341823MA2ABCDEXF" in remark.reason


def test_the_same_row_twice_is_kept_once_and_said(store: Store, town: Town, come: Any) -> None:
    row = ["新厂", SOUND, "奎峰村", 5, None, None]
    plan = come(row, row)
    assert fates(plan) == (1, 0, 1, 0)
    assert [(r.row, r.reason) for r in plan.doubtful] == [(3, "与第 2 行重复，只登记一次")]


@pytest.mark.parametrize("known", [False, True])
def test_two_rows_that_contradict_each_other_are_not_guessed_between(
    store: Store, town: Town, come: Any, known: bool
) -> None:
    code = town.mill.uscc if known else SOUND
    name = town.mill.name if known else "新厂"
    plan = come([name, code, "奎峰村", 5, None, None], [name, code, "奎峰村", 6, None, None])
    assert fates(plan) == ((0, 1, 0, 1) if known else (1, 0, 0, 1))
    assert "与第 2 行是同一企业名称，但从业人数不同，请核实留哪一行" in plan.rejected[0].reason.replace(
        "从业人员数", "从业人数"
    )


def test_two_of_one_name_of_which_no_more_is_said_are_both_kept_and_doubted(store: Store, come: Any) -> None:
    head = ["企业名称", "从业人数"]
    plan = come(["新厂", 5], ["新厂", 6], ["新厂", 5], head=head)
    assert fates(plan) == (2, 0, 1, 0)
    assert [(r.row, r.reason) for r in plan.doubtful] == [
        (3, "与第 2 行同名，请核实是否重复登记"),
        (4, "与第 2 行重复，只登记一次"),
    ]


def test_persons_without_a_telephone_are_known_again_by_name_and_organ(store: Store, town: Town, come: Any) -> None:
    made(store, OrgUnit, name="水利站", org_type="站所办")
    rows = [["王某", "应急管理所"], ["王某", "水利站"]]
    assert fates(come(*rows, head=["姓名", "所在机构"], ledger=STAFF)) == (2, 0, 0, 0)
    assert fates(come(*rows, head=["姓名", "所在机构"], ledger=STAFF)) == (0, 0, 2, 0)
    assert fates(come(["吴某", "主任"], head=["姓名", "职务"], ledger=STAFF)) == (0, 1, 0, 0)


def test_a_doubtful_value_fills_an_empty_field_but_overwrites_none(store: Store, town: Town, come: Any) -> None:
    changed(store, town.mill, employees=3)
    plan = come([town.mill.name, None, "奎峰村", "约50人", None, "2020年2月"])
    told = store.get(Enterprise, town.mill.id or 0)
    assert (told.employees, told.found_date) == (3, dt.date(2020, 2, 1))
    assert [remark.field for remark in plan.doubtful] == ["found_date"]


def test_a_village_that_is_not_there_yet_is_added_once_with_the_first_row_that_is_kept(
    store: Store, town: Town, come: Any
) -> None:
    plan = come(
        ["一厂", None, "濂长社区", 5, None, None],
        ["二厂", None, "濂长社区", 5, None, None],
        ["", None, "空村", 5, None, None],
    )
    assert store.count(Village) == 3
    assert now(store, "一厂").village == now(store, "二厂").village
    assert [(r.cell, r.reason) for r in plan.doubtful] == [("C2", "原来没有“濂长社区”，已随本次导入新增")]


def test_a_village_that_is_nearly_one_is_not_added_but_asked_for(store: Store, town: Town, come: Any) -> None:
    plan = come(["一厂", None, "奎峰", 5, None, None])
    assert store.count(Village) == 2
    [remark] = plan.doubtful
    assert (remark.reason, remark.proposal) == ("没有叫“奎峰”的所在村", "奎峰村")


def test_a_row_without_its_name_is_refused_and_the_cell_is_named(store: Store, town: Town, come: Any) -> None:
    plan = come([None, SOUND, "奎峰村", 5, None, None])
    assert [(r.cell, r.column, r.reason) for r in plan.rejected] == [("A2", "企业名称", "必须填写")]


def test_what_is_set_by_steps_is_not_overwritten_by_a_sheet(store: Store, town: Town, come: Any) -> None:
    changed(store, town.mill, credit_status=CreditStatus.LISTED)
    plan = come([town.mill.name, "奎峰村", "正常"], head=["企业名称", "所在村", "信用状况"])
    assert fates(plan) == (0, 0, 1, 0)
    danger = made(store, HiddenDanger, enterprise=town.mill.id, description="甲", status=State.MENDING)
    row = [town.mill.name, danger.found_date, "甲", "已整改"]
    plan = come(row, head=["企业名称", "检查日期", "隐患内容", "是否完成整改"], ledger=HIDDEN_DANGERS)
    assert fates(plan) == (0, 0, 1, 0)


def test_a_masked_number_is_the_one_that_is_there_and_three_stars_in_a_remark_are_a_remark(
    store: Store, town: Town, come: Any
) -> None:
    paper = made(
        store,
        Certificate,
        enterprise=town.mill.id,
        kind="其他",
        person_name="吴某",
        cert_no="T1",
        id_card="341823199006151239",
    )
    head = ["姓名", "身份证号", "所在单位", "证书类别", "证书编号", "备注"]
    row = ["吴某", "341823********1239", town.mill.name, "其他", "T1", "等级***"]
    assert fates(come(row, head=head, ledger=CERTIFICATES)) == (0, 1, 0, 0)
    told = store.get(Certificate, paper.id or 0)
    assert (told.id_card, told.remark) == ("341823199006151239", "等级***")


def test_records_without_a_key_are_known_again_by_what_they_are_alike_in_each_in_its_turn(
    store: Store, town: Town, come: Any
) -> None:
    head = ["使用单位", "特种设备名称", "型号"]
    rows = [[town.mill.name, "叉车", "CPD35"], [town.mill.name, "叉车", "CPD35"], [town.mill.name, "锅炉", None]]
    assert fates(come(*rows, head=head, ledger=SPECIAL_EQUIPMENT)) == (3, 0, 0, 0)
    assert fates(come(*rows, head=head, ledger=SPECIAL_EQUIPMENT)) == (0, 0, 3, 0)
    assert fates(come(*rows, rows[0], head=head, ledger=SPECIAL_EQUIPMENT)) == (1, 0, 3, 0)
    assert store.count(SpecialEquipment) == 4


def test_a_change_that_makes_a_record_wrong_as_a_whole_is_doubted(store: Store, town: Town, come: Any) -> None:
    danger = made(store, HiddenDanger, enterprise=town.mill.id, description="甲", found_date=dt.date(2026, 11, 1))
    head = ["隐患编号", "企业名称", "检查日期", "隐患内容", "隐患等级"]
    plan = come([danger.code, town.mill.name, danger.found_date, "甲", "重大"], head=head, ledger=HIDDEN_DANGERS)
    assert store.get(HiddenDanger, danger.id or 0).level is Level.MAJOR
    assert [remark.field for remark in plan.doubtful] == ["major_criteria"]


def test_a_change_that_a_record_does_not_bear_is_refused(store: Store, town: Town, come: Any) -> None:
    danger = made(store, HiddenDanger, enterprise=town.mill.id, description="甲")
    head = ["隐患编号", "公共区域", "检查日期", "隐患内容"]
    plan = come([danger.code, town.bridge.name, danger.found_date, "甲"], head=head, ledger=HIDDEN_DANGERS)
    assert [remark.reason for remark in plan.rejected] == ["企业和公共区域只能填一个"]
    assert store.get(HiddenDanger, danger.id or 0) == danger


def test_a_row_that_the_file_refuses_is_told_and_the_others_are_kept(store: Store, town: Town, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "甲.xlsx",
        ("表", [HEAD, ["一厂", SOUND, None, 1, None, None], ["二厂", None, None, 1, None, None]]),
    )
    plan = planned(store, ENTERPRISES, path)
    made(store, Enterprise, name="别厂", uscc=SOUND)  # between preview and import
    finish(commit_import(store, plan))
    assert (plan.lines[0].fate, plan.lines[1].fate) == (Fate.REJECTED, Fate.NEW)
    assert "不能重复登记" in plan.rejected[0].reason
    assert now(store, "二厂").code == "ZW-0002"


def test_a_sheet_of_items_becomes_a_checklist_of_its_title(store: Store, tmp_path: Path) -> None:
    head = ["Ⅰ级标准", "Ⅱ级标准", "Ⅲ级标准", "自查标准项具体描述", "部分参考依据"]
    rows = [
        ["竹木企业自查标准", None, None, None, None],
        head,
        ["基础", "证照", "营业执照", "在有效期内", "某法第1条"],
        [None, None, "安全标准化", "每年自评", None],
        [None, "责任制", "主要负责人职责", "明确七项", None],
        [None, None, None, "公示上墙", "某法第5条"],
        ["现场", "用电", "配电箱", "门锁完好", None],
    ]
    merges = ["A1:E1", "A3:A6", "B3:B4", "B5:B6", "C5:C6"]
    path = workbook(tmp_path / "标准.xlsx", ("Sheet1", rows, merges), ("Sheet2", []))
    plan = imported(store, CHECKLISTS, path)
    assert (plan.target, fates(plan)) == (CHECKLIST_ITEMS, (5, 0, 0, 0))
    [checklist] = store.find(Checklist, eq("builtin", False))
    assert checklist.name == "竹木企业自查标准"
    items = store.find(ChecklistItem, eq("checklist", checklist.id))
    assert [item.seq for item in items] == [1, 2, 3, 4, 5]
    assert [(item.category, item.group, item.content, item.standard) for item in items] == [
        ("基础", "证照", "营业执照", "在有效期内"),
        ("基础", "证照", "安全标准化", "每年自评"),
        ("基础", "责任制", "主要负责人职责", "明确七项"),
        ("基础", "责任制", "主要负责人职责", "公示上墙"),
        ("现场", "用电", "配电箱", "门锁完好"),
    ]
    assert fates(imported(store, CHECKLISTS, path)) == (0, 0, 5, 0)
    assert store.undo().startswith("导入检查表库 5 条")
    assert store.count(Checklist, eq("builtin", False)) == 0


BLANK = {
    "enterprises": ["企业全称", "手机号码", "邮箱", "法定代表人", "统一社会信用代码", "注册时间", "注册资本", "注册地址", "营业期限",
                    "所属行业", "经营范围"],
    "special_equipment": ["特种设备名称", "型号", "设备档案号", "上次检测时间", "到期时间", "备注"],
    "certificates": ["姓名", "单位", "到期日", "领证日期", "工种", "证书", "备注"],
}  # fmt: skip


@pytest.mark.parametrize("name", BLANK)
def test_an_empty_import_sheet_of_another_system_is_understood_and_adds_nothing(
    store: Store, tmp_path: Path, name: str
) -> None:
    path = workbook(tmp_path / "空.xlsx", ("Sheet1", [BLANK[name]]), ("Sheet2", []))
    ops = op_count(store)
    plan = imported(store, store.ledgers[name], path)
    assert (plan.header.unmatched, plan.lines, op_count(store)) == ([], [], ops)
    assert "没有数据行" in summary(plan)


def test_months_of_another_system_are_their_last_day_where_they_end_something(store: Store, tmp_path: Path) -> None:
    row = ["电动葫芦", "LH10", "2133470", "2016-10", "2011-06", "备注信息"]
    path = workbook(tmp_path / "甲.xlsx", ("Sheet1", [BLANK["special_equipment"], row]))
    plan = imported(store, SPECIAL_EQUIPMENT, path)
    [told] = store.find(SpecialEquipment)
    assert (told.inspected_on, told.next_inspection) == (dt.date(2016, 10, 1), dt.date(2011, 6, 30))
    assert [r.reason for r in plan.doubtful] == ["只有年月，没有日", "只有年月，没有日；下次检验日期不能早于检验日期"]


def test_a_job_that_is_stopped_keeps_nothing(store: Store, office: Office, tmp_path: Path) -> None:
    rows = [HEAD, *([f"{n}厂", None, "奎峰村", 1, None, None] for n in range(1000))]
    path = workbook(tmp_path / "甲.xlsx", ("表", rows))
    before = dump(store)
    with open_office(office, "作业") as own:
        job = import_file(lambda: own, ENTERPRISES, path)
        for progress in job:
            if "正在保存第 400 条" in progress.text:
                break
        job.close()
    assert dump(store) == before
    run = Run(lambda: import_file(lambda: open_office(office), ENTERPRISES, path))
    run.cancel()
    with pytest.raises(Cancelled):
        run.future.result(30)
    assert dump(store) == before


def test_a_dry_run_keeps_nothing_and_a_run_everything(store: Store, office: Office, tmp_path: Path) -> None:
    path = workbook(tmp_path / "甲.xlsx", ("表", [HEAD, ["一厂", None, None, 1, None, None]]))
    for dry in (True, False):
        Run(lambda dry=dry: import_file(lambda: open_office(office), ENTERPRISES, path, dry_run=dry)).future.result(30)
        assert store.count(Enterprise) == (0 if dry else 1)


@pytest.mark.parametrize("name", ["甲.xls", "甲.et"])
def test_a_workbook_called_otherwise_comes_back_marked(store: Store, tmp_path: Path, name: str) -> None:
    path = workbook(tmp_path / name, ("表", [HEAD, [None, None, None, 1, None, None]]))
    mark_errors(planned(store, ENTERPRISES, path), tmp_path / "退回.xlsx")
    assert load_workbook(tmp_path / "退回.xlsx")["表"]["A2"].comment.text == "必须填写"


def test_what_cannot_be_marked_is_told(store: Store, tmp_path: Path) -> None:
    path = workbook(tmp_path / "甲.xlsx", ("表", [HEAD, [None, None, None, 1, None, None]]))
    plan = planned(store, ENTERPRISES, path)
    (tmp_path / "夹").mkdir()
    with pytest.raises(Refusal, match="写不了“"):
        mark_errors(plan, tmp_path / "夹")
    path.unlink()
    with pytest.raises(Refusal, match=r"甲\.xlsx”读不了"):
        mark_errors(plan, tmp_path / "退回.xlsx")
    assert [each.name for each in tmp_path.iterdir() if each.name != "office"] == ["夹"]


@pytest.mark.parametrize("name", ["甲.csv", "甲.xlsx", "甲.xls"])
def test_any_file_comes_back_marked_as_a_workbook(store: Store, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("企业名称,从业人数,备注\n,约5人,=1+1\n", encoding="utf-8")
    plan = planned(store, ENTERPRISES, path)
    mark_errors(plan, tmp_path / "退回.xlsx")
    page = load_workbook(tmp_path / "退回.xlsx").active
    assert page is not None and page["A2"].comment.text == "必须填写"
    assert page["C2"].value == "=1+1" and page["C2"].data_type == "s"
