"""成套报表: every report of a period in a folder; a second reader opens each; what cannot be written is told."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from town import NOW

from safety_desk import clock
from safety_desk.cli import main
from safety_desk.db.store import Store
from safety_desk.jobs import finish
from safety_desk.paths import Office
from safety_desk.periods import read_period
from safety_desk.reports import sheets
from safety_desk.tasks.freezing import write_report
from safety_desk.tasks.office import open_office
from safety_desk.tasks.package import WHOLE, make_package
from safety_desk.tasks.reporting import REPORTS, tables_of

HALF = read_period("2026H1")


@pytest.fixture(scope="module")
def sample(sample_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The sample town."""
    folder = tmp_path_factory.mktemp("package") / "office"
    shutil.copytree(sample_office, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        with open_office(Office(folder), "测试员") as store:
            yield store


def test_the_set_is_whole_and_a_second_reader_reads_what_the_tables_say(sample: Store, tmp_path: Path) -> None:
    packed = finish(make_package(sample, HALF, tmp_path / "成套"))
    files = sorted(path.name for path in (tmp_path / "成套").iterdir())
    assert len(files) == len(WHOLE) + 1 and files[0] == "00_目录_2026年上半年.xlsx"
    assert [one.file for one in packed] == files[1:] and not any(one.refused for one in packed)
    for name, file in zip(WHOLE, files[1:], strict=True):
        book = CalamineWorkbook.from_path(tmp_path / "成套" / file)
        tables = tables_of(sample, REPORTS[name], HALF)
        assert book.sheet_names == [table.name[:31] for table in tables]
        for table, sheet in zip(tables, book.sheet_names, strict=True):
            rows = book.get_sheet_by_name(sheet).to_python()
            assert rows[0][0] == table.title and rows[1][0].startswith("填报单位（盖章）：")
            body = rows[2 + table.depth :]
            for row, said in zip(table.rows, body, strict=False):
                if not hasattr(row, "text"):
                    numbers = [float(cell) for cell in row if isinstance(cell, (int, float))]
                    assert numbers == pytest.approx(
                        [said[n] for n, cell in enumerate(row) if isinstance(cell, (int, float))]
                    )
    index = CalamineWorkbook.from_path(tmp_path / "成套" / files[0]).get_sheet_by_index(0).to_python()
    assert [row[3] for row in index[3 : 3 + len(WHOLE)]] == files[1:]


def test_a_file_that_cannot_be_written_is_told_and_the_rest_is_there(
    sample: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "成套" / "05_等级和监管分类_2026年上半年.xlsx").mkdir(parents=True)
    packed = finish(make_package(sample, HALF, tmp_path / "成套"))
    [refused] = [one for one in packed if one.refused]
    assert refused.file.startswith("05_") and "写不了" in refused.refused
    index = (
        CalamineWorkbook.from_path(tmp_path / "成套" / "00_目录_2026年上半年.xlsx").get_sheet_by_index(0).to_python()
    )
    assert "写不了" in index[3 + 4][6]
    assert len(list((tmp_path / "成套").glob("*.xlsx"))) == len(WHOLE) + 1


def test_stopped_half_way_it_leaves_nothing_half_made(sample: Store, tmp_path: Path) -> None:
    job = make_package(sample, HALF, tmp_path / "成套")
    for _ in range(4):
        next(job)
    job.close()
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "成套").mkdir()
    (tmp_path / "成套" / "旧.xlsx").write_bytes(b"x")
    job = make_package(sample, HALF, tmp_path / "成套")
    for _ in range(4):
        next(job)
    job.close()
    assert [path.name for path in (tmp_path / "成套").iterdir()] == ["旧.xlsx"] and len(list(tmp_path.iterdir())) == 1


def test_the_command_line_hands_in_and_tells_differences(
    sample_office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "office"
    shutil.copytree(sample_office, folder)
    desk = ["--office", str(folder)]
    assert main([*desk, "submit", "accidents", "--period", "2026"]) == 0
    assert main([*desk, "submit", "accidents", "--period", "2026"]) == 1
    assert "更正须写明原因" in capsys.readouterr().err
    assert main([*desk, "differences", "accidents", "--period", "2026"]) == 0
    assert "之后有 0 处变化" in capsys.readouterr().out
    assert main([*desk, "report", "accidents", "--period", "2026", str(tmp_path / "事故.xlsx")]) == 0
    assert "这里是报送时的数" in capsys.readouterr().out
    assert main([*desk, "package", "--period", "2026-06", str(tmp_path / "六月")]) == 0
    assert f"共 {len(WHOLE)} 份" in capsys.readouterr().out


def test_a_row_that_stands_out_and_a_check_that_fails_are_seen(sample: Store, tmp_path: Path) -> None:
    tables = tables_of(sample, REPORTS["certificates"], HALF)
    late = [n for n, row in enumerate(tables[1].rows) if "已过期" in row]  # type: ignore[operator]
    assert tables[1].alarm == frozenset(late)
    sheets.write(tables, tmp_path / "证.xlsx")
    with sample.operation("弄错"):
        sample.db.execute("UPDATE trainings SET passed = people + 5 WHERE people > 0")
    training = tables_of(sample, REPORTS["training"], HALF)[0]
    assert any(note.startswith("请核对：合格人数多于实训人次（") for note in training.notes)
    sample.undo()


def test_telephones_that_go_out_whole_leave_a_line_in_the_journal(sample: Store, tmp_path: Path) -> None:
    before = sample.can_undo()
    finish(write_report(sample, "enterprises", HALF, tmp_path / "企业.xlsx"))
    assert sample.operations(1)[0][2] == "导出完整电话：企业基础台账（企业.xlsx）"
    finish(write_report(sample, "penalties", HALF, tmp_path / "处罚.xlsx"))
    assert "处罚.xlsx" not in sample.operations(1)[0][2]
    finish(make_package(sample, HALF, tmp_path / "成套"))
    assert sample.operations(1)[0][2] == "导出完整电话：成套报表（2026年上半年）（成套）"
    assert sample.can_undo() == before
