"""Who may import whom, what each layer may use, and what the program loads when it starts."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "safety_desk"
MODULES = sorted(PACKAGE.rglob("*.py"))
ENTRIES = {
    "cli",
    "commands",
    "report_commands",
    "fill_commands",
    "print_commands",
    "work_commands",
    "enter_commands",
    "app",
    "headless",
    "__main__",
}

# layer: the layers whose modules it may import | the packages it may use beside the standard library
LAYERS = {
    "ground": ("", "platformdirs pypinyin stdnum"),
    "ledgers": ("ground", ""),
    "db": ("ground", "sqlite_utils pypinyin"),
    "intake": ("ground", "openpyxl python_calamine defusedxml"),
    "reports": ("ground ledgers", "openpyxl xlsxwriter jinja2 docxtpl docx matplotlib numpy shapely segno"),
    "sample_town": ("ground ledgers", "shapely"),
    "tasks": ("ground ledgers db intake reports sample_town", ""),
    "ui": ("ground ledgers db intake reports sample_town tasks", "PySide6 matplotlib"),
    "entries": ("ground ledgers db intake reports sample_town tasks ui", "PySide6"),
}

HEAVY = (
    "PySide6",
    "matplotlib",
    "openpyxl",
    "sqlite_utils",
    "pypinyin",
    "shapely",
    "xlsxwriter",
    "jinja2",
    "docx",
    "docxtpl",
    "lxml",
)


CHAPTERS = {chapter.parent.name for chapter in (PACKAGE / "ledgers").glob("*/chapter.py")}
"""The chapters of the plan, each a package of ledgers."""


def layer_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    if parts[0] in LAYERS or len(parts) > 1:
        return parts[0]
    name = parts[0].removesuffix(".py")
    return name if name in LAYERS else "entries" if name in ENTRIES else "ground"


def layer_of_module(module: str) -> str:
    name = module.split(".")[1] if "." in module else "__init__"
    return name if name in LAYERS else "entries" if name in ENTRIES else "ground"


@lru_cache(maxsize=1000)
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path, body: ast.AST | None = None) -> Iterator[str]:
    """Every module that a file imports, also inside functions: `from a import b` is a.b where that is a module."""
    for node in ast.walk(body or tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write the import in full"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                is_module = (ROOT / (full.replace(".", "/") + ".py")).exists() or (
                    ROOT / full.replace(".", "/")
                ).is_dir()
                yield full if is_module else str(node.module)


def named(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_imports_only_layers_below_it(path: Path) -> None:
    layer = layer_of(path)
    allowed = {layer, *LAYERS[layer][0].split()}
    ours = [module for module in imports(path) if module.split(".")[0] == "safety_desk"]
    assert [module for module in ours if layer_of_module(module) not in allowed] == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_uses_only_the_packages_of_its_layer(path: Path) -> None:
    foreign = {module.split(".")[0] for module in imports(path)} - {"safety_desk"} - sys.stdlib_module_names
    assert foreign - set(LAYERS[layer_of(path)][1].split()) == set()


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_only_the_database_layer_speaks_to_sqlite(path: Path) -> None:
    assert layer_of(path) == "db" or "sqlite3" not in set(imports(path))


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_only_the_window_and_the_app_know_qt(path: Path) -> None:
    uses_qt = any(module.split(".")[0] == "PySide6" for module in imports(path))
    assert not uses_qt or layer_of(path) == "ui" or named(path) == "app.py"


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_module_speaks_to_the_network(path: Path) -> None:
    network = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "xmlrpc", "asyncio"}
    qt = {"PySide6.QtNetwork", "PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets"}
    found = {module for module in imports(path) if module in network | qt or module.split(".")[0] in network}
    assert found == set()


def test_only_the_catalog_imports_a_chapter_from_outside_it() -> None:
    """What one chapter needs of another it names (`to="accidents"`) or imports where it is used.

    The printed forms stand above the chapters, and are loaded when somebody prints.
    """
    wrong = []
    for path in (PACKAGE / "ledgers").rglob("*.py"):
        top = {node.module or "" for node in tree(path).body if isinstance(node, ast.ImportFrom)}
        chapters = {name.split(".")[2] for name in top if name.startswith("safety_desk.ledgers.")} & CHAPTERS
        wrong += [(named(path), chapter) for chapter in chapters - {path.parent.name} if not _above_chapters(path)]
    assert wrong == []


def _above_chapters(path: Path) -> bool:
    return path.name == "catalog.py" or path.parent.name == "papers"


def test_modules_import_each_other_in_no_circle() -> None:
    graph = {}
    for path in MODULES:
        top_level = [node for node in tree(path).body if not isinstance(node, ast.If)]
        module = "safety_desk." + named(path).removesuffix(".py").replace("/", ".")
        found = {
            name
            for node in top_level
            if not isinstance(node, ast.FunctionDef | ast.ClassDef)
            for name in imports(path, node)
        }
        graph[module.removesuffix(".__init__")] = {name for name in found if name.startswith("safety_desk.")}
    assert list(TopologicalSorter(graph).static_order())


@pytest.mark.parametrize("module", ["safety_desk.cli", "safety_desk.tasks.office"])
def test_starting_loads_nothing_heavy(module: str) -> None:
    script = f"import sys, {module}; print(*(name for name in sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in run.stdout.split()}
    assert "safety_desk" in loaded
    assert loaded & set(HEAVY) == set()


@pytest.mark.parametrize(
    "path", [*MODULES, *sorted((ROOT / "tests").rglob("*.py"))], ids=lambda p: p.relative_to(ROOT).as_posix()
)
def test_no_file_is_longer_than_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_says_what_it_is_in_its_first_line(path: Path) -> None:
    said = ast.get_docstring(tree(path))
    assert said and said.splitlines()[0]


def spoken(call: ast.Call) -> str:
    """The constant text of what a call tells: its first argument, of a Problem its second."""
    told = call.args[1 if getattr(call.func, "id", "") == "Problem" else 0 :][:1]
    parts = [part for text in told for part in (text.values if isinstance(text, ast.JoinedStr) else [text])]
    return "".join(part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str))


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_what_a_person_is_told_is_chinese(path: Path) -> None:
    told = {"Refusal", "Doubtful", "Strict", "Unknown", "Unreadable", "Problem"}
    told |= {"ValueError"} if layer_of(path) == "ground" else set()  # what a kind raises is shown beside its field
    english = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in told:
            text = spoken(node)
            if any(sign.isascii() and sign.isalpha() for sign in text) and not any(
                "\u4e00" <= s <= "\u9fff" for s in text
            ):
                english.append(f"{node.lineno}: {text}")
    assert english == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_files_are_read_and_written_as_utf_8(path: Path) -> None:
    bare = [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("read_text", "write_text")
        and not any(keyword.arg == "encoding" for keyword in node.keywords)
    ]
    assert bare == []
