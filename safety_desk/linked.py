"""The kinds of field whose values stand elsewhere: links to records, terms of code tables, files."""

import difflib
import json
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated, Any

from safety_desk.fields import Context, Doubtful, Field, Kind, Names, Unknown
from safety_desk.wording import as_written, bare, tidy

_BETWEEN = re.compile(r"[、,，;；\n|]+")


class LinkKind(Kind):
    """One record of another ledger, by id."""

    name = "link"
    sql = "INTEGER"
    width = 18

    def parse(self, raw: Any, field: Field, context: Context) -> int:
        """An id, or what people call the record. Two records of one name are not guessed between."""
        if isinstance(raw, int) and not isinstance(raw, bool) and not context.foreign:
            return raw
        text = tidy(as_written(raw))
        found = context.names.find(field.to, text)
        if len(found) == 1:
            return found[0]
        if found:
            choices = [context.names.apart(field.to, id) for id in found[:4]]
            raise Doubtful(f"有 {len(found)} 个“{text}”，不能确定是哪一个", None, " 或 ".join(choices))
        near = context.names.near(field.to, text)
        close = [context.names.apart(field.to, id) for id in near[:3]]
        raise Unknown(f"没有叫“{text}”的{field.label}", " 或 ".join(close))

    def show(self, value: int, field: Field, names: Names) -> str:
        """What people call the record."""
        return names.name(field.to, value)

    def cell(self, value: int, field: Field, names: Names) -> str:
        """What people call the record, so that it is found again among others of its name."""
        name = names.name(field.to, value)
        return name if len(names.find(field.to, name)) == 1 else names.apart(field.to, value)


@lru_cache(maxsize=1024)
def _closest(word: str, labels: tuple[str, ...]) -> str:
    """The label most like a word, or nothing: the same wrong word fills a whole column."""
    return next(iter(difflib.get_close_matches(word, labels, 1, 0.4)), "")


class TermKind(Kind):
    """One entry of a code table that the office can edit."""

    name = "term"
    width = 12

    def parse(self, raw: Any, field: Field, context: Context) -> str:
        """The code of the entry with that label, code or synonym."""
        table = context.names.codes(field.codes)
        word = bare(as_written(raw))
        for code, entry in table.items():
            if word in entry.words:
                return code
        labels = tuple(entry.label for entry in table.values() if entry.enabled)
        raise Doubtful(f"{field.label}的代码表里没有“{tidy(raw)}”", None, _closest(tidy(raw), labels))

    def show(self, value: str, field: Field, names: Names) -> str:
        """The label."""
        entry = names.codes(field.codes).get(value)
        return entry.label if entry else value

    def plain(self, value: str, field: Field, names: Names) -> str:
        """The label, as on the screen."""
        return self.show(value, field, names)


class ManyKind(Kind):
    """Several values of one kind, kept as a JSON list."""

    sql = "TEXT"
    width = 18

    def __init__(self, one: Kind, name: str) -> None:
        self.one = one
        self.name = name

    def parse(self, raw: Any, field: Field, context: Context) -> tuple[Any, ...] | None:
        """A list, or text with 、 between the parts. One part that is not understood leaves a doubt for all."""
        parts = list(raw) if isinstance(raw, (list, tuple)) else [p for p in _BETWEEN.split(tidy(raw)) if p.strip()]
        kept: dict[Any, None] = {}
        troubles: list[ValueError] = []
        for part in parts:
            try:
                kept[self.one.parse(part, field, context)] = None
            except ValueError as trouble:
                troubles.append(trouble)
        if troubles:
            raise Doubtful("；".join(str(trouble) for trouble in troubles), tuple(kept) or None)
        return tuple(kept) or None

    def load(self, stored: str, field: Field) -> tuple[Any, ...]:
        """The JSON list."""
        return tuple(json.loads(stored))

    def store(self, value: Sequence[Any], field: Field) -> str | None:
        """The JSON list; nothing for an empty one."""
        return json.dumps(list(value), ensure_ascii=False) if value else None

    def show(self, value: Sequence[Any], field: Field, names: Names) -> str:
        """The parts with 、 between them."""
        return "、".join(self.one.show(part, field, names) for part in value)

    def cell(self, value: Sequence[Any], field: Field, names: Names) -> str:
        """The parts as each of them would stand in a cell."""
        return "、".join(str(self.one.cell(part, field, names)) for part in value)

    def plain(self, value: Sequence[Any], field: Field, names: Names) -> list[Any]:
        """A list of what one part would be."""
        return [self.one.plain(part, field, names) for part in value]


class FileKind(Kind):
    """A file of the office's attachments: "sha256:name"."""

    name = "file"

    def parse(self, raw: Any, field: Field, context: Context) -> str:
        """Only what the attachments gave; a path in a sheet is not a file of the office."""
        text = str(raw)
        if not re.fullmatch(r"[0-9a-f]{64}:.+", text):
            raise Doubtful("附件请在窗口里添加，表格里的文字不会变成附件", None)
        return text

    def show(self, value: str, field: Field, names: Names) -> str:
        """The file's name."""
        return value.partition(":")[2]


Link = Annotated[int, LinkKind()]
Links = Annotated[tuple[int, ...], ManyKind(LinkKind(), "links")]
Term = Annotated[str, TermKind()]
Terms = Annotated[tuple[str, ...], ManyKind(TermKind(), "terms")]
Files = Annotated[tuple[str, ...], ManyKind(FileKind(), "files")]
