"""三部曲 on one page, declared: what stands in each of the three parts, and what each of the five 见 looks for."""

from collections.abc import Callable, Sequence

from safety_desk.conditions import Kin
from safety_desk.ledgers.danger_state import State
from safety_desk.ledgers.enforce.chain import EnforceChain, Stage
from safety_desk.ledgers.enforce.document import DocState, Document
from safety_desk.ledgers.enforce.document_kind import DocKind
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.record import Record
from safety_desk.value import Value

TITLE = "三部曲"
LEADS_TO_CHAIN = ("enforce_chains", "inspections", "penalty_cases", "documents")
"""The ledgers whose records lead to a chain."""


class Part(Value):
    """One of the three parts: the stage in which it is done, the records that stand in it, what is said while there are none."""

    title: str
    stage: Stage
    records: Callable[[EnforceChain, Kin], Sequence[Record]]
    empty: str


class Light(Value):
    """One of the five 见: the field of the chain that tells it, and what it looks for (domain item 18)."""

    name: str
    field: str
    looks_for: str


def _found(chain: EnforceChain, kin: Kin) -> list[Record]:
    visit = kin.linked(chain, "inspection")
    return [visit, *_dangers(chain, kin)] if visit else []


def _dangers(chain: EnforceChain, kin: Kin) -> list[HiddenDanger]:
    visit = kin.linked(chain, "inspection")
    known: list[HiddenDanger] = kin.of(visit, "hidden_dangers") if visit else []
    return [danger for danger in known if danger.status is not State.VOID]


def papers(chain: EnforceChain, kin: Kin) -> list[Document]:
    """The chain's entries in the register: those of its inspection and of its cases, in the order of their days."""
    visit = kin.linked(chain, "inspection")
    of_visit: list[Document] = kin.of(visit, "documents") if visit else []
    of_cases = [document for case in kin.of(chain, "penalty_cases") for document in kin.of(case, "documents")]
    known = {document.id: document for document in (*of_visit, *of_cases)}
    return sorted(known.values(), key=lambda d: (d.issue_date is None, d.issue_date, d.id))


def _punished(chain: EnforceChain, kin: Kin) -> list[Record]:
    kinds = (DocKind.TRANSFER,)
    told = [d for d in papers(chain, kin) if d.status is not DocState.VOID and (d.kind.is_order or d.kind in kinds)]
    return [*kin.of(chain, "penalty_cases"), *told]


def _mended(chain: EnforceChain, kin: Kin) -> list[Record]:
    rechecks = [d for d in papers(chain, kin) if d.kind is DocKind.RECHECK and d.status is not DocState.VOID]
    return [*(danger for danger in _dangers(chain, kin) if danger.rectified_at), *rechecks]


PARTS: tuple[Part, ...] = (
    Part("检查诊断", Stage.DIAGNOSIS, _found, "没有所属检查"),
    Part("行政处罚", Stage.PENALTY, _punished, "还没有案件、责令整改文书或移送函"),
    Part("整改复查", Stage.RECHECK, _mended, "还没有整改完成的隐患，也没有复查意见书"),
)

LIGHTS: tuple[Light, ...] = (
    Light("见问题清单", "see_problems", "每条隐患写明内容和等级；没有隐患的，检查结果写明未发现问题"),
    Light("见处罚指令", "see_order", "有已送达的限期整改、现场处理或处罚决定文书"),
    Light("见责任人签字", "see_sign", "责令文书已签字（拒签的写明原因、有见证人），有扫描件或原件存放处"),
    Light("见整改结果", "see_result", "每条隐患写明整改完成日期，重大隐患有整改后照片"),
    Light("见复查验收", "see_recheck", "有定稿的复查意见书，结论为全部已整改"),
)
