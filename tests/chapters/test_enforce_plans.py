"""Yearly plans, draws, campaigns and reviews: made from the records, measured against them."""

import datetime as dt
from typing import Any

import pytest
from town import Town, changed, made, offered, taken

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.danger_state import Level
from safety_desk.ledgers.enforce.campaign import (
    CAMPAIGN_TARGETS,
    CampaignAnalysis,
    CampaignProgress,
    CampaignTarget,
    RiskTrend,
    SpecialCampaign,
    Stage,
)
from safety_desk.ledgers.enforce.draw import RANDOM_DRAWS, DrawState, RandomDraw, draw
from safety_desk.ledgers.enforce.efficacy import EFFICACY_REVIEWS, EfficacyReview
from safety_desk.ledgers.enforce.figures import MEASURES
from safety_desk.ledgers.enforce.plan import (
    ENFORCE_PLANS,
    EnforcePlan,
    EnforceTarget,
    PlanState,
    TargetKind,
    TargetState,
)
from safety_desk.ledgers.enforce.scheme import CheckScheme, SchemeState
from safety_desk.ledgers.enterprise import Enterprise, EntStatus
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.visit_state import VisitResult
from safety_desk.periods import read_period

D = dt.date
TODAY = D(2026, 11, 23)


def coloured(store: Store, name: str, grade: Grade, **values: Any) -> Enterprise:
    given = {"override_grade": grade, "override_reason": "某", "override_approver": "某", **values}
    return made(store, Enterprise, name=name, code=f"ZW-{name}", **given)


