"""What people and offices are measured by is counted from the records, and stands in the tables of the reports."""

import datetime as dt
from typing import Any

import pytest
from town import Town, changed, made, taken

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.enforce.archive import CaseReview, Opinion
from safety_desk.ledgers.enforce.chain import EnforceChain
from safety_desk.ledgers.enforce.efficacy import EfficacyReview
from safety_desk.ledgers.enforce.penalty import PenaltyCase
from safety_desk.ledgers.govern.fives import FiveQ, Question
from safety_desk.ledgers.govern.meetings import Quarter, QuarterReview
from safety_desk.ledgers.govern.scheme import KPI_ITEMS, AppliesTo, Formula, KpiItem, KpiScheme, Method
from safety_desk.ledgers.govern.sheet import KpiScore, KpiSheet
from safety_desk.ledgers.hidden_danger import DangerRules, HiddenDanger
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.people import OrgUnit
from safety_desk.ledgers.society.insurance import LiabilityInsurance
from safety_desk.ledgers.society.training import Training
from safety_desk.ledgers.visit_state import VisitResult
from safety_desk.periods import read_period
from safety_desk.reports.tables import Band, Table, no_members
from safety_desk.tasks.reporting import REPORTS, tables_of

D = dt.date
QUARTER = read_period("2026Q3")


@pytest.fixture
def worked(store: Store, town: Town) -> Store:
    """Three visits in a quarter, two of them by two; a danger on each, the last rechecked late; one case with a fault."""
    both, alone = (town.inspector.id, town.clerk.id), (town.inspector.id,)
    for n, people in enumerate((both, both, alone)):
        day = D(2026, 8, 3 + n)
        visit = made(
            store, Inspection, enterprise=town.mill.id, start_at=dt.datetime(2026, 8, 3 + n, 9), inspectors=people,
            result=VisitResult.TERM,
        )  # fmt: skip
        made(
            store, HiddenDanger, enterprise=town.mill.id, inspection=visit.id, found_date=day,
            rectified_at=D(2026, 8, 10), recheck_at=D(2026, 8, 15 + 5 * n),
        )  # fmt: skip
        chain = made(store, EnforceChain, inspection=visit.id)
    case = made(store, PenaltyCase, chain=chain.id, enterprise=town.mill.id)
    made(store, CaseReview, penalty=case.id, reviewer="法制员", opinion=Opinion.MORE_PROOF)
    made(store, CaseReview, penalty=case.id, reviewer="法制员", opinion=Opinion.AGREE)
    return store


def row_of(table: Table, words: str) -> dict[str, Any]:
    """The row in which that stands, by its heads."""
    row = next(row for row in table.rows if not isinstance(row, Band) and words in row)
    return dict(zip((column.head for column in table.columns), row, strict=True))


def test_every_inspector_has_a_row_with_what_the_records_say(worked: Store) -> None:
    [table] = tables_of(worked, REPORTS["efficacy"], QUARTER)
    assert [row[1] for row in table.rows if not isinstance(row, Band)] == ["章某", "凤某"]
    told = row_of(table, "章某")
    heads = (
        "检查家次",
        "检查单位数",
        "发现隐患|合计",
        "复查|应复查",
        "复查|按期复查",
        "五见闭环|有隐患的执法链",
        "案件审查指出问题",
    )
    assert [told[head] for head in heads] == [3, 1, 3, 3, 2, 3, 1]
    assert row_of(table, "凤某")["案件审查指出问题"] == 0
    assert tables_of(worked, REPORTS["efficacy"], read_period("2026Q2"))[0].rows == []


def test_every_number_of_an_inspector_opens_as_many_records(worked: Store) -> None:
    [table] = tables_of(worked, REPORTS["efficacy"], QUARTER)
    row = next(n for n, row in enumerate(table.rows) if not isinstance(row, Band) and row[1] == "章某")
    for n, column in enumerate(table.columns[2:-4], 2):
        door = table.behind(row, n)
        assert door is not None
        ids = worked.ids(worked.ledgers[door.ledger].record, door.where)
        line = table.rows[row]
        assert not isinstance(line, Band) and (column.share or column.head == "处罚|罚款（元）" or len(ids) == line[n])
        assert set(ids) == (table.members(n) or no_members(n)).of(row)  # type: ignore[union-attr]
    heads = [column.head for column in table.columns]
    whole = table.behind(len(table.rows), heads.index("检查家次"))
    assert whole is not None and worked.count(Inspection, whole.where) == 3, "the visit of two is one record"


