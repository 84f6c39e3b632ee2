"""The store keeps records, gives numbers, finds, counts, and refuses what would make two of one thing."""

import datetime as dt
from typing import Any

import pytest
from town import Town, changed, dump, made, op_count

from safety_desk.conditions import eq
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.certificate import Certificate, CertificateRules
from safety_desk.ledgers.codes import CodeEntry
from safety_desk.ledgers.danger_state import Level
from safety_desk.ledgers.enterprise import ENTERPRISES, Enterprise
from safety_desk.ledgers.figures import ALL_FOUND, ReportRules, danger_measures
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.hidden_danger import HIDDEN_DANGERS, DangerRules, HiddenDanger
from safety_desk.ledgers.methods import MethodRules
from safety_desk.ledgers.people import OrgUnit, Staff
from safety_desk.ledgers.place import Grid, Village
from safety_desk.ledgers.risk import Hazard, RiskAssessment, RiskPoint
from safety_desk.paths import Office
from safety_desk.periods import read_period
from safety_desk.record import Problem
from safety_desk.tasks.office import open_office


def test_a_record_is_there_after_the_office_was_closed(office: Office) -> None:
    with open_office(office, "甲") as store:
        mill = made(
            store, Enterprise, name="茂林厂", reg_capital=1_234_567, tags=("喷涂", "造纸"), lon=118.123456789012
        )
    with open_office(office, "乙") as store:
        assert store.get(Enterprise, mill.id or 0) == mill


def test_a_record_that_is_not_there_is_refused_in_words(store: Store) -> None:
    with pytest.raises(Refusal, match="企业台账里没有编号为 99 的记录"):
        store.get(Enterprise, 99)
    with pytest.raises(Refusal, match="没有编号为 99"):
        store.save("修改", Enterprise(id=99, name="甲"))


def test_records_are_found_counted_and_paged_in_order(store: Store) -> None:
    for name in ("丙厂", "甲厂", "乙厂"):
        made(store, Enterprise, name=name, employees=len(name))
    assert [e.name for e in store.find(Enterprise)] == ["丙厂", "甲厂", "乙厂"]
    assert store.count(Enterprise) == store.count(Enterprise, eq("employees", 2)) == 3
    ids = store.ids(Enterprise, order="name")
    assert [e.id for e in store.find(Enterprise, order="name", limit=2, offset=1)] == ids[1:]


def test_values_spread_the_most_frequent_first(store: Store, town: Town) -> None:
    for village in (town.village, town.village, town.far_village):
        made(store, Enterprise, name=f"厂{store.count(Enterprise)}", village=village.id)
    assert store.spread(Enterprise, "village.name") == {"奎峰村": 3, "铜山村": 2}
    assert store.spread(Enterprise, "risk_grade") == {None: 5}


class TestNumbers:
    def test_run_without_gaps_within_the_year(self, store: Store, town: Town) -> None:
        codes = [made(store, HiddenDanger, enterprise=town.mill.id).code for _ in range(3)]
        assert codes == ["YH-2026-0001", "YH-2026-0002", "YH-2026-0003"]

    def test_stand_on_the_code_of_the_village(self, store: Store, town: Town) -> None:
        assert made(store, RiskPoint, name="锅炉", enterprise=town.mill.id).code == "FX-341823101201-0001"
        assert made(store, RiskPoint, name="桥面", public_area=town.bridge.id).code == "FX-341823101201-0002"
        assert made(store, Grid, name="一组", village=town.far_village.id).code == "34182310120201"

    def test_leave_out_what_is_not_known(self, store: Store) -> None:
        assert made(store, Enterprise, name="小作坊").code == "ZW-0001"

    def test_of_a_person_are_kept_and_stepped_over(self, store: Store, town: Town) -> None:
        made(store, HiddenDanger, enterprise=town.mill.id, code="YH-2026-0001")
        assert made(store, HiddenDanger, enterprise=town.mill.id).code == "YH-2026-0002"

    def test_are_not_lost_where_a_record_is_refused_inside_a_longer_operation(self, store: Store, town: Town) -> None:
        with store.operation("导入"):
            with pytest.raises(Refusal):
                store.put(Enterprise(name="茂林竹木制品有限公司", village=town.mill.village))
            store.put(Enterprise(name="新厂", village=town.mill.village))
        assert store.find(Enterprise, eq("name", "新厂"))[0].code == "ZW-341823101201-0002"

    def test_are_given_again_after_undo(self, store: Store, town: Town) -> None:
        made(store, HiddenDanger, enterprise=town.mill.id)
        store.undo()
        assert made(store, HiddenDanger, enterprise=town.mill.id).code == "YH-2026-0001"


