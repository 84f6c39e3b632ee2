"""Random work on one office: whatever is done, going back and forth gives byte-equal tables."""

import datetime as dt
import shutil
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, precondition, rule
from town import dump

from safety_desk.conditions import eq
from safety_desk.db.health import faults
from safety_desk.errors import Refusal
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.place import Village
from safety_desk.ledgers.risk import Hazard, RiskAssessment, RiskPoint
from safety_desk.paths import Office
from safety_desk.tasks.office import open_office


class RandomWork(RuleBasedStateMachine):
    """One office, and what it held after every operation."""

    villages = Bundle("villages")
    enterprises = Bundle("enterprises")
    blank: ClassVar[Path]

    @initialize()
    def open(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(RandomWork.blank, self.folder)
        self.store = open_office(Office(self.folder), "甲")
        self.past = [dump(self.store)]
        self.future: list[dict[str, Any]] = []

    @property
    def folder(self) -> Path:
        return RandomWork.blank.parent / "machine"

    def did(self) -> None:
        if (now := dump(self.store)) != self.past[-1]:
            self.past.append(now)
            self.future.clear()

    @rule(target=villages, n=st.integers(0, 5))
    def add_village(self, n: int) -> int:
        try:
            [id] = self.store.save("新增村", Village(name=f"村{n}"))
        except Refusal:
            [id] = self.store.ids(Village, eq("name", f"村{n}"))
        self.did()
        return id

    @rule(target=enterprises, village=villages, n=st.integers(0, 3))
    def add_enterprise(self, village: int, n: int) -> int:
        if not self.store.ids(Village, eq("id", village)):
            return 0
        try:
            [id] = self.store.save("新增企业", Enterprise(name=f"厂{n}", village=village))
        except Refusal:
            [id] = self.store.ids(Enterprise, eq("name", f"厂{n}") & eq("village", village))
        self.did()
        return id

    @rule(enterprise=enterprises, employees=st.integers(0, 3), lon=st.floats(70, 140))
    def edit(self, enterprise: int, employees: int, lon: float) -> None:
        if self.store.ids(Enterprise, eq("id", enterprise)):
            record = self.store.get(Enterprise, enterprise)
            self.store.save("修改", record.replace(employees=employees, lon=lon, lat=lon - 60))
            self.did()

    @rule(enterprise=enterprises)
    def add_point_with_hazard(self, enterprise: int) -> None:
        if not self.store.ids(Enterprise, eq("id", enterprise)):
            return
        with self.store.operation("新增风险点"):
            point = self.store.put(RiskPoint(name=f"点{self.store.count(RiskPoint)}", enterprise=enterprise))
            hazard = self.store.put(Hazard(risk_point=point, factor_desc="烫"))
            self.store.put(
                RiskAssessment(hazard=hazard, factors={"L": 3, "E": 6, "C": 15}, assess_date=dt.date(2026, 11, 23))
            )
        self.did()

    @rule(enterprise=consumes(enterprises))
    def remove(self, enterprise: int) -> None:
        if not self.store.ids(Enterprise, eq("id", enterprise)):
            return
        try:
            with self.store.operation("删除企业"):
                for point in self.store.find(RiskPoint, eq("enterprise", enterprise)):
                    self.store.delete(point)
                self.store.delete(self.store.get(Enterprise, enterprise))
        except Refusal:
            pass
        self.did()

    @precondition(lambda self: len(self.past) > 1)
    @rule()
    def undo(self) -> None:
        self.store.undo()
        self.future.append(self.past.pop())
        assert dump(self.store) == self.past[-1]

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        self.store.redo()
        self.past.append(self.future.pop())
        assert dump(self.store) == self.past[-1]

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = open_office(Office(self.folder), "甲")
        assert dump(self.store) == self.past[-1]

    @invariant()
    def nothing_is_wrong(self) -> None:
        if hasattr(self, "store"):
            assert list(faults(self.store)) == []

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()


class TestRandomWork(RandomWork.TestCase):  # type: ignore[name-defined,misc]
    settings = settings(settings.get_profile("desk"), max_examples=16, stateful_step_count=16)

    @pytest.fixture(autouse=True)
    def _blank(self, blank_office: Path, tmp_path: Path) -> None:
        shutil.copytree(blank_office, tmp_path / "blank")
        RandomWork.blank = tmp_path / "blank"
