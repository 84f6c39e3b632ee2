"""Records declare their fields, ledgers what can be done with them; what is declared wrongly does not start."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from safety_desk.conditions import filled
from safety_desk.fields import Context, NoNames, f
from safety_desk.kinds import IdCard
from safety_desk.ledger import Derived, Ledger, Step, in_order, needed_when, not_ahead
from safety_desk.linked import Link
from safety_desk.options import Scene
from safety_desk.record import Problem, Record, read

TODAY = dt.date(2026, 11, 23)
NOW = dt.datetime.combine(TODAY, dt.time(10))


class Visit(Record):
    name: str = f("名称", section="基本")
    first: dt.date = f("开始")
    last: dt.date | None = f("结束", section="结果", should=True)
    people: int | None = f("人数", low=0)
    card: IdCard | None = f("身份证号")
    note: str | None = f("备注")
    times: int = f("次数", default=1)


def a_note_is_short(visit: Visit, scene: Scene) -> Iterable[Problem]:
    if visit.note and len(visit.note) > 5:
        yield Problem("note", "太长")
    if visit.note == "重":
        yield Problem("note", "重的", hard=True)


def arrive(visit: Visit, given: Mapping[str, Any]) -> tuple[Visit, Iterable[Problem]]:
    return visit.replace(note=visit.note or "来自表格"), [Problem("times", "没有写次数", "1", doubt=True)]


VISITS = Ledger(
    Visit, "visits", "走访", called="name", columns="name first last", plan="1",
    checks=(
        a_note_is_short,
        in_order("first", "last", "结束不能早于开始"),
        not_ahead("first", "开始不能在今天之后"),
        needed_when("last", lambda v: v.times > 1, "多次的要有结束"),
    ),
    arrive=arrive,
)  # fmt: skip


def typed(raw: Mapping[str, Any], onto: Visit | None = None) -> Any:
    return VISITS.read(raw, Context(NoNames(), TODAY), Scene(NOW), onto)


def came_in(raw: Mapping[str, Any]) -> Any:
    return VISITS.read(raw, Context(NoNames(), TODAY, foreign=True), Scene(NOW))


def test_a_record_is_not_changed_in_place_but_replaced() -> None:
    visit = Visit(name="甲", first=TODAY)
    with pytest.raises(AttributeError, match="replace"):
        visit.name = "乙"
    assert visit.replace(name="乙") == Visit(name="乙", first=TODAY)
    assert visit.name == "甲"


def test_a_record_has_its_defaults_and_no_other_fields() -> None:
    assert (Visit().times, Visit().people, Visit().id) == (1, None, None)
    with pytest.raises(TypeError, match="no field colour"):
        Visit(colour="红")


def test_records_are_equal_by_their_values_and_their_id() -> None:
    assert Visit(id=1, name="甲") == Visit(id=1, name="甲")
    assert Visit(id=1, name="甲") != Visit(id=2, name="甲")
    assert Visit(name="甲") != Visit(name="乙")
    assert len({Visit(id=1, name="甲"), Visit(id=1, name="甲")}) == 1


def test_a_subclass_inherits_fields_and_adds_its_own() -> None:
    class Long(Visit):
        hours: int = f("小时", default=8)

    assert list(Long.fields) == [*Visit.fields, "hours"]
    assert "hours" not in Visit.fields


def test_everything_that_is_wrong_is_said_at_once() -> None:
    done = typed({"first": "2026-13-01", "people": "-1", "note": "说得实在太长了"})
    assert {problem.field for problem in done.errors} == {"name", "first", "people", "note"}
    assert not done.doubts


def test_each_field_has_one_voice() -> None:
    done = typed({"name": "甲", "first": "2026-11-20", "last": "2026-11-40"})
    assert [(p.field, p.text) for p in done.errors] == [("last", "没有 2026 年 11 月 40 日这一天")]


def test_fields_that_the_form_does_not_mention_stay_as_they_are() -> None:
    visit = Visit(id=7, name="甲", first=TODAY, people=3)
    done = typed({"name": "乙"}, onto=visit)
    assert not done.errors and done.record == visit.replace(name="乙")


def test_a_form_can_empty_a_field_and_a_default_fills_a_required_one() -> None:
    visit = Visit(id=7, name="甲", first=TODAY, people=3, times=2, last=TODAY)
    done = typed({"people": "", "times": ""}, onto=visit)
    assert not done.errors and (done.record.people, done.record.times) == (None, 1)


@pytest.mark.parametrize(
    ("raw", "field", "text"),
    [
        ({"name": "甲", "first": "11-20", "last": "11-19"}, "last", "结束不能早于开始"),
        ({"name": "甲", "first": "11-24"}, "first", "开始不能在今天之后"),
        ({"name": "甲", "first": "11-20", "times": "2"}, "last", "多次的要有结束"),
    ],
)
def test_checks_look_at_the_whole_record(raw: dict[str, str], field: str, text: str) -> None:
    assert [(p.field, p.text) for p in typed(raw).errors] == [(field, text)]


def test_checks_say_nothing_while_a_day_is_missing() -> None:
    assert not typed({"name": "甲", "first": "11-20"}).problems


def test_a_foreign_row_comes_in_with_doubts_where_a_field_may_be_empty() -> None:
    done = came_in({"name": "甲", "first": "2026-11-20", "people": "十余人", "note": "说得实在太长了"})
    assert not done.errors
    assert {p.field for p in done.doubts} == {"people", "note", "times"}
    assert done.record.people is None


def test_a_foreign_row_is_refused_where_a_required_field_is_wrong_or_a_problem_is_hard() -> None:
    assert [p.field for p in came_in({"name": "甲", "first": "待定"}).errors] == ["first"]
    assert [p.field for p in came_in({"name": "甲", "first": "2026-11-20", "note": "重"}).errors] == ["note"]
    destroyed = came_in({"name": "甲", "first": "2026-11-20", "card": "341823190106183000"})
    assert [p.field for p in destroyed.errors] == ["card"]


def test_a_foreign_row_arrives_in_the_words_of_the_office() -> None:
    assert came_in({"name": "甲", "first": "2026-11-20"}).record.note == "来自表格"
    assert typed({"name": "甲", "first": "11-20"}).record.note is None


def test_what_should_be_filled_and_is_not_is_counted() -> None:
    assert [field.name for field in VISITS.missing(Visit(name="甲", first=TODAY))] == ["last"]
    assert [field.name for field in VISITS.missing(Visit())] == ["name", "first", "last"]


def test_the_form_has_its_sections() -> None:
    assert {head: [field.name for field in fields] for head, fields in VISITS.sections.items()} == {
        "基本": ["name", "first"],
        "结果": ["last", "people", "card", "note", "times"],
    }


def test_a_record_reads_without_a_ledger() -> None:
    done = read(Visit, {"name": "甲", "first": "3"}, Context(NoNames(), TODAY))
    assert done.record.first == dt.date(2026, 11, 3) and not done.problems


def declared(**hints: Any) -> Ledger[Visit]:
    return Ledger(Visit, "visits", "走访", plan="1", **{"called": "name", "columns": "name", **hints})


@pytest.mark.parametrize(
    "hints",
    [
        {"called": "nome"},
        {"columns": "name colour"},
        {"filters": "colour"},
        {"search": "colour"},
        {"keys": ("name colour",)},
        {"alike": "colour"},
        {"order": "-colour"},
        {"steps": (Step("改", lambda v: True, lambda v, kin, scene: [], ask="colour"),)},
        {"derived": (Derived("x", "某", lambda v, scene, names: "", by="colour"),)},
    ],
)
def test_a_ledger_that_names_a_field_there_is_not_does_not_start(hints: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=r"no such field: (colour|nome)"):
        declared(**hints)


def test_a_derived_column_stands_among_the_columns() -> None:
    ledger = declared(columns="name term", derived=(Derived("term", "期限", lambda v, scene, names: "", by="last"),))
    assert ledger.columns == "name term"


def test_a_field_is_declared_with_f_and_a_known_annotation() -> None:
    with pytest.raises(TypeError, match="declare it with f"):

        class Bare(Record):
            name: str = "甲"

    with pytest.raises(KeyError):

        class Strange(Record):
            name: bytes = f("名称")


def test_a_ledger_knows_its_links_and_its_owner() -> None:
    class Part(Record):
        visit: Link = f("走访", to="visits", part_of=True)
        village: Link | None = f("村", to="villages")
        text: str = f("内容")

    parts = Ledger(Part, "parts", "细项", called="text", columns="text", plan="1")
    assert parts.owner is Part.fields["visit"] and set(parts.links) == {"visit", "village"}
    assert VISITS.owner is None and filled("note").holds(Visit(note="甲"), TODAY)
