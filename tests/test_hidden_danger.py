"""A hidden danger goes from state to state as domain §8.1 allows, and its terms are told as §3.20 defines them."""

import datetime as dt
from typing import Any, ClassVar

import pytest
from town import Town, changed, made, offered, taken

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.danger_state import Level, RecheckResult, RectifyMode, State
from safety_desk.ledgers.danger_steps import STEPS
from safety_desk.ledgers.hidden_danger import HIDDEN_DANGERS, OVERDUE, DangerRules, HiddenDanger, term_text
from safety_desk.ledgers.risk import RiskPoint

D = dt.date
FOUND = D(2026, 11, 1)
TODAY = D(2026, 11, 23)

# step: from which states to which state
GENERAL_STEPS = {
    "下达整改": ({"01"}, "02"),
    "整改完成": ({"01", "02"}, "03"),
    "复查通过": ({"03"}, "04"),
    "复查不通过": ({"03"}, "05"),
    "再次责令整改": ({"05"}, "02"),
    "延期": ({"02", "05"}, None),
    "判定为重大": ({"01", "02", "05"}, "11"),
    "重新打开": ({"04"}, "02"),
    "作废": ({"01", "02", "03", "05"}, "99"),
}
MAJOR_STEPS = {
    "上报县局": ({"11"}, "12"),
    "报送治理方案": ({"12"}, "13"),
    "方案审核通过": ({"13"}, "14"),
    "整改完成": ({"14"}, "15"),
    "现场审查": ({"15"}, "16"),
    "复查通过": ({"16"}, "04"),
    "复查不通过": ({"16"}, "17"),
    "再次责令整改": ({"17"}, "14"),
    "移送处罚": ({"14", "17"}, "18"),
    "移送后继续整改": ({"18"}, "14"),  # not in the handbook's table, which leaves it no way out
    "延期": ({"14"}, None),
    "重新打开": ({"04"}, "14"),
    "作废": ({"11", "12", "13", "14", "15", "16", "17", "18"}, "99"),
}
GENERAL = ("01", "02", "03", "04", "05", "99")
MAJOR = ("11", "12", "13", "14", "15", "16", "17", "18", "04", "99")
LEGAL = [
    *((Level.GENERAL, step, state, to) for step, (states, to) in GENERAL_STEPS.items() for state in sorted(states)),
    *((Level.MAJOR, step, state, to) for step, (states, to) in MAJOR_STEPS.items() for state in sorted(states)),
]
FIVE = {f"plan_{name}": "已落实" for name in ("duty", "measures", "fund", "time", "emergency")}
GIVEN = {
    "rectified_at": D(2026, 11, 10), "recheck_at": D(2026, 11, 12), "recheck_by": "章某", "close_approver": "吴某",
    "new_deadline": D(2026, 12, 31), "reopen_reason": "回潮", "major_criteria": "第三条第一项", "reported_on": D(2026, 11, 2),
}  # fmt: skip


@pytest.fixture
def danger(store: Store, town: Town) -> Any:
    """danger(Level.GENERAL, "02", …): a hidden danger of the mill in that state."""

    def at(level: Level = Level.GENERAL, state: str = "01", **values: Any) -> HiddenDanger:
        done = {"rectified_at": D(2026, 11, 10)} if state in ("03", "04", "15", "16") else {}
        closed = {"closed_at": D(2026, 11, 12)} if state == "04" else {}
        criteria = {"major_criteria": "第三条", "deadline": D(2026, 12, 1)} if level is Level.MAJOR else {}
        given = {"found_date": FOUND, **done, **closed, **criteria, **values}
        return made(store, HiddenDanger, enterprise=town.mill.id, level=level, status=State(state), **given)

    return at


