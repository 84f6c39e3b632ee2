"""逐项录入: what is keyed in is judged at its cell, saved as one operation, and outlives a crash until then."""

import datetime as dt
import subprocess
import sys
from typing import Any

import pytest
from town import Town, changed, made, op_count
from visits import Visits

from safety_desk.db.attachments import keep_content
from safety_desk.db.drafts import drafts as kept_drafts
from safety_desk.db.health import unused_files
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.danger_state import Level, RecheckResult, RectifyMode, State
from safety_desk.ledgers.govern.standards import MajorCriterion
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import Inspection, InspectionItem
from safety_desk.ledgers.visit_state import ItemResult, VisitResult, VisitStatus
from safety_desk.tasks.entering import drafts
from safety_desk.tasks.entering.committing import commit
from safety_desk.tasks.entering.earlier import Earlier
from safety_desk.tasks.entering.entry import Entry, Part, Refused, term_of, with_day
from safety_desk.tasks.entering.judging import judge, stops
from safety_desk.tasks.entering.opening import due_rounds, open_round, open_visit, planned

FRIDAY = dt.date(2026, 11, 20)


@pytest.fixture
def visits(store: Store, town: Town) -> Visits:
    return Visits(store, town)


@pytest.fixture
def visit(visits: Visits) -> Inspection:
    """A visit of last Friday, of which nothing is known yet but that it was."""
    return visits.visit(start_at=dt.datetime(2026, 11, 20, 9))


@pytest.fixture
def entry(store: Store, visit: Inspection) -> Entry:
    return open_visit(store, visit).with_fact("end_at", "1130")


def marked(entry: Entry, key: str, **values: Any) -> Entry:
    line = entry.line(key)
    for name, value in values.items():
        line = line.put(name, value)
    return entry.with_line(line)


def item_key(entry: Entry, n: int) -> str:
    return entry.of(Part.ITEM)[n - 1].key


def said(store: Store, entry: Entry) -> dict[str, str]:
    """What is wrong, by field."""
    return {fault.field: fault.text for fault in judge(store, entry)}


def sound(entry: Entry) -> Entry:
    return entry.rest_sound()


class TestOpening:
    def test_the_items_stand_there_before_they_are_laid_out(self, store: Store, entry: Entry) -> None:
        assert next(line.told for line in entry.of(Part.ITEM)) == "现场管理：警示标志齐全"
        assert store.count(InspectionItem) == 0
        assert [stops(line) for line in entry.of(Part.ITEM)] == [["result"]] * 5

    def test_open_dangers_of_before_are_on_top_those_that_wait_first(self, visits: Visits, store: Store) -> None:
        mending = visits.danger(found_date=dt.date(2026, 10, 1), description="配电箱无门")
        waits = visits.danger(
            description="灭火器失效", found_date=dt.date(2026, 11, 2), status=State.TO_RECHECK, rectified_at=FRIDAY
        )
        visits.danger(found_date=dt.date(2026, 11, 22), description="检查以后才发现的")
        told = open_visit(store, visits.visit(start_at=dt.datetime(2026, 11, 20, 9)))
        assert [line.danger.id for line in told.of(Part.RECHECK)] == [waits.id, mending.id]

    def test_a_visit_that_is_closed_has_nothing_to_enter(self, visits: Visits, store: Store) -> None:
        with pytest.raises(Refusal, match="已闭环"):
            open_visit(store, visits.done(result=VisitResult.CLEAN))

    def test_what_became_a_hidden_danger_is_not_changed_here(self, store: Store, entry: Entry) -> None:
        done = commit(store, sound(marked(entry, item_key(entry, 1), result="not", term="7")))
        again = open_visit(store, store.get(Inspection, done.visit or 0))
        line = again.of(Part.ITEM)[0]
        assert line.noted.startswith("已登记为隐患 YH-2026-")
        assert line.get("problem")

    def test_the_visits_to_enter_and_the_rechecks_that_are_due(self, visits: Visits, store: Store) -> None:
        first, second = visits.visit(), visits.visit(start_at=dt.datetime(2026, 11, 20, 9))
        assert [v.id for v in planned(store)] == [second.id, first.id]
        visits.danger(description="甲", status=State.TO_RECHECK, rectified_at=FRIDAY)
        visits.danger(description="乙", status=State.MENDING)
        [due] = due_rounds(store)
        assert (due.ledger, due.id, due.number, due.village) == ("enterprises", visits.mill.id, 1, "奎峰村")