def test_an_id_is_never_given_twice(store: Store) -> None:
    first = made(store, Village, name="甲村")
    store.remove("删除", first)
    second = made(store, Village, name="乙村")
    assert second.id != first.id
    assert [change.label for change in store.history(store.ledger_of(Village), second.id or 0)] == ["新增村（社区）"]


@pytest.mark.parametrize(
    ("twin", "said"),
    [
        ({"name": "别的厂", "uscc": "91341823MA2ABCDEXF"}, "统一社会信用代码“91341823MA2ABCDEXF”"),
        ({"name": "茂林竹木制品有限公司", "village": 1}, "企业名称“茂林竹木制品有限公司”、所在村“奎峰村”"),
    ],
)
def test_a_second_record_with_the_same_key_is_refused_and_the_first_is_named(
    store: Store, town: Town, twin: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refusal) as why:
        store.save("新增企业", Enterprise(**twin))
    assert said in str(why.value) and "茂林竹木制品有限公司（奎峰村）" in str(why.value)


def test_a_record_cannot_lead_to_one_that_another_window_deleted(store: Store, again: Store, town: Town) -> None:
    grid = made(again, Grid, name="一组", village=town.village.id)
    again.remove("删除", grid)
    with pytest.raises(Refusal, match="所在网格选的那条记录已经被删除，没有保存。请重新选择"):
        store.save("修改", town.mill.replace(grid=grid.id))


def test_records_without_a_key_do_not_stand_in_each_others_way(store: Store, town: Town) -> None:
    for _ in range(2):
        made(store, Staff, name="吴某", org=town.office.id)
    assert store.count(Staff, eq("name", "吴某")) == 3


def test_a_record_that_others_lead_to_is_not_deleted_and_says_what_leads_to_it(store: Store, town: Town) -> None:
    with pytest.raises(Refusal, match=r"“奎峰村”还有.*企业台账 1 条.*公共区域 1 条.*不能删除"):
        store.remove("删除", town.village)
    with pytest.raises(Refusal, match="“应急管理所”还有人员 3 条"):
        store.remove("删除", town.office)


def test_a_record_that_stands_in_a_list_of_links_is_not_deleted(store: Store, town: Town) -> None:
    grid = made(store, Grid, name="一组", village=town.village.id, members=(town.clerk.id, town.chief.id))
    with pytest.raises(Refusal, match="网格 1 条"):
        store.remove("删除", town.clerk)
    changed(store, grid, members=(town.chief.id,))
    store.remove("删除", town.clerk)
    assert store.count(Staff) == 2


def test_what_a_ledger_keeps_is_not_deleted(store: Store, town: Town) -> None:
    danger = made(store, HiddenDanger, enterprise=town.mill.id)
    with pytest.raises(Refusal, match="隐患不能删除"):
        store.remove("删除", danger)
    with pytest.raises(Refusal, match="还有 1 条未销号隐患"):
        store.remove("删除", town.mill)
    [entry] = store.find(CodeEntry, eq("list", "tag") & eq("code", "喷涂"))
    with pytest.raises(Refusal, match="内置条目"):
        store.remove("删除", entry)


def test_parts_are_deleted_with_the_whole(store: Store, town: Town) -> None:
    point = made(store, RiskPoint, name="锅炉", enterprise=town.mill.id)
    hazard = made(store, Hazard, risk_point=point.id)
    made(store, RiskAssessment, hazard=hazard.id, factors={"L": 3, "E": 6, "C": 15})
    store.remove("删除风险点", point)
    assert (store.count(RiskPoint), store.count(Hazard), store.count(RiskAssessment)) == (0, 0, 0)


def test_a_new_part_without_a_place_comes_last(store: Store, town: Town) -> None:
    boiler, yard = (made(store, RiskPoint, name=name, enterprise=town.mill.id) for name in ("锅炉", "料场"))
    made(store, Hazard, risk_point=boiler.id, seq=4)
    assert [made(store, Hazard, risk_point=point.id).seq for point in (boiler, boiler, yard)] == [5, 6, 1]
    store.remove("删除", store.find(Hazard, eq("seq", 5))[0])
    assert store.next_place(store.ledger_of(Hazard), boiler.id) == 7


