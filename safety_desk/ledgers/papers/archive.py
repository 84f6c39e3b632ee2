"""卷宗封面 and 卷内目录 of a volume of papers (domain F27, item 19)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safety_desk.conditions import Kin
from safety_desk.fields import Names
from safety_desk.ledgers.office import EnforcementMode, OfficeRules, signed_by
from safety_desk.ledgers.papers.common import days_said
from safety_desk.ledgers.papers.grid import sections, table
from safety_desk.ledgers.papers.official import person_of, yuan
from safety_desk.options import Scene
from safety_desk.paper import Paper

if TYPE_CHECKING:
    from safety_desk.ledgers.enforce.archive import ArchivePaper, DocArchive

_LINES = 18
"""So many lines at least has a table of contents."""


def cover_facts(archive: DocArchive, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What the cover says: whose case, of what, who handled it, how it ended, where it is kept."""
    office = scene.rules(OfficeRules)
    case, chain = kin.linked(archive, "penalty_case"), kin.linked(archive, "chain")
    visit = kin.linked(chain, "inspection") if chain else None
    about = case or chain
    inspectors = "、".join(one.name for one in kin.all_linked(visit, "inspectors")) if visit else ""
    begun = case.filing_date if case else chain.checked_on if chain else None
    return {
        "title": "安全生产监督检查案卷" if office.mode is EnforcementMode.NONE and case is None else "安全生产行政执法案卷",
        "number": "",
        "organ": signed_by(office),
        "rows": [
            ("卷 宗 号", archive.case_no or ""),
            ("卷　　次", f"第{archive.volume}卷"),
            ("案卷题名", archive.title),
            ("当 事 人", (case.person if case else None) or (person_of(about, "enterprise", kin) if about else "")),
            ("案　　由", case.cause if case else ""),
            ("案　　号", (case.no if case else visit.no if visit else "") or ""),
            ("承 办 人", (case.investigators if case else inspectors) or ""),
            ("立案日期" if case else "检查日期", days_said(begun)),
            ("处理结果", _result(case)),
            ("办结日期", days_said(archive.closed_on)),
            ("归档日期", days_said(archive.archived_at)),
            ("归 档 人", archive.archivist or ""),
        ],
        "pages": f"{archive.pages}" if archive.pages else "",
        "keep": f"{archive.keep_years}年" if archive.keep_years else "",
        "place": archive.place or "",
    }


def contents_facts(archive: DocArchive, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What the table of contents says: 序号, 文书名称, 文号, 日期, 页号, 备注, and room to go on."""
    papers: list[ArchivePaper] = sorted(kin.of(archive, "archive_papers"), key=lambda one: (one.seq or 0, one.id or 0))
    rows = [_line(n, paper, kin) for n, paper in enumerate(papers, 1)]
    heads = (("序号", 7), ("文书名称", 31), ("文　　号", 25), ("日　期", 17), ("页　号", 10), ("备　注", 10))
    return {
        "title": "卷内目录",
        "number": archive.case_no or "",
        "left": f"案卷题名：{archive.title}",
        "right": f"卷宗号：{archive.case_no or ''}　第{archive.volume}卷",
        "sections": sections([table(heads, rows, room=_LINES, look="tall")]),
        "signs": [[("归档人：", archive.archivist or "", 45), ("归档日期：", days_said(archive.archived_at) or "　　　　年　　月　　日", 100)]],
        "notes": [],
    }


def _line(n: int, paper: ArchivePaper, kin: Kin) -> tuple[Any, ...]:
    """What is left blank is taken from the register of documents."""
    known = kin.linked(paper, "document")
    number = paper.doc_no or (known.doc_no if known else "")
    day = paper.day or (known.issue_date if known else None)
    return (paper.seq or n, paper.name, number, day.isoformat() if day else "", paper.page_no, paper.remark)


def _result(case: Any) -> str:
    if case is None or case.decision_date is None:
        return ""
    fine = f"（{yuan(case.amount)}元）" if case.amount else ""
    return f"{'、'.join(case.type or ())}{fine}"


PAPERS: tuple[Paper[DocArchive], ...] = (
    Paper("archive_cover", "卷宗封面", "archive_cover.html", cover_facts),
    Paper("archive_contents", "卷内目录", "grid.html", contents_facts, margins=(25, 22, 25, 20)),
)
