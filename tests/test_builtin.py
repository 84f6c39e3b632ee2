"""What the program brings along into an office's file, and what it leaves alone there."""

import pytest

from safety_desk.conditions import eq
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.checklist import Checklist, ChecklistItem, library
from safety_desk.ledgers.codes import CodeEntry
from safety_desk.ledgers.govern.standards import MajorCriterion
from safety_desk.ledgers.lists import CODE_LISTS
from safety_desk.paths import Office
from safety_desk.tasks import builtin
from safety_desk.tasks.office import open_office


def checklist(store: Store, name: str) -> Checklist:
    [found] = store.find(Checklist, eq("name", name))
    return found


def items(store: Store, name: str) -> list[ChecklistItem]:
    return store.find(ChecklistItem, eq("checklist", checklist(store, name).id), "seq")


def test_a_new_office_has_the_checklists_that_a_town_needs(store: Store) -> None:
    assert store.count(Checklist, eq("builtin", True)) == len(library()) >= 10
    told = items(store, "液氨制冷")
    assert [item.seq for item in told] == list(range(1, len(told) + 1))
    assert told[0].basis == "工贸企业重大事故隐患判定标准（应急管理部令第10号）第十二条"
    assert told[0].major_code == "GM23-12-1"


def test_the_library_names_only_what_there_is(store: Store) -> None:
    tables = {table.name: {code for code, _, _ in table.entries()} for table in CODE_LISTS}
    known = {criterion.code for criterion in store.find(MajorCriterion)}
    for listed in library():
        assert set(listed.checklist.industry or ()) <= tables["supervise_field"]
        assert {item.major_code for item in listed.items if item.major_code} <= known
        assert all(item.content and item.standard and item.method for item in listed.items)


def test_a_new_version_leaves_alone_what_the_office_changed(
    office: Office, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, kept, *_ = items(store, "有限空间")
    [code] = store.find(CodeEntry, eq("list", "check_method") & eq("code", "查资料"))
    store.remove("删除条目", gone)
    store.save("改条目", kept.replace(content="作业票"), code.replace(label="查阅资料", enabled=False))
    store.close()
    monkeypatch.setattr(builtin, "__version__", "99")
    with open_office(office) as later:
        told = items(later, "有限空间")
        assert told[0].content == "作业票" and gone.content not in {item.content for item in told}
        assert later.get(CodeEntry, code.id).label == "查阅资料"
        assert later.count(Checklist, eq("builtin", True)) == len(library())


def test_a_new_version_brings_what_the_office_does_not_have(
    office: Office, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    [code] = store.find(CodeEntry, eq("list", "check_method") & eq("code", "查资料"))
    with store.operation("去掉"):
        store.db.execute("DELETE FROM codes WHERE id = ?", [code.id])
    store.close()
    with open_office(office) as same:
        assert not same.find(CodeEntry, eq("list", "check_method") & eq("code", "查资料"))
    monkeypatch.setattr(builtin, "__version__", "99")
    with open_office(office) as later:
        assert later.find(CodeEntry, eq("list", "check_method") & eq("code", "查资料"))


def test_a_built_in_checklist_is_put_out_of_use_not_deleted(store: Store) -> None:
    made = checklist(store, "加油站")
    with pytest.raises(Refusal, match="内置检查表，不能删除，可以停用"):
        store.remove("删除", made)
    store.save("停用", made.replace(enabled=False))
    assert not checklist(store, "加油站").enabled and items(store, "加油站")
