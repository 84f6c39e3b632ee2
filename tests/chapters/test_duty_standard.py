"""安全生产标准化 (domain item 10): the way to a level, up, again and out; audits and who is proposed to lose it."""

import datetime as dt
from typing import Any

import pytest
from town import Town, changed, made, offered, taken

from safety_desk.conditions import eq
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.duty.figures import std_measures
from safety_desk.ledgers.duty.standard import STANDARDIZATIONS, Standardization, anniversary_due
from safety_desk.ledgers.duty.std_audit import STD_AUDITS, StdAnnualSelf, StdAudit, eliminated
from safety_desk.ledgers.duty.std_state import (
    AuditGrade,
    Conclusion,
    Occasion,
    Reached,
    Rechecked,
    StdRules,
    StdState,
)
from safety_desk.ledgers.enterprise import Enterprise, StdLevel
from safety_desk.periods import read_period

D = dt.date
TODAY = D(2026, 11, 23)


@pytest.fixture
def held(store: Store, town: Town) -> Any:
    def make(**values: Any) -> Standardization:
        given = {"status": StdState.HELD, "issue_date": D(2024, 6, 1), "enterprise": town.mill.id, **values}
        return made(store, Standardization, **given)

    return make


def level_of(store: Store, town: Town) -> StdLevel:
    return store.get(Enterprise, town.mill.id).std_level


def last(store: Store) -> Standardization:
    return max(store.find(Standardization), key=lambda one: one.id or 0)


def test_the_way_to_a_level(store: Store, town: Town) -> None:
    s = made(store, Standardization, enterprise=town.mill.id)
    s = taken(store, s, "完成自评", self_score=82, self_date=D(2026, 3, 1))
    with pytest.raises(Refusal, match="申请日期不能早于自评日期"):
        taken(store, s, "提出申请", apply_date=D(2026, 2, 28))
    s = taken(store, s, "提出申请", apply_date=D(2026, 3, 10))
    s = taken(store, s, "进入评审", review_org="某评审单位")
    s = taken(store, s, "评审不通过", review_date=D(2026, 4, 1))
    assert s.status is StdState.CREATING
    s = taken(store, s, "完成自评", self_score=88, self_date=D(2026, 5, 1))
    s = taken(store, taken(store, s, "提出申请", apply_date=D(2026, 5, 2)), "进入评审", review_org="某评审单位")
    s = taken(store, s, "评审通过", review_score=86, review_date=D(2026, 6, 1), publicity_to=D(2026, 6, 12))
    assert level_of(store, town) is StdLevel.NONE
    with pytest.raises(Refusal, match="公示期满后"):
        taken(store, s, "公告定级", issue_date=D(2026, 6, 11))
    s = taken(store, s, "公告定级", issue_date=D(2026, 6, 20), cert_no="AQB1")
    assert (s.status, s.valid_to, s.self_due) == (StdState.HELD, D(2029, 6, 20), D(2027, 6, 20))
    assert level_of(store, town) is StdLevel.THREE


def test_a_higher_level_is_a_round_of_its_own(store: Store, town: Town, held: Any) -> None:
    old = taken(store, held(), "升级申报")
    new = last(store)
    assert (old.status, new.occasion, new.level, new.previous) == (
        StdState.UPGRADING,
        Occasion.UPGRADE,
        Reached.TWO,
        old.id,
    )
    assert level_of(store, town) is StdLevel.THREE
    new = changed(store, new, status=StdState.PUBLICITY)
    taken(store, new, "公告定级", issue_date=D(2026, 9, 1))
    assert store.get(Standardization, old.id).status is StdState.REPLACED
    assert level_of(store, town) is StdLevel.TWO


def test_what_is_given_up_leaves_the_old_level(store: Store, town: Town, held: Any) -> None:
    old = taken(store, held(), "再达标申请")
    assert old.status is StdState.RENEWING and last(store).occasion is Occasion.RENEW
    taken(store, last(store), "终止申报", remark="企业放弃")
    assert store.get(Standardization, old.id).status is StdState.HELD
    assert level_of(store, town) is StdLevel.THREE


