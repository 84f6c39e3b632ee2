"""C01–C15 (domain §3.14): what each rule says of an enterprise, and that the records of the office reach it."""

import datetime as dt
from typing import Any

import pytest
from town import Town, changed, made

from safety_desk.db.store import Store
from safety_desk.ledgers.certificate import Certificate
from safety_desk.ledgers.danger_state import Level, State
from safety_desk.ledgers.enterprise import Enterprise, EntStatus, OfficerType
from safety_desk.ledgers.equipment import EquipmentStatus, SpecialEquipment
from safety_desk.ledgers.firm.compliance import RULES, compliance, judged
from safety_desk.ledgers.firm.compliance_facts import Facts
from safety_desk.ledgers.firm.facility import EntFireFacility
from safety_desk.ledgers.firm.lease import EntLease
from safety_desk.ledgers.firm.licence import EntDoc, EntLicense
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.risk import RiskPoint
from safety_desk.verdicts import Outcome, Verdict

D = dt.date
TODAY = D(2026, 11, 23)
FINE, WARN, BREACH, UNKNOWN, NOT_FOR = Outcome.FINE, Outcome.WARN, Outcome.BREACH, Outcome.UNKNOWN, Outcome.NOT_FOR
RISKY = {"is_high_risk": True}


def judge(code: str, firm: dict[str, Any] | None = None, **facts: Any) -> Verdict:
    whole = Facts(Enterprise(name="某厂", **(firm or {})), TODAY, **facts)
    return next(verdict for verdict in judged(whole) if verdict.code == code)


def days(number: int) -> D:
    return TODAY + dt.timedelta(days=number)


def test_every_rule_has_its_code_its_basis_and_words() -> None:
    told = judged(Facts(Enterprise(name="某厂"), TODAY))
    assert [verdict.code for verdict in told] == [f"C{n:02d}" for n in range(1, 16)]
    assert len(RULES) == 15 and all(verdict.basis and verdict.says and verdict.title for verdict in told)


def test_of_an_enterprise_that_is_gone_nothing_is_asked() -> None:
    assert judged(Facts(Enterprise(name="某厂", status=EntStatus.CLOSED, **RISKY), TODAY)) == []


@pytest.mark.parametrize(
    ("firm", "outcome"),
    [
        ({"employees": 101}, BREACH),
        ({"employees": 101, "officer_type": OfficerType.FULL}, FINE),
        ({"employees": 101, "officer_type": OfficerType.PART}, BREACH),
        ({"employees": 101, "safety_dept": True}, FINE),
        ({"employees": 100, "officer_type": OfficerType.PART}, FINE),
        ({"employees": 100}, WARN),
        ({**RISKY, "employees": 3, "officer_type": OfficerType.PART}, BREACH),
        ({**RISKY, "officer_type": OfficerType.FULL}, FINE),
        ({}, UNKNOWN),
    ],
)
def test_c01_more_than_a_hundred_or_high_risk_asks_for_full_time(firm: dict[str, Any], outcome: Outcome) -> None:
    assert judge("C01", firm).outcome is outcome


def paper(kind: str, name: str = "吴某", **values: Any) -> Certificate:
    return Certificate(person_name=name, kind=kind, op_type="电工", **{"valid_to": days(9), **values})


HEAD, MANAGER, SPECIAL = "主要负责人合格证", "安全管理人员合格证", "特种作业操作证"


def test_c02_at_high_risk_the_principal_and_the_managers_hold_certificates() -> None:
    both = [paper(HEAD), paper(MANAGER)]
    assert judge("C02", certificates=[]).outcome is NOT_FOR
    assert judge("C02", RISKY, certificates=both).outcome is FINE
    told = judge("C02", RISKY, certificates=[paper(HEAD), paper(MANAGER, valid_to=days(-1))])
    assert (told.outcome, told.says) == (BREACH, "没有有效的安全管理人员合格证")
    assert [one.kind for one in told.records] == [MANAGER]


@pytest.mark.parametrize(
    ("papers", "outcome"),
    [
        ([], NOT_FOR),
        ([paper(SPECIAL, valid_to=days(0))], FINE),
        ([paper(SPECIAL, valid_to=days(-1))], BREACH),
        ([paper(SPECIAL, review_due=days(-1))], BREACH),
        ([paper(SPECIAL, revoked=True)], BREACH),
        ([paper(SPECIAL, valid_to=days(-1)), paper(SPECIAL)], FINE),
        ([paper(SPECIAL), paper(SPECIAL, "章某", valid_to=days(-1))], BREACH),
    ],
)
def test_c03_everyone_at_special_work_holds_a_good_certificate(papers: list[Certificate], outcome: Outcome) -> None:
    assert judge("C03", certificates=papers).outcome is outcome


