"""A quarter's review: its tables are the measures, its Word opens, what people change is what is kept."""

import datetime as dt
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from town import Town

from safety_desk.cli import main
from safety_desk.conditions import between, eq
from safety_desk.db import attachments
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.jobs import finish
from safety_desk.ledgers.danger_state import Level
from safety_desk.ledgers.govern.meetings import Quarter, QuarterReview
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.paths import Office
from safety_desk.periods import read_period
from safety_desk.reports.quarterly import word as quarterly_word
from safety_desk.reports.quarterly.chapters import CHAPTERS, LACKS
from safety_desk.reports.quarterly.review import Grid, Picture, Review
from safety_desk.reports.quarterly.specs import Dots, Figures, Trend
from safety_desk.tasks import quarterly
from safety_desk.tasks.figures import figure, say
from safety_desk.tasks.office import open_office

D = dt.date
Q3 = read_period("2026Q3")


@pytest.fixture(scope="module")
def sample(sample_office: Path) -> Iterator[Store]:
    with open_office(Office(sample_office), "测试员") as store:
        yield store


@pytest.fixture(scope="module")
def told(sample: Store) -> Review:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("safety_desk.clock.now", lambda: dt.datetime(2026, 11, 23, 10))
        return finish(quarterly.review(sample, Q3))


def grids(review: Review) -> dict[str, Grid]:
    return {one.caption: one for chapter in review.chapters for one in chapter.parts if isinstance(one, Grid)}


def opened(review: Review) -> Any:
    return Document(BytesIO(quarterly_word.document(review)))


def test_every_number_of_the_figures_is_its_measure(sample: Store, told: Review) -> None:
    for spec in (one for chapter in CHAPTERS for one in chapter.shown if isinstance(one, Figures)):
        rows = grids(told)[spec.caption].rows
        for (title, name), row in zip(spec.rows, rows, strict=True):
            said = [say(sample, figure(sample, name), p) for p in (Q3, Q3.before(), Q3.year_before())]
            assert row[0].removesuffix("＊") == title
            for shown, one in zip((row[1], row[2], row[4]), said, strict=True):
                share = one.share
                expected = (
                    "—" if one.whole is not None and share is None else f"{share:.1%}" if share is not None else None
                )
                assert shown == expected or (expected is None and (shown == "—" or float(shown) == one.amount))
            assert row[1] != "—" or said[0].whole == 0


def test_the_tables_of_hidden_dangers_are_the_records(sample: Store, told: Review) -> None:
    found = sample.find(HiddenDanger, between("found_date", Q3.first, Q3.last))
    valid = [one for one in found if one.void_reason is None]
    totals = grids(told)["各行业领域隐患"].rows[-1]
    assert totals[1] == "合计"
    assert totals[2] == str(len(valid)) == grids(told)["各村（社区）隐患"].rows[-1][2]
    assert totals[3] == str(sum(one.level is Level.MAJOR for one in valid))
    assert f"本季发现隐患 {len(valid)} 项" in told.texts["dangers"]


def test_the_word_document_has_all_chapters_tables_and_pictures(told: Review) -> None:
    made = opened(told)
    heads = [one.text for one in made.paragraphs if one.style.name == "Heading 1"]
    assert heads == [
        "一、总体情况", "二、风险与四色", "三、隐患治理", "四、检查执法", "五、主体责任", "六、事故", "七、督查问责", "八、问题和下步工作",
    ]  # fmt: skip
    drawn = [one for chapter in told.chapters for one in chapter.parts if isinstance(one, Picture)]
    wanted = [one for one in told.chapters[4].parts if isinstance(one, Picture)]
    assert len(made.inline_shapes) == len(drawn) == 5 and len(wanted) == 1
    shown = [one for one in grids(told).values() if one.rows]
    assert len(made.tables) == len(shown)
    for table, one in zip(made.tables, shown, strict=True):
        texts = [[cell.text for cell in row.cells] for row in table.rows]
        assert texts == [list(one.heads), *([*row] for row in one.rows)]
        assert table.rows[0]._tr.xpath("w:trPr/w:tblHeader")
    assert made.paragraphs[0].text == "茂林镇2026年第三季度安全生产形势评析"
    assert made.core_properties.author == told.office


def test_faces_are_named_as_official_documents_ask(told: Review) -> None:
    made = opened(told)
    faces = {
        name: made.styles[name].element.xpath("w:rPr/w:rFonts/@w:eastAsia") for name in ("Title", "Heading 1", "Normal")
    }
    assert faces == {"Title": ["方正小标宋简体"], "Heading 1": ["黑体"], "Normal": ["仿宋_GB2312"]}
    fonts = next(
        part.blob.decode() for part in made.part.package.iter_parts() if part.partname == "/word/fontTable.xml"
    )
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>' in fonts
    assert round(made.sections[0].left_margin.mm) == 28


def test_pictures_are_made_for_print(told: Review) -> None:
    for one in (one for chapter in told.chapters for one in chapter.parts if isinstance(one, Picture)):
        assert one.content.startswith(b"\x89PNG")
        assert int.from_bytes(one.content[16:20], "big") / (one.width / 25.4) >= 299