def test_the_term_of_a_recheck_is_the_office_s(worked: Store) -> None:
    worked.set_options("设置", DangerRules(recheck_days=15))
    [table] = tables_of(worked, REPORTS["efficacy"], QUARTER)
    assert row_of(table, "章某")["复查|按期复查"] == 3


def test_the_office_s_review_makes_one_for_each_inspector_and_counts_again(worked: Store, town: Town) -> None:
    review = made(worked, EfficacyReview, period="2026Q3", org=town.office.id)
    taken(worked, review, "逐人取数")
    told = {r.person: r.metrics["检查家次"] for r in worked.find(EfficacyReview) if r.metrics}
    assert told == {None: 3, town.inspector.id: 3, town.clerk.id: 2}
    made(
        worked, Inspection, enterprise=town.mill.id, start_at=dt.datetime(2026, 9, 1, 9), inspectors=(town.clerk.id,),
        result=VisitResult.CLEAN,
    )  # fmt: skip
    taken(worked, worked.get(EfficacyReview, review.id or 0), "逐人取数")
    again = {r.person: r.metrics["检查家次"] for r in worked.find(EfficacyReview) if r.metrics}
    assert again == {None: 4, town.inspector.id: 3, town.clerk.id: 3}


def test_the_score_of_a_review_stands_beside_the_records(worked: Store, town: Town) -> None:
    marks = ("subject", "procedure", "facts", "law", "papers", "discretion", "service", "filing")
    review = made(worked, EfficacyReview, period="2026Q3", person=town.clerk.id, **dict.fromkeys(marks, 5.0))
    taken(worked, review, "取数")
    told = row_of(tables_of(worked, REPORTS["efficacy"], QUARTER)[0], "凤某")
    known = worked.get(EfficacyReview, review.id or 0)
    assert (told["质量分"], told["数量分"], told["总分"]) == (40.0, known.quantity_score, known.total)


# an assessment counted from named figures


def assessed(store: Store, kind: AppliesTo, name: str, **subject: Any) -> KpiScore:
    """The only score of a sheet whose item is counted from that figure."""
    scheme = made(store, KpiScheme, name=f"2026年{kind.label}", year=2026, applies_to=kind)
    made(
        store, KpiItem, scheme=scheme.id, points="取数", std_score=20.0, method=Method.COUNTED, auto_measure=name,
        auto_formula=Formula.SHARE,
    )  # fmt: skip
    sheet = taken(store, made(store, KpiSheet, scheme=scheme.id, period="2026Q3", **subject), "列出指标")
    taken(store, sheet, "自动取数")
    [score] = store.find(KpiScore)
    return score


@pytest.fixture
def insured(store: Store, town: Town) -> Store:
    """Both enterprises must be insured; the mill is."""
    for firm in (town.mill, town.station):
        changed(store, firm, is_high_risk=True, supervise_dept=town.office.id)
    made(store, LiabilityInsurance, enterprise=town.mill.id, start=D(2026, 1, 1), end=D(2026, 12, 31))
    return store


def test_a_village_is_assessed_by_its_own_enterprises(insured: Store, town: Town) -> None:
    org = made(insured, OrgUnit, name="奎峰村民委员会", org_type="村", village=town.village.id)
    score = assessed(insured, AppliesTo.VILLAGE, "安责险覆盖率", org=org.id)
    assert (score.auto_value, score.auto_note, score.dept_score) == (100.0, "应投保企业 1，其中已投保企业 1", 20.0)


def test_an_office_is_assessed_by_the_enterprises_that_it_supervises(insured: Store, town: Town) -> None:
    score = assessed(insured, AppliesTo.OFFICE, "insured_rate", org=town.office.id)
    assert (score.auto_value, score.dept_score) == (50.0, 10.0)


