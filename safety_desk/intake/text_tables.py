"""Text tables (.csv, .txt) and borders (.geojson) as rows, in the codings of Excel and WPS."""

import csv
import io
import json
from pathlib import Path
from typing import Any

from safety_desk.intake.book import Book, Sheet
from safety_desk.intake.gate import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, NO_TABLE, Unreadable


def read_text(path: Path) -> Book:
    """A text table or a file of borders. Raises Unreadable."""
    text = _decoded(path.read_bytes())
    if text.lstrip().startswith(("{", "[")):
        return _geojson(text, path.stem)
    if text.lstrip()[:200].lower().startswith(("<html", "<!doctype", "<table", "<?xml", "<meta")):
        raise Unreadable("这是网页格式的表格。请在 Excel 或 WPS 里打开，另存为 .xlsx 再导入")
    lines = text.splitlines()
    marks = {mark: sum(line.count(mark) for line in lines[:20]) for mark in ",\t;|"}
    delimiter = max(marks, key=lambda mark: marks[mark])
    csv.field_size_limit(2**20)
    rows: list[list[str | None]] = []
    left = MOST_CELLS
    try:
        for row in csv.reader(io.StringIO(text), delimiter=delimiter):
            if len(row) > MOST_COLUMNS or len(rows) >= MOST_ROWS:
                raise Unreadable(f"表格超过 {MOST_ROWS} 行或 {MOST_COLUMNS} 列，Excel 也放不下。请拆成几个文件再导入")
            left -= len(row)
            if left < 0:
                raise Unreadable(f"表格超过 {MOST_CELLS // 10_000} 万格，太大了。请拆成几个文件再导入")
            rows.append([cell if cell != "" else None for cell in row])
    except csv.Error as error:
        raise Unreadable("文本表格的格式不对，读不了。请在 Excel 或 WPS 里打开后另存为 .xlsx 再试") from error
    return Book([Sheet(path.stem, rows)])


def _decoded(content: bytes) -> str:
    """Text in UTF-8, UTF-16 or GBK, with the mark of its coding or without."""
    wide = b"\0" in content[:4000]
    codings = ("utf-16-le", "utf-16-be") if wide else ("utf-8-sig", "gb18030")
    for coding in ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else codings:
        try:
            text = content.decode(coding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text
    raise Unreadable(NO_TABLE)


def _is_text(text: str) -> bool:
    """Whether people wrote it: of a wrong coding, or of what is no text, come signs that nobody types."""
    some = text[:4000]
    strange = sum(not (sign.isprintable() or sign in "\t\r\n\f\v\u3000\xa0\u2028\ufeff") for sign in some)
    rare = sum("\u0100" <= sign < "\u2000" or "\ua000" <= sign < "\uf900" for sign in some)
    return "\0" not in text and strange <= len(some) // 50 and rare <= len(some) // 4


def _geojson(text: str, name: str) -> Book:
    """Features as rows: their properties as columns, and 边界 for the geometry."""
    try:
        data: Any = json.loads(text)
        features = data["features"]
        heads = list(dict.fromkeys(key for feature in features for key in feature.get("properties") or {}))
        rows: list[list[Any]] = [[*heads, "边界"]]
        for feature in features:
            properties = feature.get("properties") or {}
            values = [properties.get(head) for head in heads]
            plain = [v if v is None or isinstance(v, (str, int, float, bool)) else json.dumps(v) for v in values]
            rows.append([*plain, json.dumps(feature.get("geometry"))])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable("不是 GeoJSON 格式的边界文件（应是 FeatureCollection）") from error
    return Book([Sheet(name, rows)])
