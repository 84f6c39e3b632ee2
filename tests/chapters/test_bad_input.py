"""What cannot be is refused with a sentence that says why and what to do, and nothing of it is saved."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from town import Town, dump, made, taken

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.danger_state import State
from safety_desk.ledgers.enforce.document import Conclusion, Document
from safety_desk.ledgers.enforce.document_kind import DocKind
from safety_desk.ledgers.govern.scheme import KpiItem, KpiScheme
from safety_desk.ledgers.govern.sheet import KpiScore, KpiSheet
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.people import OrgUnit
from safety_desk.ledgers.society.blacklist import Blacklist, ListState
from safety_desk.ledgers.visit_state import VisitResult
from safety_desk.tasks.stepping import take

D = dt.date
Act = Callable[[], Any]


class Office:
    """The mill with a visit, a hidden danger that is being mended, and whatever an act needs."""

    def __init__(self, store: Store, town: Town) -> None:
        self.store, self.town = store, town
        at = dt.datetime(2026, 11, 2, 9)
        self.visit = made(store, Inspection, enterprise=town.mill.id, start_at=at, result=VisitResult.TERM)
        given = {"enterprise": town.mill.id, "inspection": self.visit.id, "found_date": D(2026, 11, 2)}
        self.danger = made(store, HiddenDanger, status=State.MENDING, description="甲", **given)

    def paper(self, kind: DocKind, day: D, **values: Any) -> Document:
        said = {"inspection": self.visit.id, "issue_date": day, "content": "甲", "officers": "章某"}
        return made(self.store, Document, kind=kind, **said, **values)

    def recheck_without_an_order(self) -> Act:
        paper = self.paper(DocKind.RECHECK, D(2026, 11, 20), conclusion=Conclusion.ALL)
        return lambda: taken(self.store, paper, "定稿编号")

    def recheck_before_its_order(self) -> Act:
        taken(self.store, self.paper(DocKind.ORDER, D(2026, 11, 10), deadline=D(2026, 11, 20)), "定稿编号")
        paper = self.paper(DocKind.RECHECK, D(2026, 11, 9), conclusion=Conclusion.ALL)
        return lambda: taken(self.store, paper, "定稿编号")

    def closing_before_its_rectification(self) -> Act:
        told = taken(self.store, self.danger, "整改完成", rectified_at=D(2026, 11, 12))
        given = {"recheck_at": D(2026, 11, 11), "recheck_by": "章某"}
        return lambda: taken(self.store, told, "复查通过", **given)

    def second_open_blacklist_entry(self) -> Act:
        values = {"enterprise": self.town.mill.id, "reason_code": "8"}
        made(self.store, Blacklist, state=ListState.LISTED, listed_date=D(2026, 11, 2), **values)
        raw = {"enterprise": self.town.mill.name, "reason_code": "8"}
        return lambda: self.entered("blacklists", raw)

    def impossible_date(self) -> Act:
        raw = {"enterprise": self.town.mill.name, "description": "乙", "found_date": "2026-02-30"}
        return lambda: self.entered("hidden_dangers", raw)

    def impossible_date_in_a_step(self) -> Act:
        step = next(step for step in self.store.ledgers["hidden_dangers"].steps if step.label == "整改完成")
        return lambda: self.refused(take(self.store, self.danger, step, {"rectified_at": "2026-11-31"}).wrong)

    def score_above_its_weight(self) -> Act:
        scheme = made(self.store, KpiScheme, name="考核", year=2026)
        made(self.store, KpiItem, scheme=scheme.id, points="责任清单", std_score=60.0)
        village = made(self.store, OrgUnit, name="奎峰村民委员会", org_type="村", village=self.town.village.id)
        sheet = made(self.store, KpiSheet, scheme=scheme.id, org=village.id)
        taken(self.store, sheet, "列出指标")
        [score] = self.store.find(KpiScore)
        return lambda: self.store.save("评分", self.danger.replace(remark="同一步里的"), score.replace(self_score=61.0))

    def deleted_enterprise_with_open_dangers(self) -> Act:
        return lambda: self.store.remove("删除", self.town.mill)

    def entered(self, ledger: str, raw: dict[str, str]) -> None:
        """As a form or the command line saves it: not at all where anything is wrong."""
        done = self.store.ledgers[ledger].read(raw, self.store.context(), self.store.scene())
        self.refused(done.errors)
        self.store.save("新增", done.record)

    def refused(self, problems: Any) -> None:
        if problems:
            raise Refusal("；".join(problem.text for problem in problems))


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("impossible_date", "没有 2026 年 2 月 30 日这一天"),
        ("impossible_date_in_a_step", "没有 2026 年 11 月 31 日这一天"),
        ("recheck_without_an_order", "请先出限期整改，到期后再复查"),
        ("recheck_before_its_order", "不能早于限期整改的日期（2026-11-10），请核对"),
        ("closing_before_its_rectification", "复查日期不能早于整改完成日期（2026-11-12）"),
        ("second_open_blacklist_entry", "不能再列一条。请在原来那条上办理"),
        ("score_above_its_weight", "请改为不超过 60 分"),
        ("deleted_enterprise_with_open_dangers", "请先销号，或把经营状态改为注销"),
    ],
)
def test_is_refused_with_what_to_do_and_nothing_is_saved(store: Store, town: Town, act: str, said: str) -> None:
    attempt: Act = getattr(Office(store, town), act)()
    before = dump(store)
    with pytest.raises(Refusal) as refusal:
        attempt()
    assert said in str(refusal.value)
    assert dump(store) == before
