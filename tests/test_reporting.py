"""The county's tables: every number is recounted from the rows by other means, and the sheet is printable as it stands."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sheets import DANGER_BOOK, ENTERPRISE_BOOK, imported
from town import NOW, changed, made, taken

from safety_desk import clock
from safety_desk.db.store import Store
from safety_desk.jobs import finish
from safety_desk.ledgers.enterprise import ENTERPRISES, Enterprise, EntStatus
from safety_desk.ledgers.figures import RectifiedBasis, ReportRules
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.hidden_danger import HIDDEN_DANGERS, HiddenDanger
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.risk import ControlMeasure, Hazard, PointStatus, RiskAssessment, RiskPoint
from safety_desk.ledgers.visit_state import VisitResult
from safety_desk.paths import Office
from safety_desk.periods import Period, read_period
from safety_desk.reports.tables import Band
from safety_desk.tasks.office import open_office
from safety_desk.tasks.reporting import REPORTS, make_report, tables_of

D = dt.date
HALF = read_period("2026H1")


@pytest.fixture(scope="module")
def busy_office(blank_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office with the lists of the villages, some dangers mended or closed since, and a visit."""
    folder = tmp_path_factory.mktemp("busy") / "office"
    shutil.copytree(blank_office, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        with open_office(Office(folder), "测试员") as store:
            fill(store)
    return folder


@pytest.fixture
def busy(busy_office: Path, tmp_path: Path) -> Iterator[Store]:
    """That office, of this test alone."""
    shutil.copytree(busy_office, tmp_path / "busy")
    with open_office(Office(tmp_path / "busy"), "测试员") as store:
        yield store


def fill(store: Store) -> None:
    """Put in what the tests count."""
    imported(store, ENTERPRISES, ENTERPRISE_BOOK)
    imported(store, HIDDEN_DANGERS, DANGER_BOOK)
    for n, danger in enumerate(store.find(HiddenDanger)):
        if n % 3 == 0:
            changed(store, danger, rectified_at=danger.found_date + dt.timedelta(days=n), fund=(n + 1) * 123_400)
    void = store.find(HiddenDanger)[1]
    taken(store, void, "作废", void_reason="误录", close_approver="吴某")
    made(
        store,
        Inspection,
        enterprise=store.ids(Enterprise)[3],
        start_at=dt.datetime(2026, 6, 30, 9),
        result=VisitResult.CLEAN,
    )
    changed(store, store.find(Enterprise)[5], status=EntStatus.CLOSED)
    changed(store, store.find(Enterprise)[6], status=EntStatus.STOPPED)


def rows(store: Store, ledger: str) -> list[dict[str, Any]]:
    """The rows of a table as SQLite keeps them, for counting without the program's own means."""
    cursor = store.db.execute(f'SELECT * FROM "{ledger}"')
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def recounted(store: Store, period: Period, field: str | None) -> list[Any]:
    """One line of the statistics, counted by hand."""
    first, last = period.first.isoformat(), period.last.isoformat()
    industry = {e["id"]: e["industry_safety"] for e in rows(store, "enterprises")}
    dangers = [
        d for d in rows(store, "hidden_dangers") if d["status"] != "99" and industry.get(d["enterprise"]) == field
    ]
    working = [e for e in rows(store, "enterprises") if e["industry_safety"] == field]
    working = [e for e in working if e["status"] not in ("closed", "moved", "cancelled", "stopped")]
    found = [d for d in dangers if first <= d["found_date"] <= last]
    seen = {d["enterprise"] for d in found} | {
        v["enterprise"] for v in rows(store, "inspections") if first <= v["start_at"][:10] <= last and v["result"]
    }
    told: list[Any] = [len(working), len([e for e in working if e["id"] in seen])]
    for level in ("general", "major"):
        here = [d for d in found if d["level"] == level]
        mended = [d for d in here if d["rectified_at"] and d["rectified_at"] <= last]
        told += [len(here), len(mended)]
        if level == "general":
            told.append(sum(d["fund"] or 0 for d in here) / 1_000_000)
    left = [d for d in dangers if d["found_date"] <= last and not (d["rectified_at"] and d["rectified_at"] <= last)]
    return [*told, *(len([d for d in left if d["level"] == level]) for level in ("general", "major"))]


COUNTED = (
    "应开展单位数（家）", "实际开展隐患排查单位数（家）", "一般隐患|排查数（项）", "一般隐患|其中已整改（项）", "一般隐患|整改投入资金（万元）",
    "重大隐患|排查数（项）", "重大隐患|其中已整改（项）", "累计未整改（项）|一般", "累计未整改（项）|重大",
)  # fmt: skip


def statistics(store: Store, period: Period) -> dict[str, list[Any]]:
    """By industry the numbers of the statistics, in the order of `recounted`."""
    table = tables_of(store, REPORTS["hidden_danger_statistics"], period)[0]
    heads = [column.head.replace("\n", "") for column in table.columns]
    columns = [heads.index(head) for head in COUNTED]
    return {row[1]: [row[n] for n in columns] for row in table.rows if not isinstance(row, Band)}


def total(told: dict[str, list[Any]], n: int) -> Any:
    return sum(line[n] for line in told.values())


@pytest.mark.parametrize("period", ["2026-01", "2026-06", "2026Q2", "2026H1", "2026", "2025"])
def test_every_number_of_the_statistics_is_what_the_rows_say(busy: Store, period: str) -> None:
    told = statistics(busy, read_period(period))
    fields = {e["industry_safety"] for e in rows(busy, "enterprises")}
    assert told.keys() == fields
    for field in fields:
        assert told[field] == pytest.approx(recounted(busy, read_period(period), field)), field


def test_what_counts_as_mended_is_the_offices(busy: Store) -> None:
    late = read_period("2026Q3")
    assert total(statistics(busy, late), 3) == 0
    busy.set_options("口径", ReportRules(basis=RectifiedBasis.MENDED))
    mended = [
        d
        for d in rows(busy, "hidden_dangers")
        if d["rectified_at"] and "2026-07-01" <= d["rectified_at"] <= "2026-09-30"
    ]
    general = [d for d in mended if d["level"] == "general" and d["status"] != "99"]
    assert total(statistics(busy, late), 3) == len(general) > 0


def test_stopped_enterprises_count_where_the_office_says_so(busy: Store) -> None:
    assert total(statistics(busy, HALF), 0) == 57
    busy.set_options("口径", ReportRules(stopped_counts=True))
    assert total(statistics(busy, HALF), 0) == 58


def test_the_villages_have_the_same_sums_as_the_industries(busy: Store) -> None:
    by_field, by_village, _ = tables_of(busy, REPORTS["hidden_danger_statistics"], HALF)
    assert {row[1] for row in by_village.rows if not isinstance(row, Band)} == {
        "奎峰村",
        "潘村",
        "溪里凤村",
        "铜山村",
        "濂长村",
    }
    for n, column in enumerate(by_field.columns):
        if column.total == "sum":
            sums = [sum(row[n] for row in t.rows if not isinstance(row, Band)) for t in (by_field, by_village)]
            assert sums[0] == pytest.approx(sums[1]), column.head


def test_sums_and_rates_are_formulas_with_their_values(busy: Store, tmp_path: Path) -> None:
    out = tmp_path / "统计.xlsx"
    finish(make_report(busy, REPORTS["hidden_danger_statistics"], HALF, out))
    told, formulas = (load_workbook(out, data_only=only).worksheets[0] for only in (True, False))
    [last] = [row[0].row for row in formulas.iter_rows() if "合计" in (row[0].value, row[1].value)]
    assert formulas.cell(last, 3).value == f"=SUM(C5:C{last - 1})"
    assert told.cell(last, 3).value == 57
    assert str(formulas.cell(last, 7).value).startswith(f"=IFERROR(F{last}/")
    assert told.cell(last, 7).value == pytest.approx(told.cell(last, 6).value / told.cell(last, 5).value)
    assert told.cell(last, 7).number_format == "0.0%"


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_printable_as_it_stands(busy: Store, tmp_path: Path, name: str) -> None:
    out = tmp_path / "表.xlsx"
    finish(make_report(busy, REPORTS[name], HALF, out))
    for page in load_workbook(out).worksheets:
        assert str(page["A1"].value).startswith("茂林镇") and "A1" in page.merged_cells
        assert page["A1"].font.size == 18 and page["A1"].alignment.horizontal == "center"
        assert str(page["A2"].value).startswith("填报单位（盖章）：茂林镇安全生产委员会办公室")
        assert page["A3"].font.bold and page["A3"].fill.fgColor.rgb == "FFF2F2F2"
        assert page["A3"].border.left.style == "thin"
        assert page.freeze_panes and int(page.freeze_panes[1:]) >= 4
        assert page.page_setup.orientation == "landscape" and page.sheet_properties.pageSetUpPr.fitToPage
        assert page.page_setup.fitToHeight == 0
        assert page.print_title_rows and "第 &P 页 共 &N 页" in page.oddFooter.center.text
        assert not page.sheet_view.showGridLines and page.sheet_view.selection[0].activeCell in (None, "A1")
        foot = [str(row[0].value) for row in page.iter_rows() if row[0].value]
        assert any(text.startswith("单位负责人：") and "报出日期" in text for text in foot)


def test_the_control_list_has_a_row_for_every_hazard_under_the_colour_of_its_point(store: Store, make: Any) -> None:
    mill = make(Enterprise, name="甲厂")
    point = make(RiskPoint, name="锅炉房", enterprise=mill.id)
    hazard = make(Hazard, risk_point=point.id, factor_desc="超压", accident_types=("017",))
    make(RiskAssessment, hazard=hazard.id, factors={"L": 3, "E": 6, "C": 15})
    make(ControlMeasure, hazard=hazard.id, text="每日检查安全阀")
    make(RiskPoint, name="旧窑", enterprise=mill.id, status=PointStatus.IDLE)
    lists, summary = tables_of(store, REPORTS["risk_controls"], HALF)
    band, line = lists.rows
    assert isinstance(band, Band) and band.grade is Grade.ORANGE
    assert "甲厂" in band.text and "锅炉房" in band.text and "橙（较大风险）" in band.text
    assert not isinstance(line, Band)
    assert list(line[3:11]) == ["超压", "容器爆炸", "LEC", 3, 6, 15, 270, Grade.ORANGE]
    assert "每日检查安全阀" in line
    [owner] = summary.rows
    assert not isinstance(owner, Band) and list(owner[1:10]) == ["甲厂", "", "", 1, 0, 1, 0, 0, Grade.ORANGE]


def test_a_judgment_of_a_person_is_shown_as_one(store: Store, make: Any) -> None:
    make(Enterprise, name="甲厂", override_grade=Grade.RED, override_reason="县里要求", override_approver="吴某")
    [table] = tables_of(store, REPORTS["enterprises"], HALF)
    assert "等级为人工认定：县里要求" in table.rows[0]
    [owner] = tables_of(store, REPORTS["risk_controls"], HALF)[1].rows
    assert "人工认定（吴某 审批）：县里要求" in owner


def test_the_enterprise_list_has_codes_as_text_and_days_as_days(busy: Store, tmp_path: Path) -> None:
    [table] = tables_of(busy, REPORTS["enterprises"], HALF)
    assert len(table.rows) == busy.count(Enterprise)
    finish(make_report(busy, REPORTS["enterprises"], HALF, tmp_path / "企业.xlsx"))
    page = load_workbook(tmp_path / "企业.xlsx").worksheets[0]
    [row] = [row for row in page.iter_rows() if row[1].value == "泾县章渡超市"]
    assert (row[2].value, row[2].data_type, row[2].number_format) == ("91341823MAURQ283FA", "s", "@")
    assert "18600009952" in [cell.value for cell in row]


def test_a_report_of_an_empty_office_is_an_empty_table(store: Store, tmp_path: Path) -> None:
    for name, report in REPORTS.items():
        finish(make_report(store, report, HALF, tmp_path / f"{name}.xlsx"))
        assert load_workbook(tmp_path / f"{name}.xlsx").sheetnames
