"""Records are found by what people remember of them."""

from typing import Any

import pytest
from town import Town, changed, made

from safety_desk.db.pinyin import initials
from safety_desk.db.store import Store
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.place import Village


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("单县", "sx"),
        ("单县", "dx"),
        ("重庆", "cq"),
        ("重庆", "zq"),
        ("茂林竹木", "mlzm"),
        ("长乐", "cl"),
        ("行者", "xz"),
    ],
)
def test_initials_know_every_reading_of_a_character(name: str, letters: str) -> None:
    assert letters in initials(name).split()


def test_other_signs_stand_for_themselves() -> None:
    assert initials("a1村") == "a1c"


def found(store: Store, words: str, cls: type[Any] = Enterprise) -> set[str]:
    records = store.find(cls, words=words)
    assert store.count(cls, words=words) == len(records)
    return {store.names.name(store.ledger_of(cls).name, record.id) for record in records}


@pytest.fixture
def shops(store: Store, town: Town) -> Town:
    made(
        store,
        Enterprise,
        name="单县羊汤馆",
        village=town.village.id,
        legal_mobile="13800138000",
        address="茂林老街12号",
    )
    made(store, Enterprise, name="重庆小面", village=town.far_village.id, legal_person="汪某")
    return town


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("馆", {"单县羊汤馆"}),
        ("羊汤", {"单县羊汤馆"}),
        ("sxytg", {"单县羊汤馆"}),
        ("dxy", {"单县羊汤馆"}),
        ("CQXM", {"重庆小面"}),
        ("8000", {"单县羊汤馆"}),
        ("13800138000", {"单县羊汤馆"}),
        ("91341823ma2abc", {"茂林竹木制品有限公司"}),
        ("９１３４１８２３MA2ABC", {"茂林竹木制品有限公司"}),
        ("铜山", {"重庆小面", "章渡加油站"}),
        ("tsc", {"重庆小面", "章渡加油站"}),
        ("铜山 小面", {"重庆小面"}),
        ("小面 ts", {"重庆小面"}),
        ("老街", {"单县羊汤馆"}),
        ("汪某", {"重庆小面"}),
        ("没有的", set()),
        ("羊汤 小面", set()),
        ("'; DROP TABLE", set()),
        ("%", {"单县羊汤馆", "重庆小面", "茂林竹木制品有限公司", "章渡加油站"}),
        ("  ", {"单县羊汤馆", "重庆小面", "茂林竹木制品有限公司", "章渡加油站"}),
    ],
)
def test_what_people_type_finds_what_they_mean(store: Store, shops: Town, words: str, names: set[str]) -> None:
    assert found(store, words) == names


def test_the_code_that_the_register_gave_finds_its_record(store: Store, town: Town) -> None:
    danger = made(store, HiddenDanger, enterprise=town.mill.id, description="砂轮机无防护罩")
    for words in ("YH-2026-0001", "yh20260001", "0001", "砂轮机", "茂林竹木", "mlzm"):
        assert store.ids(HiddenDanger, words=words) == [danger.id], words


def test_a_linked_record_is_found_by_its_new_name_at_once(store: Store, town: Town) -> None:
    changed(store, town.village, name="凤村社区")
    assert found(store, "奎峰") == set()
    assert found(store, "凤村") == {"茂林竹木制品有限公司"}


def test_undo_keeps_the_search_right(store: Store, town: Town) -> None:
    changed(store, town.mill, name="凤村竹器厂")
    assert found(store, "竹器") == {"凤村竹器厂"}
    store.undo()
    assert (found(store, "竹器"), found(store, "竹木")) == (set(), {"茂林竹木制品有限公司"})
    store.redo()
    assert (found(store, "竹器"), found(store, "竹木")) == ({"凤村竹器厂"}, set())


def test_what_is_deleted_is_not_found_and_what_comes_back_is(store: Store, town: Town) -> None:
    store.remove("删除", town.station)
    assert found(store, "加油站") == set()
    store.undo()
    assert found(store, "加油站") == {"章渡加油站"}


def test_a_failed_operation_leaves_the_search_as_it_was(store: Store, town: Town) -> None:
    with pytest.raises(RuntimeError), store.operation("改名"):
        store.put(town.mill.replace(name="错名厂"))
        raise RuntimeError
    assert found(store, "错名") == set()
    assert found(store, "竹木") == {"茂林竹木制品有限公司"}


def test_a_ledger_of_places_is_found_by_name_and_code(store: Store, town: Town) -> None:
    assert found(store, "kfc", Village) == {"奎峰村"}
    assert found(store, "101202", Village) == {"铜山村"}