class TestFindings:
    def test_what_is_found_wrong_takes_its_words_from_the_standard(self, entry: Entry) -> None:
        line = entry.of(Part.ITEM)[1].put("result", "not")
        assert line.get("problem") == "防护罩、急停有效不符合要求：防护罩、急停有效，现场查看"
        assert (line.get("level"), stops(line)) == ("general", ["term"])
        assert line.put("problem", "砂轮机没有防护罩").put("result", "not").get("problem") == "砂轮机没有防护罩"

    def test_an_item_of_a_major_kind_proposes_what_it_is_judged_by(self, entry: Entry) -> None:
        line = entry.of(Part.ITEM)[3].put("result", "not")
        assert (line.get("level"), bool(line.get("criterion"))) == ("major", True)

    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("3", "2026-11-23"), ("15天", "2026-12-05"), ("0", "2026-11-20"), ("立即", "2026-11-20"),
            ("12-3", "2026-12-03"), ("1-5", "2027-01-05"), ("2026-12-31", "2026-12-31"),
        ],
    )  # fmt: skip
    def test_a_term_is_days_or_a_day(self, text: str, day: str) -> None:
        assert term_of(text, FRIDAY, dt.date(2026, 11, 23)).isoformat() == day

    @pytest.mark.parametrize(("text", "why"), [("2026-11-1", "早于检查日期"), ("下周", "看不懂"), ("13-40", "看不懂")])
    def test_a_term_that_cannot_be_is_said_with_the_remedy(self, text: str, why: str) -> None:
        with pytest.raises(ValueError, match=why):
            term_of(text, FRIDAY, dt.date(2026, 11, 23))

    @pytest.mark.parametrize("hour", ["11:30", "1130", "11时30分", "11：30"])
    def test_an_hour_alone_is_on_the_day_of_the_visit(self, hour: str) -> None:
        assert with_day(hour, "2026-11-20 09:00") == "2026-11-20 11:30"

    def test_what_was_found_before_is_offered_that_of_the_same_item_first(
        self, visits: Visits, store: Store, entry: Entry
    ) -> None:
        before = commit(
            store, sound(marked(entry, item_key(entry, 2), result="not", problem="砂轮机防护罩缺失", term="3"))
        )
        assert before.fresh
        visits.danger(description="砂轮机旁堆放杂物", found_date=FRIDAY)
        now = open_visit(store, visits.visit(start_at=dt.datetime(2026, 11, 20, 14)))
        earlier, line = Earlier(store, now), now.of(Part.ITEM)[1]
        assert earlier.find("problem", line, "砂轮机") == ["砂轮机防护罩缺失", "砂轮机旁堆放杂物"]
        assert earlier.find("problem", line, "") == ["砂轮机防护罩缺失"]
        assert earlier.find("problem", line, "slj")[0] == "砂轮机防护罩缺失"

    def test_criteria_are_found_by_their_words(self, store: Store, entry: Entry) -> None:
        made(
            store,
            MajorCriterion,
            std="GM23",
            code="GM23-99",
            sector="轻工",
            text="除尘系统未设泄爆装置的",
            basis="令第10号",
        )
        found = Earlier(store, entry).find("criterion", entry.of(Part.ITEM)[0], "泄爆装置")
        assert "GM23-99 除尘系统未设泄爆装置的" in found


