"""执法链: 检查诊断, 行政处罚, 整改复查 of one inspection, and the five 见 that close it (domain item 18)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from safety_desk.conditions import Kin, eq, filled, since
from safety_desk.errors import Refusal
from safety_desk.fields import Codes, f
from safety_desk.kinds import Code
from safety_desk.ledger import Ledger, Settle, Step, View
from safety_desk.ledgers.danger_state import Level, State
from safety_desk.ledgers.enforce.document import Conclusion, DocState, Document, SignStatus
from safety_desk.ledgers.enforce.document_kind import DocKind
from safety_desk.ledgers.flow import move
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.visit_state import VisitResult
from safety_desk.linked import Link
from safety_desk.options import Options, Scene
from safety_desk.record import Record
from safety_desk.value import Value


class ChainRules(Options, key="chains", title="五个“见”", settles="enforce_chains"):
    """How strictly the five are looked for (their derivation is the handbook's design)."""

    need_scan: bool = f("见责任人签字须有扫描件", default=False, help="选“否”时，写明原件存放处也算")


class Stage(Codes):
    """Where a chain stands: the 三部曲 (domain item 18, §8.1)."""

    DIAGNOSIS = "diagnosis", "检查诊断", "检查"
    PENALTY = "penalty", "行政处罚", "处罚"
    RECHECK = "recheck", "整改复查", "复查"
    CLOSED = "closed", "闭环", "已闭环"


class FiveSees(Value):
    """Whether each of the five can be seen; None: it is not asked (nothing was found)."""

    problems: bool
    order: bool | None
    sign: bool | None
    result: bool | None
    recheck: bool | None

    @property
    def by_name(self) -> dict[str, bool | None]:
        """The five by the names that people use."""
        return {
            "见问题清单": self.problems,
            "见处罚指令": self.order,
            "见责任人签字": self.sign,
            "见整改结果": self.result,
            "见复查验收": self.recheck,
        }

    @property
    def missing(self) -> list[str]:
        """What is asked for and cannot be seen."""
        return [name for name, seen in self.by_name.items() if seen is False]


def five_sees(visit: Inspection, dangers: Sequence[HiddenDanger], documents: Sequence[Document], need_scan: bool) -> FiveSees:
    """五个“见” as domain item 18 derives them from the hidden dangers and the papers of an inspection."""
    dangers = [danger for danger in dangers if danger.status is not State.VOID]
    if not dangers:
        return FiveSees(visit.result is VisitResult.CLEAN, None, None, None, None)
    alive = [document for document in documents if document.status is not DocState.VOID]
    orders = [document for document in alive if document.kind.is_order and document.is_served]
    rechecks = [document for document in alive if document.kind is DocKind.RECHECK and document.status is not DocState.DRAFT]
    return FiveSees(
        problems=all(danger.description and danger.level for danger in dangers),
        order=bool(orders),
        sign=any(_signed(document, need_scan) for document in orders),
        result=all(danger.rectified_at and (danger.photo_after or danger.level is not Level.MAJOR) for danger in dangers),
        recheck=any(document.conclusion is Conclusion.ALL for document in rechecks),
    )


def _signed(document: Document, need_scan: bool) -> bool:
    signed = document.sign_status is SignStatus.SIGNED
    refused = document.sign_status is SignStatus.REFUSED and bool(document.refuse_note and document.witness)
    return (signed or refused) and bool(document.scan or (document.kept_at and not need_scan))


class EnforceChain(Record):
    """The chain of one inspection."""

    no: Code | None = f("执法链编号", serial="ZFL-{year}-{n:4}", section="执法链", also="编号", width=14)
    inspection: Link = f("检查", to="inspections", also="检查编号 所属检查", width=14)
    enterprise: Link | None = f("被检查单位", to="enterprises", follows=True, width=24)
    village: Link | None = f("所在村", to="villages", follows=True)
    checked_on: date | None = f("检查日期", follows=True)
    stage: Stage = f("阶段", default=Stage.DIAGNOSIS, fixed=True, also="三部曲")
    found_count: int | None = f("隐患数", follows=True)
    see_problems: bool | None = f("见问题清单", follows=True, section="五个“见”")
    see_order: bool | None = f("见处罚指令", follows=True)
    see_sign: bool | None = f("见责任人签字", follows=True)
    see_result: bool | None = f("见整改结果", follows=True)
    see_recheck: bool | None = f("见复查验收", follows=True)
    see_score: float | None = f("五见得分", follows=True, help="能见到的项数除以 5")
    missing: str | None = f("还缺", follows=True, width=26)
    skip_reason: str | None = f("不处罚的理由", fixed=True, lines=2, section="进展", help="跳过“行政处罚”须注明理由")
    close_reason: str | None = f("缺项闭环的理由", fixed=True, lines=2, help="五见不齐而闭环的，理由一直看得见")
    closed_at: date | None = f("闭环日期", fixed=True)
    remark: str | None = f("备注", lines=2, section="其他")


def settle_chain(chain: EnforceChain, kin: Kin, scene: Scene) -> list[Record]:
    """What can be seen today, from the inspection, its hidden dangers and its papers."""
    visit: Inspection = kin.linked(chain, "inspection")
    if visit is None:
        return [chain]
    documents: list[Document] = kin.of(visit, "documents")
    dangers = [danger for danger in kin.of(visit, "hidden_dangers") if danger.status is not State.VOID]
    seen = five_sees(visit, dangers, documents, scene.rules(ChainRules).need_scan)
    told = chain.replace(
        enterprise=visit.enterprise,
        village=visit.village,
        checked_on=visit.start_at.date(),
        found_count=len(dangers),
        see_problems=seen.problems,
        see_order=seen.order,
        see_sign=seen.sign,
        see_result=seen.result,
        see_recheck=seen.recheck,
        see_score=sum(map(bool, seen.by_name.values())) / 5 if dangers else None,
        missing="、".join(seen.missing) or None,
    )
    return [told, *(document.replace(chain=chain.id) for document in documents if chain.id is not None)]


def _to_penalty(chain: EnforceChain, kin: Kin, scene: Scene) -> None:
    if not chain.found_count:
        raise Refusal("这次检查没有隐患，不用处罚：直接闭环即可")


def _handled(chain: EnforceChain, kin: Kin, scene: Scene) -> None:
    """The second stage was a case, or a letter that hands it over."""
    visit = kin.linked(chain, "inspection")
    letters = [d for d in kin.of(visit, "documents") if d.kind is DocKind.TRANSFER and d.status not in (DocState.DRAFT, DocState.VOID)]
    if not letters and not kin.of(chain, "penalty_cases"):
        raise Refusal("还没有处罚案件，也没有定稿的移送函。不处罚的请用“不予处罚，转复查”，写明理由")


def _close(chain: EnforceChain, kin: Kin, scene: Scene) -> list[Record]:
    """All five seen, or a reason that stays."""
    [told, *_] = settle_chain(chain, kin, scene)
    assert isinstance(told, EnforceChain)
    if told.missing and not told.close_reason:
        raise Refusal(f"五个“见”还缺：{told.missing}。请补齐；确实补不齐的，写明“缺项闭环的理由”")
    return [told.replace(stage=Stage.CLOSED, closed_at=told.closed_at or scene.today)]


def _may_close(chain: EnforceChain) -> bool:
    return chain.stage is Stage.RECHECK or (chain.stage is Stage.DIAGNOSIS and not chain.found_count)


def _reopen(chain: EnforceChain, kin: Kin, scene: Scene) -> list[Record]:
    return [chain.replace(stage=Stage.RECHECK, closed_at=None)]


_OPEN = ~eq("stage", Stage.CLOSED)
_ASKED: Any = since("found_count", 1)

ENFORCE_CHAINS = Ledger(
    EnforceChain,
    "enforce_chains",
    "执法链",
    called="no",
    columns="no inspection enterprise checked_on stage found_count see_problems see_order see_sign see_result see_recheck see_score missing",
    plan="18",
    filters="stage checked_on village",
    search="no enterprise missing close_reason",
    keys=("no", "inspection"),
    order="-checked_on",
    steps=(
        move("转行政处罚", Stage.DIAGNOSIS, Stage.PENALTY, state="stage", ready=_to_penalty),
        move("不予处罚，转复查", (Stage.DIAGNOSIS, Stage.PENALTY), Stage.RECHECK, "skip_reason", "skip_reason", state="stage"),
        move("处罚已办，转复查", Stage.PENALTY, Stage.RECHECK, state="stage", ready=_handled),
        Step("闭环", _may_close, _close, "close_reason closed_at"),
        Step("重新打开", lambda c: c.stage is Stage.CLOSED, _reopen, "remark", "remark", aside=True),
    ),
    views=(
        View("未闭环", _OPEN, "checked_on", waits=True),
        View("五见不齐", _ASKED & filled("missing"), "checked_on"),
        View("缺项闭环", eq("stage", Stage.CLOSED) & filled("close_reason")),
        View("已闭环", eq("stage", Stage.CLOSED)),
    ),
    settle=Settle("inspections documents penalty_cases", settle_chain),
    empty="每次查出隐患的检查，从诊断、处罚到复查走完三部曲，五个“见”缺哪个一目了然。",
)
