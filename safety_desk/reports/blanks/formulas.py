"""Formulas of a sheet that grows: what they refer to after rows were added, and what they say with the new numbers."""

import datetime as dt
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils import column_index_from_string, get_column_letter

_CELL = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})")
_ROWS = re.compile(r"(\$?)(\d{1,7}):(\$?)(\d{1,7})")
_SUMMING = ("SUM(", "COUNT(", "COUNTA(", "AVERAGE(", "MAX(", "MIN(", "SUBTOTAL(")


def place(row: int, column: int) -> str:
    """B7 of row 7 and column 2."""
    return f"{get_column_letter(column)}{row}"


@dataclass(frozen=True)
class Growth:
    """Rows added to a body from row `first` to row `last`: what stands below goes down by `rows`.

    A range that ends in the body's last row takes the new rows in, as in Excel where rows are added before the last one.
    """

    sheet: str
    first: int
    last: int
    rows: int

    def row(self, number: int) -> int:
        """Where a row stands afterwards."""
        return number + self.rows if number > self.last else number

    def end(self, number: int) -> int:
        """Where the last row of a range stands afterwards."""
        return number + self.rows if number >= self.last else number

    def areas(self, text: str) -> str:
        """Ranges with blanks between them, as validations and conditional formats have them."""
        return " ".join(self.reference(part, grows=True) for part in text.split())

    def reference(self, text: str, grows: bool = False) -> str:
        """A cell or a range of this sheet. `grows`: a single cell in the last row becomes a range too."""
        if match := _ROWS.fullmatch(text):
            return f"{match[1]}{self.row(int(match[2]))}:{match[3]}{self.end(int(match[4]))}"
        first, colon, last = text.partition(":")
        one = _CELL.fullmatch(first)
        two = _CELL.fullmatch(last) if colon else one
        if one is None or two is None:
            return text
        start, stop = int(one[4]), int(two[4])
        if not colon and not (grows and start == self.last):
            return f"{one[1]}{one[2]}{one[3]}{self.row(start)}"
        head = f"{one[1]}{one[2]}{one[3]}{self.row(start)}"
        tail = f"{two[1]}{two[2]}{two[3]}{self.end(stop)}"
        return head if head == tail else f"{head}:{tail}"

    def formula(self, text: str, home: str) -> str:
        """A formula (without its =) that stands on sheet `home`, outside the new rows."""
        pieces, within = [], list[str]()
        for token in Tokenizer(f"={text}").items:
            if token.type == Token.FUNC:
                within = [*within, token.value.upper()] if token.subtype == Token.OPEN else within[:-1]
            if token.type == Token.OPERAND and token.subtype == Token.RANGE:
                pieces.append(self._operand(token.value, home, bool(within) and within[-1] in _SUMMING))
            else:
                pieces.append(token.value)
        return "".join(pieces)

    def _operand(self, text: str, home: str, summing: bool) -> str:
        sheet, mark, reference = text.rpartition("!")
        named = sheet.strip("'").replace("''", "'") if mark else home
        if named != self.sheet:
            return text
        grows = summing and self.first == self.last
        return f"{sheet}{mark}{self.reference(reference, grows)}"


def moved(text: str, origin: str, target: str) -> str:
    """A formula as it is when copied from one cell to another."""
    from openpyxl.formula.translate import Translator

    return str(Translator(f"={text}", origin).translate_formula(target))[1:]


class Unknown(Exception):
    """A formula that is not understood here: Excel tells what it says when the file is opened."""


Look = Callable[[int, int], Any]


def tell(text: str, look: Look) -> Any:
    """What a formula says, or None where it is not understood. `look` tells the value of a cell of the same sheet."""
    try:
        reader = _Reader(_tokens(text), look)
        value = reader.compared()
        reader.finish()
    except (Unknown, RecursionError):
        return None
    except ZeroDivisionError:
        return "#DIV/0!"
    return None if isinstance(value, list) else value


def _tokens(text: str) -> list[Token]:
    return [token for token in Tokenizer(f"={text}").items if token.type != Token.WSPACE]