def test_a_part_that_something_else_leads_to_keeps_the_whole(store: Store, town: Town) -> None:
    point = made(store, RiskPoint, name="锅炉", enterprise=town.mill.id)
    hazard = made(store, Hazard, risk_point=point.id)
    made(store, HiddenDanger, enterprise=town.mill.id, hazard=hazard.id)
    before = dump(store)
    with pytest.raises(Refusal, match="隐患台账 1 条"):
        store.remove("删除风险点", point)
    assert dump(store) == before


def test_saving_what_has_not_changed_leaves_no_trace(store: Store, town: Town) -> None:
    ops = op_count(store)
    store.save("修改", town.mill, town.bridge, town.chief)
    store.save("修改", town.mill.replace(tags=()))
    assert op_count(store) == ops


def test_names_follow_every_change(store: Store, town: Town) -> None:
    assert store.names.name("villages", town.village.id or 0) == "奎峰村"
    changed(store, town.village, name="奎峰社区")
    assert store.names.name("villages", town.village.id or 0) == "奎峰社区"
    assert store.names.find("villages", "奎峰村") == ()
    store.undo()
    assert list(store.names.find("villages", "奎峰村")) == [town.village.id]
    assert store.names.name("villages", 99) == "（已删除 99）"


def test_a_failed_operation_leaves_no_name_behind(store: Store, town: Town) -> None:
    with pytest.raises(RuntimeError), store.operation("改名"):
        store.put(town.village.replace(name="错名"))
        assert store.names.name("villages", town.village.id or 0) == "错名"
        raise RuntimeError
    assert store.names.name("villages", town.village.id or 0) == "奎峰村"


def test_code_tables_follow_every_change(store: Store) -> None:
    made(store, CodeEntry, list="tag", code="竹粉", label="竹粉加工", also="竹加工")
    assert store.names.codes("tag")["竹粉"].also == ("竹加工",)
    store.undo()
    assert "竹粉" not in store.names.codes("tag")


class TestSettings:
    def test_are_the_defaults_until_the_office_changes_them(self, store: Store, again: Store) -> None:
        assert store.options(DangerRules).term_days == 15
        store.set_options("改期限", store.options(DangerRules).replace(term_days=7))
        assert store.options(DangerRules).term_days == 7
        again.reload()
        assert again.options(DangerRules).term_days == 7

    def test_are_undone_like_everything(self, store: Store) -> None:
        store.set_options("改期限", DangerRules(term_days=7))
        assert store.undo() == "改期限"
        assert store.options(DangerRules) == DangerRules()

    def test_that_equal_the_default_are_not_stored(self, store: Store) -> None:
        ops, stored = op_count(store), "SELECT count(*) FROM settings"
        before = store.db.execute(stored).fetchone()
        store.set_options("不变", MethodRules())
        assert op_count(store) == ops
        store.set_options("改", MethodRules(mes_5=Grade.YELLOW))
        store.set_options("改回", MethodRules())
        assert store.db.execute(stored).fetchone() == before

    def test_keep_their_kind(self, store: Store) -> None:
        store.set_options("改", MethodRules(mes_5=Grade.YELLOW, lec_red=300.5))
        rules = store.options(MethodRules)
        assert (rules.mes_5, rules.lec_red) == (Grade.YELLOW, 300.5)

    def test_bear_on_the_next_record(self, store: Store, town: Town) -> None:
        store.set_options("改期限", DangerRules(term_days=7))
        assert made(store, HiddenDanger, enterprise=town.mill.id).deadline == dt.date(2026, 11, 30)
        store.set_options("改年限", CertificateRules(special_years=5))
        paper = made(
            store, Certificate, enterprise=town.mill.id, kind="特种作业操作证", first_issue=dt.date(2024, 2, 29)
        )
        assert paper.valid_to == dt.date(2029, 2, 28)