@pytest.mark.parametrize(("level", "state"), [(Level.GENERAL, s) for s in GENERAL] + [(Level.MAJOR, s) for s in MAJOR])
def test_in_each_state_exactly_the_legal_steps_are_offered(store: Store, danger: Any, level: Level, state: str) -> None:
    table = GENERAL_STEPS if level is Level.GENERAL else MAJOR_STEPS
    legal = {step for step, (states, _) in table.items() if state in states}
    assert offered(store, danger(level, state)) & {step.label for step in STEPS} == legal


@pytest.mark.parametrize(("level", "step", "state", "to"), LEGAL)
def test_a_legal_step_leads_where_it_should(
    store: Store, danger: Any, level: Level, step: str, state: str, to: str | None
) -> None:
    before = danger(level, state, **(FIVE if level is Level.MAJOR else {}))
    after = taken(store, before, step, **{name: GIVEN[name] for name in GIVEN if name in step_of(step).fields()})
    assert after.status.value == (to or state)
    assert [problem for problem in HIDDEN_DANGERS.problems(after, store.scene()) if not problem.doubt] == []


def step_of(label: str) -> Any:
    return next(step for step in HIDDEN_DANGERS.steps if step.label == label)


def test_a_general_danger_goes_its_whole_way(store: Store, danger: Any) -> None:
    noted = danger()
    mending = taken(store, noted, "下达整改", measure="加装防护罩", duty_person="吴某")
    mended = taken(store, mending, "整改完成", rectified_at=D(2026, 11, 10))
    failed = taken(
        store, mended, "复查不通过", recheck_at=D(2026, 11, 12), recheck_by="章某", new_deadline=D(2026, 11, 20)
    )
    assert (failed.rectified_at, failed.recheck_result, failed.due_on) == (None, RecheckResult.NOT, D(2026, 11, 20))
    again = taken(store, failed, "再次责令整改", new_deadline=D(2026, 11, 22))
    mended = taken(store, again, "整改完成", rectified_at=D(2026, 11, 21))
    closed = taken(store, mended, "复查通过", recheck_at=TODAY, recheck_by="章某")
    assert (closed.status, closed.closed_at, closed.closed_by) == (State.CLOSED, TODAY, "测试员")
    assert closed.recheck_result is RecheckResult.DONE
    assert not closed.is_open and closed.recheck_due is None
    assert [event.label for event in store.history(HIDDEN_DANGERS, closed.id or 0)][-1] == "隐患台账：复查通过"


class TestMajor:
    def test_is_not_mended_before_all_five_are_in_place(self, store: Store, danger: Any) -> None:
        planned = danger(Level.MAJOR, "13", plan_duty="吴某负责", plan_fund="5 万元")
        with pytest.raises(Refusal, match="五到位还缺：措施、时限、预案"):
            taken(store, planned, "方案审核通过")
        assert taken(store, planned, "方案审核通过", **FIVE).status is State.MAJOR_MENDING

    @pytest.mark.parametrize("missing", sorted(FIVE))
    def test_misses_any_one_of_the_five(self, store: Store, danger: Any, missing: str) -> None:
        with pytest.raises(Refusal, match="五到位还缺"):
            taken(store, danger(Level.MAJOR, "13"), "方案审核通过", **{**FIVE, missing: None})

    def test_needs_a_term(self, store: Store, danger: Any) -> None:
        with pytest.raises(Refusal, match="没有整改期限"):
            taken(store, danger(Level.MAJOR, "13", deadline=None), "方案审核通过", **FIVE)

    def test_has_no_term_by_default(self, danger: Any) -> None:
        told = danger(Level.MAJOR, "11", deadline=None)
        assert (told.deadline, told.due_on) == (None, None)

    def test_is_closed_only_with_an_approver(self, store: Store, danger: Any) -> None:
        with pytest.raises(Refusal, match="重大隐患销号须有审批人"):
            taken(store, danger(Level.MAJOR, "16"), "复查通过", recheck_at=TODAY, recheck_by="章某")

    def test_cites_a_criterion(self, store: Store) -> None:
        raw = {"description": "甲", "found_date": "3", "level": "重大"}
        done = HIDDEN_DANGERS.read(raw, store.context(), store.scene())
        assert "重大隐患须注明判定依据的条款" in [problem.text for problem in done.errors]

    def test_begins_at_its_own_first_state(self, danger: Any) -> None:
        assert danger(Level.MAJOR, "01").status is State.MAJOR_NOTED
        assert danger(Level.MAJOR, "02").status is State.MAJOR_NOTED
        assert danger(Level.MAJOR, "02", **FIVE).status is State.MAJOR_MENDING

    def test_does_not_pass_over_the_five_by_being_edited(self, store: Store, danger: Any) -> None:
        told = changed(store, danger(state="02"), level=Level.MAJOR, major_criteria="第三条")
        assert told.status is State.MAJOR_NOTED

    @pytest.mark.parametrize("state", MAJOR)
    def test_that_proves_general_stands_in_a_general_state(self, store: Store, danger: Any, state: str) -> None:
        told = changed(store, danger(Level.MAJOR, state), level=Level.GENERAL)
        assert told.status.value in GENERAL