class _Reader:
    """Reads the tokens of a formula from left to right: comparison, &, + -, * /, ^, sign, percent."""

    def __init__(self, tokens: list[Token], look: Look) -> None:
        self.tokens, self.look, self.at = tokens, look, 0

    def finish(self) -> None:
        if self.at < len(self.tokens):
            raise Unknown

    def _next(self, kind: str, values: tuple[str, ...] = ()) -> Token | None:
        if self.at >= len(self.tokens):
            return None
        token = self.tokens[self.at]
        if token.type != kind or (values and token.value not in values):
            return None
        self.at += 1
        return token

    def _chain(self, part: Callable[[], Any], signs: dict[str, Callable[[Any, Any], Any]]) -> Any:
        value = part()
        while token := self._next(Token.OP_IN, tuple(signs)):
            value = signs[token.value](value, part())
        return value

    def compared(self) -> Any:
        return self._chain(self._joined, _COMPARED)

    def _joined(self) -> Any:
        return self._chain(self._sum, {"&": lambda a, b: f"{_text(a)}{_text(b)}"})

    def _sum(self) -> Any:
        return self._chain(
            self._product, {"+": lambda a, b: _number(a) + _number(b), "-": lambda a, b: _number(a) - _number(b)}
        )

    def _product(self) -> Any:
        return self._chain(
            self._power, {"*": lambda a, b: _number(a) * _number(b), "/": lambda a, b: _number(a) / _number(b)}
        )

    def _power(self) -> Any:
        return self._chain(self._signed, {"^": lambda a, b: _number(a) ** _number(b)})

    def _signed(self) -> Any:
        if token := self._next(Token.OP_PRE):
            value = _number(self._signed())
            return -value if token.value == "-" else value
        value = self._one()
        while self._next(Token.OP_POST):
            value = _number(value) / 100
        return value

    def _one(self) -> Any:
        if self._next(Token.PAREN, ("(",)):
            value = self.compared()
            if not self._next(Token.PAREN, (")",)):
                raise Unknown
            return value
        if token := self._next(Token.FUNC):
            return self._function(token.value.upper().rstrip("("))
        if token := self._next(Token.OPERAND):
            return self._operand(token)
        raise Unknown

    def _operand(self, token: Token) -> Any:
        if token.subtype == Token.NUMBER:
            return float(token.value)
        if token.subtype == Token.TEXT:
            return token.value[1:-1].replace('""', '"')
        if token.subtype == Token.LOGICAL:
            return token.value.upper() == "TRUE"
        if token.subtype == Token.RANGE:
            return self._range(token.value)
        raise Unknown

    def _range(self, text: str) -> Any:
        first, colon, last = text.partition(":")
        one, two = _CELL.fullmatch(first), _CELL.fullmatch(last or first)
        if one is None or two is None:
            raise Unknown
        if not colon:
            return self.look(int(one[4]), column_index_from_string(one[2]))
        columns = range(column_index_from_string(one[2]), column_index_from_string(two[2]) + 1)
        return [self.look(row, column) for row in range(int(one[4]), int(two[4]) + 1) for column in columns]

    def _function(self, name: str) -> Any:
        if name in ("IF", "IFERROR"):
            return self._choice(name)
        given = list(self._arguments())
        if name not in _FUNCTIONS:
            raise Unknown
        return _FUNCTIONS[name](given)

    def _arguments(self) -> Iterator[Any]:
        while not self._next(Token.FUNC, (")",)):
            yield self.compared()
            self._next(Token.SEP)

    def _choice(self, name: str) -> Any:
        """IF and IFERROR: the argument that is not taken may be an error."""
        told: list[Any] = []
        while not self._next(Token.FUNC, (")",)):
            start = self.at
            try:
                told.append(self.compared())
            except ZeroDivisionError as error:
                told.append(error)
                self.at = self._behind(start)
            self._next(Token.SEP)
        if name == "IFERROR":
            chosen = told[1] if isinstance(told[0], ZeroDivisionError) or _is_error(told[0]) else told[0]
        else:
            test = told[0]
            if isinstance(test, ZeroDivisionError):
                raise test
            chosen = told[1] if test else told[2] if len(told) > 2 else False
        if isinstance(chosen, ZeroDivisionError):
            raise chosen
        return chosen

    def _behind(self, start: int) -> int:
        """Where the argument that begins there ends."""
        depth = 0
        for at in range(start, len(self.tokens)):
            token = self.tokens[at]
            if depth == 0 and (token.type == Token.SEP or (token.type == Token.FUNC and token.subtype == Token.CLOSE)):
                return at
            if token.type in (Token.FUNC, Token.PAREN):
                depth += 1 if token.subtype == Token.OPEN else -1
        return len(self.tokens)


def _is_error(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("#") and value.endswith(("!", "?", "A"))


def _number(value: Any) -> float:
    """A value as Excel counts with it. Raises Unknown for words."""
    if value is None:
        return 0.0
    if isinstance(value, (bool, int, float)):
        return float(value)
    if value == "#DIV/0!":
        raise ZeroDivisionError
    raise Unknown


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _same(a: Any, b: Any) -> bool:
    if a is None or b is None:
        return (a or 0) == (b or 0) or {a, b} <= {None, ""}
    return bool(a == b)


_COMPARED: dict[str, Callable[[Any, Any], Any]] = {
    "=": _same,
    "<>": lambda a, b: not _same(a, b),
    "<": lambda a, b: _number(a) < _number(b),
    ">": lambda a, b: _number(a) > _number(b),
    "<=": lambda a, b: _number(a) <= _number(b),
    ">=": lambda a, b: _number(a) >= _number(b),
}


def _numbers(given: list[Any]) -> list[float]:
    """The numbers of what a function is given; in ranges, words and empty cells do not count."""
    found: list[float] = []
    for one in given:
        values = one if isinstance(one, list) else [one]
        if "#DIV/0!" in values:
            raise ZeroDivisionError
        if any(isinstance(value, (dt.date, Unknown)) for value in values):
            raise Unknown
        found += [float(v) for v in values if isinstance(v, (int, float)) and not isinstance(v, bool)]
    return found


def _average(given: list[Any]) -> float:
    numbers = _numbers(given)
    return sum(numbers) / len(numbers)


def _round(given: list[Any]) -> float:
    value, digits = _number(given[0]), int(_number(given[1]))
    return math.copysign(math.floor(abs(value) * 10**digits + 0.5) / 10**digits, value)


def _filled(given: list[Any]) -> float:
    cells = [value for one in given for value in (one if isinstance(one, list) else [one])]
    return float(sum(value not in (None, "") for value in cells))


_FUNCTIONS: dict[str, Callable[[list[Any]], Any]] = {
    "SUM": lambda given: math.fsum(_numbers(given)),
    "COUNT": lambda given: float(len(_numbers(given))),
    "COUNTA": _filled,
    "AVERAGE": _average,
    "MAX": lambda given: max(_numbers(given), default=0.0),
    "MIN": lambda given: min(_numbers(given), default=0.0),
    "ABS": lambda given: abs(_number(given[0])),
    "ROUND": _round,
    "AND": all,
    "OR": any,
}