class TestPlan:
    @pytest.fixture
    def plan(self, store: Store, town: Town) -> EnforcePlan:
        for name, grade in (("红厂", Grade.RED), ("橙厂", Grade.ORANGE), ("黄厂", Grade.YELLOW), ("蓝厂", Grade.BLUE)):
            coloured(store, name, grade)
        coloured(store, "停厂", Grade.RED, status=EntStatus.STOPPED)
        return taken(
            store, made(store, EnforcePlan, year=2026, persons=2, other_days=100, idle_days=200), "生成检查对象"
        )

    def targets(self, store: Store) -> list[EnforceTarget]:
        return store.find(EnforceTarget)

    def visited(self, store: Store, target: EnforceTarget, **values: Any) -> Inspection:
        at = dt.datetime(2026, 3, 2, 9)
        return made(store, Inspection, enterprise=target.enterprise, start_at=at, result=VisitResult.CLEAN, **values)

    def test_colours_decide_how_often_and_the_rest_is_drawn(self, store: Store, plan: EnforcePlan) -> None:
        times = dict.fromkeys(("红厂", "橙厂", "黄厂", "停厂"), 0)
        for target in self.targets(store):
            name = store.get(Enterprise, target.enterprise).name
            if target.kind is TargetKind.KEY:
                times[name] += 1
        assert times == {"红厂": 4, "橙厂": 2, "黄厂": 1, "停厂": 0}
        general = [t for t in self.targets(store) if t.kind is TargetKind.GENERAL]
        assert len(general) == 1  # a fifth of the blue one and the town's two that have no grade
        assert (plan.key_times, plan.general_times, plan.legal_days, plan.supervise_days) == (7, 1, 496, 196)
        assert plan.need_days == 8 and plan.capacity == "够" and plan.title == "2026 年度安全生产监督检查计划"

    def test_the_months_end_is_when_a_target_is_due(self, store: Store, plan: EnforcePlan) -> None:
        for target in self.targets(store):
            assert target.due_on is not None and target.due_on.month == target.month_plan
            assert (target.due_on + dt.timedelta(days=1)).day == 1

    def test_is_not_laid_out_twice(self, store: Store, plan: EnforcePlan) -> None:
        with pytest.raises(Refusal, match="已经有检查对象"):
            taken(store, plan, "生成检查对象")

    def test_says_when_people_do_not_suffice(self, store: Store, plan: EnforcePlan) -> None:
        assert changed(store, plan, other_days=290, idle_days=200).capacity == "⚠ 缺 2 人天"
        problems = ENFORCE_PLANS.problems(plan.replace(other_days=400), store.scene())
        assert [problem.field for problem in problems] == ["other_days"]

    def test_goes_from_its_making_to_its_summary_and_counts_what_was_done(
        self, store: Store, plan: EnforcePlan
    ) -> None:
        plan = taken(store, plan, "报批", submitted_at=D(2026, 1, 5))
        plan = taken(store, plan, "批准", approved_by="安委会", approved_date=D(2026, 1, 12))
        plan = taken(store, plan, "执行", filed_to="县应急管理局")
        with pytest.raises(Refusal, match="没有找到"):
            taken(store, plan, "对上检查记录")
        self.visited(store, self.targets(store)[0])
        plan = taken(store, plan, "对上检查记录")
        assert (plan.done_times, plan.done_rate) == (1, 12.5)
        done = [t for t in self.targets(store) if t.status is not TargetState.OPEN]
        assert [(t.status, t.actual_dates) for t in done] == [(TargetState.CHECKED, D(2026, 3, 2))]
        plan = taken(store, plan, "调整计划", change_reason="人员变动")
        plan = taken(store, plan, "继续执行", approved_by="安委会", approved_date=D(2026, 6, 1))
        assert taken(store, plan, "总结", summary="已完成").status is PlanState.SUMMED_UP

    def test_a_target_taken_out_counts_no_more(self, store: Store, plan: EnforcePlan) -> None:
        taken(store, self.targets(store)[0], "调出计划", change_reason="停产")
        assert store.get(EnforcePlan, plan.id or 0).key_times == 6

    def test_without_targets_it_is_not_handed_in(self, store: Store) -> None:
        with pytest.raises(Refusal, match="还没有检查对象"):
            taken(store, made(store, EnforcePlan, year=2027), "报批", submitted_at=TODAY)

    def test_coverage_is_counted(self, store: Store, plan: EnforcePlan) -> None:
        year = read_period("2026")

        def count(name: str) -> int:
            measure = MEASURES[name]
            return store.count(store.ledgers[measure.ledger].record, measure.rows(year))

        self.visited(store, self.targets(store)[0])
        assert (count("supervised"), count("covered")) == (6, 1)
        assert (count("plan_due"), count("plan_done")) == (8, 0)


