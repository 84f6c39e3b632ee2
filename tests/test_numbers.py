"""Numbers and money are read as people write them; a vague or strange one is never guessed."""

from typing import Any

import pytest
from every_kind import NAMES, F, read
from hypothesis import given
from hypothesis import strategies as st

from safety_desk.fields import Doubtful


@given(st.floats(1e-6, 1e9))
def test_a_number_is_kept_with_the_digits_of_a_sheet(number: float) -> None:
    stored = F["number"].store(number)
    assert stored == float(f"{number:.15g}")
    assert F["number"].store(read("number", F["number"].show(stored, NAMES))) == stored


@pytest.mark.parametrize(
    ("raw", "people"), [(12.0, 12), ("12人", 12), ("1,234", 1234), ("１２", 12), ("12.0", 12), ("1，234 人", 1234)]
)
def test_numbers_of_people_are_read_as_they_are_written(raw: Any, people: int) -> None:
    assert read("whole", raw) == people


VAGUE = [
    ("约50人", 50, "50"), ("50人左右", 50, "50"), ("约19人", 19, "19"), ("大概 7 人", 7, "7"), ("≈1,200", 1200, "1200"),
    ("十余人", None, "10"), ("二十多人", None, "20"), ("近20人", None, "20"), ("100人以上", None, "100"),
    ("10-20人", None, "10"), ("三百余人", None, "300"), ("若干", None, ""),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "kept", "proposal"), VAGUE)
def test_a_vague_number_is_doubted_and_kept_only_where_it_names_one(raw: str, kept: int | None, proposal: str) -> None:
    with pytest.raises(Doubtful) as doubt:
        read("whole", raw)
    assert (doubt.value.value, doubt.value.proposal) == (kept, proposal)
    assert "核实" in str(doubt.value) or "确切" in str(doubt.value) or "不是数字" in str(doubt.value)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("-1", "不能小于 0"),
        ("100001", "不能大于"),
        ("1.5", "整数"),
        (True, "数字"),
        ("1e30", "太大"),
        (float("nan"), "数字"),
    ],
)
def test_a_number_has_its_bounds(raw: Any, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read("whole", raw)


@pytest.mark.parametrize("raw", ["1,23", "5平方公里", "3吨", "一二三"])
def test_a_number_in_another_unit_or_shape_is_not_guessed(raw: str) -> None:
    with pytest.raises(Doubtful, match="不是数字"):
        read("area", raw)


@pytest.mark.parametrize("raw", ["120.5平方米", "120.5㎡", "120.5m²", "120.50", 120.5])
def test_the_unit_of_the_field_may_stand_beside_the_number(raw: Any) -> None:
    assert read("area", raw) == 120.5


MONEY = [
    ("money", 1.5, 1_500_000), ("money", "1.5万元", 1_500_000), ("money", "5000元", 500_000), ("money", "2万", 2_000_000),
    ("money", "0.1亿元", 1_000_000_000), ("fee", "1,234.56", 123_456), ("fee", "3万元", 3_000_000), ("fee", 0.1, 10),
    ("fee", "12元整", 1200), ("fee", "人民币100元", 10_000), ("fee", "￥100元", 10_000),
]  # fmt: skip


@pytest.mark.parametrize(("name", "raw", "fen"), MONEY)
def test_money_is_kept_in_fen_and_a_unit_that_is_written_holds(name: str, raw: Any, fen: int) -> None:
    assert read(name, raw) == fen


def test_vague_money_is_doubted_with_the_amount_in_the_unit_of_the_field() -> None:
    with pytest.raises(Doubtful) as doubt:
        read("money", "约5000元")
    assert (doubt.value.value, doubt.value.proposal) == (500_000, "0.5")
