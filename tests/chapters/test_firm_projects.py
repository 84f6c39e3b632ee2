"""建设项目三同时: from the first day to use, and what may not be skipped."""

import datetime as dt
from typing import Any

import pytest
from town import Town, made, offered, taken

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.firm.project import ENT_CONSTRUCTIONS, EntConstruction, Stage

D = dt.date


@pytest.fixture
def project(store: Store, town: Town) -> Any:
    return lambda **values: made(store, EntConstruction, enterprise=town.mill.id, name="扩建项目", **values)


def test_the_way_of_a_project_that_must_be_evaluated(store: Store, project: Any) -> None:
    one = project(needs_evaluation=True)
    with pytest.raises(Refusal, match="还没有安全预评价"):
        taken(store, one, "设计审查通过", design_reviewed_on=D(2026, 2, 1), design_reviewer="某局")
    one = taken(store, one, "完成预评价", pre_evaluated_on=D(2026, 1, 1), pre_evaluator="某机构")
    with pytest.raises(Refusal, match="先办“设计审查通过”"):
        taken(store, one, "开工", started_on=D(2026, 3, 1))
    one = taken(store, one, "设计审查通过", design_reviewed_on=D(2026, 2, 1), design_reviewer="某局")
    one = taken(store, taken(store, one, "开工", started_on=D(2026, 3, 1)), "试运行", trial_on=D(2026, 8, 1))
    assert "投入使用" not in offered(store, one)
    one = taken(store, one, "验收通过", accepted_on=D(2026, 10, 1), acceptance="合格")
    with pytest.raises(Refusal, match="投用日期不能早于验收日期（2026-10-01）"):
        taken(store, one, "投入使用", used_on=D(2026, 9, 30))
    one = taken(store, one, "投入使用", used_on=D(2026, 10, 2))
    assert (one.stage, offered(store, one)) == (Stage.USED, set())


def test_a_plain_project_is_built_at_once(store: Store, project: Any) -> None:
    assert taken(store, project(), "开工", started_on=D(2026, 3, 1)).stage is Stage.BUILDING


def test_one_that_came_from_a_sheet_as_accepted_without_a_day_is_not_used(store: Store, project: Any) -> None:
    with pytest.raises(Refusal, match="安全设施没有验收"):
        taken(store, project(stage=Stage.ACCEPTED), "投入使用", used_on=D(2026, 9, 30))


@pytest.mark.parametrize("stage", [Stage.PLANNED, Stage.EVALUATED, Stage.DESIGNED, Stage.BUILDING, Stage.TRIAL])
def test_a_project_under_way_may_end(store: Store, project: Any, stage: Stage) -> None:
    dropped = taken(store, project(stage=stage), "终止", drop_reason="停建")
    assert (dropped.stage, offered(store, dropped)) == (Stage.DROPPED, set())


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("pre_evaluated_on", "design_reviewed_on"),
        ("started_on", "trial_on"),
        ("started_on", "accepted_on"),
        ("accepted_on", "used_on"),
    ],
)
def test_the_days_follow_one_another(store: Store, first: str, last: str) -> None:
    one = EntConstruction(enterprise=1, name="项目", **{first: D(2026, 5, 2), last: D(2026, 5, 1)})
    assert last in {problem.field for problem in ENT_CONSTRUCTIONS.problems(one, store.scene())}
