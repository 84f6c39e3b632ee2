"""Services, sanctions, grids, training: certificates that run out, a blacklist with its removal, a grid's round."""

from collections.abc import Callable
from typing import Any

import pytest
from town import Town
from walk import Walk

from safety_desk.ledgers.enterprise import CreditStatus
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.place import Grid
from safety_desk.ledgers.society.blacklist import ListState
from safety_desk.tasks.dues import Span

MILL, STATION = "茂林竹木制品有限公司", "章渡加油站"


def test_those_who_were_trained_hold_certificates_that_run_out(walk: Walk, town: Town, rows: Any) -> None:
    walk.go("三项岗位持证")
    certificate = walk.new(
        person_name="汪某",
        enterprise=STATION,
        kind="安全管理人员合格证",
        cert_no="皖安培2312001",
        first_issue="2023-12-15",
    )
    assert str(certificate.valid_to) == "2026-12-15"
    walk.go("安全培训")
    training = walk.new(
        name="加油站安全管理人员再培训", kind="安管人员", enterprise=STATION, organizer="应急管理所", start="11-16", end="11-17",
        hours="8", content="危险化学品安全法", exam="是",
    )  # fmt: skip
    assert (training.hours_required, training.hours_short) == (12, True)
    one = walk.part("training_attendees", person="汪某", score="86", passes="是", cert="皖安培2312001")
    walk.part("training_attendees", person="程某", score="52", passes="否", is_migrant="是")
    assert one.cert == certificate.id
    training = walk.now(training)
    assert (training.people, training.passed) == (2, 1)
    assert ["汪某", "2026-12-15", "还有 22 天"] in [row[2:] for row in walk.due(Span.MONTH)]

    walk.turn_to(training)
    walk.open(training)
    assert "合格人数不能多于实训人数" in walk.not_saved(people="3", passed="4")
    walk.page.sheet.discard()
    walk.page.close_sheet()
    walk.undo()
    assert [row["people"] for row in rows("trainings")] == [1]


def test_an_enterprise_is_listed_once_and_comes_off_in_time(walk: Walk, town: Town) -> None:
    walk.go("失信惩戒")
    entry = walk.new(enterprise=MILL, reason_code="拒不执行处罚决定或行政强制")
    assert "必须填写" in walk.refused(entry, "告知", notice_date="11-2")
    entry = walk.step(entry, "告知", notice_date="11-2", reason="逾期不缴罚款")
    assert "陈述申辩期" in walk.refused(
        entry, "列入", decision_no="泾应急列〔2026〕1号", decision_date="11-6", listed_date="11-6"
    )
    days = {"decision_date": "11-10", "listed_date": "11-11"}
    entry = walk.step(entry, "列入", decision_no="泾应急列〔2026〕1号", restrictions="政府采购、招标投标", **days)
    assert (str(entry.expire_date), str(entry.early_remove_from)) == ("2029-11-11", "2027-11-11")
    assert walk.now(town.mill).credit_status is CreditStatus.LISTED

    walk.page.start_new()
    assert "不能再列一条" in walk.not_saved(enterprise=MILL, reason_code="瞒报、谎报事故")
    walk.page.sheet.discard()
    walk.page.close_sheet()
    entry = walk.step(entry, "公示", publish_from="11-12")
    assert "满 12 个月才能申请提前移出" in walk.refused(
        entry, "申请提前移出", removal_apply_date="11-20", obligations_met="是"
    )
    assert "2029-11-11 才满" in walk.refused(entry, "到期移出", removed_date="11-20", removal_decision="已满")
    walk.undo(2)
    assert (walk.now(entry).state, walk.now(town.mill).credit_status) == (ListState.TOLD, CreditStatus.NORMAL)
    walk.window.redo()
    walk.window.redo()
    entry = walk.step(entry, "撤销列入", removed_date="11-22", removal_decision="复议撤销")
    assert (entry.state, walk.now(town.mill).credit_status) == (ListState.REMOVED, CreditStatus.NORMAL)


@pytest.fixture
def grid(town: Town, make: Callable[..., Any]) -> Any:
    """A grid of the village."""
    return make(Grid, code="34182310120101", village=town.village.id, name="奎峰第一网格")


def test_what_a_grid_sees_on_its_round_becomes_a_hidden_danger(walk: Walk, town: Town, grid: Any, rows: Any) -> None:
    walk.go("新增网格巡查")
    assert "请写明查出的问题" in walk.not_saved(grid="奎峰第一网格", date="11-21", patroller="凤某", found_count="1")
    patrol = walk.save(problem="楼梯间堆放竹料", reported="是", reported_at="11-21", objects="企业")
    assert walk.shown("上报未登记隐患") == [patrol]
    assert "必须填写" in walk.refused(patrol, "登记为隐患", enterprise="")
    patrol = walk.step(patrol, "登记为隐患", enterprise=MILL)
    [danger] = walk.store.find(HiddenDanger)
    assert (danger.source, danger.found_by, danger.enterprise) == ("村网格巡查", "凤某", town.mill.id)
    assert walk.shown("上报未登记隐患") == []
    assert [row["description"] for row in rows("hidden_dangers")] == ["楼梯间堆放竹料"]
    walk.undo()
    assert walk.store.count(HiddenDanger) == 0 and not walk.now(patrol).noted