def test_who_has_run_out_may_only_lapse_and_begin_again(store: Store, town: Town, held: Any) -> None:
    s = held(issue_date=D(2023, 6, 1))
    for label in ("再达标申请", "升级申报"):
        with pytest.raises(Refusal, match="登记失效"):
            taken(store, s, label)
    s = taken(store, s, "登记失效")
    assert (s.status, s.withdraw_date, s.withdraw_reason, s.self_due) == (
        StdState.LAPSED,
        D(2026, 6, 1),
        "到期未续",
        None,
    )
    assert level_of(store, town) is StdLevel.NONE
    taken(store, s, "重新创建")
    assert (last(store).status, last(store).occasion) == (StdState.CREATING, Occasion.FIRST)
    with pytest.raises(Refusal, match="不用重新创建"):
        taken(store, s, "重新创建")


def test_nothing_lapses_before_its_day(store: Store, held: Any) -> None:
    with pytest.raises(Refusal, match="还在有效期内"):
        taken(store, held(), "登记失效")


def test_after_a_withdrawal_a_year_passes(store: Store, town: Town, held: Any) -> None:
    s = taken(store, held(), "撤销", withdraw_date=D(2026, 1, 15), withdraw_reason="弄虚作假")
    assert level_of(store, town) is StdLevel.NONE
    taken(store, s, "重新创建")
    again = taken(store, last(store), "完成自评", self_score=80, self_date=D(2026, 11, 1))
    with pytest.raises(Refusal, match="2027-01-15 起才可以重新申请"):
        taken(store, again, "提出申请", apply_date=D(2026, 11, 20))


def test_a_bad_end_of_a_term_leads_down_or_out(store: Store, town: Town, held: Any) -> None:
    s = taken(store, held(level=Reached.TWO, cert_no="A1"), "限期整改", remark="审计发现问题")
    assert {"整改合格", "降级", "淘汰"} <= offered(store, s)
    taken(store, s, "降级", withdraw_date=TODAY, withdraw_reason="审计不合格")
    assert (last(store).level, last(store).occasion, last(store).valid_to) == (
        Reached.THREE,
        Occasion.DOWNGRADE,
        D(2027, 6, 1),
    )
    assert level_of(store, town) is StdLevel.THREE
    lowest = taken(store, held(level=Reached.MICRO, cert_no="A2"), "限期整改", remark="审计发现问题")
    with pytest.raises(Refusal, match="最低等级"):
        taken(store, lowest, "降级", withdraw_date=TODAY, withdraw_reason="审计不合格")
    assert taken(store, lowest, "淘汰", withdraw_date=TODAY, withdraw_reason="比例淘汰").status is StdState.ELIMINATED


def test_a_sheet_of_certificates_is_of_levels_that_are_held(store: Store, town: Town) -> None:
    raw = {"enterprise": town.mill.name, "level": "三级", "cert_no": "A1", "issue_date": "2025-03-01"}
    done = STANDARDIZATIONS.read(raw, store.context(foreign=True), store.scene())
    assert (done.record.status, [problem.field for problem in done.doubts]) == (StdState.HELD, ["status"])
    lost = STANDARDIZATIONS.read({**raw, "status": "已撤销"}, store.context(foreign=True), store.scene())
    assert (lost.record.status, lost.problems) == (StdState.WITHDRAWN, ())


def test_a_level_that_is_held_is_not_deleted(store: Store, held: Any) -> None:
    with pytest.raises(Refusal, match="不能删除"):
        store.remove("删", held())


@pytest.mark.parametrize(
    ("years", "due"),
    [
        ([], D(2025, 6, 1)),
        ([2025], D(2026, 6, 1)),
        ([2026], D(2025, 6, 1)),
        ([2025, 2026], D(2027, 6, 1)),
        ([2025, 2026, 2027], None),
    ],
)
def test_each_year_is_assessed_before_its_anniversary(years: list[int], due: D | None) -> None:
    assert anniversary_due(D(2024, 6, 1), D(2027, 6, 1), years) == due


def test_an_annual_self_assessment_moves_the_next_and_back(store: Store, held: Any) -> None:
    s = held()
    done = made(store, StdAnnualSelf, std=s.id, year=2025, date=D(2025, 5, 20))
    assert store.get(Standardization, s.id).self_due == D(2026, 6, 1)
    store.remove("删", done)
    assert store.get(Standardization, s.id).self_due == D(2025, 6, 1)


# audits


@pytest.mark.parametrize(
    ("scores", "out"),
    [
        ([55, *range(61, 80)], [0]),  # floor(20 × 5 %) = 1
        ([55, *range(61, 79)], []),  # floor(19 × 5 %) = 0
        (list(range(60, 80)), []),  # the last one has the minimum score
        ([70, 40, 50, *range(60, 97)], [1, 2]),  # floor(40 × 5 %) = 2
    ],
)
def test_the_worst_are_proposed_but_never_a_sound_one(scores: list[float], out: list[int]) -> None:
    assert eliminated(dict(enumerate(scores)), StdRules()) == out


