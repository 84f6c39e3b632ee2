"""Certificates: what the rules fill in, and how a certificate stands today."""

import datetime as dt
from typing import Any

import pytest
from town import Town, changed, made

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.certificate import CERTIFICATES, Certificate, Gender, state_text

D = dt.date


@pytest.fixture
def certificate(store: Store, town: Town) -> Any:
    def held(**values: Any) -> Certificate:
        return made(store, Certificate, enterprise=town.mill.id, **{"kind": "特种作业操作证", **values})

    return held


@pytest.mark.parametrize(
    ("kind", "valid_to", "review_due"),
    [
        ("特种作业操作证", D(2029, 3, 1), D(2026, 3, 1)),
        ("主要负责人合格证", D(2026, 3, 1), D(2024, 3, 1)),
        ("安全管理人员合格证", D(2026, 3, 1), D(2024, 3, 1)),
        ("特种设备作业人员证", D(2027, 3, 1), None),
        ("注册安全工程师", None, None),
    ],
)
def test_dates_that_are_not_given_follow_from_the_first_issue(
    certificate: Any, kind: str, valid_to: D | None, review_due: D | None
) -> None:
    told = certificate(kind=kind, first_issue=D(2023, 3, 1))
    assert (told.valid_to, told.review_due) == (valid_to, review_due)


def test_dates_that_are_given_stand(certificate: Any) -> None:
    told = certificate(first_issue=D(2023, 3, 1), valid_to=D(2028, 12, 31), review_due=D(2026, 1, 1))
    assert (told.valid_to, told.review_due) == (D(2028, 12, 31), D(2026, 1, 1))


def test_a_review_that_was_held_moves_the_next_one(store: Store, certificate: Any) -> None:
    told = certificate(first_issue=D(2023, 3, 1))
    told = changed(store, told, last_review=D(2026, 4, 1))
    assert told.review_due == D(2029, 3, 1)  # three years on, but not after the certificate ends


def test_no_review_is_due_after_the_end(certificate: Any) -> None:
    assert certificate(first_issue=D(2023, 3, 1), valid_to=D(2025, 12, 31)).review_due == D(2025, 12, 31)


def test_gender_and_birthday_follow_from_a_sound_id_number(certificate: Any) -> None:
    told = certificate(id_card="341823199006151239")
    assert (told.gender, told.birth) == (Gender.MALE, D(1990, 6, 15))
    assert certificate(id_card="342529197512300026", cert_no="2").gender is Gender.FEMALE
    assert certificate(id_card="341823199006151230", cert_no="3").gender is None


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"valid_to": D(2026, 11, 22)}, "⚠ 过期 1 天"),
        ({"valid_to": D(2026, 11, 23)}, "还有 0 天"),
        ({"valid_to": D(2027, 1, 22)}, "还有 60 天"),
        ({"valid_to": D(2027, 1, 23), "review_due": D(2027, 1, 23)}, "有效"),
        ({"valid_to": D(2028, 1, 1), "review_due": D(2026, 11, 22)}, "⚠ 逾期未复审"),
        ({"valid_to": D(2028, 1, 1), "review_due": D(2026, 12, 3)}, "还有 10 天"),
        ({"valid_to": D(2020, 1, 1), "revoked": True}, "撤销"),
        ({"kind": "其他"}, "有效"),
    ],
)
def test_a_certificate_stands_by_the_day(store: Store, certificate: Any, values: dict[str, Any], said: str) -> None:
    assert state_text(certificate(**values), store.scene(), store.names) == said


@pytest.mark.parametrize(
    ("view", "days", "seen"),
    [
        ("已过期", 22, True), ("已过期", 23, False), ("60 天内到期", 22, False), ("60 天内到期", 23, True),
    ],
)  # fmt: skip
def test_the_views_begin_and_end_with_the_day(store: Store, certificate: Any, view: str, days: int, seen: bool) -> None:
    certificate(valid_to=D(2026, 11, days))
    [where] = [v.where for v in CERTIFICATES.views if v.label == view]
    assert (store.count(Certificate, where) == 1) is seen


def test_a_revoked_certificate_is_due_no_more(store: Store, certificate: Any) -> None:
    told = changed(store, certificate(valid_to=D(2026, 11, 1), review_due=D(2026, 11, 1)), revoked=True)
    assert not any(deadline.while_.holds(told, D(2026, 11, 23)) for deadline in CERTIFICATES.deadlines)
    assert not any(store.count(Certificate, view.where) for view in CERTIFICATES.views)


@pytest.mark.parametrize("name", ["valid_to", "review_due"])
def test_nothing_ends_before_it_began(store: Store, name: str) -> None:
    raw = {"person_name": "吴某", "kind": "特种作业", "first_issue": "2026-03-01", name: "2026-02-28"}
    done = CERTIFICATES.read(raw, store.context(), store.scene())
    assert name in {problem.field for problem in done.errors}


def test_a_fork_lift_is_no_special_work_and_a_sheet_that_says_so_is_doubted(store: Store, town: Town) -> None:
    raw = {"person_name": "吴某", "enterprise": town.mill.name, "kind": "特种作业", "op_type": "叉车"}
    done = CERTIFICATES.read(raw, store.context(foreign=True), store.scene())
    assert [(p.field, p.proposal) for p in done.doubts] == [("kind", "特种设备作业人员证")]
    assert done.record.kind == "特种作业操作证"


def test_one_number_of_a_kind_is_one_certificate(store: Store, certificate: Any) -> None:
    certificate(cert_no="T1")
    assert certificate(cert_no="T1", kind="主要负责人合格证").id
    with pytest.raises(Refusal, match="三项岗位持证里已有"):
        certificate(cert_no="T1")
