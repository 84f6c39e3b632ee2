"""An accident is graded, reported, looked into, and closed only when nothing was let pass."""

import datetime as dt
from typing import Any

import pytest
from town import Town, changed, made, offered, taken

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.fields import NoNames
from safety_desk.ledgers.enforce.accident import (
    ACCIDENTS,
    Accident,
    AccidentRules,
    AccidentState,
    Liability,
    TypeStandard,
)
from safety_desk.ledgers.enforce.grading import AccidentGrade
from safety_desk.ledgers.enforce.victims import (
    CASUALTIES,
    AccidentLiability,
    AccidentMeasure,
    Casualty,
    Injury,
    LiabilityKind,
    Party,
    UpKind,
    UpReport,
    hours_text,
)

D = dt.date
AT = dt.datetime(2026, 9, 1, 8, 30)
WAN = 1_000_000
CAUSES = {"cause_direct": "违章操作", "cause_indirect": "防护缺失", "liability": Liability.YES}


@pytest.fixture
def accident(store: Store, town: Town) -> Any:
    def happened(**values: Any) -> Accident:
        given = {"occurred_at": AT, "enterprise": town.mill.id, "accident_type": "03", "desc": "某经过", **values}
        return made(store, Accident, **given)

    return happened


def now(store: Store, accident: Accident) -> Accident:
    assert accident.id is not None
    return store.get(Accident, accident.id)


class TestTold:
    def test_casualties_are_counted_and_grade_it(self, store: Store, accident: Any) -> None:
        told = accident(deaths=7)
        for injury in (Injury.DEATH, Injury.SERIOUS, Injury.MINOR, Injury.MISSING):
            made(store, Casualty, accident=told.id, injury=injury, days_lost=110)
        told = now(store, told)
        assert (told.deaths, told.serious, told.minor, told.missing) == (1, 1, 1, 1)
        assert told.grade is AccidentGrade.GENERAL and told.lost_days == 6000 + 3 * 110

    def test_poisoning_counts_with_serious_injuries(self, store: Store, accident: Any) -> None:
        assert accident(serious=4, poisoning=6).grade is AccidentGrade.LARGER
        told = accident()
        made(store, Casualty, accident=told.id, injury=Injury.MINOR, poisoned=True)
        assert (now(store, told).poisoning, now(store, told).minor) == (1, 0)

    def test_who_dies_later_counts_as_dead(self, store: Store, accident: Any) -> None:
        told = accident()
        hurt = made(store, Casualty, accident=told.id, injury=Injury.SERIOUS)
        changed(store, hurt, injury=Injury.DEATH, changed_on=D(2026, 9, 20))
        assert (now(store, told).deaths, now(store, told).serious) == (1, 0)

    def test_the_loss_is_the_sum_of_its_parts_with_fines_where_the_office_says_so(
        self, store: Store, accident: Any
    ) -> None:
        told = accident(direct_loss=5 * WAN, loss_medical=600 * WAN, loss_fixed=399 * WAN, loss_fines=1 * WAN)
        assert (told.direct_loss, told.grade) == (999 * WAN, AccidentGrade.GENERAL)
        store.set_options("口径", AccidentRules(fines_are_loss=True))
        assert (now(store, told).direct_loss, now(store, told).grade) == (1000 * WAN, AccidentGrade.LARGER)
        assert accident(direct_loss=5 * WAN).direct_loss == 5 * WAN

    def test_terms(self, store: Store, accident: Any) -> None:
        told = accident()
        assert (told.invest_due, told.count_until) == (D(2026, 10, 31), D(2026, 10, 1))
        assert accident(industry="道路交通").count_until == D(2026, 9, 8)
        late = changed(store, told, report_submitted=D(2026, 10, 20), approved_at=D(2026, 11, 1), approved_by="县政府")
        assert (late.approve_due, late.eval_due) == (D(2026, 11, 4), D(2027, 11, 1))
        great = accident(deaths=30, report_submitted=D(2026, 10, 20))
        assert great.approve_due == D(2026, 11, 19)

    def test_the_standard_of_its_type_is_that_in_force_on_its_day(self, store: Store, accident: Any) -> None:
        old = accident(occurred_at=dt.datetime(2026, 6, 30, 23, 0))
        new = accident()
        assert (old.accident_type_std, old.accident_type_new) == (TypeStandard.OLD, None)
        assert (new.accident_type_std, new.accident_type_new) == (TypeStandard.NEW, "4")
        store.set_options("启用日期", AccidentRules(gb6441_effective=D(2027, 1, 1)))
        assert now(store, new).accident_type_std is TypeStandard.OLD

    def test_an_inquiry_is_made_longer_by_60_days_at_most(self, store: Store, accident: Any) -> None:
        told = accident(extended_due=D(2026, 12, 30))
        assert told.invest_due == D(2026, 12, 30) and ACCIDENTS.problems(told, store.scene()) == []
        longer = told.replace(extended_due=D(2026, 12, 31))
        assert [p.field for p in ACCIDENTS.problems(longer, store.scene())] == ["extended_due"]

    def test_a_report_upwards_has_its_hours(self, store: Store, accident: Any) -> None:
        told = accident()

        def said(level: str, minutes: int, kind: UpKind = UpKind.FIRST) -> str:
            at = AT + dt.timedelta(minutes=minutes)
            report = made(store, UpReport, accident=told.id, kind=kind, level=level, known_at=AT, at=at)
            return hours_text(report, store.scene(), NoNames())

        assert said("单位报县", 60) == "60 分钟，按时"
        assert said("单位报县", 61) == "⚠ 61 分钟，超过 1 小时"
        assert said("镇报县", 120) == "120 分钟，按时"
        assert said("镇报县", 121).startswith("⚠")
        assert said("镇报县", 600, UpKind.NEXT) == ""

    @pytest.mark.parametrize(
        ("injury", "days", "doubted"),
        [(Injury.SERIOUS, 104, True), (Injury.SERIOUS, 105, False), (Injury.MINOR, 105, True)],
    )
    def test_days_that_do_not_fit_the_injury_are_doubted(
        self, store: Store, injury: Injury, days: int, doubted: bool
    ) -> None:
        problems = CASUALTIES.problems(Casualty(accident=1, name="某", injury=injury, days_lost=days), store.scene())
        assert [p.doubt for p in problems] == ([True] if doubted else [])