class TestBadInput:
    def test_a_visit_in_the_future(self, visits: Visits, store: Store) -> None:
        told = sound(open_visit(store, visits.visit())).with_fact("end_at", "11:30")
        assert "今天（2026-11-23）以后" in said(store, told)["start_at"]

    def test_one_inspector(self, visits: Visits, store: Store, entry: Entry) -> None:
        told = sound(entry).with_fact("inspectors", [visits.inspectors[0]])
        assert "不能少于两人" in said(store, told)["inspectors"]

    def test_the_end_is_asked_for_and_not_before_the_beginning(self, store: Store, entry: Entry) -> None:
        assert "11:30" in said(store, sound(entry).with_fact("end_at", ""))["end_at"]
        assert "不能早于开始" in said(store, sound(entry).with_fact("end_at", "8:00"))["end_at"]

    def test_a_deadline_before_the_visit(self, store: Store, entry: Entry) -> None:
        told = marked(sound(entry), item_key(entry, 1), result="not", term="2026-11-1")
        assert "早于检查日期 2026-11-20" in said(store, told)["term"]

    def test_a_finding_without_text_or_term(self, store: Store, entry: Entry) -> None:
        told = marked(sound(entry), item_key(entry, 1), result="not", problem="")
        assert {"problem", "term"} == said(store, told).keys()

    def test_a_major_one_without_its_basis(self, store: Store, entry: Entry) -> None:
        told = marked(sound(entry), item_key(entry, 1), result="not", level="major")
        assert "判定依据" in said(store, told)["criterion"]

    def test_an_item_without_a_result_and_findings_called_clean(self, store: Store, entry: Entry) -> None:
        assert "按 1 符合" in said(store, entry)["result"]
        told = marked(sound(entry), item_key(entry, 1), result="not", term="7").with_fact("result", "clean")
        assert "有 1 条不符合" in said(store, told)["result"]

    def test_all_is_said_by_row_and_nothing_is_saved(self, store: Store, entry: Entry) -> None:
        before = op_count(store)
        with pytest.raises(Refused, match="检查条目第 1 项“结果”") as refused:
            commit(store, entry)
        assert len(refused.value.faults) == 5
        assert op_count(store) == before


class TestCommit:
    def test_all_of_it_is_one_operation_with_one_undo(self, visits: Visits, store: Store, entry: Entry) -> None:
        old = visits.danger(
            description="配电箱无门",
            found_date=dt.date(2026, 11, 2),
            status=State.TO_RECHECK,
            rectified_at=dt.date(2026, 11, 18),
        )
        told = open_visit(store, entry.visit).with_fact("end_at", "11:30")  # type: ignore[arg-type]
        told = marked(
            told,
            item_key(told, 2),
            result="not",
            problem="防护罩缺失",
            term="7",
            place="打磨车间",
            measure="装上防护罩",
        )
        told = marked(told, item_key(told, 4), result="not", problem="仓库住人", term="15", criterion="GM23-1 员工宿舍")
        told = marked(told, item_key(told, 5), result="na")
        told = marked(told, "free:1", problem="门口堆放木料", term="0")
        told = marked(told, f"danger:{old.id}", result="done")
        before = op_count(store)
        done = commit(store, told.rest_sound())
        assert op_count(store) == before + 1
        assert done.text == "已录入：检查条目 5 项，登记隐患 3 条，复查 1 条"
        visit = store.get(Inspection, done.visit or 0)
        assert (visit.result, visit.end_at, visit.found_count) == (
            VisitResult.TERM,
            dt.datetime(2026, 11, 20, 11, 30),
            3,
        )
        assert visit.status is VisitStatus.MENDING
        results = [item.result for item in store.find(InspectionItem, order="seq")]
        assert results == [ItemResult.OK, ItemResult.NOT, ItemResult.OK, ItemResult.NOT, ItemResult.NA]
        guard, living, pile = (store.get(HiddenDanger, id) for id in done.fresh)
        assert (guard.description, guard.deadline, guard.measure, guard.place) == (
            "防护罩缺失", dt.date(2026, 11, 27), "装上防护罩", "打磨车间",
        )  # fmt: skip
        assert guard.inspection == visit.id and guard.inspection_item is not None and guard.basis
        assert (living.level, living.major_criteria) == (Level.MAJOR, "GM23-1 员工宿舍")
        assert (pile.rectify_mode, pile.deadline, pile.inspection_item) == (RectifyMode.AT_ONCE, FRIDAY, None)
        assert store.get(HiddenDanger, old.id or 0).status is State.CLOSED
        store.undo()
        assert store.count(InspectionItem) == 0
        assert store.get(HiddenDanger, old.id or 0).status is State.TO_RECHECK
        assert store.get(Inspection, visit.id or 0).result is None

    def test_nothing_found_is_a_clean_visit_that_is_closed(self, store: Store, entry: Entry) -> None:
        visit = store.get(Inspection, commit(store, sound(entry)).visit or 0)
        assert (visit.result, visit.status) == (VisitResult.CLEAN, VisitStatus.CLOSED)

    def test_entering_again_notes_only_what_is_new(self, store: Store, entry: Entry) -> None:
        first = commit(store, sound(marked(entry, item_key(entry, 1), result="not", term="7")))
        again = open_visit(store, store.get(Inspection, first.visit or 0))
        second = commit(store, marked(again, item_key(again, 2), result="not", term="3"))
        assert len(second.fresh) == 1
        assert store.count(HiddenDanger) == 2