@pytest.mark.parametrize(("posts", "outcome"), [(1, FINE), (2, BREACH)])
def test_c03_there_are_as_many_as_posts_were_declared(posts: int, outcome: Outcome) -> None:
    assert judge("C03", {"special_posts": posts}, certificates=[paper(SPECIAL)]).outcome is outcome


@pytest.mark.parametrize(
    ("span", "outcome"),
    [((-365, 0), FINE), ((-365, -1), BREACH), ((0, 364), FINE), ((1, 365), BREACH)],
)
def test_c04_insured_means_today(span: tuple[int, int], outcome: Outcome) -> None:
    policy = EntDoc(name="保单")
    assert judge("C04", RISKY, insurances=[(policy, days(span[0]), days(span[1]))]).outcome is outcome
    assert judge("C04").outcome is NOT_FOR


def test_c05_and_c06_follow_the_days_of_the_plans_in_force() -> None:
    plan = EntDoc(name="综合预案")
    assert [judge(code).outcome for code in ("C05", "C06")] == [WARN, WARN]
    assert [judge(code, {"subject_type": "出租房"}).outcome for code in ("C05", "C06")] == [NOT_FOR, NOT_FOR]
    assert judge("C05", plans=[(plan, days(0), None)]).outcome is FINE
    assert judge("C05", plans=[(plan, days(-1), None)]).records == (plan,)
    assert judge("C06", plans=[(plan, None, days(0))]).outcome is FINE
    assert judge("C06", plans=[(plan, None, days(0)), (plan, None, days(-1))]).says == "综合预案超过演练间隔"


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        ({"valid_to": days(-1)}, BREACH),
        ({"valid_to": days(-1), "cancelled": True}, NOT_FOR),
        ({"valid_to": days(0)}, WARN),
        ({"valid_to": days(30)}, WARN),
        ({"valid_to": days(31)}, FINE),
        ({}, FINE),
    ],
)
def test_c07_a_licence_that_ended_or_soon_will(values: dict[str, Any], outcome: Outcome) -> None:
    assert judge("C07", licences=[EntLicense(kind="排污", **values)]).outcome is outcome


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        ({"next_inspection": days(-1)}, BREACH),
        ({"next_inspection": days(0)}, FINE),
        ({}, UNKNOWN),
        ({"next_inspection": days(-1), "status": EquipmentStatus.IDLE}, NOT_FOR),
    ],
)
def test_c08_equipment_in_use_is_inspected(values: dict[str, Any], outcome: Outcome) -> None:
    assert judge("C08", equipment=[SpecialEquipment(name="锅炉", **values)]).outcome is outcome


@pytest.mark.parametrize(
    ("kept", "outcome"),
    [
        ([], UNKNOWN),
        ([EntFireFacility(kind="灭火器")], BREACH),
        ([EntFireFacility(kind="可燃气体报警")], FINE),
        ([EntFireFacility(kind="可燃气体报警", works=False)], BREACH),
        ([EntFireFacility(kind="可燃气体报警", quantity=0)], BREACH),
    ],
)
def test_c09_who_cooks_with_gas_has_a_working_alarm(kept: list[EntFireFacility], outcome: Outcome) -> None:
    assert judge("C09", {"tags": ("餐饮燃气",)}, fire=kept).outcome is outcome
    assert judge("C09", fire=kept).outcome is NOT_FOR


def test_c10_a_landlord_signs_with_all_and_looks_after_all() -> None:
    tenant = Enterprise(id=7, name="承租厂")
    good = EntLease(tenant=7, signed=True, next_check=days(0))
    assert judge("C10").outcome is NOT_FOR
    assert judge("C10", leases=[good], tenants=[tenant]).outcome is FINE
    assert judge("C10", tenants=[tenant]).says == "承租的承租厂没有登记协议"
    assert judge("C10", tenants=[tenant.replace(status=EntStatus.MOVED)]).outcome is NOT_FOR
    told = judge("C10", leases=[good.replace(signed=False), good.replace(next_check=days(-1))], tenants=[tenant])
    assert (told.outcome, told.says) == (BREACH, "1 处没有签安全管理协议；1 处没有定期检查")
    assert judge("C10", leases=[good.replace(signed=False, ended=True)]).outcome is NOT_FOR


