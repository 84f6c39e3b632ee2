"""Papers take their numbers when they are printed; whatever fails, the register has no gap and no number twice."""

import datetime as dt
import shutil
import subprocess
import sys
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from issued import documents, issued, words
from pages import told
from town import NOW, Town, changed, found_town, made, taken
from visits import RECORD, Visits

from safety_desk import cli
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.danger_state import Level
from safety_desk.ledgers.enforce.document import ON_SITE, DocState, Document
from safety_desk.ledgers.enforce.document_kind import DocKind
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.office import EnforcementMode
from safety_desk.ledgers.visit_state import VisitResult
from safety_desk.paths import Office
from safety_desk.tasks.issuing import Issue, PrintJob, failed, prepare, printed
from safety_desk.tasks.office import open_office

D = dt.date
NONE, ENTRUSTED = EnforcementMode.NONE, EnforcementMode.ENTRUSTED


@pytest.fixture
def visits(store: Store, town: Town) -> Visits:
    return Visits(store, town)


@pytest.fixture
def visit(visits: Visits) -> Inspection:
    """A visit that found two hidden dangers, one of them major."""
    visit = visits.done(result=VisitResult.TERM, situation="看了打磨车间。")
    visits.danger(inspection=visit.id, description="防护罩缺失", place="打磨车间", deadline=D(2026, 11, 30))
    visits.danger(
        inspection=visit.id, description="除尘管道积灰", level=Level.MAJOR, major_criteria="第十一条", deadline=D(2026, 12, 20)
    )  # fmt: skip
    return visits.store.get(Inspection, visit.id or 0)


def sound(store: Store) -> bool:
    """No gap and no number twice, of any kind in any year."""
    numbers: dict[Any, list[int]] = {}
    for document in documents(store):
        if document.seq is not None:
            numbers.setdefault((document.kind, document.year), []).append(document.seq)
    numbered = [document.doc_no for document in documents(store) if document.doc_no]
    return len(set(numbered)) == len(numbered) and all(
        sorted(n) == list(range(1, len(n) + 1)) for n in numbers.values()
    )


class TestNumbers:
    def test_a_look_takes_none(self, store: Store, visit: Inspection) -> None:
        assert "（茂）安监现记〔督〕2026　　号" in words(store, "inspections", "inspection_record", visit.id)[0]
        assert documents(store) == []

    def test_a_print_makes_the_entry_numbers_it_and_keeps_it(self, store: Store, visit: Inspection) -> None:
        first = issued(store, "inspections", "inspection_record", visit.id)
        again = issued(store, "inspections", "inspection_record", visit.id)
        [entry] = documents(store)
        assert (entry.doc_no, entry.status, entry.inspection) == (first.papers[0].number, DocState.PRINTED, visit.id)
        assert (entry.party, entry.issue_date, entry.officers) == (
            "茂林竹木制品有限公司",
            D(2026, 11, 20),
            "胡某、汪某某",
        )
        assert entry.content == "看了打磨车间。\n1. 打磨车间：防护罩缺失。\n2. 除尘管道积灰（重大事故隐患）。"
        assert first.fresh == first.documents == (entry.id,) == again.documents and again.fresh == ()
        assert first.papers == again.papers

    def test_a_sheet_for_the_field_takes_over_what_was_found(self, store: Store, visits: Visits) -> None:
        visit = visits.visit(start_at=NOW)
        issued(store, "inspections", "inspection_record", visit.id)
        assert [entry.content for entry in documents(store)] == [ON_SITE]
        changed(store, visit, situation="看了仓库。", result=VisitResult.CLEAN)
        issued(store, "inspections", "inspection_record", visit.id)
        [entry] = documents(store)
        assert (entry.content, entry.seq) == ("看了仓库。\n未发现安全隐患", 1)
        assert store.ledgers["documents"].problems(entry, store.scene()) == []

    def test_a_draft_of_the_clerk_is_the_entry(self, store: Store, visit: Inspection) -> None:
        draft = made(
            store, Document, kind=DocKind.ORDER, inspection=visit.id, content="门坏了", deadline=D(2026, 12, 1)
        )
        job = issued(store, "inspections", "order", visit.id)
        assert job.documents == (draft.id,)
        assert "1. 门坏了（此栏不够，可另附页）。" in told(job.papers[0].html)

    def test_a_void_paper_makes_room_for_another(self, store: Store, visit: Inspection) -> None:
        [spoiled] = issued(store, "inspections", "inspection_record", visit.id).documents
        taken(store, store.get(Document, spoiled), "作废", void_reason="写错")
        issued(store, "inspections", "inspection_record", visit.id)
        assert [(d.seq, d.status) for d in documents(store)] == [(1, DocState.VOID), (2, DocState.PRINTED)]

    def test_one_job_is_one_operation_and_a_refusal_leaves_nothing(
        self, store: Store, visits: Visits, visit: Inspection
    ) -> None:
        nowhere = visits.done(enterprise=visits.town.station.id)
        with pytest.raises(Refusal, match="“章渡加油站”没有地址"):
            issued(store, "inspections", "inspection_record", visit.id, nowhere.id)
        assert documents(store) == []

    def test_what_stands_on_paper_is_not_undone(self, store: Store, visit: Inspection) -> None:
        job = prepare(store, [(store.ledgers["inspections"], RECORD, visit.id or 0)])
        assert store.can_undo() == "文书编号"
        printed(store, job)
        assert store.can_undo() == ""


