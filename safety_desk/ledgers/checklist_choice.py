"""Which checklist a site is checked by: its special risks first, then its trade, else a general one by its colour.

Design: domain §5.4 gives the lists, not whom they are for; the office says that in each list and in the settings.
"""

from collections.abc import Iterable

from safety_desk.fields import Code, f
from safety_desk.ledgers.checklist import Checklist
from safety_desk.ledgers.grade import Grade
from safety_desk.options import Options
from safety_desk.value import Value
from safety_desk.wording import bare


class ChoiceRules(Options, key="checklist_choice", title="检查表选用"):
    """The checklists for enterprises whose risks and trade no list of the library is for."""

    red: str | None = f("红色用", default="企业通用-基础管理", section="没有对口检查表的企业", help="安排检查时自动选用，可以逐家改")
    orange: str | None = f("橙色用", default="企业通用-基础管理")
    yellow: str | None = f("黄色用", default="企业通用-现场")
    blue: str | None = f("蓝色用", default="企业通用-现场", help="没有评定等级的也用这一张")

    def general(self, grade: Grade | None) -> str:
        """The name of the list for a colour."""
        return getattr(self, (grade or Grade.BLUE).name.lower()) or ""


class Subject(Value):
    """What of a site the choice depends on: entries of code tables for its special risks and its trades, its colour.

    `graded`: it is an enterprise, for which there are general lists; a public area has none.
    """

    risks: tuple[Code, ...] = ()
    trades: tuple[Code, ...] = ()
    grade: Grade | None = None
    graded: bool = True


def checklist_for(subject: Subject, known: Iterable[Checklist], rules: ChoiceRules) -> Checklist | None:
    """The list to check a site by, or None: then the sheet has lines to write on.

    A list fits a risk that it is for (适用特殊风险) or named after, a trade that it is for (适用行业). Of several the one
    that fits most, then the office's own, then the newest version.
    """
    lists = [one for one in known if one.enabled]
    for words, fits in ((subject.risks, _for_risk), (subject.trades, _for_trade)):
        scored = [(sum(fits(one, word) for word in words), one) for one in lists]
        fitting = [(score, one) for score, one in scored if score]
        if fitting:
            return max(fitting, key=lambda pair: (pair[0], not pair[1].builtin, _version(pair[1])))[1]
    if not subject.graded:
        return None
    named = [one for one in lists if one.name == rules.general(subject.grade)]
    return max(named, key=_version, default=None)


def _version(one: Checklist) -> tuple[str, int]:
    return (one.version or "", one.id or 0)


def _for_risk(one: Checklist, risk: Code) -> bool:
    words = (bare(word) for word in (risk.label, *risk.also))
    return risk.code in (one.risks or ()) or any(word in bare(one.name) for word in words)


def _for_trade(one: Checklist, trade: Code) -> bool:
    """A list for a special risk names trades where that is met: it is not for those that are without it."""
    return not one.risks and trade.code in (one.industry or ())