def test_every_name_in_the_declaration_is_a_figure(sample: Store) -> None:
    work = quarterly._Work(sample, Q3)
    names = {lack.figure for lack in LACKS}
    for one in (one for chapter in CHAPTERS for one in chapter.shown):
        names |= {name for _, name in one.rows} if isinstance(one, Figures) else set()
        names |= {name for _, name in one.rates} if isinstance(one, Dots) else set()
        names |= {name for _, name in one.bars} if isinstance(one, Trend) else set()
    assert names - set(work.known) == set()


def test_an_office_without_records_says_so_plainly(store: Store) -> None:
    told = finish(quarterly.review(store, Q3))
    assert told.texts["accidents"].startswith("本季没有发生事故。")
    assert told.texts["problems"] == "从登记的数看，没有逾期、未完成和比上季下降的事项。"
    assert not any(isinstance(one, Picture) for chapter in told.chapters for one in chapter.parts)
    assert [one.rows for one in grids(told).values() if one.rows] == []
    said = [one.text for one in opened(told).paragraphs]
    assert "期末没有逾期未整改的隐患。" in said


def test_what_is_overdue_is_counted_listed_and_named_as_a_problem(
    store: Store, town: Town, make: Callable[..., Any]
) -> None:
    for day, due in ((1, 20), (2, 25)):
        make(
            HiddenDanger,
            enterprise=town.mill.id,
            found_date=D(2026, 9, day),
            deadline=D(2026, 9, due),
            description=f"缺护栏{day}",
        )
    make(HiddenDanger, enterprise=town.mill.id, found_date=D(2026, 9, 3), deadline=D(2026, 10, 9), description="没到期")
    told = finish(quarterly.review(store, Q3))
    listed = grids(told)["逾期未整改隐患"]
    assert [row[3] for row in listed.rows] == ["缺护栏1", "缺护栏2"]
    assert "逾期未整改 2 项" in told.texts["dangers"]
    assert "1. 逾期未整改隐患 2 项。" in told.texts["problems"]
    assert told.texts["next"].startswith("1. 督促 2 项逾期未整改隐患")
    assert "比上季" not in told.texts["dangers"], "nothing was on record before: there is nothing to compare with"


def test_a_quarter_that_is_running_says_so(store: Store) -> None:
    told = finish(quarterly.review(store, read_period("2026Q4")))
    assert told.texts["overall"].startswith("本季还没有结束，以下是截至 11 月 23 日的数。")


@pytest.mark.parametrize(
    ("period", "why"), [("2026-06", "不是一个季度"), ("2026", "不是一个季度"), ("2027Q1", "还没有开始")]
)
def test_what_is_no_quarter_that_has_begun_is_refused(store: Store, period: str, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        finish(quarterly.review(store, read_period(period)))


def test_the_changed_text_is_what_is_kept(store: Store) -> None:
    told = finish(quarterly.review(store, Q3)).reworded({"problems": "夏季用电隐患集中。", "next": "开展专项整治。"})
    id = quarterly.keep(store, told, Q3)
    record = store.get(QuarterReview, id)
    assert (record.year, record.quarter, record.problems, record.next_measures) == (
        2026,
        Quarter.Q3,
        "夏季用电隐患集中。",
        "开展专项整治。",
    )
    assert record.stats is not None
    [file] = record.report_file or ()
    assert attachments.name_of(file) == f"{told.title}.docx"
    made = Document(str(attachments.place_of(store.attachments, file)))
    assert "夏季用电隐患集中。" in [one.text for one in made.paragraphs]
    assert quarterly.keep(store, told.reworded({"next": "再改一次。"}), Q3) == id
    again = store.get(QuarterReview, id)
    assert again.next_measures == "再改一次。" and len(again.report_file or ()) == 1
    store.undo()
    assert store.get(QuarterReview, id).next_measures == "开展专项整治。"


def test_what_is_issued_is_not_changed(store: Store) -> None:
    told = finish(quarterly.review(store, Q3))
    record = store.get(QuarterReview, quarterly.keep(store, told, Q3))
    store.save("印发", record.replace(issued_on=D(2026, 10, 12)))
    with pytest.raises(Refusal, match="已在 2026-10-12 印发"):
        quarterly.keep(store, told, Q3)


def test_the_command_writes_word_and_pdf(office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    word, pdf = tmp_path / "评析.docx", tmp_path / "评析.pdf"
    assert main(["--office", str(office.folder), "review", "--period", "2026Q3", "--keep", str(word)]) == 0
    assert main(["--office", str(office.folder), "review", str(pdf)]) == 0
    assert "并存进季度评析台账" in capsys.readouterr().out
    assert Document(str(word)).paragraphs and pdf.read_bytes().startswith(b"%PDF")
    assert main(["--office", str(office.folder), "review", str(tmp_path / "评析.txt")]) == 1
    with open_office(office, "测试员") as store:
        assert store.count(QuarterReview, eq("quarter", Quarter.Q3)) == 1
