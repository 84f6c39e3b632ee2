"""A field is its conversions: what is shown is read back, what is stored is loaded back."""

import datetime as dt
import json
from typing import Any

import pytest
from every_kind import IDS, NAMES, Colour, F, read
from generate import values
from hypothesis import given
from hypothesis import strategies as st
from town import Town

from safety_desk import identity
from safety_desk.db.store import Store
from safety_desk.fields import Context, Doubtful, Field, Strict, Unknown
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.equipment import SPECIAL_EQUIPMENT
from safety_desk.ledgers.firm.small_place import Gas, Place

READ_BACK = sorted(F.keys() - {"shape", "files"})
"""Not: what is shown as a number of corners, and what only the window can attach."""


@pytest.mark.parametrize("name", READ_BACK)
@given(data=st.data())
def test_what_is_shown_is_read_back(name: str, data: st.DataObject) -> None:
    value = data.draw(values(F[name], NAMES, IDS))
    shown = F[name].whole(value, NAMES)
    assert read(name, shown, foreign=False) == value
    assert read(name, shown, foreign=True) == value


@pytest.mark.parametrize("name", sorted(F))
@given(data=st.data())
def test_what_is_stored_is_loaded_back(name: str, data: st.DataObject) -> None:
    value = data.draw(values(F[name], NAMES, IDS))
    stored = F[name].store(value)
    assert isinstance(stored, str | int | float)
    assert F[name].load(stored) == value


@pytest.mark.parametrize("name", sorted(F))
def test_nothing_is_nothing_in_every_form(name: str) -> None:
    field = F[name]
    assert field.store(None) is None and field.load(None) is None
    assert field.show(None, NAMES) == "" and field.plain(None, NAMES) is None and field.cell(None, NAMES) is None


@pytest.mark.parametrize("name", sorted(F.keys() - {"must"}))
@pytest.mark.parametrize("raw", [None, "", "  ", "\u3000"])
def test_an_optional_field_may_stay_empty(name: str, raw: Any) -> None:
    assert read(name, raw) is None


def test_a_required_field_may_not() -> None:
    with pytest.raises(ValueError, match="必须填写"):
        read("must", " ")


@pytest.mark.parametrize("raw", ["/", "—", "无", "暂无", "null", "-"])
def test_signs_for_nothing_are_nothing_but_words_in_a_text(raw: str) -> None:
    assert read("number", raw) is None and read("phone", raw) is None and read("day", raw) is None
    assert read("text", raw) == raw


@pytest.mark.parametrize("raw", ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?"])
def test_a_formula_error_of_a_sheet_is_not_data(raw: str) -> None:
    with pytest.raises(ValueError, match="公式错误"):
        read("text", raw)


def test_a_place_that_begins_with_a_hash_is_data() -> None:
    assert read("text", "#B区配电房") == "#B区配电房"


@given(
    st.sampled_from(sorted(F)), st.one_of(st.text(max_size=30), st.floats(), st.integers(), st.booleans(), st.dates())
)
def test_any_cell_is_read_or_refused_and_never_a_crash(name: str, raw: Any) -> None:
    for foreign in (True, False):
        try:
            value = read(name, raw, foreign)
        except ValueError as refusal:
            assert str(refusal)
            value = getattr(refusal, "value", None)
        if value is not None:
            stored = F[name].store(value)
            assert F[name].store(F[name].load(stored)) == stored


PHONES = [
    ("186-0000-9952", "18600009952"), (18400000352.0, "18400000352"), ("+86 139 0000 0001", "13900000001"),
    ("0563-5012345", "0563-5012345"), ("(0563)5012345", "0563-5012345"), ("5012345", "5012345"), ("12350", "12350"),
    ("13900000001/13900000002", "13900000001、13900000002"), ("13900000001 5012345", "13900000001、5012345"),
    ("１３９００００００１１", "13900000011"), ("400-800-1234", "400-800-1234"),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "phone"), PHONES)
def test_telephones_are_read_as_they_are_written(raw: Any, phone: str) -> None:
    assert read("phone", raw) == phone


@pytest.mark.parametrize("raw", ["1390000000", "12900000001", "吴某", "139000000012"])
def test_a_number_nobody_can_ring_is_kept_and_doubted(raw: str) -> None:
    with pytest.raises(Doubtful, match="不像电话号码") as doubt:
        read("phone", raw)
    assert doubt.value.value == raw