class TestDoubts:
    @pytest.fixture
    def doubted(self, store: Store, town: Town) -> Enterprise:
        with store.operation("导入"):
            doubts = [(Problem("employees", "约数", "19"), "约19人"), (Problem("lon", "成对"), "")]
            store.doubt(ENTERPRISES, town.mill.id or 0, doubts)
        return town.mill

    def test_stand_until_a_person_has_looked_at_the_field(self, store: Store, doubted: Enterprise) -> None:
        assert [(d.field, d.value, d.proposal) for d in store.doubts(ENTERPRISES, doubted.id or 0)] == [
            ("employees", "约19人", "19"),
            ("lon", "", ""),
        ]
        changed(store, doubted, employees=19)
        assert [d.field for d in store.doubts(ENTERPRISES, doubted.id or 0)] == ["lon"]

    def test_are_told_for_many_records_at_once(self, store: Store, doubted: Enterprise, town: Town) -> None:
        ids = [doubted.id or 0, town.station.id or 0]
        assert store.doubts_of(ENTERPRISES, ids) == {doubted.id: {"employees": "约数", "lon": "成对"}}

    def test_can_be_settled_without_a_change_and_taken_back(self, store: Store, doubted: Enterprise) -> None:
        with store.operation("核实无误"):
            store.settle_doubts(ENTERPRISES, doubted.id or 0, "lon")
        assert [d.field for d in store.doubts(ENTERPRISES, doubted.id or 0)] == ["employees"]
        store.undo()
        assert len(store.doubts(ENTERPRISES, doubted.id or 0)) == 2


class TestMeasures:
    def test_count_and_sum_the_rows_they_name(self, store: Store, town: Town) -> None:
        for owner, day, fund in ((town.mill, 3, 100), (town.mill, 20, None), (town.station, 20, 50)):
            made(store, HiddenDanger, enterprise=owner.id, found_date=dt.date(2026, 11, day), fund=fund)
        made(store, HiddenDanger, enterprise=town.mill.id, found_date=dt.date(2026, 10, 31))
        month = read_period("2026-11")
        assert store.measure(ALL_FOUND, month) == 3 == store.count(HiddenDanger, ALL_FOUND.rows(month))
        assert store.measure(ALL_FOUND, month, eq("enterprise", town.mill.id)) == 2
        assert store.split(ALL_FOUND, month, "village") == {town.village.id: 2, town.far_village.id: 1}
        assert store.measure(danger_measures(ReportRules())["fund"], month) == 150

    def test_of_nothing_are_zero(self, store: Store) -> None:
        month = read_period("2026-11")
        assert all(store.measure(m, month) == 0 for m in danger_measures(ReportRules()).values())


def test_the_store_says_which_ledgers_an_operation_changed(store: Store, town: Town) -> None:
    told: list[set[str]] = []
    store.changed.append(told.append)
    made(store, HiddenDanger, enterprise=town.mill.id, level=Level.MAJOR, major_criteria="第三条")
    assert told == [{"hidden_dangers", "enterprises", "serials"}]
    store.undo()
    assert told[1] == told[0]
    store.save("不变", town.chief)
    assert len(told) == 2


def test_another_window_reads_what_this_one_wrote(store: Store, again: Store) -> None:
    made(store, Village, name="甲村")
    assert again.find(Village)[0].name == "甲村"


def test_two_windows_do_not_write_at_once(store: Store, again: Store) -> None:
    again.db.execute("PRAGMA busy_timeout = 20")
    with store.operation("一"):
        store.put(Village(name="甲村"))
        with pytest.raises(Refusal, match="数据正被另一个窗口或程序使用，没有保存"):
            again.save("二", Village(name="乙村"))
    again.save("二", Village(name="乙村"))
    assert store.count(Village) == 2


def test_a_long_list_is_read_one_by_one(store: Store) -> None:
    with store.operation("导入"):
        for n in range(1200):
            store.put(OrgUnit(name=f"机构{n}", org_type="村"))
    assert sum(1 for _ in store.each(store.ledger_of(OrgUnit))) == 1200
    store.names.fetch("org_units", store.ids(OrgUnit))
    assert store.names.name("org_units", store.ids(OrgUnit)[-1]) == "机构1199"


def test_the_parts_of_a_ledger_are_known(store: Store) -> None:
    parts = {part.name for part in store.parts_of(store.ledger_of(Hazard))}
    assert parts == {"risk_assessments", "control_measures"}
    assert store.parts_of(HIDDEN_DANGERS) == []