class TestFailures:
    def test_numbers_are_given_back(self, store: Store, visit: Inspection) -> None:
        job = prepare(store, [(store.ledgers["inspections"], RECORD, visit.id or 0)])
        failed(store, job, "缺纸")
        assert documents(store) == []

    def test_or_voided_with_the_reason_where_something_was_done_since(self, store: Store, visit: Inspection) -> None:
        job = prepare(store, [(store.ledgers["inspections"], RECORD, visit.id or 0)])
        changed(store, visit, accompany="李某")
        failed(store, job, "打印机没有响应")
        [entry] = documents(store)
        assert (entry.status, entry.void_reason) == (DocState.VOID, "没有打印成：打印机没有响应")
        issued(store, "inspections", "inspection_record", visit.id)
        assert sound(store) and [d.seq for d in documents(store)] == [1, 2]

    def test_a_paper_that_had_its_number_keeps_it(self, store: Store, visit: Inspection) -> None:
        issued(store, "inspections", "inspection_record", visit.id)
        job = prepare(store, [(store.ledgers["inspections"], RECORD, visit.id or 0)])
        failed(store, job, "缺纸")
        assert [d.status for d in documents(store)] == [DocState.PRINTED]

    def test_what_is_looked_at_first_is_numbered_when_it_goes(self, store: Store, visit: Inspection) -> None:
        issue = Issue(store, [(store.ledgers["inspections"], RECORD, visit.id or 0)])
        assert [paper.number for paper in issue.seen()] == ["（茂）安监现记〔督〕2026　　号"]
        assert [paper.number for paper in issue.take()] == ["（茂）安监现记〔督〕2026001号"]
        issue.lost("取消")
        assert documents(store) == []
        issue.take()
        issue.done()
        assert [d.status for d in documents(store)] == [DocState.PRINTED]

    def test_a_process_that_dies_between_leaves_a_paper_that_waits(
        self, store: Store, visit: Inspection, office: Office
    ) -> None:
        code = (
            "import os, sys; from pathlib import Path\n"
            "from safety_desk.paths import Office; from safety_desk.tasks.office import open_office\n"
            "from safety_desk.tasks.issuing import prepare; from safety_desk.ledgers.papers import form\n"
            "store = open_office(Office(Path(sys.argv[1])))\n"
            "prepare(store, [(store.ledgers['inspections'], form('inspections', 'inspection_record'), int(sys.argv[2]))])\n"
            "os._exit(9)\n"
        )
        root = Path(__file__).resolve().parent.parent
        ended = subprocess.run([sys.executable, "-c", code, str(office.folder), str(visit.id)], cwd=root, check=False)
        assert ended.returncode == 9
        with open_office(office) as after:
            waiting = next(view for view in after.ledgers["documents"].views if view.label == "已编号未打印")
            [left] = after.find(Document, waiting.where)
            assert waiting.waits and left.seq == 1
            job = issued(after, "inspections", "inspection_record", visit.id)
            assert job.documents == (left.id,) and after.find(Document, waiting.where) == []

    def test_the_command_line_gives_numbers_back_too(
        self, store: Store, visit: Inspection, office: Office, tmp_path: Path, capsys: Any
    ) -> None:
        said = ["--office", str(office.folder), "print", "inspection_record", str(visit.id)]
        assert cli.main([*said, str(tmp_path / "draft.pdf")]) == 0
        assert cli.main([*said, "--issue", str(tmp_path / "没有" / "a.pdf")]) == 1
        assert documents(store) == []
        assert cli.main([*said, "--issue", str(tmp_path / "a.pdf")]) == 0
        assert [(d.seq, d.status) for d in documents(store)] == [(1, DocState.PRINTED)]


