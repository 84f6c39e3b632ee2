"""Conditions and orders as SQL. Values always travel as parameters."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from safety_desk.conditions import All, Compare, Day, Either, Filled, Has, Includes, Not, OneOf, Says, Where
from safety_desk.fields import Field
from safety_desk.ledger import Ledger
from safety_desk.wording import folded


@dataclass
class Sql:
    """A piece of SQL and its parameters."""

    text: str
    values: list[Any] = field(default_factory=list)


class Compiler:
    """Turns conditions on one ledger into SQL over its table, called `t`."""

    def __init__(
        self, ledger: Ledger[Any], ledgers: Mapping[str, Ledger[Any]], today: dt.date, table: str = "t"
    ) -> None:
        self.table = table
        self.ledger = ledger
        self.ledgers = ledgers
        self.today = today

    def path(self, path: str) -> tuple[str, Field | None]:
        """The expression of a path, and the field that it ends in (None for the id)."""
        expression, ledger, field_ = f"{self.table}.id", self.ledger, None
        for n, name in enumerate(path.split(".")):
            expression = (
                f'{self.table}."{name}"'
                if n == 0
                else f'(SELECT "{name}" FROM "{ledger.name}" WHERE id = {expression})'
            )
            if name == "id":
                return expression, None
            field_ = ledger.fields[name]
            if field_.to:
                ledger = self.ledgers[field_.to]
        return expression, field_

    def where(self, condition: Where) -> Sql:
        """A condition as a boolean expression that is never NULL."""
        match condition:
            case All(parts):
                return self._joined(parts, " AND ", "1")
            case Either(parts):
                return self._joined(parts, " OR ", "0")
            case Not(part):
                inner = self.where(part)
                return Sql(f"NOT {inner.text}", inner.values)
            case Has(name, via, part):
                other = Compiler(self.ledgers[name], self.ledgers, self.today, f"{self.table}_")
                found = other.where(part)
                test = f"{other.leads(via, f'{self.table}.id')} AND {found.text}"
                return Sql(f'EXISTS (SELECT 1 FROM "{name}" {other.table} WHERE {test})', found.values)
        return self._leaf(condition)

    def _leaf(self, condition: Where) -> Sql:
        """A condition on one value."""
        match condition:
            case Compare(path, sign, value):
                expression, field_ = self.path(path)
                if (stored := self._stored(value, field_)) is None:
                    return Sql("0")
                if field_ is not None and field_.kind.name == "moment" and len(str(stored)) == 10:
                    expression = f"substr({expression}, 1, 10)"
                return Sql(_never_null(expression, f"{sign.value} ?"), [stored])
            case OneOf(path, values):
                expression, field_ = self.path(path)
                wanted = [self._stored(v, field_) for v in values if v is not None]
                return Sql(_never_null(expression, f"IN ({', '.join('?' * len(wanted))})"), wanted)
            case Filled(path):
                return Sql(f"({self.path(path)[0]} IS NOT NULL)")
            case Includes(path, value):
                expression, _ = self.path(path)
                return Sql(f"EXISTS (SELECT 1 FROM json_each({expression}) WHERE value = ?)", [value])
            case Says(path, words):
                expression, _ = self.path(path)
                return Sql(f"coalesce(instr(folded({expression}), ?) > 0, 0)", [folded(words)])
        raise TypeError(f"no SQL for {condition!r}")

    def order(self, order: str) -> str:
        """Names of fields, `-` before one for the greatest first, as an ORDER BY; ties fall to the newest."""
        parts = []
        for name in order.split():
            parts.append(f"{self.path(name.lstrip('-'))[0]}{' DESC' if name.startswith('-') else ''}")
        return ", ".join([*parts, f"{self.table}.id DESC"])

    def leads(self, link: str, id: str) -> str:
        """The test that a link of this table, single or many, leads to the record with that id (an expression)."""
        column = f'{self.table}."{link}"'
        if self.ledger.fields[link].kind.name == "link":
            return f"{column} = {id}"
        return f"EXISTS (SELECT 1 FROM json_each({column}) WHERE value = {id})"

    def _joined(self, parts: tuple[Where, ...], word: str, nothing: str) -> Sql:
        pieces = [self.where(part) for part in parts]
        text = word.join(piece.text for piece in pieces) or nothing
        return Sql(f"({text})", [value for piece in pieces for value in piece.values])

    def _stored(self, value: Any, field_: Field | None) -> Any:
        if isinstance(value, Day):
            value = value.on(self.today)
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return value.isoformat()
        return value if field_ is None else field_.store(value)


def _never_null(expression: str, test: str) -> str:
    """A test that is false where the value is empty; on a plain column written so that an index serves it."""
    if "(" in expression:
        return f"coalesce({expression} {test}, 0)"
    return f"({expression} IS NOT NULL AND {expression} {test})"