def test_an_enterprise_is_assessed_by_its_own_records(worked: Store, town: Town) -> None:
    score = assessed(worked, AppliesTo.ENTERPRISE, "隐患整改率", enterprise=town.mill.id)
    assert (score.auto_value, score.auto_note) == (100.0, "应整改隐患 3，其中已整改隐患 3")


def test_what_cannot_be_told_of_a_subject_leaves_the_score_open(insured: Store, town: Town) -> None:
    score = assessed(insured, AppliesTo.ENTERPRISE, "举报查实率", enterprise=town.mill.id)
    assert (score.auto_value, score.dept_score) == (None, None)


@pytest.mark.parametrize(
    ("name", "formula", "said"),
    [
        ("没有这个率", Formula.SHARE, "没有叫“没有这个率”的指标"),
        ("安责险覆盖率", Formula.EACH, "“安责险覆盖率”应当按完成率得分"),
        ("发现隐患", Formula.SHARE, "“发现隐患”应当每件扣分"),
    ],
)
def test_an_item_names_a_figure_that_there_is(store: Store, name: str, formula: Formula, said: str) -> None:
    item = KpiItem(
        points="取数", std_score=5.0, method=Method.COUNTED, auto_measure=name, auto_formula=formula, auto_step=1.0
    )
    assert [problem.text[: len(said)] for problem in KPI_ITEMS.problems(item, store.scene())] == [said]


def test_the_ranking_and_the_score_sheet_are_tables(insured: Store, town: Town) -> None:
    org = made(insured, OrgUnit, name="铜山村民委员会", org_type="村", village=town.far_village.id)
    score = assessed(insured, AppliesTo.VILLAGE, "安责险覆盖率", org=org.id)
    assert score.auto_value == 0
    ranking, scores, _ = tables_of(insured, REPORTS["assessment"], QUARTER)
    told = row_of(ranking, "铜山村民委员会")
    assert (told["排名"], told["总分"], told["等次"], told["一票否决"]) == (1, 0.0, "不合格", "")
    for table, column, ledger in ((ranking, 7, "kpi_scores"), (ranking, 1, "kpi_sheets"), (scores, 9, "kpi_scores")):
        door = table.behind(len(table.rows) - 1, column)
        assert door is not None and door.ledger == ledger
        assert insured.count(insured.ledgers[ledger].record, door.where) == 1
    band, line = scores.rows
    assert isinstance(band, Band) and band.text.startswith("铜山村民委员会　2026年村")
    assert not isinstance(line, Band) and line[-3:] == [20.0, 0.0, "应投保企业 1，其中已投保企业 0"]
    assert tables_of(insured, REPORTS["assessment"], read_period("2026Q1"))[0].rows == []


# the review of a quarter, and the questions


def test_a_quarter_is_told_by_its_figures(worked: Store) -> None:
    made(worked, Training, name="汛期安全", kind="全员", start=D(2026, 7, 8))
    review = taken(worked, made(worked, QuarterReview, year=2026, quarter=Quarter.Q3), "取数")
    assert review.stats is not None
    assert [review.stats[name] for name in ("检查", "隐患", "已整改", "重大隐患", "培训", "事故")] == [3, 3, 3, 0, 1, 0]


def test_a_question_takes_the_figure_of_its_name(insured: Store) -> None:
    question = made(insured, FiveQ, year=2026, item=Question.KNOWLEDGE, metric="安责险覆盖率")
    told = taken(insured, question, "取数")
    assert (told.value, told.unit) == (50.0, "%")
    assert told.says and told.says.endswith("应投保企业 2，其中已投保企业 1")
    other = made(insured, FiveQ, year=2026, item=Question.FUNDS, metric="安全专项经费", value=46.0)
    with pytest.raises(Refusal, match="没有叫“安全专项经费”的指标"):
        taken(insured, other, "取数")


def test_questions_are_weighed_in_a_table(store: Store) -> None:
    for metric, weight, score in (("台账完整率", 3.0, 90.0), ("更新及时率", 1.0, 70.0)):
        made(store, FiveQ, year=2026, item=Question.KNOWLEDGE, metric=metric, weight=weight, score=score)
    [row] = tables_of(store, REPORTS["assessment"], QUARTER)[2].rows
    assert not isinstance(row, Band) and row[:3] == ["政府五问", "底数清不清", 85.0]