class TestRechecks:
    def round(self, store: Store, visits: Visits, *dangers: HiddenDanger) -> Entry:
        return open_round(store, visits.mill).with_fact("inspectors", list(visits.inspectors))

    def test_done_and_not_done_are_the_ledgers_own_steps(self, store: Store, visits: Visits) -> None:
        waits = {"found_date": dt.date(2026, 11, 2), "status": State.TO_RECHECK, "rectified_at": FRIDAY}
        good, bad = visits.danger(description="甲", **waits), visits.danger(description="乙", **waits)
        told = self.round(store, visits)
        told = marked(told, f"danger:{good.id}", result="done")
        told = marked(told, f"danger:{bad.id}", result="part", opinion="还有一处没改", new_term="7")
        assert commit(store, told).text == "已录入：复查 2 条"
        closed, failed = store.get(HiddenDanger, good.id or 0), store.get(HiddenDanger, bad.id or 0)
        assert (closed.status, closed.recheck_by, closed.closed_at) == (
            State.CLOSED,
            "胡某、汪某某",
            dt.date(2026, 11, 23),
        )
        assert (failed.status, failed.recheck_result) == (State.FAILED, RecheckResult.PART)
        assert failed.new_deadline == dt.date(2026, 11, 30)

    def test_mended_without_a_report_goes_through_that_step_first(self, store: Store, visits: Visits) -> None:
        danger = visits.danger(found_date=dt.date(2026, 11, 2), status=State.MENDING)
        commit(store, marked(self.round(store, visits), f"danger:{danger.id}", result="done", done_on="11-20"))
        told = store.get(HiddenDanger, danger.id or 0)
        assert (told.status, told.rectified_at) == (State.CLOSED, FRIDAY)

    @pytest.mark.parametrize(
        ("state", "result", "why"),
        [
            (State.FAILED, "done", "请先到隐患页办“再次责令整改”"),
            (State.MENDING, "not", "没有报整改完成"),
        ],
    )
    def test_where_a_step_is_missing_the_row_says_so(
        self, store: Store, visits: Visits, state: State, result: str, why: str
    ) -> None:
        danger = visits.danger(found_date=dt.date(2026, 11, 2), status=state, new_deadline=dt.date(2026, 12, 1))
        told = marked(self.round(store, visits), f"danger:{danger.id}", result=result, opinion="没改", new_term="7")
        assert why in said(store, told)["result"]
        with pytest.raises(Refused):
            commit(store, told)
        assert store.get(HiddenDanger, danger.id or 0).status is state

    def test_a_night_without_a_reason_stops_the_closing(self, store: Store, visits: Visits) -> None:
        danger = visits.danger(
            found_date=dt.date(2026, 11, 2),
            rectify_mode=RectifyMode.AT_ONCE,
            status=State.TO_RECHECK,
            rectified_at=FRIDAY,
        )
        told = marked(self.round(store, visits), f"danger:{danger.id}", result="done")
        assert "补写过夜理由" in said(store, told)["result"]

    def test_a_major_one_needs_who_approves(self, store: Store, visits: Visits) -> None:
        danger = visits.danger(
            found_date=dt.date(2026, 10, 2),
            level=Level.MAJOR,
            major_criteria="第三条",
            status=State.APPLIED,
            rectified_at=FRIDAY,
        )
        told = marked(self.round(store, visits), f"danger:{danger.id}", result="done")
        assert "审批人" in said(store, told)["approver"]
        commit(store, marked(told, f"danger:{danger.id}", approver="吴某"))
        assert store.get(HiddenDanger, danger.id or 0).status is State.CLOSED

    def test_a_round_without_one_result_is_none(self, store: Store, visits: Visits) -> None:
        visits.danger(found_date=dt.date(2026, 11, 2), status=State.TO_RECHECK, rectified_at=FRIDAY)
        assert "还没有一条复查结果" in said(store, self.round(store, visits))["result"]