class TestTerms:
    def test_at_once_is_the_same_day_and_a_term_fifteen_days(self, store: Store, danger: Any) -> None:
        assert danger(rectify_mode=RectifyMode.AT_ONCE).deadline == FOUND
        assert danger().deadline == D(2026, 11, 16)
        store.set_options("改期限", DangerRules(term_days=7))
        assert danger().deadline == D(2026, 11, 8)

    def test_an_extension_moves_the_term_in_force_and_keeps_the_first(self, store: Store, danger: Any) -> None:
        told = taken(
            store, danger(state="02"), "延期", new_deadline=D(2026, 11, 30), extend_reason="雨", extend_approver="吴某"
        )
        assert (told.deadline, told.new_deadline, told.due_on) == (D(2026, 11, 16), D(2026, 11, 30), D(2026, 11, 30))
        told = taken(store, told, "延期", new_deadline=D(2026, 12, 5))
        assert (told.deadline, told.due_on, told.extended_count) == (D(2026, 11, 16), D(2026, 12, 5), 2)

    @pytest.mark.parametrize("new", [None, D(2026, 11, 16), D(2026, 11, 1)])
    def test_an_extension_is_later_than_the_term_in_force(self, store: Store, danger: Any, new: D | None) -> None:
        with pytest.raises(Refusal, match="延期后的期限应晚于现行期限"):
            taken(store, danger(state="02"), "延期", new_deadline=new)

    @pytest.mark.parametrize(("due", "overdue"), [(22, True), (23, False), (24, False)])
    def test_a_danger_is_overdue_from_the_day_after_its_term(
        self, store: Store, danger: Any, due: int, overdue: bool
    ) -> None:
        told = danger(state="02", deadline=D(2026, 11, due))
        assert (store.ids(HiddenDanger, OVERDUE) == [told.id]) is overdue
        assert OVERDUE.holds(told, TODAY) is overdue

    @pytest.mark.parametrize("state", ["04", "99"])
    def test_what_is_closed_or_void_is_never_overdue(self, danger: Any, state: str) -> None:
        assert not OVERDUE.holds(danger(state=state, deadline=D(2026, 11, 2), rectified_at=D(2026, 11, 10)), TODAY)

    def test_what_is_mended_is_not_overdue_though_it_waits_for_recheck(self, danger: Any) -> None:
        assert not OVERDUE.holds(danger(state="03", deadline=D(2026, 11, 2)), TODAY)

    @pytest.mark.parametrize(("due", "said"), [(20, "⚠ 逾期 3 天"), (23, "今天到期"), (28, "还有 5 天")])
    def test_the_table_says_how_many_days_are_left(self, store: Store, danger: Any, due: int, said: str) -> None:
        assert term_text(danger(state="02", deadline=D(2026, 11, due)), store.scene(), store.names) == said

    def test_the_table_says_nothing_of_what_is_closed_and_a_dash_of_what_is_mended(
        self, store: Store, danger: Any
    ) -> None:
        assert term_text(danger(state="04"), store.scene(), store.names) == ""
        assert term_text(danger(state="03"), store.scene(), store.names) == "—"

    @pytest.mark.parametrize(("mended", "in_time"), [(16, True), (17, False)])
    def test_mended_in_time_is_by_the_end_of_the_last_day(
        self, store: Store, danger: Any, mended: int, in_time: bool
    ) -> None:
        assert (
            taken(store, danger(state="02"), "整改完成", rectified_at=D(2026, 11, mended)).rectified_in_time is in_time
        )

    def test_mended_in_time_counts_the_extended_term(self, store: Store, danger: Any) -> None:
        told = taken(store, danger(state="02"), "延期", new_deadline=D(2026, 11, 20))
        assert taken(store, told, "整改完成", rectified_at=D(2026, 11, 18)).rectified_in_time is True

    @pytest.mark.parametrize(
        ("mode", "mended", "same_day"),
        [(RectifyMode.AT_ONCE, 1, True), (RectifyMode.AT_ONCE, 2, False), (RectifyMode.TERM, 1, None)],
    )
    def test_only_what_is_to_be_mended_at_once_counts_for_not_overnight(
        self, store: Store, danger: Any, mode: RectifyMode, mended: int, same_day: bool | None
    ) -> None:
        told = danger(state="02", rectify_mode=mode, overnight_reason="配件次日才到")
        assert taken(store, told, "整改完成", rectified_at=D(2026, 11, mended)).same_day_fixed is same_day

    def test_what_stays_overnight_has_its_reason(self, store: Store, danger: Any) -> None:
        at_once = danger(state="02", rectify_mode=RectifyMode.AT_ONCE)
        with pytest.raises(Refusal, match="请用“过夜整改完成”写明理由"):
            taken(store, at_once, "整改完成", rectified_at=D(2026, 11, 2))
        assert store.get(HiddenDanger, at_once.id).status is State.MENDING
        assert taken(store, at_once, "整改完成", rectified_at=FOUND).same_day_fixed is True
        came_in = danger(state="03", rectify_mode=RectifyMode.AT_ONCE)
        recheck = {"recheck_at": TODAY, "recheck_by": "章某"}
        with pytest.raises(Refusal, match="请用“补写过夜理由”写明理由"):
            taken(store, came_in, "复查通过", **recheck)
        told = taken(store, came_in, "补写过夜理由", overnight_reason="配件次日才到")
        assert "补写过夜理由" not in offered(store, told)
        assert taken(store, told, "复查通过", **recheck).status is State.CLOSED

    def test_the_reason_is_asked_only_of_what_was_to_be_mended_at_once(self, store: Store, danger: Any) -> None:
        assert not {"过夜整改完成", "补写过夜理由"} & offered(store, danger(state="02"))
        at_once = danger(state="02", rectify_mode=RectifyMode.AT_ONCE)
        assert "overnight_reason" in step_of("过夜整改完成").must.split()
        given = {"rectified_at": D(2026, 11, 3), "overnight_reason": "配件次日才到"}
        told = taken(store, at_once, "过夜整改完成", **given)
        assert (told.status, told.same_day_fixed, told.overnight_reason) == (State.TO_RECHECK, False, "配件次日才到")

    def test_what_stays_overnight_waits_on_the_workbench(self, store: Store, danger: Any) -> None:
        [mend, why] = [view for view in HIDDEN_DANGERS.views if "过夜" in view.label]
        open_ = danger(state="02", rectify_mode=RectifyMode.AT_ONCE)
        danger(state="02", rectify_mode=RectifyMode.AT_ONCE, found_date=TODAY)
        danger(state="02", rectify_mode=RectifyMode.TERM)
        late = danger(state="03", rectify_mode=RectifyMode.AT_ONCE)
        danger(state="03", rectify_mode=RectifyMode.AT_ONCE, overnight_reason="配件次日才到")
        assert mend.waits and store.ids(HiddenDanger, mend.where) == [open_.id]
        assert why.waits and store.ids(HiddenDanger, why.where) == [late.id]

    def test_a_recheck_is_due_ten_days_after_the_earlier_of_mending_and_term(self, store: Store, danger: Any) -> None:
        told = danger(state="02")
        assert told.recheck_due == D(2026, 11, 26)
        assert taken(store, told, "整改完成", rectified_at=D(2026, 11, 5)).recheck_due == D(2026, 11, 15)
        store.set_options("改期限", DangerRules(recheck_days=5))
        assert danger(state="02").recheck_due == D(2026, 11, 21)