def test_a_mobile_is_one_number_of_eleven_digits() -> None:
    for raw in ("0563-5012345", "13900000001、13900000002"):
        with pytest.raises(Doubtful, match="11 位手机号"):
            read("mobile", raw)


@pytest.mark.parametrize("raw", [341823190106183296.0, "341823190106183000", "3.41823E+17"])
def test_an_id_number_that_excel_destroyed_is_refused_even_from_a_file(raw: Any) -> None:
    with pytest.raises(Strict, match="被 Excel 按数值改写"):
        read("id_card", raw)


def test_a_number_of_sixteen_digits_and_more_is_destroyed_though_its_check_sign_fits() -> None:
    lucky = next(n for n in range(341823190106180000, 341823190107000000, 1000) if identity.id_card_fault(str(n)) == "")
    assert read("id_card", str(lucky)) == str(lucky)
    with pytest.raises(Strict, match="被 Excel 按数值改写"):
        read("id_card", float(lucky))
    with pytest.raises(Doubtful, match="被 Excel 按数值改写") as doubt:
        read("code", 341823190106183.0 * 1000)
    assert doubt.value.value is None


def test_another_fault_of_an_id_number_is_doubted_and_shown_masked() -> None:
    with pytest.raises(Doubtful, match="校验位") as doubt:
        read("id_card", "11010519491231003x")
    assert doubt.value.value == "11010519491231003X"
    assert F["id_card"].show("11010519491231002X", NAMES) == "110105********002X"


def test_codes_lose_blanks_wide_signs_and_the_apostrophe_of_excel() -> None:
    assert read("uscc", "９１３４１８２３MA ２abcdexf") == "91341823MA2ABCDEXF"
    assert read("code", "'T3418") == "T3418"
    assert read("code", 3204162.0) == "3204162"
    with pytest.raises(Doubtful, match="单引号") as doubt:
        read("code", "T'3418")
    assert doubt.value.value == "T3418"


def test_a_code_that_excel_rounded_is_not_kept() -> None:
    with pytest.raises(Doubtful, match="被 Excel 按数值改写") as doubt:
        read("uscc", 914403001922038216.0)
    assert doubt.value.value is None


@pytest.mark.parametrize("raw", ["是", "√", "有", "Y", 1.0, True, "已"])
def test_there_are_many_ways_to_say_yes(raw: Any) -> None:
    assert read("yes", raw) is True


@pytest.mark.parametrize("raw", ["否", "×", "无", "没有", 0.0, False, "未"])
def test_there_are_many_ways_to_say_no(raw: Any) -> None:
    assert read("yes", raw) is False


@pytest.mark.parametrize("raw", ["红", "红色", "a", "1", 1.0, Colour.RED])
def test_a_choice_is_known_by_its_label_its_code_and_its_synonyms(raw: Any) -> None:
    assert read("colour", raw) is Colour.RED


@pytest.mark.parametrize("raw", ["none", "不用气", "无"])
def test_nothing_may_be_one_of_the_choices(raw: Any) -> None:
    gas = Place.fields["gas"]
    assert gas.parse(raw, Context()) is Gas.NONE
    assert gas.parse("", Context()) is None


def test_a_strange_choice_is_told_what_there_is() -> None:
    with pytest.raises(Doubtful, match="只能是：红、蓝"):
        read("colour", "绿")


def test_a_deadline_may_be_a_term_a_month_or_a_span() -> None:
    found = dt.date(2026, 1, 30)
    assert read("end", "3天内", day=found) == dt.date(2026, 2, 2)
    assert read("end", "当日", day=found) == found
    assert read("end", "2026年6月底", day=found) == dt.date(2026, 6, 30)
    assert read("end", "2024-01-01至2026-06-30") == dt.date(2026, 6, 30)
    assert read("end", "长期") is None
    with pytest.raises(Doubtful) as doubt:
        read("end", "15日", day=found)
    assert (doubt.value.value, doubt.value.proposal) == (dt.date(2026, 2, 14), "2026-02-14")


