"""The chains, papers, cases and reports of one copy of the sample town, as its inspections call for them."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from safety_desk.ledgers.danger_state import Level, State
from safety_desk.ledgers.enforce.chain import EnforceChain, Stage, settle_chain
from safety_desk.ledgers.enforce.document import Conclusion, DocState, Document, ServeWay, SignStatus, words_of
from safety_desk.ledgers.enforce.document_kind import DocKind, document_title, numbered
from safety_desk.ledgers.enforce.scheme import CheckScheme, SchemeState
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.office import OfficeRules
from safety_desk.ledgers.papers.orders import finding, in_lines
from safety_desk.ledgers.papers.recheck import rechecked
from safety_desk.sample_town.chance import workday
from safety_desk.sample_town.chapters.page import Page

_SINCE = 400
"""Since how many days the office has kept chains and numbered papers."""


class Clerk:
    """Writes what the inspections of one copy called for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.family = page.family
        self.chance = page.chance
        self.today = page.today
        self.scene = page.family.scene
        self._volume = 0
        self._unserved = [DocState.DRAFT, DocState.FINAL, DocState.PRINTED, DocState.SIGNED]

    def number(self, kind: DocKind, day: dt.date) -> tuple[int, str]:
        """The next number of that kind of paper in that year."""
        seq = self.page.numbers.nth(f"文书 {kind.value} {day.year}")
        return seq, numbered(kind, day.year, seq, self.scene)

    def paper(self, kind: DocKind, day: dt.date, visit: Inspection, state: DocState, **values: Any) -> Document:
        """A paper of a visit, numbered unless it is a draft, signed and served as far as its state says."""
        done = {DocState.DRAFT: 0, DocState.FINAL: 1, DocState.PRINTED: 2, DocState.SIGNED: 3, DocState.SERVED: 4}.get(
            state, 5
        )
        officers = "、".join(person.name for person in self.family.all_linked(visit, "inspectors")[:2])
        signer = self._signer(visit)
        refused = done >= 3 and self.chance.maybe(0.012)
        document = Document(
            kind=kind,
            inspection=visit.id,
            enterprise=visit.enterprise,
            issue_date=day,
            officers=officers,
            title=document_title(kind, self.scene.rules(OfficeRules).mode),
            status=state,
            **values,
        )
        if done:
            seq, said = self.number(kind, day)
            document = document.replace(
                year=day.year, seq=seq, doc_no=said, party=self.family.linked(visit, "enterprise").name
            )
            document = document.replace(seal=words_of(document))
        if done >= 3:
            self._volume += 1
            document = document.replace(
                sign_status=SignStatus.REFUSED if refused else SignStatus.SIGNED,
                signer=None if refused else signer,
                signed_at=day,
                refuse_note="负责人看后拒绝签字，经办人当场说明后仍不签" if refused else None,
                witness=self.chance.person() if refused else None,
                kept_at=None
                if self.chance.maybe(0.04)
                else f"{day.year} 年执法文书第 {1 + self._volume // 40} 册第 {1 + self._volume % 40 * 3} 页",
            )
        if done >= 4:
            way = ServeWay.LEFT if refused else ServeWay.DIRECT
            document = document.replace(serve_way=way, served_at=day, receiver=signer, server=officers)
        if state is DocState.FILED:
            document = document.replace(filed_at=min(self.today, day + dt.timedelta(days=30)))
        if state is DocState.VOID:
            document = document.replace(void_reason="被检查单位名称写错，作废重开", sign_status=SignStatus.NOT)
        return self.family.add(document)

    def _signer(self, visit: Inspection) -> str:
        firm = self.family.linked(visit, "enterprise")
        return visit.accompany or firm.principal or firm.legal_person or "现场负责人"

    def chains(self) -> list[EnforceChain]:
        """A chain with its papers for each visit of an enterprise at which something was found."""
        first = self.today - dt.timedelta(days=_SINCE)
        visits = [
            v
            for v in self.family.all(Inspection)
            if v.enterprise is not None and v.result is not None and v.start_at.date() >= first
        ]
        made = []
        for visit in sorted(visits, key=lambda v: v.start_at):
            dangers = [d for d in self.family.of(visit, "hidden_dangers") if d.status is not State.VOID]
            if dangers:
                made.append(self._chain(visit, dangers))
        return made

    def _chain(self, visit: Inspection, dangers: Sequence[HiddenDanger]) -> EnforceChain:
        day = visit.start_at.date()
        old = (self.today - day).days > 60
        seen = [d for d in dangers if d.rectified_at]
        state = DocState.FILED if old else DocState.SERVED
        chain = self.family.add(EnforceChain(inspection=visit.id, no=self.page.numbers.next(f"ZFL-{day.year}")))
        said, listed = in_lines([finding(d) for d in dangers]), tuple(d.id for d in dangers)
        self.paper(DocKind.RECORD, day, visit, state, content=said)
        if (self.today - day).days < 12 and self._unserved:
            state = self._unserved.pop()
        due = max((d.due_on for d in dangers if d.due_on), default=day)
        order = self.paper(
            DocKind.ORDER, day, visit, state, content=said, deadline=max(day, due), hidden_dangers=listed
        )
        if self.page.numbers.nth("执法链") % 60 == 30:
            self.paper(DocKind.ORDER, day, visit, DocState.VOID, content=dangers[0].description, deadline=max(day, due))
        rechecks = [d.recheck_at for d in dangers if d.recheck_at]
        if rechecks and len(seen) == len(dangers):
            closed = all(d.status is State.CLOSED for d in dangers)
            self.paper(
                DocKind.RECHECK,
                max(rechecks),
                visit,
                state,
                content=in_lines([rechecked(d) for d in dangers]),
                about=order.id,
                hidden_dangers=listed,
                conclusion=Conclusion.ALL if closed else Conclusion.PART,
            )
        return self._ended(chain, dangers)

    def _ended(self, chain: EnforceChain, dangers: Sequence[HiddenDanger]) -> EnforceChain:
        """Most chains that miss nothing were closed; a few old ones without all five, for a reason."""
        chain = self.family.put(self._told(chain))
        last = max((d.closed_at for d in dangers if d.closed_at), default=None)
        skipped = chain.replace(stage=Stage.RECHECK, skip_reason="隐患已按期整改，未造成后果，不予处罚")
        if all(d.status is State.CLOSED for d in dangers) and last:
            if not chain.missing:
                chain = skipped.replace(stage=Stage.CLOSED, closed_at=last)
            elif self.chance.maybe(0.5):
                chain = skipped.replace(
                    stage=Stage.CLOSED,
                    closed_at=last,
                    close_reason=f"{chain.missing}：照片或签字件遗失，已由经办人说明情况",
                )
            else:
                chain = skipped
        elif any(d.level is Level.MAJOR for d in dangers):
            chain = chain.replace(stage=Stage.PENALTY)
            self._transfer(chain, dangers[0])
        elif any(d.rectified_at for d in dangers):
            chain = skipped
        return self.family.put(chain)

    def _transfer(self, chain: EnforceChain, danger: HiddenDanger) -> None:
        """A letter to the county: the town has no power to fine."""
        visit = self.family.linked(chain, "inspection")
        day = min(self.today, workday(visit.start_at.date() + dt.timedelta(days=2)))
        self.paper(
            DocKind.TRANSFER,
            day,
            visit,
            DocState.SERVED,
            content=finding(danger),
            basis=danger.major_criteria,
            to_organ=self.scene.rules(OfficeRules).county_agency,
            hidden_dangers=(danger.id,),
        )

    def _told(self, chain: EnforceChain) -> EnforceChain:
        [told, *documents] = settle_chain(chain, self.family, self.scene)
        for document in documents:
            self.family.put(document)
        assert isinstance(told, EnforceChain)
        return told

    def schemes(self) -> None:
        """A scheme for visits to come and for some that were made."""
        made = [v for v in self.family.all(Inspection) if v.enterprise is not None]
        visits = sorted(made, key=lambda v: v.start_at)[-26:]
        for n, visit in enumerate(visits):
            day = min(self.today, workday(visit.start_at.date() - dt.timedelta(days=2)))
            state = (
                SchemeState.DONE
                if visit.result
                else (SchemeState.DRAFT, SchemeState.REVIEWED, SchemeState.APPROVED)[n % 3]
            )
            reviewed, approved = state is not SchemeState.DRAFT, state in (SchemeState.APPROVED, SchemeState.DONE)
            self.family.add(
                CheckScheme(
                    no=self.page.numbers.next(f"FA-{day.year}"),
                    inspection=visit.id,
                    enterprise=visit.enterprise,
                    time_from=visit.start_at,
                    time_to=visit.end_at,
                    officers=visit.inspectors,
                    methods=("现场检查", "查阅资料", "询问"),
                    status=state,
                    contents="安全生产责任制和规章制度；从业人员教育培训和持证；重点部位、设备设施和用电；隐患排查治理和应急准备。",
                    review_opinion="同意" if reviewed else None,
                    reviewer=self.page.town.chief.name if reviewed else None,
                    review_date=day if reviewed else None,
                    approve_opinion="同意，按方案检查" if approved else None,
                    approver=self.page.town.deputy.name if approved else None,
                    approve_date=day if approved else None,
                )
            )