class TestDraw:
    @pytest.fixture
    def prepared(self, store: Store, town: Town) -> RandomDraw:
        firms = [coloured(store, f"甲{n}厂", Grade.YELLOW) for n in range(10)]
        return made(
            store, RandomDraw, count=3, pool=tuple(f.id or 0 for f in firms), witness="纪委某", recorder="某", seed="48213706",
            pool_inspectors=(town.chief.id, town.inspector.id, town.clerk.id),
        )  # fmt: skip

    def test_draws_what_the_rule_says_and_can_be_done_again(self, store: Store, prepared: RandomDraw) -> None:
        done = taken(store, prepared, "抽取")
        codes = [store.get(Enterprise, id).code for id in done.drawn or ()]
        assert codes == draw("企业", "48213706", [f"ZW-甲{n}厂" for n in range(10)], 3)
        assert len(done.drawn_inspectors or ()) == 2 and done.status is DrawState.DRAWN
        assert taken(store, done, "复算核对").verified_on == TODAY

    def test_who_is_recused_is_not_drawn(self, store: Store, town: Town, prepared: RandomDraw) -> None:
        recused = changed(store, prepared, recused=(town.clerk.id,), recuse_reason="亲属")
        assert town.clerk.id not in (taken(store, recused, "抽取").drawn_inspectors or ())
        both = changed(store, prepared, recused=(town.clerk.id, town.chief.id), recuse_reason="亲属")
        with pytest.raises(Refusal, match="只有 1 名检查人员"):
            taken(store, both, "抽取")
        assert [p.field for p in RANDOM_DRAWS.problems(both.replace(recuse_reason=None), store.scene())] == [
            "recuse_reason"
        ]

    def test_a_changed_record_is_found_out(self, store: Store, prepared: RandomDraw) -> None:
        done = taken(store, prepared, "抽取")
        with pytest.raises(Refusal, match="复算的结果和记录不一致"):
            taken(store, changed(store, done, seed="别的种子"), "复算核对")
        with pytest.raises(Refusal, match="被改动过"):
            taken(store, changed(store, done, seed="48213706", snapshot="ZW-甲1厂"), "复算核对")

    def test_by_colour_each_pool_gives_its_share(self, store: Store, prepared: RandomDraw) -> None:
        red = coloured(store, "红厂", Grade.RED)
        wide = changed(store, prepared, by_grade=True, count=None, pool=(*(prepared.pool or ()), red.id))
        done = taken(store, wide, "抽取")
        assert red.id in (done.drawn or ()) and len(done.drawn or ()) == 3  # all red, a fifth of ten yellow
        assert taken(store, done, "复算核对").verified_on == TODAY

    def test_who_was_drawn_lately_may_be_left_out(self, store: Store, prepared: RandomDraw) -> None:
        first = taken(store, prepared, "抽取")
        again = made(store, RandomDraw, **{**prepared.values(), "no": None, "seed": "48213706", "exclude_recent": True})
        assert not set(first.drawn or ()) & set(taken(store, again, "抽取").drawn or ())

    def test_no_more_than_there_are(self, store: Store, prepared: RandomDraw) -> None:
        with pytest.raises(Refusal, match="抽不出 11 家"):
            taken(store, prepared, "抽取", count=11)


class TestCampaign:
    @pytest.fixture
    def campaign(self, store: Store, town: Town) -> SpecialCampaign:
        coloured(store, "宣纸厂", Grade.YELLOW, industry_safety="轻工")
        coloured(store, "粉尘厂", Grade.ORANGE, industry_safety="机械", tags=("有限空间",))
        return made(store, SpecialCampaign, year=2026, field="有限空间", start=D(2026, 9, 1), end=D(2026, 12, 31))

    def test_goes_through_its_stages_and_counts_what_its_targets_found(
        self, store: Store, campaign: SpecialCampaign
    ) -> None:
        with pytest.raises(Refusal, match="还没有整治对象"):
            taken(store, campaign, "转自查")
        campaign = taken(store, campaign, "列出对象")
        [target] = store.find(CampaignTarget)
        assert store.get(Enterprise, target.enterprise).name == "粉尘厂"
        with pytest.raises(Refusal, match="没有新的企业"):
            taken(store, campaign, "列出对象")
        at = dt.datetime(2026, 10, 8, 9)
        visit = made(store, Inspection, enterprise=target.enterprise, start_at=at, result=VisitResult.TERM)
        common = {"enterprise": target.enterprise, "inspection": visit.id, "found_date": D(2026, 10, 8)}
        made(store, HiddenDanger, **common, rectified_at=D(2026, 10, 20))
        made(store, HiddenDanger, **common, level=Level.MAJOR, major_criteria="第三条")
        made(store, HiddenDanger, **{**common, "found_date": D(2026, 8, 1), "inspection": None})
        campaign = taken(store, campaign, "取数")
        assert (campaign.checked_rate, campaign.found, campaign.fixed_rate) == (100.0, 2, 50.0)
        for label in ("转自查", "转集中整治", "转督查"):
            campaign = taken(store, campaign, label)
        done = taken(store, campaign, "总结", summary="完成", closed_at=TODAY)
        assert done.stage is Stage.SUMMED_UP and offered(store, done) == set()

    def test_not_more_is_mended_than_was_found(self, store: Store) -> None:
        target = CampaignTarget(campaign=1, enterprise=1, checked_at=TODAY, found=1, major=1, fixed=3)
        assert [p.field for p in CAMPAIGN_TARGETS.problems(target, store.scene())] == ["fixed"]

    def test_a_period_tells_its_rate(self, store: Store, campaign: SpecialCampaign) -> None:
        told = made(store, CampaignProgress, campaign=campaign.id, found=7, major_found=1, fixed=6)
        assert told.rate == 75.0

    def test_growth_by_half_within_30_days_proposes_a_warning(self, store: Store, town: Town) -> None:
        mill = changed(store, town.mill, industry_safety="轻工")
        for day in (D(2026, 11, 1), D(2026, 11, 10), D(2026, 11, 20), D(2026, 10, 1), D(2026, 10, 20), D(2026, 9, 1)):
            made(store, HiddenDanger, enterprise=mill.id, found_date=day, category="25")
        analysis = made(store, CampaignAnalysis, field="轻工", category="25", date=TODAY)
        told = taken(store, analysis, "取数")
        assert (told.recent, told.earlier, told.growth, told.trend) == (3, 2, 50.0, RiskTrend.UP)
        assert told.warning_proposed and not told.early_warning


