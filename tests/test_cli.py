"""The command line does what the window does, answers with 0, 1 or 2, and speaks JSON to scripts and Chinese to people."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sheets import CERTIFICATE_TABLE, DANGER_BOOK, ENTERPRISE_BOOK, workbook

from safety_desk import __version__
from safety_desk.cli import main
from safety_desk.ledgers.catalog import LEDGERS
from safety_desk.ledgers.papers import forms
from safety_desk.paths import Office
from safety_desk.tasks.office import open_office

ROOT = Path(__file__).resolve().parent.parent


class Desk:
    """Runs commands on one office; keeps what was said."""

    def __init__(self, office: Office, capsys: pytest.CaptureFixture[str]) -> None:
        self.office = office
        self.capsys = capsys
        self.out = self.err = ""

    def __call__(self, *words: object) -> int:
        try:
            status = main(["--office", str(self.office.folder), *map(str, words)])
        except SystemExit as end:  # argparse ends with 2 where the words are wrong
            status = int(end.code or 0)
        self.out, self.err = self.capsys.readouterr()
        return status

    def json(self, *words: object) -> Any:
        assert self(*words, "--json") == 0, self.err
        return json.loads(self.out)

    def lines(self, *words: object) -> list[Any]:
        assert self(*words, "--json") == 0, self.err
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def desk(office: Office, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(office, capsys)


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """The desk of an office with two villages and three enterprises."""
    for name in ("奎峰村", "铜山村"):
        assert desk("add", "villages", f"name={name}") == 0
    for name, village, people in (("一厂", "奎峰村", 5), ("二厂", "铜山村", 60), ("三厂", "铜山村", "")):
        assert desk("add", "enterprises", f"name={name}", f"village={village}", f"employees={people}") == 0
    return desk


def test_ledgers_are_listed_with_their_fields(desk: Desk) -> None:
    told = desk.json("ledgers")
    assert [ledger["name"] for ledger in told] == [ledger.name for ledger in LEDGERS]
    for ledger in told:
        assert list(ledger) == ["name", "title", "tab", "plan", "fields"]
        assert ledger["plan"] and all(isinstance(point, str) for point in ledger["plan"])
        for field in ledger["fields"]:
            assert list(field) == ["name", "label", "kind", "required"]
            assert isinstance(field["required"], bool)
    enterprise = next(ledger for ledger in told if ledger["name"] == "enterprises")
    assert (enterprise["title"], enterprise["tab"]) == ("企业台账", "企业")
    assert enterprise["fields"][0] == {"name": "name", "label": "企业名称", "kind": "text", "required": True}
    assert {f["name"] for f in enterprise["fields"] if f["required"]} == {"name"}
    assert desk("ledgers") == 0 and "enterprises  企业台账（企业）：企业名称、" in desk.out


def test_rows_are_one_json_object_a_line(filled: Desk) -> None:
    told = filled.lines("rows", "enterprises")
    assert [row["name"] for row in told] == ["一厂", "二厂", "三厂"]
    assert list(told[0])[:3] == ["id", "name", "uscc"]
    assert (told[0]["village"], told[0]["employees"], told[0]["status"], told[0]["above_size"]) == (1, 5, "在产", False)
    assert filled("rows", "企业台账") == 0 and filled.out.splitlines()[0].startswith("1  一厂  奎峰村")


def test_rows_of_an_empty_ledger_are_nothing(desk: Desk) -> None:
    assert desk.lines("rows", "enterprises") == []


@pytest.mark.parametrize(
    ("where", "names"),
    [
        (["village=铜山村"], ["二厂", "三厂"]),
        (["所在村=铜山村", "employees=60"], ["二厂"]),
        (["employees="], ["三厂"]),
        (["status=在产"], ["一厂", "二厂", "三厂"]),
        (["id=2"], ["二厂"]),
        (["tags=喷涂"], []),
        (["name=没有的"], []),
        (["village=2"], ["二厂", "三厂"]),
    ],
)
def test_rows_are_chosen_by_what_fields_say(filled: Desk, where: list[str], names: list[str]) -> None:
    words = [part for pair in where for part in ("--where", pair)]
    assert [row["name"] for row in filled.lines("rows", "enterprises", *words)] == names


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rows", "enterprise"), "没有名为“enterprise”的台账。全部台账：enterprises、"),
        (("rows", "enterprises", "--where", "村"), "“村”应写成 字段=值"),
        (("rows", "enterprises", "--where", "colour=红"), "企业台账没有字段“colour”。字段有：name、"),
        (("rows", "enterprises", "--where", "village=没有的村"), "所在村：没有叫“没有的村”的所在村"),
        (("rows", "enterprises", "--where", "employees=多"), "从业人员数：“多”不是数字"),
        (("export", "nothing", "x.xlsx"), "没有名为“nothing”的台账"),
        (("history", "enterprises", "9"), "企业台账里没有编号为 9 的记录"),
        (("undo",), "没有可以撤销的操作"),
        (("redo",), "没有可以重做的操作"),
        (("import", "enterprises", "没有.xlsx"), "找不到文件"),
        (("report", "没有的"), "没有名为“没有的”的报表。可用的有：county、"),
        (("report", "county"), "用法：report"),
        (("report", "county", "--period", "2026-13", "x.xlsx"), "看不懂统计期“2026-13”"),
        (("print", "没有的", "1", "x.pdf"), "没有名为“没有的”的文书"),
    ],
)
def test_a_refusal_is_told_on_standard_error_in_chinese_with_status_1(
    desk: Desk, words: tuple[str, ...], said: str
) -> None:
    assert desk(*words) == 1
    assert desk.err.startswith(said) and desk.out == ""


@pytest.mark.parametrize(
    "words",
    [
        ("nothing",),
        ("rows",),
        ("add", "enterprises"),
        ("history", "enterprises", "x"),
        ("rows", "enterprises", "--what"),
    ],
)
def test_wrong_words_end_with_2_and_the_usage(desk: Desk, words: tuple[str, ...]) -> None:
    assert desk(*words) == 2
    assert "用法" in desk.err and desk.out == ""


def test_a_step_is_taken_as_in_the_window(filled: Desk) -> None:
    """The yearly plan from its making to its approval, by its steps."""
    assert filled("add", "enforce_plans", "year=2027", "persons=2") == 0
    assert filled("step", "enforce_plans", 1) == 0 and filled.out.splitlines() == ["生成检查对象", "报批（报批日期*）"]
    assert filled("step", "年度监督检查计划", 1, "报批") == 1 and "请先“生成检查对象”" in filled.err
    assert filled("step", "enforce_plans", 1, "生成检查对象") == 0
    assert len(filled.lines("rows", "enforce_targets")) == 1  # a fifth of three that have neither class nor grade
    assert filled("step", "enforce_plans", 1, "报批") == 0
    assert filled("step", "enforce_plans", 1, "批准") == 1 and "批准机关或批准人：必须填写" in filled.err
    assert filled("step", "enforce_plans", 1, "批准", "批准日期=2027-02-30", "approved_by=安委会") == 1
    assert "没有 2027 年 2 月 30 日这一天" in filled.err
    assert filled("step", "enforce_plans", 1, "批准", "批准机关或批准人=安委会") == 0
    [plan] = filled.lines("rows", "enforce_plans")
    assert (plan["status"], plan["submitted_at"], plan["approved_date"]) == ("批准", "2026-11-23", "2026-11-23")
    assert filled("step", "enforce_plans", 1, "批准") == 1 and "现在不能办理“批准”。可以办理的：执行" in filled.err
    assert filled("step", "enforce_plans", 9) == 1 and "没有编号为 9 的记录" in filled.err


def test_a_record_is_added_and_its_id_is_told(desk: Desk) -> None:
    assert desk("add", "villages", "name=奎峰村", "人口=1200") == 0
    assert desk.out == "1\n"
    assert desk.lines("rows", "villages")[0]["population"] == 1200


def test_a_link_is_given_by_name_or_by_the_id_that_rows_tell(filled: Desk) -> None:
    assert filled("add", "special_equipment", "enterprise=2", "name=叉车") == 0
    assert filled.lines("rows", "special_equipment", "--where", "enterprise=二厂")[0]["enterprise"] == 2
    assert filled("add", "special_equipment", "enterprise=99", "name=叉车") == 1
    assert "没有叫“99”的使用单位" in filled.err


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_kept(desk: Desk) -> None:
    assert desk("add", "hidden_dangers", "found_date=2026-13-01", "level=重大", "fund=-1") == 1
    assert desk.err.startswith("没有保存，还有 5 处要改。")
    for said in (
        "企业：请填企业，或者填公共区域",
        "发现日期：",
        "隐患内容：必须填写",
        "重大隐患判定依据：",
        "整改资金：不能小于 0",
    ):
        assert said in desk.err
    assert desk.lines("rows", "hidden_dangers") == []


def test_a_second_record_with_the_same_key_is_refused(filled: Desk) -> None:
    assert filled("add", "enterprises", "name=一厂", "village=奎峰村") == 1
    assert "不能重复登记" in filled.err


def test_an_import_answers_in_numbers_and_cells(desk: Desk) -> None:
    told = desk.json("import", "enterprises", ENTERPRISE_BOOK)
    assert (told["read"], told["added"], told["updated"], told["unchanged"]) == (64, 59, 0, 4)
    [rejected] = told["rejected"]
    assert (rejected["row"], rejected["column"], rejected["value"]) == (15, "企业名称", "泾县三里服饰有限公司")
    assert "统一社会信用代码" in rejected["reason"]
    assert all({"row", "column", "value", "reason"} <= set(remark) for remark in told["doubtful"])
    assert {"read", "added", "updated", "unchanged", "rejected", "doubtful"} <= set(told)
    assert desk.json("import", "enterprises", ENTERPRISE_BOOK)["unchanged"] == 63


def test_an_import_is_told_to_people_in_sentences(desk: Desk) -> None:
    assert desk("import", "enterprises", ENTERPRISE_BOOK) == 0
    first, *rest = desk.out.splitlines()
    assert first.startswith("读到 64 行：已新增 59，已更新 0，无变化 4，未保存 1，存疑")
    assert rest[0].startswith("未保存  第 15 行  企业名称  “泾县三里服饰有限公司”  与第 13 行")
    assert any(line.startswith("存疑  第 6 行  从业人数  “约19人”") and line.endswith("建议：19") for line in rest)


def test_a_dry_run_tells_and_keeps_nothing(desk: Desk) -> None:
    assert desk("import", "enterprises", ENTERPRISE_BOOK, "--dry-run") == 0
    assert "将新增 59" in desk.out
    assert desk.lines("rows", "enterprises") == []


def test_a_sheet_is_chosen_and_the_faults_come_back_marked(desk: Desk, tmp_path: Path) -> None:
    assert desk("import", "enterprises", ENTERPRISE_BOOK, "--sheet", "Sheet2") == 1
    out = tmp_path / "退回.xlsx"
    assert desk("import", "enterprises", ENTERPRISE_BOOK, "--sheet", "企业台账", "--errors", out) == 0
    assert "与第 13 行是同一企业名称" in load_workbook(out)["企业台账"]["C15"].comment.text


def test_undo_redo_and_history_tell_what_they_did(filled: Desk) -> None:
    filled("import", "certificates", CERTIFICATE_TABLE, "--dry-run")
    assert filled("undo") == 0 and filled.out == "已撤销：新增企业\n"
    assert filled("redo") == 0 and filled.out == "已重做：新增企业\n"
    assert filled("history", "enterprises", 1) == 0
    lines = filled.out.splitlines()
    assert lines[0].startswith("2026-11-23 10:00:00") and lines[0].endswith("新增企业")
    assert "    所在村：（空） → 奎峰村" in lines


def test_an_export_can_be_brought_back(filled: Desk, tmp_path: Path) -> None:
    out = tmp_path / "企业.xlsx"
    assert filled("export", "enterprises", out, "--where", "village=铜山村") == 0
    assert filled.out == f"已导出 2 条到 {out}\n"
    page = load_workbook(out).active
    assert page is not None and [row[0].value for row in page.rows] == ["企业名称", "二厂", "三厂"]
    assert filled.json("import", "enterprises", out)["unchanged"] == 2


def test_an_export_into_a_folder_that_is_not_there_is_refused(filled: Desk, tmp_path: Path) -> None:
    assert filled("export", "enterprises", tmp_path / "没有" / "企业.xlsx") == 1
    assert filled.err.startswith("写不了“")


def test_reports_are_listed_and_made(filled: Desk, tmp_path: Path) -> None:
    told = filled.json("report", "--list")
    assert {
        "name": "county",
        "title": "县级汇总（企业台账、风险分级管控清单、隐患统计）",
        "group": "底数和风险",
    } in told
    assert all(list(report) == ["name", "title", "group"] for report in told)
    for report in told:
        out = tmp_path / f"{report['name']}.xlsx"
        assert filled("report", report["name"], "--period", "2026Q4", out) == 0, filled.err
        assert "2026年第四季度" in filled.out
        assert load_workbook(out).sheetnames


def test_papers_are_listed(desk: Desk) -> None:
    told = desk.json("print", "--list")
    names = [paper.name for ledger in LEDGERS for paper in forms(ledger.name)]
    assert [paper["name"] for paper in told] == [*names, "dossier", "台账.ledger_page", "台账.record_sheet"]
    assert all(list(paper) == ["name", "title", "ledger"] for paper in told)


def test_a_check_says_that_all_is_well_or_what_is_not(filled: Desk) -> None:
    assert filled("check") == 0 and filled.out.startswith("数据完好")
    with open_office(filled.office) as store:
        store.db.execute("UPDATE op SET who = '别人' WHERE id = 2")
    assert filled("check") == 1 and "操作日志第 2 条的校验值不符" in filled.err


def test_a_damaged_file_is_told_and_not_a_traceback(filled: Desk) -> None:
    content = filled.office.database.read_bytes()
    filled.office.database.write_bytes(content[:100] + b"\xa5" * (len(content) - 100))
    for command in (("rows", "enterprises"), ("check",)):
        assert filled(*command) == 1
        assert "损坏" in filled.err


def test_a_danger_list_brings_its_enterprises_unless_they_are_said_to_be_none(desk: Desk) -> None:
    told = desk.json("import", "hidden_dangers", DANGER_BOOK, "--dry-run")
    assert (told["read"], told["added"], len(told["rejected"])) == (77, 77, 0)
    assert {question["answer"] for question in told["questions"]} == {"新增"}
    told = desk.json("import", "hidden_dangers", DANGER_BOOK, "--match", "金竹水泥制品厂=不认", "--dry-run")
    assert (told["added"], len(told["rejected"])) == (71, 6)


def test_header_and_columns_are_told_and_remembered(desk: Desk, tmp_path: Path) -> None:
    rows = [["某镇"], ["户头", "人手", "所在村"], ["甲厂", 5, "奎峰村"]]
    path = workbook(tmp_path / "甲.xlsx", ("表", rows))
    assert desk("import", "enterprises", path) == 1 and "没有找到企业台账的表头" in desk.err
    words = ("--header", "2", "--columns", "户头=企业名称", "人手=不导入")
    assert desk.json("import", "enterprises", path, *words)["added"] == 1
    again = workbook(tmp_path / "乙.xlsx", ("表", [*rows, ["乙厂", 6, "奎峰村"]]))
    assert desk.json("import", "enterprises", again)["added"] == 1, "the same form next month needs nothing"
    assert desk("import", "enterprises", path, "--header", "9") == 1 and "没有第 9 行" in desk.err
    assert desk("import", "enterprises", path, "--header", "2", "--columns", "天=企业名称") == 1
    assert "表头里没有“天”这一列" in desk.err
    assert desk("import", "enterprises", path, "--match", "无此厂=1") == 1 and "没有要认定的名称" in desk.err


def test_the_version_is_told(desk: Desk) -> None:
    assert desk("--version") == 0 and desk.out.strip() == __version__


def test_a_real_process_does_the_same_and_writes_utf_8(tmp_path: Path) -> None:
    def run(*words: str) -> "subprocess.CompletedProcess[bytes]":
        command = [sys.executable, "-m", "safety_desk", "--office", str(tmp_path / "新 办公室"), *words]
        return subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=60)

    assert run("add", "villages", "name=奎峰村").stdout.split() == [b"1"]
    [row] = run("rows", "villages", "--json").stdout.decode("utf-8").splitlines()
    assert json.loads(row)["name"] == "奎峰村"
    wrong = run("rows", "村")
    assert (wrong.returncode, wrong.stdout) == (1, b"")
    assert wrong.stderr.decode("utf-8").startswith("没有名为“村”的台账")
    assert run("没有").returncode == 2


def test_a_reader_who_has_seen_enough_ends_the_list_without_a_word(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "safety_desk", "--office", str(tmp_path / "办公室"), "ledgers"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout is not None and run.stderr is not None
        run.stdout.close()
        assert run.stderr.read() == b""
    assert run.returncode == 1


def test_figures_are_listed_and_their_rows_named(filled: Desk) -> None:
    assert filled("add", "hidden_dangers", "企业=一厂", "found_date=2026-10-08", "隐患内容=线路老化") == 0
    told = {line["name"]: line for line in filled.lines("measures", "--period", "2026-10")}
    rate = told["mend_rate"]
    assert (rate["title"], rate["now"], rate["missing"]) == ("隐患整改率", {"amount": 0, "whole": 1, "share": 0.0}, 1)
    assert rate["says"] and told["found"]["now"]["amount"] == 1
    assert {line["group"] for line in filled.lines("measures", "--group", "安责险")} == {"安责险"}
    where = ("--measure", "隐患整改率", "--period", "2026-10")
    assert [
        len(filled.lines("rows", "hidden_dangers", *where, "--side", side)) for side in ("part", "whole", "missing")
    ] == [0, 1, 1]
    assert filled("measures", "--period", "2026-10", "--group", "隐患治理") == 0
    assert "隐患治理  mend_rate  隐患整改率  0 / 1 = 0.0%  上期 —" in filled.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rows", "enterprises", "--measure", "隐患整改率"), "请写 rows hidden_dangers"),
        (("rows", "enterprises", "--measure", "没有的"), "没有名为“没有的”的指标"),
        (("rows", "enterprises", "--measure", "enterprises", "--side", "missing"), "它不是比率"),
        (("measures", "--group", "没有的"), "没有叫“没有的”的分组"),
        (("measures", "--period", "上月"), "看不懂统计期"),
    ],
)
def test_a_figure_that_there_is_not_is_refused(desk: Desk, words: tuple[str, ...], said: str) -> None:
    assert desk(*words) == 1
    assert said in desk.err
