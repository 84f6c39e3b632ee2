"""A step with many records: the preview says exactly what then happens, refused ones stay, one undo brings all back."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from town import Town, dump

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.danger_state import Level, RectifyMode, State
from safety_desk.ledgers.hidden_danger import HIDDEN_DANGERS, HiddenDanger
from safety_desk.tasks import batch

DAY = dt.date(2026, 11, 2)
STATES = [State.NOTED, State.MENDING, State.TO_RECHECK, State.FAILED, State.CLOSED, State.VOID]


def danger(town: Town, n: int, state: State, **values: Any) -> HiddenDanger:
    """A hidden danger in that state, with the days that it must have."""
    done = {"rectified_at": DAY} if state in (State.TO_RECHECK, State.CLOSED) else {}
    closed = {"closed_at": DAY} if state is State.CLOSED else {}
    told = {
        "enterprise": town.mill.id,
        "found_date": DAY,
        "description": f"第 {n} 条",
        "status": state,
        "deadline": dt.date(2026, 11, 30),
    }
    return HiddenDanger(**{**told, **done, **closed, **values})


def saved(store: Store, town: Town, states: list[State]) -> list[int]:
    return store.save("登记", *(danger(town, n, state) for n, state in enumerate(states)))


def step_of(label: str) -> Any:
    return next(step for step in HIDDEN_DANGERS.steps if step.label == label)


def without_serials(told: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Numbers once given are not given again, whatever is undone."""
    return {name: rows for name, rows in told.items() if name != "serials"}


raws = st.sampled_from(
    [
        {},
        {"rectified_at": "2026-11-20", "rectify_desc": "已改"},
        {"rectified_at": "2026-10-01"},  # before it was found
        {"rectified_at": "2026-12-20"},  # after today
        {"new_deadline": "2026-12-20", "extend_reason": "等设备", "extend_approver": "吴某"},
        {"new_deadline": "2026-11-01", "extend_reason": "等设备", "extend_approver": "吴某"},
        {
            "void_reason": "误录",
            "close_approver": "吴某",
            "recheck_by": "章某",
            "recheck_at": "2026-11-21",
            "recheck_opinion": "已改",
        },
    ]
)


@given(
    states=st.lists(st.sampled_from(STATES), min_size=1, max_size=6),
    label=st.sampled_from([step.label for step in HIDDEN_DANGERS.steps]),
    raw=raws,
)
def test_the_preview_says_exactly_what_then_happens(
    store: Store, town: Town, states: list[State], label: str, raw: Any
) -> None:
    ids, step = saved(store, town, states), step_of(label)
    before = dump(store)
    told = batch.preview(store, HIDDEN_DANGERS, ids, step, raw)
    assert dump(store) == before, "a preview changes nothing"
    done = batch.take_all(store, HIDDEN_DANGERS, ids, step, raw)
    assert done == told
    for one in done:
        now = store.get(HiddenDanger, one.id)
        shown = HIDDEN_DANGERS.show(now, store.names)
        assert all(
            shown[field.name] == is_
            for label, _, is_ in one.changes
            for field in HIDDEN_DANGERS.fields.values()
            if field.label == label
        )
        assert not (one.refused and one.changes)
    if any(not one.refused for one in done) and dump(store) != before:
        assert store.can_undo() == f"隐患台账：批量{label}"
        store.undo()
    assert without_serials(dump(store)) == without_serials(before)


def test_each_is_told_why_it_cannot(store: Store, town: Town) -> None:
    ids = saved(store, town, [State.MENDING, State.TO_RECHECK, State.NOTED, State.CLOSED])
    told = batch.preview(store, HIDDEN_DANGERS, ids, step_of("整改完成"), {"rectified_at": "2026-11-20"})
    assert [one.then for one in told] == ["◑ 待复查", "◑ 待复查", "◑ 待复查", "● 已销号"]
    assert [one.refused for one in told] == [
        "",
        "现在是“◑ 待复查”，不能办理“整改完成”",
        "",
        "现在是“● 已销号”，不能办理“整改完成”",
    ]
    assert ("状态", "整改中", "待复查") in told[0].changes
    assert batch.told(told) == "2 条可以办理，2 条不能"
    assert told[0].name.endswith(town.mill.name), "whose it is, is said"


def test_what_is_left_empty_stays_as_each_has_it(store: Store, town: Town) -> None:
    own = danger(town, 1, State.MENDING, rectify_desc="自己写的", rectified_at=dt.date(2026, 11, 10))
    ids = store.save("登记", own, danger(town, 2, State.MENDING))
    done = batch.take_all(store, HIDDEN_DANGERS, ids, step_of("整改完成"), {"rectify_desc": "", "rectified_at": None})
    assert done[0].refused == ""
    assert store.get(HiddenDanger, ids[0]).rectify_desc == "自己写的"
    assert done[1].refused == "整改完成日期：必须填写"
    assert store.get(HiddenDanger, ids[1]).status is State.MENDING


def test_what_is_wrong_for_all_is_said_at_its_field(store: Store) -> None:
    wrong = batch.misread(store, HIDDEN_DANGERS, step_of("整改完成"), {"rectified_at": "后天", "rectify_desc": "好"})
    assert [problem.field for problem in wrong] == ["rectified_at"]


def test_steps_are_offered_with_how_many_can_take_them(store: Store, town: Town) -> None:
    ids = saved(store, town, [State.NOTED, State.MENDING, State.CLOSED])
    numbers = {
        step.label: number for step, number in batch.offers(HIDDEN_DANGERS, [store.get(HiddenDanger, id) for id in ids])
    }
    assert (numbers["整改完成"], numbers["作废"], numbers["重新打开"]) == (2, 2, 1)


def test_what_a_step_makes_elsewhere_is_told_and_undone(store: Store, town: Town) -> None:
    major = {
        "level": Level.MAJOR,
        "major_criteria": "某条",
        "rectify_mode": RectifyMode.TERM,
        "deadline": dt.date(2026, 11, 10),
    }
    ids = store.save("登记", danger(town, 1, State.MAJOR_NOTED, **major), danger(town, 2, State.MENDING))
    step = step_of("提请挂牌督办")
    [told, refused] = batch.preview(store, HIDDEN_DANGERS, ids, step, {})
    assert told.made and told.made[0].startswith("登记挂牌督办")
    assert refused.refused
    assert batch.take_all(store, HIDDEN_DANGERS, ids, step, {}) == [told, refused]
    supervised = store.ledgers["supervise_cases"].record
    assert store.count(supervised) == 1
    store.undo()
    assert store.count(supervised) == 0


def test_one_of_many_that_fails_half_way_leaves_nothing(store: Store, town: Town, make: Callable[..., Any]) -> None:
    [id] = saved(store, town, [State.NOTED])
    found = store.get(HiddenDanger, id)
    with store.operation("试"):
        with pytest.raises(Refusal), store.attempt():
            store.put(found.replace(description="改了"))
            raise Refusal("不行")
        store.put(found.replace(place="车间"))
    now = store.get(HiddenDanger, id)
    assert (now.description, now.place) == ("第 0 条", "车间")