class TestReopening:
    GIVEN: ClassVar = {"reopen_reason": "回潮，防护罩又被拆下", "new_deadline": D(2026, 12, 1)}

    def test_is_a_step_further_and_erases_nothing(self, store: Store, danger: Any) -> None:
        closed = taken(store, danger(state="03"), "复查通过", recheck_at=TODAY, recheck_by="章某")
        opened = taken(store, closed, "重新打开", **self.GIVEN)
        assert (opened.status, opened.rectified_at, opened.closed_at) == (State.MENDING, None, None)
        assert (opened.closed_before, opened.reopened_on, opened.due_on) == (TODAY, TODAY, D(2026, 12, 1))
        assert opened.deadline == closed.deadline and opened.recheck_by == "章某"
        told = dict.fromkeys(event.label for event in store.history(HIDDEN_DANGERS, opened.id or 0))
        assert list(told)[-2:] == ["隐患台账：复查通过", "隐患台账：重新打开"]

    def test_gives_a_term_that_is_not_over(self, store: Store, danger: Any) -> None:
        assert set(step_of("重新打开").must.split()) == self.GIVEN.keys()
        with pytest.raises(Refusal, match="不能早于今天"):
            taken(store, danger(state="04"), "重新打开", **{**self.GIVEN, "new_deadline": D(2026, 11, 22)})


