"""The list of dishonest subjects by 令11号, bans, public notices, and intermediaries that break the law."""

import datetime as dt
from typing import Any

import pytest
from town import Town, changed, made, offered, taken

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.ban import Ban, BanKind, banned
from safety_desk.ledgers.enterprise import ENTERPRISES, CreditStatus, Enterprise, SuperviseClass
from safety_desk.ledgers.society.blacklist import (
    BLACKLISTS,
    Blacklist,
    ListState,
    RemovedType,
    SanctionRules,
    SubjectType,
    term_text,
)
from safety_desk.ledgers.society.notice import PublicNotice
from safety_desk.ledgers.society.service import ServiceOrg, Violation

D = dt.date
LISTED = D(2025, 10, 20)
GIVEN = {
    "notice_date": D(2025, 10, 1), "reason": "拒不执行处罚决定", "decision_date": D(2025, 10, 20), "listed_date": LISTED,
    "publish_from": D(2025, 10, 23), "removal_apply_date": D(2026, 10, 21), "obligations_met": True, "removal_decision": "准予",
    "removed_date": D(2026, 11, 1), "restored_date": D(2026, 11, 10), "remark": "查实",
}  # fmt: skip

# step: from which states to which state
STEPS = {
    "告知": ({"clue"}, "told"),
    "列入": ({"told"}, "listed"),
    "公示": ({"listed", "restored"}, "public"),
    "申请提前移出": ({"listed", "public", "restored"}, "early"),
    "准予提前移出": ({"early"}, "removed"),
    "不予提前移出": ({"early"}, "public"),
    "到期移出": ({"listed", "public", "early", "restored"}, "removed"),
    "撤销列入": ({"listed", "public", "early", "restored"}, "removed"),
    "恢复列入": ({"removed"}, "restored"),
    "不予列入": ({"clue", "told"}, "dropped"),
}


@pytest.fixture
def entry(store: Store, town: Town) -> Any:
    """entry("listed", …): an entry about the mill in that state."""

    def at(state: str = "clue", **values: Any) -> Blacklist:
        told = {"notice_date": GIVEN["notice_date"], "reason": "拒不执行"}
        listed = {"decision_date": LISTED, "listed_date": LISTED} if state not in ("clue", "told", "dropped") else {}
        ended = {"removed_type": RemovedType.EARLY, "removed_date": D(2026, 11, 1)} if state == "removed" else {}
        whom = {"enterprise": town.mill.id, "reason_code": "8", "state": ListState(state)}
        return made(store, Blacklist, **{**whom, **told, **listed, **ended, **values})

    return at


def given(label: str) -> dict[str, Any]:
    step = next(step for step in BLACKLISTS.steps if step.label == label)
    return {name: GIVEN[name] for name in step.fields() if name in GIVEN}


@pytest.mark.parametrize("state", [state.value for state in ListState])
def test_in_each_state_exactly_the_legal_steps_are_offered(store: Store, entry: Any, state: str) -> None:
    assert offered(store, entry(state)) == {step for step, (states, _) in STEPS.items() if state in states}


@pytest.mark.parametrize(
    ("step", "state"), [(s, state) for s, (states, _) in STEPS.items() for state in sorted(states)]
)
def test_a_legal_step_leads_where_it_should(store: Store, entry: Any, step: str, state: str) -> None:
    late = {"listed_date": D(2023, 10, 20), "decision_date": D(2023, 10, 20), "notice_date": D(2023, 10, 1)}
    before = entry(state, **(late if step == "到期移出" else {}))
    after = taken(store, before, step, **given(step))
    assert after.state.value == STEPS[step][1]
    assert [problem for problem in BLACKLISTS.problems(after, store.scene()) if not problem.doubt] == []


def test_terms_are_those_of_the_order(store: Store, entry: Any) -> None:
    listed = entry("public")
    assert (listed.expire_date, listed.early_remove_from) == (D(2028, 10, 20), D(2026, 10, 20))
    assert (listed.answer_due, listed.subject) == (D(2025, 10, 6), "茂林竹木制品有限公司")
    store.set_options("改设置", SanctionRules(months=24))
    assert store.get(Blacklist, listed.id).expire_date == D(2027, 10, 20)
    assert changed(store, listed, period_months=12).expire_date == D(2026, 10, 20)


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        (D(2023, 11, 22), "⚠ 已期满，待移出"),
        (D(2023, 11, 23), "⚠ 已期满，待移出"),
        (D(2023, 12, 10), "还有 17 天"),
        (D(2025, 11, 23), "可申请提前移出"),
        (D(2026, 5, 1), "还有 890 天"),
    ],
)
def test_an_entry_stands_by_the_day(store: Store, entry: Any, listed: D, said: str) -> None:
    values = {"listed_date": listed, "decision_date": listed, "notice_date": listed - dt.timedelta(days=20)}
    assert term_text(entry("public", **values), store.scene(), store.names) == said


