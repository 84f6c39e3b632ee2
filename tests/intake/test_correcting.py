"""A plan is corrected cell by cell and asked about names; what is told once holds for the next import."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.styles import PatternFill
from sheets import DANGER_BOOK, ENTERPRISE_BOOK, fates, imported, planned, workbook
from town import Town, changed, dump, made

from safety_desk.conditions import eq
from safety_desk.db.store import Store
from safety_desk.intake.known import Fate, Line
from safety_desk.intake.promised import NEW, NOBODY
from safety_desk.jobs import finish
from safety_desk.ledgers.enterprise import ENTERPRISES, Enterprise
from safety_desk.ledgers.hidden_danger import HIDDEN_DANGERS, HiddenDanger
from safety_desk.tasks.imports.importing import commit_import, judge_rows, mark_errors, plan_import
from safety_desk.tasks.imports.layout import Wishes, lay_out
from safety_desk.tasks.imports.plan import Plan

HEAD = ["企业名称", "统一社会信用代码", "所在村", "从业人数"]
SOUND, OTHER = "91341823MA8WXYT24G", "91341823MA48T8CJCP"


def book(tmp_path: Path, *rows: list[Any], head: list[str] | None = None) -> Path:
    return workbook(tmp_path / "甲.xlsx", ("表", [head or HEAD, *rows]))


def told(plan: Plan) -> list[tuple[Fate, list[str], dict[str, Any]]]:
    """What a plan says of every row; a village that is only promised by its name."""

    def values(line: Line) -> dict[str, Any]:
        village = getattr(line.record, "village", None)
        return {**line.record.values(), "village": plan.names.added.get(village, village)}

    return [(line.fate, sorted(r.reason for r in (*line.errors, *line.doubts)), values(line)) for line in plan.lines]


def test_a_corrected_cell_is_judged_at_once_and_its_neighbours_with_it(store: Store, tmp_path: Path) -> None:
    plan = planned(store, ENTERPRISES, book(tmp_path, ["甲厂", SOUND, None, 5], ["甲厂", SOUND, None, 6]))
    assert fates(plan) == (1, 0, 0, 1)
    assert plan.correct(1, "uscc", OTHER) == [0, 1]
    plan.correct(1, "name", "乙厂")
    assert fates(plan) == (2, 0, 0, 0)
    plan.correct(0, "name", "乙厂")
    plan.correct(0, "uscc", OTHER)
    assert [line.fate for line in plan.lines] == [Fate.NEW, Fate.REJECTED], "the later row gives way, as in a file"
    finish(commit_import(store, plan))
    assert [(e.name, e.uscc, e.employees) for e in store.find(Enterprise)] == [("乙厂", OTHER, 5)]


CELLS = st.tuples(
    st.integers(0, 5),
    st.sampled_from(["name", "uscc", "village", "employees"]),
    st.sampled_from(["", "甲厂", "乙有限公司", "乙有限责任公司", SOUND, OTHER, "奎峰村", "新村", "约8人", "7"]),
)


@given(edits=st.lists(CELLS, max_size=6))
def test_a_corrected_plan_is_the_plan_of_a_corrected_file(
    store: Store, tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[int, str, str]]
) -> None:
    rows: list[list[Any]] = [
        ["甲厂", SOUND, "奎峰村", 5], ["甲厂", None, "奎峰村", 5], ["乙有限公司", OTHER, None, 6],
        ["乙有限公司", None, None, 6], ["丙厂", None, "新村", 7], ["甲厂", SOUND, "新村", "约8人"],
    ]  # fmt: skip
    if not store.count(Enterprise):
        store.save("有", Enterprise(name="乙有限公司", uscc=OTHER), Enterprise(name="丙厂"))
    plan = planned(store, ENTERPRISES, book(tmp_path_factory.mktemp("a"), *rows))
    for place, name, text in edits:
        plan.correct(place, name, text)
        rows[place][["name", "uscc", "village", "employees"].index(name)] = text or None
    fresh = finish(judge_rows(store, plan.path, plan.layout, edits=plan.edits))
    assert told(plan) == told(fresh)


def test_a_name_in_another_legal_form_or_of_before_is_the_same_firm_and_keeps_its_name(
    store: Store, town: Town, tmp_path: Path
) -> None:
    changed(store, town.station, former_names="老桥加油站、新桥加油站")
    rows = [[town.mill.name.replace("有限公司", "有限责任公司"), None, None, 7], ["新桥加油站", None, None, 8]]
    assert fates(imported(store, ENTERPRISES, book(tmp_path, *rows))) == (0, 2, 0, 0)
    found = {e.name: e.employees for e in store.find(Enterprise)}
    assert (found[town.mill.name], found[town.station.name]) == (7, 8)


def test_a_doubtful_firm_is_asked_about_and_the_answer_is_remembered(store: Store, town: Town, tmp_path: Path) -> None:
    path = book(tmp_path, ["泾县茂林竹木制品有限公司", None, None, 7])
    plan = planned(store, ENTERPRISES, path)
    assert fates(plan) == (0, 0, 0, 1), "nobody guesses"
    [question] = plan.questions
    assert (question.own, question.candidates, question.answer) == (True, [town.mill.id], None)
    assert "可能就是已有的“茂林竹木制品有限公司" in plan.rejected[0].reason
    plan.answer(question, town.mill.id)
    assert fates(plan) == (0, 1, 0, 0)
    finish(commit_import(store, plan))
    assert store.get(Enterprise, town.mill.id or 0).employees == 7
    before = dump(store)
    assert fates(imported(store, ENTERPRISES, path)) == (0, 0, 1, 0), "it is not asked again"
    assert dump(store) == before
    store.undo()
    assert fates(planned(store, ENTERPRISES, path)) == (0, 1, 0, 0), "to undo the import is not to forget the answer"


def test_a_doubtful_firm_that_is_another_one_is_new(store: Store, town: Town, tmp_path: Path) -> None:
    path = book(tmp_path, ["泾县茂林竹木制品有限公司", None, None, 7])
    plan = planned(store, ENTERPRISES, path)
    plan.answer(plan.questions[0], NEW)
    finish(commit_import(store, plan))
    assert store.count(Enterprise, eq("name", "泾县茂林竹木制品有限公司")) == 1
    assert fates(imported(store, ENTERPRISES, path)) == (0, 0, 1, 0)


def test_a_firm_with_another_code_is_not_asked_about(store: Store, town: Town, tmp_path: Path) -> None:
    plan = planned(store, ENTERPRISES, book(tmp_path, ["泾县茂林竹木制品有限公司", SOUND, None, 7]))
    assert (fates(plan), plan.questions) == ((1, 0, 0, 0), [])


DANGER = ["企业名称", "所在村", "检查日期", "隐患内容"]


def test_unknown_firms_of_a_danger_list_are_proposed_with_their_village(
    store: Store, town: Town, tmp_path: Path
) -> None:
    rows = [["新来竹木厂", "奎峰村", "2026-11-01", "甲"], ["某厂", "奎峰村", "2026-11-01", "乙"]]
    plan = planned(store, HIDDEN_DANGERS, book(tmp_path, *rows, head=DANGER))
    answers = {question.text: question.answer for question in plan.questions}
    assert answers == {"新来竹木厂": NEW, "某厂": None}, "two signs name nobody"
    before = store.count(Enterprise)
    finish(commit_import(store, plan))
    assert store.count(Enterprise) == before + 1
    [firm] = store.find(Enterprise, eq("name", "新来竹木厂"))
    assert firm.village == town.mill.village
    assert [danger.enterprise for danger in store.find(HiddenDanger)] == [firm.id]
    store.undo()
    assert store.count(Enterprise) == before


def test_what_is_not_ticked_is_not_added_and_is_not_ticked_next_time(store: Store, town: Town, tmp_path: Path) -> None:
    rows = [["新来竹木厂", None, "2026-11-01", "甲"], [town.mill.name, None, "2026-11-01", "乙"]]
    path = book(tmp_path, *rows, head=DANGER)
    plan = planned(store, HIDDEN_DANGERS, path)
    plan.answer(plan.questions[0], NOBODY)
    assert fates(plan) == (1, 0, 0, 1)
    finish(commit_import(store, plan))
    assert [question.answer for question in planned(store, HIDDEN_DANGERS, path).questions] == [NOBODY]


def test_one_of_two_firms_of_a_name_is_picked_and_remembered(store: Store, town: Town, tmp_path: Path) -> None:
    other = made(store, Enterprise, name=town.mill.name)
    path = book(tmp_path, [town.mill.name, None, "2026-11-01", "甲"], head=DANGER)
    plan = planned(store, HIDDEN_DANGERS, path)
    [question] = plan.questions
    assert (fates(plan), set(question.candidates)) == ((0, 0, 0, 1), {town.mill.id, other.id})
    assert plan.question(0, "enterprise") is question
    plan.answer(question, other.id)
    finish(commit_import(store, plan))
    assert [danger.enterprise for danger in store.find(HiddenDanger)] == [other.id]
    assert fates(planned(store, HIDDEN_DANGERS, path)) == (0, 0, 1, 0)


def test_an_answer_about_a_firm_that_is_gone_is_asked_again(store: Store, town: Town, tmp_path: Path) -> None:
    other = made(store, Enterprise, name=town.mill.name)
    path = book(tmp_path, [town.mill.name, None, "2026-11-01", "甲"], head=DANGER)
    plan = planned(store, HIDDEN_DANGERS, path)
    plan.answer(plan.questions[0], other.id)
    finish(commit_import(store, plan))
    store.undo()
    store.remove("删", other)
    [line] = planned(store, HIDDEN_DANGERS, path).lines
    assert line.record.enterprise == town.mill.id


def told_how(store: Store, path: Path, wishes: Wishes) -> Plan:
    plan = finish(plan_import(store, ENTERPRISES, path, wishes=wishes))
    finish(commit_import(store, plan))
    return plan


def test_columns_that_a_person_chose_are_remembered_for_the_same_form(store: Store, tmp_path: Path) -> None:
    head = ["某镇填报", None], ["户头", "联系电话"]
    first = workbook(tmp_path / "甲.xlsx", ("表", [*head, ["甲厂", "13900000001"]]))
    wishes = Wishes("表", (1, 1), ("name", "safety_officer_mobile"))
    assert fates(told_how(store, first, wishes)) == (1, 0, 0, 0)
    next_month = workbook(tmp_path / "乙.xlsx", ("表", [["换了题目"], [], *head, ["乙厂", "13900000002"]]))
    plan = planned(store, ENTERPRISES, next_month)
    assert (plan.header.first, plan.layout.remembered) == (3, True)
    assert plan.lines[0].record.values()["safety_officer_mobile"] == "13900000002"


def test_back_to_what_the_program_finds_is_nothing_to_remember(store: Store, tmp_path: Path) -> None:
    path = book(tmp_path, ["甲厂", SOUND, "奎峰村", 5])
    found = planned(store, ENTERPRISES, path).layout.columns
    told_how(store, path, Wishes("表", (0, 1), (*found[:3], "")))
    assert planned(store, ENTERPRISES, path).layout.columns == (*found[:3], "")
    told_how(store, path, Wishes("表", (0, 1), found))
    assert store.remembered("columns") == {}


def test_a_file_without_a_header_is_laid_out_to_be_told_one(store: Store, tmp_path: Path) -> None:
    path = workbook(tmp_path / "甲.xlsx", ("表", [["户头", "人手"], ["甲厂", 5]]))
    from safety_desk.intake.reading import read_book

    layout = lay_out(store, ENTERPRISES, read_book(path).sheets, Wishes())
    assert (layout.header, [field.label for field in layout.missing]) == (None, ["企业名称"])


def test_only_the_difference_comes_in_when_the_marked_workbook_comes_back(store: Store, tmp_path: Path) -> None:
    first = imported(store, ENTERPRISES, ENTERPRISE_BOOK)
    assert fates(first) == (59, 0, 4, 1)
    out = tmp_path / "待改正.xlsx"
    mark_errors(first, out)
    back = load_workbook(out)
    page = back.active
    assert page is not None
    cell = page["C15"]
    assert cell.comment is not None and cell.fill.fgColor.rgb == "00FFC7CE"
    cell.value = "泾县三里服饰二厂"
    back.save(out)
    again = imported(store, ENTERPRISES, out)
    assert fates(again) == (1, 0, 63, 0)
    assert store.can_undo() == "导入企业台账 1 条（待改正.xlsx）"


@pytest.mark.parametrize(
    ("path", "ledger", "name"),
    [(ENTERPRISE_BOOK, ENTERPRISES, "name"), (DANGER_BOOK, HIDDEN_DANGERS, "description")],
)
def test_what_was_corrected_here_stands_in_the_marked_workbook(
    store: Store, path: Path, ledger: Any, name: str, tmp_path: Path
) -> None:
    plan = planned(store, ledger, path)
    plan.correct(0, name, "改过的名称")
    mark_errors(plan, tmp_path / "待改正.xlsx")
    page = load_workbook(tmp_path / "待改正.xlsx").active
    assert page is not None
    column = plan.header.fields[name].column + 1
    assert page.cell(plan.lines[0].number, column).value == "改过的名称"


@pytest.mark.parametrize("far", ["coloured", "merged"])
def test_a_sheet_that_reaches_to_its_far_end_is_marked_all_the_same(store: Store, far: str, tmp_path: Path) -> None:
    """What openpyxl would make of it are 17 thousand million cells."""
    path = workbook(tmp_path / "甲.xlsx", ("表", [["企业名称", "统一社会信用代码"], ["甲厂", "错的"]]))
    if far == "coloured":
        book = load_workbook(path)
        book["表"]["XFD1048576"].fill = PatternFill("solid", fgColor="FFEB9C")
        book.save(path)
    else:
        merges = b'<mergeCells count="1"><mergeCell ref="D5:XFD1048576"/></mergeCells>'
        rewritten(path, b"</sheetData>", b"</sheetData>" + merges)
    mark_errors(planned(store, ENTERPRISES, path), tmp_path / "待改正.xlsx")
    page = load_workbook(tmp_path / "待改正.xlsx").active
    assert page is not None and page["A2"].value == "甲厂"
    assert page["B2"].comment is not None


def test_a_workbook_with_a_part_that_nobody_can_unpack_is_marked_anew(store: Store, tmp_path: Path) -> None:
    path = workbook(tmp_path / "甲.xlsx", ("表", [["企业名称", "统一社会信用代码"], ["甲厂", "错的"]]))
    plan = planned(store, ENTERPRISES, path)
    with zipfile.ZipFile(path) as bundle:
        theme = bundle.getinfo("xl/theme/theme1.xml")
    data = bytearray(path.read_bytes())
    start = theme.header_offset + 30 + len(theme.filename)
    data[start + 20 : start + 60] = bytes(range(200, 240))
    path.write_bytes(data)
    mark_errors(plan, tmp_path / "待改正.xlsx")
    page = load_workbook(tmp_path / "待改正.xlsx").active
    assert page is not None and page["A2"].value == "甲厂"


def rewritten(path: Path, old: bytes, new: bytes) -> None:
    """The workbook with something else in its first sheet."""
    with zipfile.ZipFile(path) as bundle:
        parts = {name: bundle.read(name) for name in bundle.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in parts.items():
            bundle.writestr(name, content.replace(old, new) if name.endswith("sheet1.xml") else content)