KINDS = ["print", "fail", "late", "overtaken", "crash", "void", "reprint", "undo", "redo", "by_hand", "edit"]
ACTS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 5)), max_size=14)


@pytest.fixture(scope="module")
def worked_office(tmp_path_factory: pytest.TempPathFactory, blank_office: Path) -> Any:
    """An office in which the acts of all examples are done, one after the other: its register only grows."""
    folder = tmp_path_factory.mktemp("worked") / "office"
    shutil.copytree(blank_office, folder)
    with open_office(Office(folder)) as store:
        visits = Visits(store, found_town(store))
        ids = [visits.done(result=VisitResult.CLEAN).id for _ in range(6)]
        yield store, ids


@settings(max_examples=40)
@given(ACTS)
def test_whatever_happens_there_is_no_gap_and_no_number_twice(worked_office: Any, acts: list[tuple[str, int]]) -> None:
    store, ids = worked_office
    for act, n in acts:
        with suppress(Refusal) if act in ("undo", "redo") else nullcontext():
            getattr(Clerk(store, ids[n], ids[n - 1]), act)()
        assert sound(store), act


class Clerk:
    """What happens in an office with the papers of its visits: printed, spoiled and printed again, lost, overtaken …"""

    def __init__(self, store: Store, id: int, other: int) -> None:
        self.store, self.id, self.other = store, id, other

    def ready(self, id: int) -> PrintJob:
        return prepare(self.store, [(self.store.ledgers["inspections"], RECORD, id)])

    def void(self) -> None:
        for document in documents(self.store):
            if document.inspection in (self.id, self.other) and document.status is not DocState.VOID:
                taken(self.store, document, "作废", void_reason="写错")

    def print(self) -> None:
        self.void()
        self.reprint()

    def reprint(self) -> None:
        printed(self.store, self.ready(self.id))

    def crash(self) -> PrintJob:
        self.void()
        return self.ready(self.id)

    def fail(self) -> None:
        failed(self.store, self.crash(), "缺纸")

    def late(self) -> None:
        job = self.crash()
        self.edit()
        failed(self.store, job, "缺纸")

    def overtaken(self) -> None:
        job = self.crash()
        printed(self.store, self.ready(self.other))
        failed(self.store, job, "缺纸")

    def by_hand(self) -> None:
        draft = made(self.store, Document, kind=DocKind.RECORD, inspection=self.id, content="手工", officers="章某")
        taken(self.store, draft, "定稿编号")

    def edit(self) -> None:
        visit = self.store.get(Inspection, self.id)
        changed(self.store, visit, remark=f"{visit.remark or ''}改"[-9:])

    def undo(self) -> None:
        self.store.undo()

    def redo(self) -> None:
        self.store.redo()