class TestDrafts:
    def test_what_is_kept_is_brought_back_and_gone_when_saved(self, store: Store, visit: Inspection) -> None:
        opened = open_visit(store, visit)
        half = marked(opened, item_key(opened, 2), result="not", problem="没有防护罩", photo=("a" * 64 + ":1.jpg",))
        half = marked(half, "free:1", problem="门口堆料").with_fact("accompany", "李某")
        before = op_count(store)
        drafts.keep(store, half, opened)
        again = drafts.restored(store, open_visit(store, visit))
        assert again.at.startswith("2026-11-23")
        assert again.entry.of(Part.ITEM) == half.of(Part.ITEM)
        assert [line.get("problem") for line in again.entry.of(Part.FREE)] == ["门口堆料", ""]
        assert again.entry.facts["accompany"] == "李某"
        assert op_count(store) == before
        assert next(v.id for v in planned(store)) == visit.id
        whole = again.entry.with_fact("end_at", "11:30").rest_sound()
        for key in (item_key(whole, 2), "free:1"):
            whole = marked(whole, key, term="7")
        commit(store, whole)
        assert kept_drafts(store, drafts.KIND) == {}

    def test_nothing_keyed_in_leaves_no_draft(self, store: Store, visit: Inspection) -> None:
        opened = open_visit(store, visit)
        drafts.keep(store, marked(opened, item_key(opened, 1), result="ok"), opened)
        drafts.keep(store, opened, opened)
        assert kept_drafts(store, drafts.KIND) == {}

    def test_lines_that_are_gone_meanwhile_are_counted(self, store: Store, visits: Visits, visit: Inspection) -> None:
        danger = visits.danger(found_date=dt.date(2026, 11, 2), status=State.TO_RECHECK, rectified_at=FRIDAY)
        opened = open_visit(store, visit)
        drafts.keep(store, marked(opened, f"danger:{danger.id}", result="done"), opened)
        changed(store, danger, status=State.CLOSED, closed_at=FRIDAY, recheck_at=FRIDAY)
        assert drafts.restored(store, open_visit(store, visit)).lost == 1

    def test_a_process_that_is_killed_loses_nothing(self, store: Store, visit: Inspection) -> None:
        script = f"""
import sys, time
from pathlib import Path
from safety_desk.paths import Office
from safety_desk.tasks.office import open_office
from safety_desk.ledgers.inspection import Inspection
from safety_desk.tasks.entering import drafts
from safety_desk.tasks.entering.opening import open_visit
store = open_office(Office(Path(sys.argv[1])))
opened = open_visit(store, store.get(Inspection, {visit.id}))
entry = opened
for line in opened.lines[:3]:
    entry = entry.with_line(line.put("result", "not").put("problem", "写到一半"))
    drafts.keep(store, entry, opened)
print("kept", flush=True)
time.sleep(30)
"""
        run = [sys.executable, "-c", script, str(store.folder)]
        with subprocess.Popen(run, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None and child.stdout.readline() == "kept\n"
            child.kill()
        again = drafts.restored(store, open_visit(store, visit)).entry
        assert [line.get("problem") for line in again.of(Part.ITEM)] == ["写到一半"] * 3 + [""] * 2

    def test_a_photo_of_a_draft_is_in_use(self, store: Store, visit: Inspection) -> None:
        photo = keep_content(store.attachments, b"a picture", "现场.jpg")
        opened = open_visit(store, visit)
        assert len(unused_files(store)) == 1
        drafts.keep(store, marked(opened, item_key(opened, 1), result="not", photo=(photo,)), opened)
        assert unused_files(store) == []
