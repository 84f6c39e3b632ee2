"""The files that villages and enterprises really send come in, twice without a change, and go back as a whole."""

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sheets import CERTIFICATE_TABLE, DANGER_BOOK, ENTERPRISE_BOOK, fates, imported, planned
from town import dump, op_count

from safety_desk.conditions import eq, filled
from safety_desk.db.health import faults
from safety_desk.db.store import Store
from safety_desk.intake.known import Fate
from safety_desk.intake.promised import NEW, NOBODY
from safety_desk.ledger import Ledger
from safety_desk.ledgers.certificate import CERTIFICATES, Certificate
from safety_desk.ledgers.danger_state import Level, RectifyMode, State
from safety_desk.ledgers.enterprise import ENTERPRISES, Enterprise
from safety_desk.ledgers.hidden_danger import HIDDEN_DANGERS, HiddenDanger
from safety_desk.ledgers.place import Village
from safety_desk.tasks.imports.importing import mark_errors, summary
from safety_desk.tasks.imports.plan import Plan

D = dt.date
FILES = {"enterprises": ENTERPRISE_BOOK, "hidden_dangers": DANGER_BOOK, "certificates": CERTIFICATE_TABLE}
LEDGERS: dict[str, Ledger] = {ledger.name: ledger for ledger in (ENTERPRISES, HIDDEN_DANGERS, CERTIFICATES)}
COUNTS = {"enterprises": (59, 0, 4, 1), "hidden_dangers": (65, 0, 0, 12), "certificates": (43, 0, 0, 17)}


@pytest.fixture
def based(store: Store) -> Store:
    """The office with the enterprises of the five villages."""
    imported(store, ENTERPRISES, ENTERPRISE_BOOK)
    return store


def come_in(store: Store, name: str) -> Plan:
    return imported(store, LEDGERS[name], FILES[name])


def office(store: Store, name: str) -> Store:
    if name != "enterprises":
        come_in(store, "enterprises")
    return store


@pytest.mark.parametrize("name", FILES)
def test_every_row_has_its_fate_and_none_is_lost(store: Store, name: str) -> None:
    plan = come_in(office(store, name), name)
    assert fates(plan) == COUNTS[name]
    assert sum(fates(plan)) == len(plan.lines)
    assert store.count(LEDGERS[name].record) == COUNTS[name][0]
    assert plan.header.unmatched == []
    assert list(faults(store)) == []


@pytest.mark.parametrize("name", FILES)
def test_the_preview_changes_nothing(store: Store, name: str) -> None:
    before = dump(office(store, name))
    assert fates(planned(store, LEDGERS[name], FILES[name])) == COUNTS[name]
    assert dump(store) == before


@pytest.mark.parametrize("name", FILES)
def test_the_same_file_again_changes_nothing(store: Store, name: str) -> None:
    come_in(office(store, name), name)
    before, ops = dump(store), op_count(store)
    new, _, same, rejected = COUNTS[name]
    assert fates(come_in(store, name)) == (0, 0, new + same, rejected)
    assert (dump(store), op_count(store)) == (before, ops)


@pytest.mark.parametrize("name", FILES)
def test_an_import_is_one_undo(store: Store, name: str) -> None:
    before = dump(office(store, name))
    come_in(store, name)
    assert store.undo() == f"导入{LEDGERS[name].title} {COUNTS[name][0]} 条（{FILES[name].name}）"
    assert dump(store) == before
    store.redo()
    assert store.count(LEDGERS[name].record) == COUNTS[name][0]


@pytest.mark.parametrize("name", FILES)
def test_every_rejected_row_says_where_and_why(store: Store, name: str) -> None:
    plan = planned(office(store, name), LEDGERS[name], FILES[name])
    for line in plan.lines:
        assert bool(line.errors) == (line.fate is Fate.REJECTED)
        for remark in (*line.errors, *line.doubts):
            assert remark.row == line.number and remark.column
            assert any("\u4e00" <= sign <= "\u9fff" for sign in remark.reason)
            assert not remark.cell or remark.cell.endswith(str(line.number))
    assert len(plan.rejected) >= COUNTS[name][3]