class TestRecheck:
    @pytest.mark.parametrize("step", ["复查通过", "复查不通过"])
    def test_is_asked_for_with_its_day_and_its_person(self, step: str) -> None:
        assert {"recheck_at", "recheck_by"} <= set(step_of(step).must.split())

    def test_is_not_before_the_mending(self, store: Store, danger: Any) -> None:
        with pytest.raises(Refusal, match="复查日期不能早于整改完成日期"):
            taken(store, danger(state="03"), "复查通过", recheck_at=D(2026, 11, 9), recheck_by="章某")

    def test_that_fails_sets_a_term_after_itself(self, store: Store, danger: Any) -> None:
        with pytest.raises(Refusal, match="新的整改期限不能早于复查日期"):
            taken(store, danger(state="03"), "复查不通过", recheck_at=TODAY, new_deadline=D(2026, 11, 20))

    def test_can_give_the_day_of_mending_that_a_village_left_out(self, store: Store, danger: Any) -> None:
        told = danger(state="03", rectified_at=None)
        assert "rectified_at" in step_of("复查通过").fields()
        closed = taken(store, told, "复查通过", rectified_at=D(2026, 11, 10), recheck_at=TODAY, recheck_by="章某")
        assert not HIDDEN_DANGERS.problems(closed, store.scene())