STEPS = (
    ("核实", {"desc": "某经过"}),
    ("上报", {"initial_report_at": AT + dt.timedelta(hours=1)}),
    ("开始调查", {"invest_start": D(2026, 9, 2), "team": "县政府调查组"}),
    ("提交报告", {"report_submitted": D(2026, 10, 20), **CAUSES}),
    ("批复", {"approved_at": D(2026, 11, 1), "approved_by": "县政府"}),
    ("处理执行", {"punished": True, "measures_done": True, "double_check_ent": "已处罚", "double_check_gov": "经查无"}),
    ("评估", {"eval_date": D(2026, 11, 20), "eval_result": "已落实"}),
    ("公开", {"eval_public_at": D(2026, 11, 22)}),
)
CLOSING: dict[str, Any] = {
    "closed_at": D(2026, 11, 23),
    "cause_found": True,
    "educated": True,
    "educated_note": "开警示会",
}


class TestClosing:
    @pytest.fixture
    def published(self, store: Store, accident: Any) -> Accident:
        told: Accident = accident(deaths=1)
        for label, given in STEPS:
            told = taken(store, told, label, **given)
        return told

    def answered(self, store: Store, accident: Accident, **values: Any) -> AccidentLiability:
        given = {"party": Party.FIRM, "decided_date": D(2026, 11, 5), "executed": D(2026, 11, 10), **values}
        return made(store, AccidentLiability, accident=accident.id, **given)

    def whole(self, store: Store, accident: Accident) -> None:
        self.answered(store, accident, kind=LiabilityKind.CIVIL)
        self.answered(store, accident, kind=LiabilityKind.ADMINISTRATIVE)
        self.answered(
            store,
            accident,
            kind=LiabilityKind.CRIMINAL,
            party=None,
            not_applicable=True,
            na_reason="不构成犯罪",
            executed=None,
        )
        made(store, AccidentMeasure, accident=accident.id, done_at=D(2026, 11, 15))

    def test_goes_the_whole_way(self, store: Store, published: Accident) -> None:
        assert published.missing_liabilities == "民事、行政、刑事"
        self.whole(store, published)
        assert now(store, published).missing_liabilities is None
        closed = taken(store, now(store, published), "结案", **CLOSING)
        assert closed.status is AccidentState.CLOSED and offered(store, closed) == set()

    @pytest.mark.parametrize(
        ("taken_away", "said"),
        [
            ({"cause_found": False}, "原因未查清"),
            ({"cause_indirect": None}, "原因未查清"),
            ({"punished": False}, "责任人员未处理"),
            ({"measures_done": False}, "整改措施未落实"),
            ({"educated_note": None}, "有关人员未受教育"),
            ({"double_check_ent": None}, "一案双查：企业责任"),
            ({"double_check_gov": None}, "一案双查：监管责任"),
        ],
    )
    def test_nothing_is_let_pass(
        self, store: Store, published: Accident, taken_away: dict[str, Any], said: str
    ) -> None:
        self.whole(store, published)
        with pytest.raises(Refusal, match=said):
            taken(store, now(store, published), "结案", **{**CLOSING, **taken_away})

    def test_each_of_three_kinds_is_answered_for(self, store: Store, published: Accident) -> None:
        self.answered(store, published, kind=LiabilityKind.CIVIL)
        made(store, AccidentMeasure, accident=published.id, done_at=D(2026, 11, 15))
        with pytest.raises(Refusal, match="三责同追缺行政、刑事"):
            taken(store, now(store, published), "结案", **CLOSING)

    def test_what_was_decided_is_carried_out_and_what_was_asked_is_mended(
        self, store: Store, published: Accident
    ) -> None:
        self.whole(store, published)
        self.answered(store, published, kind=LiabilityKind.ADMINISTRATIVE, executed=None)
        made(store, AccidentMeasure, accident=published.id)
        with pytest.raises(Refusal, match="责任人员未处理；整改措施未落实"):
            taken(store, now(store, published), "结案", **CLOSING)

    def test_a_severe_accident_with_somebody_to_blame_proposes_vetoes_once(
        self, store: Store, town: Town, accident: Any
    ) -> None:
        severe = accident(deaths=3, liability=Liability.YES)
        taken(store, severe, "提出一票否决")
        assert town.mill.id in {veto.enterprise for veto in store.kin().of(severe, "vetoes")}
        with pytest.raises(Refusal, match="已提出的不重复"):
            taken(store, severe, "提出一票否决")
        assert "提出一票否决" not in offered(store, accident(deaths=2, liability=Liability.YES))

    def test_a_near_miss_ends_early_and_an_accident_does_not(self, store: Store, accident: Any) -> None:
        given = {"closed_at": D(2026, 11, 23), "remark": "已处置"}
        with pytest.raises(Refusal, match="只有未遂事故和险情"):
            taken(store, accident(), "险情处置完毕", **given)
        near = taken(store, accident(is_near_miss=True), "险情处置完毕", **given)
        assert near.status is AccidentState.CLOSED and near.grade is None and near.missing_liabilities is None

    def test_a_report_waits_for_its_verdict_and_its_type(self, store: Store, accident: Any) -> None:
        told = taken(store, accident(accident_type="019"), "核实", desc="中毒")
        with pytest.raises(Refusal, match="事故类别（2025）"):
            taken(store, told, "上报", initial_report_at=AT)
        told = taken(store, changed(store, told, accident_type_new="23"), "上报", initial_report_at=AT)
        told = taken(store, told, "开始调查", invest_start=D(2026, 9, 2), team="甲")
        with pytest.raises(Refusal, match="请定事故性质"):
            taken(store, told, "提交报告", report_submitted=D(2026, 10, 1), **{**CAUSES, "liability": Liability.OPEN})
