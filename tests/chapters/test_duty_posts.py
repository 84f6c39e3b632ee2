"""全员责任制 and 岗位责任清单 (domain item 9)."""

import datetime as dt

import pytest
from town import Town, made, offered, taken

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.duty.figures import PUBLISHED, WITH_STANDARD
from safety_desk.ledgers.duty.post_templates import template_for
from safety_desk.ledgers.duty.posts import EntStandard, PostDuty, PostLevel, RespSystem, signed_text
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.risk import RiskPoint
from safety_desk.periods import month_of

D = dt.date


@pytest.mark.parametrize(
    ("level", "post", "first", "number"),
    [
        (PostLevel.PRINCIPAL, "总经理", "建立健全并落实本单位全员安全生产责任制", 7),
        (PostLevel.DEPARTMENT, "专职安全员", "组织或者参与拟订安全生产规章制度", 7),
        (PostLevel.POST, "电工", "持证上岗", 5),
        (PostLevel.POST, "切纸工", "遵守安全操作规程", 5),
        (PostLevel.TEAM, "打包班长", "开好班前会", 5),
    ],
)
def test_a_post_has_the_duties_of_its_name_or_level(level: PostLevel, post: str, first: str, number: int) -> None:
    _, duties, _ = template_for(level.value, post)
    assert duties.startswith(f"1. {first}") and len(duties.splitlines()) == number


def test_the_model_fills_only_what_is_empty(store: Store, town: Town) -> None:
    post = made(store, PostDuty, enterprise=town.mill.id, post_name="切纸工", duty_scope="切纸机")
    post = taken(store, post, "按模板补齐")
    assert post.duty_scope == "切纸机" and post.duty_items and "百分制" in (post.assess_standard or "")
    assert "按模板补齐" not in offered(store, post)


def test_a_post_faces_risks_of_its_own_enterprise_only(store: Store, town: Town) -> None:
    strange = made(store, RiskPoint, enterprise=town.station.id, name="加油机")
    with pytest.raises(Refusal, match="“加油机”不属于这家企业"):
        made(store, PostDuty, enterprise=town.mill.id, post_name="切纸工", risk_points=(strange.id,))


def test_who_has_signed_and_who_has_not(store: Store, town: Town) -> None:
    system = made(store, RespSystem, enterprise=town.mill.id, should_sign_count=40, signed_count=37)
    assert (system.unsigned, signed_text(system, store.scene(), store.names)) == (3, "92.5%")
    raw = {"signed_count": "41", "publicity_from": "2026-01-01"}
    done = store.ledger_of(RespSystem).read(raw, store.context(), store.scene(), onto=system)
    assert {problem.field for problem in done.errors} == {"signed_count", "publicity_place"}


def test_what_is_no_longer_shown_is_not_counted_as_public(store: Store, town: Town) -> None:
    values = {"publicity_from": D(2026, 1, 1), "publicity_place": "厂门口"}
    made(store, RespSystem, enterprise=town.mill.id, **values)
    made(store, RespSystem, enterprise=town.station.id, publicity_to=D(2026, 10, 31), **values)
    counts = [
        store.count(Enterprise, PUBLISHED.rows(month_of(day)))
        for day in (D(2025, 12, 1), D(2026, 10, 1), D(2026, 11, 1))
    ]
    assert counts == [0, 2, 1]
    made(store, EntStandard, enterprise=town.mill.id, name="切纸机操作规程", approve_date=D(2026, 5, 1))
    months = (D(2026, 4, 1), D(2026, 5, 1))
    assert [store.count(Enterprise, WITH_STANDARD.rows(month_of(day))) for day in months] == [0, 1]