class TestEnterprises:
    def test_have_clean_values(self, based: Store) -> None:
        [station] = based.find(Enterprise, eq("name", "昌桥加油站"))
        assert (station.uscc, station.employees) == ("91341823MA48T8CJCP", 19)
        [wharf] = based.find(Enterprise, eq("name", "泾县蔡村码头"))
        assert (wharf.uscc, wharf.found_date) == ("91341823MAKAECAC29", D(1998, 5, 3))
        [shop] = based.find(Enterprise, eq("name", "泾县章渡超市"))
        assert (shop.legal_mobile, shop.industry_safety) == ("18600009952", "商贸")
        assert (shop.found_date, shop.lon, shop.lat) == (D(2024, 6, 1), None, 30.590872)

    def test_bring_their_villages(self, based: Store) -> None:
        assert based.spread(Enterprise, "village.name") == {
            "铜山村": 15, "奎峰村": 10, "潘村": 13, "溪里凤村": 11, "濂长村": 10,
        }  # fmt: skip
        assert based.count(Village) == 5

    def test_without_a_code_get_one(self, based: Store) -> None:
        bare = based.find(Enterprise, ~filled("uscc"))
        assert {e.name for e in bare} == {"安吴加油站", "泾县昌桥烟花爆竹零售点", "泾县徽诚宣纸厂"}
        assert all(e.code for e in bare)

    def test_that_are_vague_are_kept_with_a_doubt(self, based: Store) -> None:
        plan = planned(based, ENTERPRISES, ENTERPRISE_BOOK)
        assert plan.doubtful != []
        [site] = based.find(Enterprise, eq("name", "泾县新安建筑工程项目部") & eq("village.name", "奎峰村"))
        doubts = {doubt.field: doubt for doubt in based.doubts(ENTERPRISES, site.id or 0)}
        assert (site.employees, doubts["employees"].value, doubts["employees"].proposal) == (19, "约19人", "19")
        assert doubts["status"].proposal == "停产"
        assert site.status.label == "在产"

    def test_of_one_name_in_one_village_with_two_codes_are_not_mixed(self, store: Store) -> None:
        plan = planned(store, ENTERPRISES, ENTERPRISE_BOOK)
        [remark] = plan.rejected
        assert (remark.row, remark.cell, remark.value) == (15, "C15", "泾县三里服饰有限公司")
        assert "与第 13 行是同一企业名称，但统一社会信用代码" in remark.reason

    def test_with_a_wrong_code_are_told(self, store: Store) -> None:
        plan = planned(store, ENTERPRISES, ENTERPRISE_BOOK)
        assert [(r.cell, r.value) for r in plan.doubtful if "校验位不对" in r.reason] == [("D58", "91341823MARN7LKG4N")]


class TestDangers:
    def test_bring_the_enterprises_that_they_name(self, store: Store) -> None:
        plan = planned(store, HIDDEN_DANGERS, DANGER_BOOK)
        assert fates(plan) == (77, 0, 0, 0)
        named = {question.text: question for question in plan.questions}
        assert {question.answer for question in named.values()} == {NEW}
        assert "原来没有“金竹水泥制品厂”，已随本次导入新增" in {remark.reason for remark in plan.doubtful}
        for question in named.values():
            plan.answer(question, NOBODY)
        assert fates(plan) == (0, 0, 0, 77)
        assert all("没有叫“" in remark.reason for remark in plan.rejected)

    def test_of_two_enterprises_of_one_name_wait_for_the_clerk(self, based: Store) -> None:
        plan = planned(based, HIDDEN_DANGERS, DANGER_BOOK)
        assert Counter(remark.value for remark in plan.rejected) == {
            "金竹水泥制品厂": 6, "泾县新安建筑工程项目部": 3, "泾县琴溪烟花爆竹零售点": 2, "泾县徽诚宣纸厂": 1,
        }  # fmt: skip
        assert plan.rejected[1].proposal == "金竹水泥制品厂（潘村） 或 金竹水泥制品厂（铜山村）"

    def test_take_terms_from_the_day_of_finding(self, based: Store) -> None:
        come_in(based, "hidden_dangers")

        def terms(words: str, day: D) -> set[D | None]:
            return {d.deadline for d in based.find(HiddenDanger, eq("description", words) & eq("found_date", day))}

        assert terms("仓库内住人(三合一)", D(2026, 6, 14)) == {D(2026, 6, 29)}  # 15日
        assert terms("未开展全员安全培训,无记录", D(2026, 3, 15)) == {D(2026, 3, 15)}  # 当日
        assert terms("液氨报警器失效", D(2026, 5, 18)) == {D(2026, 6, 30)}  # 2026年6月底
        assert terms("砂轮机无防护罩", D(2026, 5, 2)) == {D(2026, 5, 17)}

    def test_stand_in_the_state_that_the_list_says(self, based: Store) -> None:
        come_in(based, "hidden_dangers")
        majors = based.find(HiddenDanger, eq("level", Level.MAJOR))
        assert {d.status for d in majors} <= {State.MAJOR_NOTED, State.MAJOR_MENDING, State.APPLIED}
        generals = based.find(HiddenDanger, eq("level", Level.GENERAL))
        assert {d.status for d in generals} == {State.NOTED, State.MENDING, State.TO_RECHECK}
        at_once = based.find(HiddenDanger, eq("rectify_mode", RectifyMode.AT_ONCE))
        assert at_once and all(d.deadline == d.found_date for d in at_once)

    def test_say_what_was_left_open(self, based: Store) -> None:
        plan = planned(based, HIDDEN_DANGERS, DANGER_BOOK)
        first = {remark.field: remark.reason for remark in plan.lines[0].doubts}
        assert first["level"] == "等级没有填，暂按一般隐患登记"
        assert first["status"] == "是否完成整改没有填，暂按未整改登记"
        assert "也可能指当月 15 日" in first["deadline"]

    def test_that_look_alike_are_both_kept_and_doubted(self, based: Store) -> None:
        plan = come_in(based, "hidden_dangers")
        assert [r.row for r in plan.doubtful if "相同，请核实是否重复登记" in r.reason] == [42, 52]