class TestEfficacy:
    MARKS = ("subject", "procedure", "facts", "law", "papers", "discretion", "service", "filing")

    def test_counts_a_persons_records_and_weighs_them(self, store: Store, town: Town) -> None:
        people = (town.inspector.id, town.clerk.id)
        for n in range(3):
            at = dt.datetime(2026, 8, 3 + n, 9)
            visit = made(
                store, Inspection, enterprise=town.mill.id, start_at=at, inspectors=people, result=VisitResult.TERM
            )
            made(store, HiddenDanger, enterprise=town.mill.id, inspection=visit.id, found_date=at.date(), level=Level.GENERAL,
                 rectified_at=D(2026, 8, 10), recheck_at=D(2026, 8, 15 + 5 * n))  # fmt: skip
        review = made(
            store, EfficacyReview, period="2026Q3", person=town.inspector.id, **dict.fromkeys(self.MARKS, 5.0)
        )
        told = taken(store, review, "取数")
        assert told.metrics is not None
        assert (told.metrics["检查家次"], told.metrics["发现隐患"], told.metrics["检查企业数"]) == (3, 3, 1)
        assert told.metrics["按期复查率"] == 66.7  # the third came 15 days after the mending
        assert told.quality_score == 40.0 and told.quantity_score is not None
        assert told.total == round(told.quantity_score * 0.4 + 24, 1) and told.grade == "不合格"

    def test_a_period_without_visits_or_sense_is_refused(self, store: Store, town: Town) -> None:
        review = made(store, EfficacyReview, period="2020Q1", person=town.inspector.id)
        with pytest.raises(Refusal, match="没有检查记录"):
            taken(store, review, "取数")
        assert "看不懂统计期" in EFFICACY_REVIEWS.problems(review.replace(period="上个季度"), store.scene())[0].text


def test_a_scheme_takes_what_the_enterprise_says_and_needs_two_people(store: Store, town: Town) -> None:
    mill = changed(store, town.mill, address="茂林街 1 号", principal="吴某", industry_safety="轻工")
    scheme = made(store, CheckScheme, enterprise=mill.id)
    assert (scheme.address, scheme.contact, scheme.industry) == ("茂林街 1 号", "吴某", "轻工")
    two = (town.inspector.id, town.clerk.id)
    reviewed = taken(store, scheme, "审核", officers=two, reviewer="吴某", review_date=D(2026, 11, 1))
    approved = taken(store, reviewed, "批准", approver="吴某", approve_date=D(2026, 11, 2))
    assert taken(store, approved, "退回修改", remark="改时间").status is SchemeState.DRAFT
    one = store.ledger_of(scheme).problems(scheme.replace(officers=(town.clerk.id,)), store.scene())
    assert [problem.field for problem in one] == ["officers"]
