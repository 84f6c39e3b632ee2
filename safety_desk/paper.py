"""A printed form (文书) as it is declared: its template, what fills it, when it may be printed."""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from safety_desk.conditions import Kin
from safety_desk.fields import Names
from safety_desk.options import Scene
from safety_desk.record import Record
from safety_desk.value import Value

R = TypeVar("R", bound=Record)


def _nothing(*_: object) -> str:
    return ""


def _always(*_: object) -> bool:
    return True


class Paper(Value, Generic[R]):
    """A printed form: its template in resources/papers, and the facts that fill it.

    `facts` may depend on what the office may do (授权模式); they name the paper (`title`) and number it (`number`). They
    are told of one record, or where the paper `gathers`, of a list of records that stand on it together.
    `margins` in mm: top, bottom, left, right; those of official documents (GB/T 9704) where none are given.
    `kind`: the DocKind under which the register of documents (执法文书) numbers it; "" where it bears no number of that
    register. Such a paper's facts need no `number`; their `entry` may say how its entry in the register begins (fields of
    Document), and `copies` of how many copies the paper itself speaks.
    `bars` says why this record cannot have this paper now, and what to do about it; "" where it can.
    `called` is its title under the office's powers, where that is not `title`.
    `apart`: of papers that gather, records with another answer stand on another paper (hidden dangers: of another site).
    `drafts` makes the paper's entry in the register where there is none yet; `facts` are then told of that entry, not of
    the record, so that the paper says the same whenever it is printed. Told of a list where the paper gathers.
    `concerns` says whether a record like this can have it at all; where none of those chosen can, the menu is silent of it.
    `fits` says whether an entry that is there already is the one of these records.
    `unveils` names what the paper of a record shows whole though it is masked everywhere else; the journal takes a note.
    """

    name: str
    title: str
    template: str
    facts: Callable[[Any, Kin, Names, Scene], Mapping[str, Any]]
    landscape: bool = False
    margins: tuple[float, float, float, float] = (37, 35, 28, 26)
    gathers: bool = False
    kind: str = ""
    bars: Callable[[R, Kin, Scene], str] = _nothing
    called: Callable[[Scene], str] = _nothing
    apart: Callable[[R], Any] = _nothing
    drafts: Callable[[Any, Kin, Scene], Record] | None = None
    concerns: Callable[[R], bool] = _always
    fits: Callable[[Any, list[R], Kin], bool] = _always
    unveils: Callable[[R, Scene], str] = _nothing

    def words(self, scene: Scene) -> str:
        """What the paper is called in this office."""
        return self.called(scene) or self.title