def test_an_audit_is_summed_graded_and_never_above_its_weight(store: Store, held: Any) -> None:
    audit = made(store, StdAudit, std=held().id, mgmt_score=22, conduct_score=21, equipment_score=20, setting_score=19)
    assert (audit.score, audit.grade, audit.proposed) == (82, AuditGrade.FINE, False)
    done = STD_AUDITS.read({"mgmt_score": "25.5"}, store.context(), store.scene(), onto=audit)
    assert [(problem.field, problem.hard) for problem in done.errors] == [("mgmt_score", True)]


def test_the_proposals_of_a_year_are_a_step_and_end_no_level(store: Store, town: Town, held: Any) -> None:
    store.set_options("设置", StdRules(elim_ratio=50))
    first = made(store, StdAudit, std=held(cert_no="A1").id, score=50)
    second = made(store, StdAudit, std=held(cert_no="A2").id, score=45)
    taken(store, first, "列出淘汰建议")
    assert [store.get(StdAudit, one.id).proposed for one in (first, second)] == [False, True]
    made(store, StdAudit, std=second.std, audit_date=D(2025, 11, 1), score=10)
    taken(store, changed(store, store.get(StdAudit, second.id), score=90), "列出淘汰建议")
    assert [store.get(StdAudit, one.id).proposed for one in (first, second)] == [True, False]
    assert store.get(Standardization, first.std).status is StdState.HELD


def test_a_proposal_that_names_nobody_says_why(store: Store, held: Any) -> None:
    with pytest.raises(Refusal, match="2026 年审计 1 家，按 5% 的比例和 60 分的底线，没有建议淘汰的"):
        taken(store, made(store, StdAudit, std=held().id, score=50), "列出淘汰建议")


def test_a_conclusion_takes_effect_and_a_recheck_gives_the_level_back(store: Store, held: Any) -> None:
    s = held()
    values: dict[str, Any] = {"conclusion": Conclusion.MEND, "problems": "记录不全", "deadline": D(2026, 12, 20)}
    audit = taken(store, made(store, StdAudit, std=s.id, **values), "执行结论")
    assert (audit.carried_out, store.get(Standardization, s.id).status) == (TODAY, StdState.MENDING)
    with pytest.raises(Refusal, match="复核日期"):
        taken(store, audit, "复核合格", recheck=D(2026, 11, 24))
    audit = taken(store, audit, "复核合格", recheck=TODAY)
    assert (audit.recheck_result, store.get(Standardization, s.id).status) == (Rechecked.PASSED, StdState.HELD)
    assert not {"执行结论", "复核合格", "复核不合格"} & offered(store, audit)


def test_a_conclusion_may_end_the_level_and_only_once(store: Store, town: Town, held: Any) -> None:
    s = held()
    values: dict[str, Any] = {"conclusion": Conclusion.WITHDRAW, "problems": "弄虚作假"}
    taken(store, made(store, StdAudit, std=s.id, **values), "执行结论")
    assert store.get(Standardization, s.id).status is StdState.WITHDRAWN
    assert level_of(store, town) is StdLevel.NONE
    with pytest.raises(Refusal, match="已撤销"):
        taken(store, made(store, StdAudit, std=s.id, audit_date=D(2026, 11, 1), **values), "执行结论")


def test_the_table_counts_what_was_held_on_the_last_day(store: Store, town: Town, held: Any) -> None:
    s = held(cert_no="A1")
    taken(store, s, "撤销", withdraw_date=D(2026, 10, 15), withdraw_reason="弄虚作假")
    held(
        cert_no="A2",
        enterprise=town.station.id,
        level=Reached.TWO,
        occasion=Occasion.UPGRADE,
        issue_date=D(2026, 10, 1),
    )
    measures = std_measures()

    def number(name: str, period: str) -> int:
        measure = measures[name]
        record = Enterprise if measure.ledger == "enterprises" else Standardization
        return store.count(record, measure.rows(read_period(period)))

    assert [number("std_3", month) for month in ("2024-05", "2026-09", "2026-10")] == [0, 1, 0]
    assert (number("std_2", "2026-10"), number("std_up", "2026-10"), number("std_out", "2026-10")) == (1, 1, 1)
    assert (number("std_reached", "2026-09"), number("std_reached", "2026-11")) == (1, 1)
    assert store.count(Standardization, eq("status", StdState.WITHDRAWN)) == 1
