"""Steps that lead from one state to another: most steps of most ledgers are no more than that."""

from collections.abc import Callable
from typing import Any

from safety_desk.conditions import Kin
from safety_desk.fields import Codes
from safety_desk.ledger import Step
from safety_desk.options import Scene
from safety_desk.record import Record

Ready = Callable[[Any, Kin, Scene], None]


def move(
    label: str,
    states: Codes | tuple[Codes, ...],
    to: Codes,
    ask: str = "",
    must: str = "",
    aside: bool = False,
    ready: Ready = lambda record, kin, scene: None,
    state: str = "status",
) -> Step[Any]:
    """A step out of these states into another one.

    `ask` and `must` name the fields that it asks for and those that it cannot do without. `ready` raises Refusal where
    something else must be done first. `state` is the field that holds the state.
    """
    known = states if isinstance(states, tuple) else (states,)

    def do(record: Any, kin: Kin, scene: Scene) -> list[Record]:
        ready(record, kin, scene)
        return [record.replace(**{state: to})]

    return Step(label, lambda record: getattr(record, state) in known, do, ask, must, aside)