def test_a_moment_may_be_typed_short() -> None:
    at = dt.datetime(2026, 11, 3, 9, 30)
    for typed in ("3 9:30", "11-3 9:30", "2026-11-03 9时30分", "11月3日9:30"):
        assert read("moment", typed, foreign=False) == at
    assert read("moment", "9:30", foreign=False) == dt.datetime(2026, 11, 23, 9, 30)
    assert read("moment", "3", foreign=False) == dt.datetime(2026, 11, 3)
    with pytest.raises(ValueError, match="没有 25:00 这个时刻"):
        read("moment", "3 25:00", foreign=False)


NO_BORDER = [
    5.0, "甲", "[1]", "null1", '{"type": "Point", "coordinates": [1, 2]}', '{"type": "Polygon", "coordinates": []}',
    '{"type": "Polygon", "coordinates": [[[1]]]}', '{"type": "Polygon", "coordinates": "甲"}',
]  # fmt: skip


@pytest.mark.parametrize("raw", NO_BORDER)
def test_a_border_is_a_polygon(raw: Any) -> None:
    with pytest.raises(ValueError, match="GeoJSON"):
        read("shape", raw)


def test_a_border_in_metres_is_refused_with_what_to_do() -> None:
    with pytest.raises(ValueError, match="不是经纬度"):
        read("shape", {"type": "Polygon", "coordinates": [[[39500000, 3380000], [1, 2], [3, 4], [39500000, 3380000]]]})


def test_a_border_comes_back_from_its_cell_and_says_how_many_points_it_has() -> None:
    ring = [[118.1, 30.1], [118.2, 30.1], [118.2, 30.2], [118.1, 30.1]]
    for shape in (
        {"type": "Polygon", "coordinates": [ring]},
        {"type": "MultiPolygon", "coordinates": [[ring], [ring]]},
    ):
        value = read("shape", shape)
        assert read("shape", F["shape"].cell(value, NAMES)) == value
        assert json.loads(value) == shape
        assert f"{4 if shape['type'] == 'Polygon' else 8} 个点" in F["shape"].show(value, NAMES)


def test_inputs_of_an_assessment_are_written_as_people_write_them() -> None:
    assert read("data", "L=3，E=6、C=15") == {"L": 3, "E": 6, "C": 15}
    assert read("data", '{"L": 3}') == {"L": 3}
    for raw in ("3,6,15", "L=甲", "L=nan", "{坏"):
        with pytest.raises(ValueError, match="L=3，E=6，C=15"):
            read("data", raw)


def test_a_list_names_every_part_that_is_not_understood_and_keeps_the_others() -> None:
    assert read("terms", "机械、轻工；机械") == ("机械", "轻工")
    with pytest.raises(Doubtful, match=r"航天.*；.*航空") as doubt:
        read("terms", "航天、机械、航空")
    assert doubt.value.value == ("机械",)


def test_an_empty_list_is_nothing() -> None:
    assert read("terms", "、") is None and read("links", ()) is None


def test_words_in_a_sheet_do_not_become_attachments() -> None:
    with pytest.raises(Doubtful, match="附件请在窗口里添加"):
        read("files", "见附件1.jpg")


@pytest.fixture
def names(store: Store, town: Town) -> Context:
    return store.context(foreign=True)


def link(raw: Any, context: Context) -> Any:
    field: Field = F["link"]
    return field.parse(raw, context)


def test_a_linked_record_is_known_by_name_or_code(names: Context, town: Town) -> None:
    assert link("奎峰村", names) == link(341823101201.0, names) == town.village.id


def test_an_unknown_name_proposes_the_nearest(names: Context) -> None:
    with pytest.raises(Unknown, match="没有叫“奎峰”的村") as doubt:
        link("奎峰", names)
    assert "奎峰村" in doubt.value.proposal


def test_two_records_of_one_name_are_not_guessed_between_but_told_apart(store: Store, town: Town, make: Any) -> None:
    make(Enterprise, name=town.mill.name, village=town.far_village.id)
    field = SPECIAL_EQUIPMENT.fields["enterprise"]
    with pytest.raises(Doubtful, match="有 2 个“茂林竹木制品有限公司”") as doubt:
        field.parse(town.mill.name, store.context(foreign=True))
    assert doubt.value.proposal == "茂林竹木制品有限公司（奎峰村） 或 茂林竹木制品有限公司（铜山村）"
    assert field.parse("茂林竹木制品有限公司（奎峰村）", store.context(foreign=True)) == town.mill.id
