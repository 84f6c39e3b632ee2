"""Text as people write it comes to forms that can be compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety_desk import wording


def test_stored_text_has_no_invisible_signs_and_one_kind_of_line_end() -> None:
    assert wording.tidy("\ufeff 甲\u200b乙 \r\n\u3000丙\xa0\r") == "甲乙\n丙"


def test_codes_are_compared_half_width_without_blanks() -> None:
    assert wording.packed(" ９１３４１８２３ＭＡ ２Ａ\n") == "91341823MA2A"
    assert wording.half_width("（Ａ，１）") == "(A,1)"


def test_labels_are_compared_by_their_letters_alone() -> None:
    assert wording.bare("所在村\n（社区）") == wording.bare("所在村(社区)")
    assert wording.bare("是否  规上？") == "是否规上"


@pytest.mark.parametrize("name", ["茂林铸造有限公司", "茂林铸造有限责任公司", "茂林铸造股份有限公司", "茂林铸造"])
def test_a_company_is_known_without_its_legal_form(name: str) -> None:
    assert wording.company(name) == "茂林铸造"


def test_words_are_looked_for_wide_or_narrow_capital_or_not() -> None:
    assert wording.folded(" ＣＰＤ35 ") == wording.folded("cpd35")


@pytest.mark.parametrize(("cell", "written"), [(3.0, 3), (3.5, 3.5), ("3.0", "3.0"), (13900000001.0, 13900000001)])
def test_a_whole_number_of_a_sheet_is_what_people_wrote(cell: object, written: object) -> None:
    assert str(wording.as_written(cell)) == str(written)


def test_digits_that_excel_has_lost_are_not_invented() -> None:
    assert wording.as_written(341823190106183296.0) == 341823190106183296.0
    assert "e+17" in str(wording.as_written(341823190106183296.0))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('检查表：一/二*?"<>|', "检查表：一_二______"),
        ("CON", "_CON"),
        ("com1.xlsx", "_com1.xlsx"),
        ("  . ", "未命名"),
        ("甲\n乙", "甲_乙"),
        ("关于" * 50 + ".docx", "关于" * 37 + "关.docx"),
        ("甲" * 79 + " 乙", "甲" * 79),
    ],
)
def test_a_file_is_called_what_windows_accepts(text: str, name: str) -> None:
    assert wording.file_name(text) == name


@given(st.text(max_size=200))
def test_any_text_becomes_a_file_name(text: str) -> None:
    name = wording.file_name(text)
    assert 0 < len(name) <= 81
    assert not set(name) & set('\\/:*?"<>|\n\t')
    assert name == name.rstrip(" .")


@given(st.text(max_size=60))
def test_what_is_tidy_stays_as_it_is(text: str) -> None:
    assert wording.tidy(wording.tidy(text)) == wording.tidy(text)
    assert wording.bare(wording.bare(text)) == wording.bare(text)