def danger(text: str = "某隐患", **values: Any) -> HiddenDanger:
    return HiddenDanger(description=text, **{"found_date": days(-60), **values})


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("安全出口被货物堵塞", BREACH),
        ("疏散通道上锁", BREACH),
        ("成品仓库与员工宿舍设在同一建筑内", BREACH),
        ("疏散通道指示牌缺失", FINE),
    ],
)
def test_c11_ways_out_and_dormitories(text: str, outcome: Outcome) -> None:
    assert judge("C11", dangers=[danger(text)]).outcome is outcome
    assert judge("C11", dangers=[danger(text, status=State.CLOSED)]).outcome is FINE
    assert judge("C11", {"tags": ("三合一",)}).outcome is BREACH


MAJOR = danger(level=Level.MAJOR, status=State.MAJOR_MENDING, reported_on=days(-50))


@pytest.mark.parametrize(
    ("ago", "outcome"),
    [
        ((10, 100, 180), BREACH),
        ((10, 100, 181), FINE),
        ((10, 200, 300, 365), BREACH),
        ((10, 200, 300, 366), FINE),
        ((10, 100), FINE),
    ],
)
def test_c12_closing_is_proposed_after_three_in_180_days_or_four_in_a_year(ago: Any, outcome: Outcome) -> None:
    penalties = [(EntDoc(name=f"处罚{n}"), days(-n)) for n in ago]
    told = judge("C12", dangers=[MAJOR], penalties=penalties)
    assert told.outcome is outcome and (MAJOR in told.records) == (outcome is BREACH)
    assert judge("C12", penalties=penalties).outcome is FINE


def test_c13_risks_are_known_guarded_and_ruled() -> None:
    point, rule = RiskPoint(name="圆锯"), EntDoc(kind="风险分级管控制度", name="制度")
    assert judge("C13").outcome is WARN
    assert judge("C13", points=[point]).outcome is UNKNOWN
    assert judge("C13", points=[point], docs=[EntDoc(kind="会议", name="例会")]).outcome is WARN
    assert judge("C13", points=[point], docs=[rule]).outcome is FINE
    assert judge("C13", points=[point], docs=[rule], unguarded=[point]).records == (point,)


def test_c14_major_dangers_are_reported() -> None:
    rule = EntDoc(kind="隐患排查治理制度", name="制度")
    assert judge("C14", docs=[rule], dangers=[MAJOR]).outcome is FINE
    assert judge("C14", docs=[rule], dangers=[MAJOR.replace(reported_on=None)]).outcome is BREACH
    assert judge("C14").outcome is UNKNOWN


def test_c15_what_an_enterprise_finds_it_tells() -> None:
    own = danger(source="企业自查", status=State.CLOSED, closed_at=days(-50), public_at=days(-49))
    assert judge("C15", dangers=[own]).outcome is FINE
    assert judge("C15", dangers=[own.replace(public_at=None)]).outcome is WARN
    assert judge("C15", dangers=[own.replace(found_date=days(-366))]).says == "一年内没有企业自查的隐患记录"
    assert judge("C15", dangers=[danger()]).outcome is WARN


def test_the_records_of_the_office_reach_the_rules(store: Store, town: Town) -> None:
    mill = changed(store, town.mill, is_high_risk=True, tags=("餐饮燃气",), employees=12)
    late = made(store, EntLicense, enterprise=mill.id, kind="排污", valid_to=days(-1))
    boiler = made(store, SpecialEquipment, enterprise=mill.id, name="锅炉", next_inspection=days(-1))
    made(store, Certificate, enterprise=mill.id, person_name="吴某", kind=HEAD, valid_to=days(9), review_due=days(9))
    made(store, EntFireFacility, enterprise=mill.id, kind="可燃气体报警")
    made(store, EntDoc, enterprise=mill.id, kind="隐患排查治理制度", name="制度")
    changed(store, town.station, landlord=mill.id)
    told = {v.code: v for v in compliance(mill, store.kin(), store.scene())}
    assert told["C02"].says == "没有有效的安全管理人员合格证"
    assert told["C07"].records == (late,) and told["C08"].records == (boiler,)
    assert told["C09"].outcome is FINE and told["C14"].outcome is FINE
    assert told["C10"].says == "承租的章渡加油站没有登记协议"
    assert {code for code, v in told.items() if v.outcome is BREACH} == {"C01", "C02", "C04", "C07", "C08", "C10"}
