"""Numbers of persons and secrets are masked wherever many see them; masked, they come back to the record they left."""

from typing import Any

import pytest
from sheets import fates, imported, workbook
from town import Town, made

from safety_desk import identity
from safety_desk.db.store import Store
from safety_desk.fields import VEIL
from safety_desk.intake.known import Fate
from safety_desk.ledgers.ban import BANS, Ban
from safety_desk.ledgers.catalog import LEDGERS
from safety_desk.ledgers.certificate import CERTIFICATES, Certificate
from safety_desk.ledgers.enforce.report import REPORT_CASES, ReportCase
from safety_desk.ledgers.enterprise import ENTERPRISES
from safety_desk.ledgers.people import STAFF, Staff
from safety_desk.tasks.telling import told_history

ONE = "341823199006151239"
PHONE = "13956300001"


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("id_card", ONE, "341823********1239"),
        ("id_card", "341823900615123", "341823*****5123"),
        ("phone", "13900000000", "139****0000"),
        ("phone", "13900000000、0563-5020000", "139****0000、0563-5020000"),
        ("phone", "12345", "12345"),
        ("cert_no", f"T{ONE}", "T341823********1239"),
        ("cert_no", "皖AQ2026000123456789", "皖AQ2026000123456789"),
    ],
)
def test_a_number_is_masked_by_its_kind(store: Store, name: str, value: str, shown: str) -> None:
    field = CERTIFICATES.fields[name]
    assert (field.show(value, store.names), field.cell(value, store.names)) == (shown, shown)
    assert (field.whole(value, store.names), field.kind.cell(value, field, store.names)) == (value, value)
    assert identity.fits(shown, value)


def test_every_id_number_and_telephone_of_every_ledger_is_masked(store: Store) -> None:
    fields = [field for ledger in LEDGERS for field in ledger.fields.values() if field.personal and not field.secret]
    assert {field.kind.name for field in fields} == {"id_card", "phone"}
    assert all("****" in field.show(ONE if field.kind.name == "id_card" else PHONE, store.names) for field in fields)


def test_a_secret_is_seen_in_its_form_alone(store: Store) -> None:
    secret = {(ledger.name, field.name) for ledger in LEDGERS for field in ledger.fields.values() if field.secret}
    assert (REPORT_CASES.name, "reporter_name") in secret
    for name in ("reporter_name", "reporter_phone"):
        field = REPORT_CASES.fields[name]
        assert (field.show(PHONE, store.names), field.cell(PHONE, store.names)) == (VEIL, VEIL)
        assert field.whole(PHONE, store.names) == PHONE
        assert field.show(None, store.names) == ""


def test_the_history_tells_that_a_number_changed_and_not_which(store: Store, town: Town) -> None:
    [id] = store.save("新增", town.mill.replace(legal_mobile="13900000000"))
    store.save("改", store.get(type(town.mill), id).replace(legal_mobile="13911110000"))
    told = "\n".join(told_history(store, ENTERPRISES, id))
    assert "法定代表人电话：139****0000 → 139****0000" in told
    assert "13911110000" not in told


def test_the_tail_of_a_telephone_finds_and_the_middle_is_not_shown(store: Store, town: Town) -> None:
    store.save("改", town.mill.replace(legal_mobile=PHONE))
    [found] = store.find(type(town.mill), words="6300001")
    assert found.id == town.mill.id


def come(store: Store, tmp_path: Any, ledger: Any, heads: list[str], *rows: list[Any]) -> Any:
    return imported(store, ledger, workbook(tmp_path / "来.xlsx", ("表", [heads, *rows])))


HEADS = ["姓名", "手机号", "职务"]


def test_masked_numbers_tell_two_of_one_name_apart(store: Store, town: Town, tmp_path: Any) -> None:
    first, second = (made(store, Staff, name="汪某", mobile=m) for m in ("13911110001", "13922220002"))
    plan = come(store, tmp_path, STAFF, HEADS, ["汪某", "139****0002", "主任"], ["汪某", "139****0001", "科员"])
    assert fates(plan) == (0, 2, 0, 0), plan.rejected
    told = [(one.mobile, one.post) for one in (store.get(Staff, first.id), store.get(Staff, second.id))]
    assert told == [("13911110001", "科员"), ("13922220002", "主任")]


@pytest.mark.parametrize(
    ("mobiles", "came", "why"),
    [
        (["13911110001"], "139****0002", "对不上"),
        (["13911110001", "13922220001"], "139****0001", "有 2 条同姓名的记录都对得上"),
    ],
)
def test_a_masked_number_that_may_be_anothers_refuses_its_row(
    store: Store, town: Town, tmp_path: Any, mobiles: list[str], came: str, why: str
) -> None:
    for mobile in mobiles:
        made(store, Staff, name="汪某", mobile=mobile)
    plan = come(store, tmp_path, STAFF, HEADS, ["汪某", came, "主任"])
    assert fates(plan) == (0, 0, 0, 1)
    assert why in plan.rejected[0].reason and plan.rejected[0].column == "手机号"


def test_a_masked_number_of_somebody_new_is_doubted_and_not_kept(store: Store, town: Town, tmp_path: Any) -> None:
    plan = come(store, tmp_path, STAFF, HEADS, ["汪某", "139****0002", "主任"])
    assert [line.fate for line in plan.lines] == [Fate.NEW]
    assert "填写完整号码" in plan.doubtful[0].reason
    assert store.find(Staff, words="汪某")[0].mobile is None


def test_a_masked_key_finds_its_record(store: Store, town: Town, tmp_path: Any) -> None:
    for number in (ONE, "341823197001010010"):
        made(store, Ban, person="章某", id_card=number, banned_from=store.scene().today)
    labels = [BANS.fields[name].label for name in ("person", "id_card", "banned_from", "remark")]
    plan = come(store, tmp_path, BANS, labels, ["章某", "341823********1239", store.scene().today, "已核"])
    assert fates(plan) == (0, 1, 0, 0), plan.rejected
    assert [(one.id_card, one.remark) for one in store.find(Ban)] == [(ONE, "已核"), ("341823197001010010", None)]


def test_a_secret_that_comes_back_changes_nothing(store: Store, town: Town, tmp_path: Any) -> None:
    made(store, ReportCase, no="JB-1", reporter_name="吴某", reporter_phone=PHONE, content="甲")
    [was] = store.find(ReportCase)
    row = [was.no, VEIL, VEIL, "乙", was.received_at, was.channel.label]
    labels = [
        REPORT_CASES.fields[n].label
        for n in ("no", "reporter_name", "reporter_phone", "content", "received_at", "channel")
    ]
    assert fates(come(store, tmp_path, REPORT_CASES, labels, row)) == (0, 1, 0, 0)
    [now] = store.find(ReportCase)
    assert (now.reporter_name, now.reporter_phone, now.content) == ("吴某", PHONE, "乙")


def test_a_masked_number_typed_over_itself_is_itself_and_over_another_is_refused(store: Store, town: Town) -> None:
    paper = Certificate(enterprise=town.mill.id, kind="其他", id_card=ONE)
    context, scene = store.context(), store.scene()
    read = CERTIFICATES.read({"id_card": "341823********1239"}, context, scene, onto=paper)
    assert (read.record.id_card, read.errors) == (ONE, ())
    read = CERTIFICATES.read({"id_card": "341823********0010"}, context, scene, onto=paper)
    assert [problem.field for problem in read.errors] == ["id_card"]