def test_nothing_is_decided_before_the_subject_was_heard(store: Store, entry: Any) -> None:
    told = entry("told", notice_date=D(2026, 11, 10))
    early = {"decision_date": D(2026, 11, 15), "listed_date": D(2026, 11, 15)}
    with pytest.raises(Refusal, match="陈述申辩期到 2026-11-15 才满"):
        taken(store, told, "列入", **early)
    store.set_options("改设置", SanctionRules(answer_days=0))
    assert taken(store, told, "列入", **early).state is ListState.LISTED


def test_early_removal_waits_for_twelve_months_and_for_the_duties(store: Store, entry: Any) -> None:
    with pytest.raises(Refusal, match="最早 2026-10-20"):
        taken(store, entry("public"), "申请提前移出", removal_apply_date=D(2026, 10, 19), obligations_met=True)
    store.undo()
    with pytest.raises(Refusal, match="义务还没有履行完"):
        taken(store, entry("public"), "申请提前移出", removal_apply_date=D(2026, 10, 20), obligations_met=False)


def test_nobody_leaves_as_expired_before_three_years(store: Store, entry: Any) -> None:
    with pytest.raises(Refusal, match="管理期到 2028-10-20 才满"):
        taken(store, entry("public"), "到期移出", removed_date=D(2026, 11, 1), removal_decision="期满")


def test_a_second_open_entry_is_refused(store: Store, town: Town, entry: Any) -> None:
    first = entry("public")
    again = Blacklist(enterprise=town.mill.id, reason_code="4")
    [problem] = BLACKLISTS.problems(again, store.scene())
    assert problem.field == "enterprise" and "已有一条未移出的记录" in problem.text and problem.hard
    assert BLACKLISTS.problems(first, store.scene()) == []
    assert BLACKLISTS.problems(again.replace(enterprise=town.station.id), store.scene()) == []
    changed(store, first, state=ListState.REMOVED, removed_date=D(2026, 11, 1))
    assert BLACKLISTS.problems(again, store.scene()) == []


def test_a_person_is_known_by_number_and_else_by_name(store: Store) -> None:
    person = {"subject_type": SubjectType.PERSON, "reason_code": "5"}
    made(store, Blacklist, person="吴某", id_card="341823199006151239", **person)
    same = Blacklist(person="吴某某", id_card="341823199006151239", **person)
    other = Blacklist(person="吴某", id_card="342529197512300026", **person)
    named = Blacklist(person="吴某", **person)
    assert [bool(BLACKLISTS.problems(one, store.scene())) for one in (same, other, named)] == [True, False, True]


def test_an_early_removal_by_false_papers_is_undone_unless_there_is_a_new_entry(store: Store, entry: Any) -> None:
    ended = entry("removed")
    entry("clue")
    with pytest.raises(Refusal, match="已另有一条未移出的记录"):
        taken(store, ended, "恢复列入", **given("恢复列入"))
    store.undo()
    restored = taken(store, ended, "恢复列入", **given("恢复列入"))
    assert (restored.removed_date, restored.removed_type) == (None, None)


def test_the_enterprise_stands_as_its_entries_say(store: Store, town: Town, entry: Any) -> None:
    def mill() -> Enterprise:
        return store.get(Enterprise, town.mill.id or 0)

    told = entry("told")
    assert mill().credit_status is CreditStatus.NORMAL
    listed = taken(store, told, "列入", **given("列入"))
    assert (mill().credit_status, mill().supervise_class) == (CreditStatus.LISTED, SuperviseClass.D)
    taken(store, listed, "撤销列入", removed_date=D(2026, 11, 1), removal_decision="撤销")
    assert mill().credit_status is CreditStatus.NORMAL
    store.undo()
    assert mill().credit_status is CreditStatus.LISTED


