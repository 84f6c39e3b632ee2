"""What an enterprise keeps: licences, special facilities, what runs out, and all of it on one page."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from town import Town
from walk import Walk

from safety_desk.tasks.dues import Span
from safety_desk.ui.dossier_page import DossierPage

STATION = "章渡加油站"


def dossier_of(walk: Walk, record: Any) -> set[str]:
    """The doors of 一企一档, as opened from the enterprise's card."""
    walk.turn_to(record)
    button = next(b for b in walk.page.card.findChildren(QPushButton) if b.text() == "一企一档")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    page = walk.window.stack.currentWidget().page
    assert isinstance(page, DossierPage) and page.record.id == record.id
    return {door.text() for door in page.area.widget().findChildren(QPushButton)}


def test_a_petrol_station_with_its_licences_and_dangerous_places(walk: Walk, town: Town, rows: Any) -> None:
    walk.go("企业台账")
    station = walk.edit(
        town.station, subject_type="企业", industry_safety="危险化学品", is_high_risk="是", tags="加油站、有限空间",
        address="章渡村桥头", legal_person="胡某", principal="胡某", employees="9",
    )  # fmt: skip
    walk.open(station)
    assert "18 位" in walk.not_saved(uscc="91341823MA2MXLN12") and walk.now(station).uscc == station.uscc
    walk.save(uscc=station.uscc)

    walk.go("许可证照")
    licence = walk.new(
        enterprise=STATION, kind="危化经营", no="皖宣危化经字〔2023〕001号", issuer="县应急管理局", issued_on="2023-12-10",
        valid_to="2026-12-09",
    )  # fmt: skip
    walk.new(enterprise=STATION, kind="消防验收", no="泾消验字〔2019〕第07号", issued_on="2019-5-6")
    walk.page.start_new()
    assert "已有" in walk.not_saved(enterprise=STATION, kind="危化经营", no="皖宣危化经字〔2023〕001号")
    assert "不能早于发证日期" in walk.not_saved(no="另一张", issued_on="2026-1-1", valid_to="2025-1-1")
    walk.page.sheet.discard()

    walk.go("有限空间")
    walk.new(
        enterprise=STATION,
        name="油罐人孔井",
        location="罐区",
        kind="地下有限空间",
        hazards="可燃气、缺氧",
        has_sign="否",
    )
    walk.go("特种设备")
    walk.new(
        enterprise=STATION, name="加油站储气罐", kind="压力容器", reg_code="21303418232015", next_inspection="2026-11-1"
    )

    month = [row for row in walk.due(Span.MONTH) if row[1] == STATION]
    assert [(row[0], row[3], row[4]) for row in month] == [("许可证照 证照到期", "2026-12-09", "还有 16 天")]
    late = [row for row in walk.due(Span.LATE) if row[1] == STATION]
    assert [(row[0], row[4]) for row in late] == [("特种设备 检验到期", "⚠ 逾期 22 天")]

    doors = dossier_of(walk, station)
    assert {"许可证照　2", "有限空间　1", "特种设备　1"} <= doors, doors

    licence = walk.edit(licence, valid_to="2029-12-09")
    assert not [row for row in walk.due(Span.MONTH) if row[1] == STATION]
    walk.go("企业台账")
    walk.undo()
    assert [row[3] for row in walk.due(Span.MONTH) if row[1] == STATION] == ["2026-12-09"]

    walk.turn_to(station)
    walk.page.delete()
    assert STATION in walk.window.notice.text.text() or "许可证照" in walk.window.notice.text.text()
    assert [row["valid_to"] for row in rows("ent_licenses")] == ["2026-12-09", None]