class TestRepeats:
    @pytest.fixture
    def earlier(self, store: Store, danger: Any) -> HiddenDanger:
        return danger(
            state="04",
            found_date=D(2026, 10, 1),
            category="26",
            place="打磨车间",
            rectified_at=D(2026, 10, 5),
            closed_at=D(2026, 10, 9),
        )

    def test_are_the_same_kind_at_the_same_spot_after_it_was_closed(self, danger: Any, earlier: HiddenDanger) -> None:
        assert danger(category="26", place=" 打磨 车间").is_repeat
        assert not danger(category="25", place="打磨车间").is_repeat
        assert not danger(category="26", place="仓库").is_repeat
        assert not danger(category="26").is_repeat

    def test_may_be_known_by_the_risk_point(self, store: Store, town: Town, danger: Any, earlier: HiddenDanger) -> None:
        point = made(store, RiskPoint, name="砂轮机", enterprise=town.mill.id)
        changed(store, earlier, risk_point=point.id)
        assert danger(category="26", place="别处", risk_point=point.id).is_repeat

    @pytest.mark.parametrize(("days", "repeat"), [(365, True), (366, False)])
    def test_are_looked_for_a_year_back(self, store: Store, danger: Any, days: int, repeat: bool) -> None:
        first = FOUND - dt.timedelta(days=days)
        danger(state="04", found_date=first, category="26", place="甲", rectified_at=first, closed_at=first)
        assert danger(category="26", place="甲").is_repeat is repeat

    def test_are_no_repeats_while_the_first_is_still_open(self, store: Store, danger: Any) -> None:
        danger(state="02", found_date=D(2026, 10, 1), category="26", place="甲")
        assert not danger(category="26", place="甲").is_repeat

    def test_are_told_anew_when_the_earlier_one_is_entered_later(self, store: Store, danger: Any) -> None:
        late = danger(category="26", place="打磨车间")
        danger(
            state="04",
            found_date=D(2026, 10, 1),
            category="26",
            place="打磨车间",
            rectified_at=D(2026, 10, 5),
            closed_at=D(2026, 10, 9),
        )
        assert store.get(HiddenDanger, late.id or 0).is_repeat

    def test_do_not_spread_to_another_enterprise(self, store: Store, town: Town, earlier: HiddenDanger) -> None:
        other = made(store, HiddenDanger, enterprise=town.station.id, found_date=FOUND, category="26", place="打磨车间")
        assert not other.is_repeat


@pytest.mark.parametrize(
    ("raw", "field", "text"),
    [
        ({"found_date": "2026-11-24"}, "found_date", "发现日期不能在今天之后"),
        ({"deadline": "2026-10-31"}, "deadline", "整改期限不能早于发现日期"),
        ({"rectified_at": "2026-10-31"}, "rectified_at", "整改完成日期不能早于发现日期"),
        ({"rectified_at": "2026-11-24"}, "rectified_at", "整改完成日期不能在今天之后"),
        ({"recheck_at": "2026-11-24"}, "recheck_at", "复查日期不能在今天之后"),
        ({"closed_at": "2026-11-05", "rectified_at": "2026-11-06"}, "closed_at", "销号日期不能早于整改完成日期"),
        ({"found_date": "2026-02-30"}, "found_date", "没有 2026 年 2 月 30 日这一天"),
        ({"status": "已销号"}, "status", "没有整改完成日期和销号日期，不能算已销号"),
        ({"enterprise": "", "public_area": ""}, "enterprise", "请填企业，或者填公共区域"),
        ({"public_area": "濂溪桥"}, "public_area", "企业和公共区域只能填一个"),
    ],
)
def test_what_cannot_be_is_said(store: Store, town: Town, raw: dict[str, str], field: str, text: str) -> None:
    sound = {"enterprise": town.mill.name, "found_date": "2026-11-01", "description": "甲"}
    done = HIDDEN_DANGERS.read({**sound, **raw}, store.context(), store.scene())
    assert (field, text) in [(problem.field, problem.text) for problem in done.errors]


def test_a_danger_is_never_deleted_but_voided_with_reason_and_approver(store: Store, danger: Any) -> None:
    with pytest.raises(Refusal, match="隐患不能删除"):
        store.remove("删除", danger())
    assert set(step_of("作废").must.split()) == {"void_reason", "close_approver"}
