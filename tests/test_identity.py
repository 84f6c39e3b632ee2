"""Numbers of companies and persons are checked by their check signs (domain §3.12)."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety_desk import identity

USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@pytest.mark.parametrize(
    "code",
    [
        "91350100M000100Y43",
        "91110000600037341L",
        "914403001922038216",
        "91341823MA2ABCDEXF",
        "91341823MA2MXLN123",
        "91341823MA8WXYT24G",
    ],
)
def test_a_sound_company_code_has_no_fault(code: str) -> None:
    assert identity.uscc_fault(code) == ""


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("914403001922038217", "校验位不对"),
        ("91350100M000100Y4", "应为 18 位，现有 17 位"),
        ("", "现有 0 位"),
        ("91350100I000100Y43", "不会有“I”"),
        ("9135010OS000100Y43", "不会有“O、S”"),
        ("91350100VZ00100Y43", "不会有“V、Z”"),
    ],
)
def test_a_faulty_company_code_is_told_what_is_wrong(code: str, why: str) -> None:
    assert why in identity.uscc_fault(code)


@pytest.mark.parametrize(
    "number",
    ["11010519491231002X", "440524188001010014", "341823198001010010", "341823199006151239", "342529197512300026"],
)
def test_a_sound_id_number_has_no_fault(number: str) -> None:
    assert identity.id_card_fault(number) == ""


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("11010519491231003X", "校验位不对"),
        ("11010519491331002X", "不是一个日期"),
        ("110105194912310", "17 位数字加 1 位校验码"),
        ("1101051949123100AX", "17 位数字加 1 位校验码"),
        ("110105203012310028", "今天之后"),
        ("341823190106183000", "被 Excel 按数值改写"),
        ("3.41823190106183E+17", "被 Excel 按数值改写"),
    ],
)
def test_a_faulty_id_number_is_told_what_is_wrong(number: str, why: str) -> None:
    assert why in identity.id_card_fault(number)


def test_a_sound_number_that_ends_in_three_zeros_is_not_taken_for_a_destroyed_one() -> None:
    days = [f"{dt.date(1980, 1, 1) + dt.timedelta(days=n):%Y%m%d}" for n in range(60)]
    sound = [f"341823{day}000" for day in days if identity.id_card_check_sign(f"341823{day}000") == "0"]
    assert sound
    assert [identity.id_card_fault(f"{first}0") for first in sound] == [""] * len(sound)


def test_birthday_and_gender_stand_in_a_sound_number_only() -> None:
    assert identity.born_on("341823199006151239") == dt.date(1990, 6, 15)
    assert identity.is_male("341823199006151239") is True
    assert identity.is_male("342529197512300026") is False
    assert identity.born_on("341823199006151238") is None
    assert identity.is_male("341823199006151238") is None


def test_lists_show_an_id_number_masked() -> None:
    assert identity.masked("341823199006151239") == "341823********1239"
    assert identity.masked("12345") == "12345"


@given(st.text(USCC_SIGNS, min_size=17, max_size=17), st.integers(0, 16), st.sampled_from(USCC_SIGNS))
def test_one_wrong_sign_in_a_company_code_is_always_found(first: str, at: int, sign: str) -> None:
    code = first + identity.uscc_check_sign(first)
    assert identity.uscc_fault(code) == ""
    wrong = code[:at] + sign + code[at + 1 :]
    assert bool(identity.uscc_fault(wrong)) == (wrong != code)


@given(st.integers(0, 10**17 - 1), st.integers(0, 16), st.integers(0, 9))
def test_one_wrong_digit_changes_the_check_sign_of_an_id_number(number: int, at: int, digit: int) -> None:
    first = f"{number:017d}"
    wrong = first[:at] + str(digit) + first[at + 1 :]
    assert (identity.id_card_check_sign(first) == identity.id_card_check_sign(wrong)) == (first == wrong)


@given(st.text(max_size=20))
def test_any_text_is_judged_without_a_crash(text: str) -> None:
    assert isinstance(identity.id_card_fault(text), str)
    assert isinstance(identity.uscc_fault(text), str)
