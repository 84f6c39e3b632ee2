"""一企一档 as a declaration: the records of a ledger that are shown and printed with everything that leads to them."""

from collections.abc import Callable, Sequence
from typing import Any

from safety_desk.conditions import Kin
from safety_desk.ledger import Ledger
from safety_desk.options import Scene
from safety_desk.value import Value
from safety_desk.verdicts import Completeness, Rule, Verdict


def _nothing(record: Any, kin: Kin, scene: Scene) -> Sequence[Verdict]:
    return ()


class Dossier(Value):
    """A dossier of each record of a ledger, and what is judged of it. A chapter that declares one names no page.

    name     its name as a paper, on the command line     title     what people call it
    rules    the rules that judge, in their order         judge     what they say of a record
    complete how much of what must be known of it is
    """

    name: str
    title: str
    ledger: Ledger[Any]
    rules: tuple[Rule[Any], ...] = ()
    judge: Callable[[Any, Kin, Scene], Sequence[Verdict]] = _nothing
    complete: Callable[[Any, Kin], Completeness] | None = None
