"""台账页 and 登记表: every ledger has them, they show what it declares, and keep what is secret."""

import datetime as dt
from typing import Any

import pytest
from pages import told
from town import Town, made

from safety_desk.db.store import Store
from safety_desk.ledgers.catalog import LEDGERS
from safety_desk.ledgers.enforce.report import ReportCase
from safety_desk.ledgers.enterprise import ENTERPRISES, Enterprise
from safety_desk.ledgers.govern.goals import GoalLetter, GoalTarget
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.people import STAFF
from safety_desk.reports.papers import RenderedPaper
from safety_desk.tasks.ledger_papers import PAGE, SHEET, list_title
from safety_desk.tasks.papers import papers, papers_of

BY_NAME = {ledger.name: ledger for ledger in LEDGERS}


def made_of(store: Store, ledger: str, name: str, *ids: int | None) -> RenderedPaper:
    of = BY_NAME[ledger]
    paper = next(paper for paper in papers_of(store, of) if paper.name == name)
    [one] = papers(store, of, paper, [id or 0 for id in ids])
    return one


def test_every_ledger_has_papers_that_can_be_made(store: Store) -> None:
    tried = 0
    for ledger in LEDGERS:
        assert [paper.name for paper in papers_of(store, ledger)][-2:] == [PAGE, SHEET]
        if any(field.required and field.to for field in ledger.fields.values()):
            continue
        found = store.ids(ledger.record)[:3]
        for name in (PAGE, SHEET) if found else ():
            paper = next(paper for paper in papers_of(store, ledger) if paper.name == name)
            tried += len(papers(store, ledger, paper, found))
    assert tried > 8  # of what the program brings along


def test_a_page_has_the_columns_of_the_ledger_also_the_empty_ones(store: Store, town: Town) -> None:
    said = told(made_of(store, "staff", PAGE, town.chief.id, town.clerk.id).html)
    heads = [STAFF.fields[name].label for name in STAFF.columns.split() if not STAFF.fields[name].secret]
    [head] = [line for line in said.splitlines() if line.startswith("序号")]
    assert head.split(" | ")[:5] == ["序号", *heads[:4]]
    assert "共 2 条　2026年11月23日" in said
    assert said.splitlines()[-1].startswith("填报单位：茂林镇安全生产委员会办公室　　填报人：")


def test_numbers_of_persons_are_masked(store: Store, town: Town) -> None:
    for name in (PAGE, SHEET):
        html = made_of(store, "staff", name, town.chief.id).html
        assert "139****0001" in html and "13900000001" not in html


def test_what_is_secret_stands_on_neither(store: Store, town: Town) -> None:
    case = made(
        store,
        ReportCase,
        object_enterprise=town.mill.id,
        content="通道堵塞",
        reporter_name="某举报人",
        reporter_phone="13900000009",
    )
    for name in (PAGE, SHEET):
        html = made_of(store, "report_cases", name, case.id).html
        assert "通道堵塞" in html
        assert "某举报人" not in html and "13900000009" not in html and "举报人姓名" not in html


def test_a_sheet_has_the_sections_of_the_form_and_room_for_what_is_empty(store: Store, town: Town) -> None:
    firm = made(store, Enterprise, name="某竹器厂", employees=12, biz_scope="竹制品加工，竹凉席、竹筷的生产和销售")
    said = told(made_of(store, "enterprises", SHEET, firm.id).html)
    assert [head for head in ENTERPRISES.sections if f"\n{head}\n" in said] == list(ENTERPRISES.sections)
    assert "\n从业人员数 | 12 人 | 其中劳务派遣 |\n" in said
    assert "\n经营范围 | 竹制品加工，竹凉席、竹筷的生产和销售\n" in said


def test_what_steps_fill_stands_there_only_when_they_did(store: Store, town: Town) -> None:
    danger = made(store, HiddenDanger, enterprise=town.mill.id, rectified_at=dt.date(2026, 11, 22))
    said = told(made_of(store, "hidden_dangers", SHEET, danger.id).html)
    assert "整改完成日期 | 2026-11-22" in said
    assert "销号日期" not in said and "作废理由" not in said


def test_the_parts_of_a_record_are_tables(store: Store, town: Town) -> None:
    letter = made(store, GoalLetter, org=town.office.id, year=2026, sign_date=dt.date(2026, 2, 1))
    for seq, indicator in ((2, "整改率"), (1, "死亡事故")):
        made(store, GoalTarget, letter=letter.id, seq=seq, indicator=indicator, target="0 起")
    said = told(made_of(store, "goal_letters", SHEET, letter.id).html)
    assert "责任书指标（2）\n序号 | 指标 | 目标值\n1 | 死亡事故 | 0 起\n2 | 整改率 | 0 起\n" in said
    empty = made(store, GoalLetter, org=town.office.id, year=2025)
    assert "责任书指标（0）\n（没有记录）\n" in told(made_of(store, "goal_letters", SHEET, empty.id).html)


@pytest.mark.parametrize(
    ("ledger", "title"), [("enterprises", "企业台账"), ("checklists", "检查表库"), ("places", "九小场所与出租房台账")]
)
def test_a_list_is_called_a_list(ledger: str, title: str) -> None:
    assert list_title(BY_NAME[ledger]) == title


def test_nothing_chosen_is_no_paper(store: Store) -> None:
    paper: Any = next(paper for paper in papers_of(store, ENTERPRISES) if paper.name == PAGE)
    assert papers(store, ENTERPRISES, paper, []) == []