class TestCertificates:
    def test_with_destroyed_id_numbers_are_refused(self, based: Store) -> None:
        plan = planned(based, CERTIFICATES, CERTIFICATE_TABLE)
        why = Counter(remark.reason.split("，")[0].split("“")[0] for remark in plan.rejected)
        assert why == {"有 2 个": 12, "身份证号被 Excel 按数值改写了": 6}

    def test_lose_the_apostrophe_of_excel(self, based: Store) -> None:
        come_in(based, "certificates")
        [paper] = based.find(Certificate, eq("cert_no", "T3418231904110219"))
        assert (paper.id_card, paper.birth) == ("341823190411021920", D(1904, 11, 2))

    def test_take_a_month_as_its_last_day(self, based: Store) -> None:
        come_in(based, "certificates")
        assert based.find(Certificate, eq("cert_no", "T34182319030304546"))[0].review_due == D(2028, 12, 31)


def test_a_marked_workbook_comes_back_and_corrected_brings_the_rest(based: Store, tmp_path: Path) -> None:
    plan = come_in(based, "hidden_dangers")
    mark_errors(plan, tmp_path / "退回.xlsx")
    book = load_workbook(tmp_path / "退回.xlsx")
    page = book["隐患台账"]
    assert "不能确定是哪一个" in page["B12"].comment.text
    assert "第 13 行：" in page["B12"].comment.text  # the cell is merged over three rows
    assert page["B12"].fill.fgColor.rgb.endswith("FFC7CE") and page["H3"].fill.fgColor.rgb.endswith("FFEB9C")
    for row in page.iter_rows(min_row=3):
        if row[1].comment and "不能确定" in row[1].comment.text:
            row[1].value = row[1].comment.text.partition("建议：")[2].partition(" 或 ")[0]
    book.save(tmp_path / "改好.xlsx")
    assert fates(imported(based, HIDDEN_DANGERS, tmp_path / "改好.xlsx")) == (12, 0, 65, 0)


def test_a_marked_workbook_keeps_everything_else(store: Store, tmp_path: Path) -> None:
    plan = planned(store, ENTERPRISES, ENTERPRISE_BOOK)
    mark_errors(plan, tmp_path / "退回.xlsx")
    ours, theirs = load_workbook(tmp_path / "退回.xlsx"), load_workbook(ENTERPRISE_BOOK)
    assert ours.sheetnames == theirs.sheetnames
    for name in theirs.sheetnames:
        assert [[c.value for c in r] for r in ours[name].rows] == [[c.value for c in r] for r in theirs[name].rows]
        assert ours[name].merged_cells == theirs[name].merged_cells
    ours["企业台账"]["C15"] = "泾县三里服饰二厂"
    ours.save(tmp_path / "改好.xlsx")
    come_in(store, "enterprises")
    assert fates(imported(store, ENTERPRISES, tmp_path / "改好.xlsx"))[0] == 1


def test_a_summary_tells_what_was_done_and_what_would_be(based: Store) -> None:
    plan = planned(based, CERTIFICATES, CERTIFICATE_TABLE)
    assert summary(plan, dry_run=True).startswith("读到 60 行：将新增 43，将更新 0，无变化 0，未保存 17，存疑")
    assert "已新增 43" in summary(plan)