def test_what_was_told_is_not_deleted(store: Store, entry: Any) -> None:
    kin = store.kin()
    assert BLACKLISTS.keep(entry("clue"), kin) == ""
    store.undo()
    assert "不能删除" in BLACKLISTS.keep(entry("told"), kin)


@pytest.mark.parametrize(("kind", "end"), [(BanKind.FIVE, D(2029, 2, 28)), (BanKind.LIFE, None)])
def test_a_ban_ends_after_five_years_or_never(store: Store, kind: BanKind, end: D | None) -> None:
    assert made(store, Ban, person="汪某", kind=kind, banned_from=D(2024, 2, 29)).banned_to == end


@pytest.mark.parametrize(
    ("name", "card", "day", "hit"),
    [
        ("汪某", None, D(2024, 3, 1), True),
        ("汪某", None, D(2024, 2, 29), False),
        ("汪某", None, D(2029, 2, 28), True),
        ("汪某", None, D(2029, 3, 1), False),
        ("张某", None, D(2025, 1, 1), False),
        ("张某", "341823199006151239", D(2025, 1, 1), True),
        ("汪某", "342529197512300026", D(2025, 1, 1), False),
        (None, None, D(2025, 1, 1), False),
    ],
)
def test_a_banned_person_is_found(name: str | None, card: str | None, day: D, hit: bool) -> None:
    ban = Ban(person="汪某", id_card="341823199006151239", banned_from=D(2024, 3, 1), banned_to=D(2029, 3, 1))
    assert (banned(name, card, [ban], day) is ban) is hit


def test_an_enterprise_whose_head_has_the_name_of_a_banned_person_is_doubted(store: Store, town: Town) -> None:
    made(store, Ban, person="汪某", banned_from=D(2024, 3, 1))
    [doubt] = ENTERPRISES.problems(town.mill.replace(principal="汪某"), store.scene())
    assert doubt.field == "principal" and doubt.doubt and "至 2029-03-01" in doubt.text
    assert ENTERPRISES.problems(town.mill.replace(principal="张某"), store.scene()) == []


@pytest.mark.parametrize(
    ("kind", "decided", "due"),
    [
        ("行政处罚", D(2026, 11, 23), D(2026, 12, 2)),
        ("行政处罚", D(2026, 9, 30), D(2026, 10, 15)),
        ("行政处罚", None, None),
        ("重大隐患", D(2026, 11, 23), None),
    ],
)
def test_a_penalty_is_public_within_seven_working_days(
    store: Store, town: Town, kind: str, decided: D | None, due: D | None
) -> None:
    notice = made(store, PublicNotice, kind=kind, enterprise=town.mill.id, decided_on=decided)
    assert notice.due == due
    assert changed(store, notice, due=D(2026, 12, 20)).due == D(2026, 12, 20)


def test_a_year_without_holidays_leaves_the_term_open_and_says_so(store: Store, town: Town) -> None:
    notice = made(store, PublicNotice, kind="行政处罚", enterprise=town.mill.id, decided_on=D(2024, 5, 6))
    [doubt] = store.ledgers["public_notices"].problems(notice, store.scene())
    assert notice.due is None and doubt.field == "due" and doubt.doubt and "2024 年" in doubt.text


def test_a_breach_becomes_a_clue_once_and_the_organ_is_marked_when_it_is_listed(store: Store) -> None:
    org = made(store, ServiceOrg, name="某评价公司")
    breach = made(store, Violation, org=org.id, behavior="虚假报告", date=D(2026, 10, 9), evidence="照片不是现场")
    taken(store, breach, "提请列入失信名单")
    [clue] = store.find(Blacklist)
    assert (clue.subject_type, clue.subject, clue.reason) == (SubjectType.ORG, "某评价公司", "照片不是现场")
    with pytest.raises(Refusal, match="已有一条未移出的失信记录"):
        taken(store, breach, "提请列入失信名单")
    assert not store.get(ServiceOrg, org.id).blacklist_flag
    changed(store, clue, state=ListState.LISTED, listed_date=D(2026, 11, 2), decision_date=D(2026, 11, 2))
    assert store.get(ServiceOrg, org.id).blacklist_flag


def test_a_monopoly_is_no_ground_for_the_list(store: Store) -> None:
    org = made(store, ServiceOrg, name="某评价公司")
    assert offered(store, made(store, Violation, org=org.id, behavior="垄断经营")) == set()
