"""The office's own forms: made by others in Word, filled with what the records say; what is wrong with one is told exactly."""

import datetime as dt
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from raw_word import document, form, line, table
from town import Town, changed, op_count
from visits import Visits

from safety_desk import cli
from safety_desk.db.attachments import keep_content
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.jobs import finish
from safety_desk.ledgers.catalog import LEDGERS
from safety_desk.ledgers.visit_state import VisitResult
from safety_desk.reports.own_forms import values as own_values
from safety_desk.reports.own_forms.filling import check
from safety_desk.reports.own_forms.sample import sample
from safety_desk.tasks.own_forms import OwnForm, fill_form, own_forms, state_of, strays, take_in
from safety_desk.tasks.placeholders import placeholders

VISITS = next(ledger for ledger in LEDGERS if ledger.name == "inspections")
DANGERS = next(ledger for ledger in LEDGERS if ledger.name == "hidden_dangers")
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000" "1f15c4890000000d49444154789c6360f8cf00000003000101"
    "c0d4be8a0000000049454e44ae426082"
)  # fmt: skip


@pytest.fixture
def visits(store: Store, town: Town) -> Visits:
    return Visits(store, town)


@pytest.fixture
def filled(store: Store, tmp_path: Path) -> Callable[..., Any]:
    """filled(body, ids): what a form of visits with that body becomes, read by Word's own rules."""

    def fill(body: str, ids: list[int], photo: Callable[[Path], bytes | None] = lambda _: None, head: str = "") -> Any:
        place = form(store.folder, "检查台账", "告知", document(body, head))
        out = tmp_path / "out.docx"
        finish(fill_form(store, OwnForm("告知", place, "inspections"), ids, out, photo))
        return Document(str(out))

    return fill


def lines(made: Any) -> list[str]:
    return [one.text for one in made.paragraphs]


def wrong(body: str, ledger: str = "inspections") -> list[str]:
    return [mistake.words() for mistake in check(document(body), "告知.docx", ledger).mistakes]


def test_placeholders_cut_into_runs_are_filled_with_what_people_read(visits: Visits, filled: Any) -> None:
    visit = visits.done(accompany='李<某> & "伴"')
    made = filled(
        line("单位：{", "{单位", "名称}", "}，{{检", "查日期.中文}}")
        + line("{{被检查单位.所在村}}　{{检查人员}}　{{ 企业陪同人 }}")
        + line("{{本单位.办公室名称}}{{今天.中文}}，{{检查结束.时分}}"),
        [visit.id],
    )
    assert lines(made) == [
        "单位：茂林竹木制品有限公司，2026年11月20日",
        '奎峰村　胡某、汪某某　李<某> & "伴"',
        "茂林镇安全生产委员会办公室2026年11月23日，11时30分",
    ]
    assert made.paragraphs[0].runs[0].bold, "what is filled in looks like the placeholder did"


def test_lists_become_paragraphs_and_rows(visits: Visits, filled: Any) -> None:
    visit = visits.done(result=VisitResult.TERM)
    visits.mark(visit, {2: "缺失"})
    visits.danger(inspection=visit.id, description="通道堵塞")
    visits.danger(inspection=visit.id, description="灭火器失效", place="仓库")
    made = filled(
        line("{% for 隐患 in 隐患列表 %}")
        + line("{{loop.index}}. {% if 隐患.部位 %}{{隐患.部位}}：{% endif %}{{隐患.隐患内容}}")
        + line("{% endfor %}")
        + table(("检查内容", "结果"), ("{% for 条 in 检查结果列表 %}", ""), ("{{条.检查内容}}", "{{条.检查结果}}"), ("{% endfor %}", ""))
        + line("共{{隐患列表.条数}}条，第一条：{{隐患列表.第一条.隐患内容}}"),
        [visit.id],
    )  # fmt: skip
    assert lines(made) == ["1. 通道堵塞", "2. 仓库：灭火器失效", "共2条，第一条：通道堵塞"]
    rows = [[cell.text for cell in row.cells] for row in made.tables[0].rows]
    assert rows[:3] == [["检查内容", "结果"], ["警示标志齐全", "符合"], ["防护罩、急停有效", "不符合"]]
    assert len(rows) == 6


def test_a_cell_whose_list_is_empty_is_still_a_cell(visits: Visits, filled: Any) -> None:
    body = table(("隐患", "甲")).replace(
        line("甲"), line("{% for 条 in 隐患列表 %}") + line("{{条.隐患内容}}") + line("{% endfor %}")
    )
    made = filled(body, [visits.done().id])
    assert [cell.text for cell in made.tables[0].rows[0].cells] == ["隐患", ""]
    assert made.tables[0].rows[0].cells[1]._tc[-1].tag.endswith("}p"), "Word calls a file without it damaged"


def test_the_head_of_the_pages_is_filled_too(visits: Visits, filled: Any) -> None:
    made = filled(line("正文"), [visits.done().id], head=line("{{本单位.乡镇名称}}　{{检查编号}}"))
    assert [one.text for one in made.sections[0].header.paragraphs] == ["茂林镇　JC-2026-0001"]


def test_text_with_several_lines_keeps_them_and_cannot_break_the_document(visits: Visits, filled: Any) -> None:
    visit = visits.done(situation="看了车间。\n查了资料</w:t>{{经办人}}\x07\x0c")
    assert lines(filled(line("情况：{{检查情况}}"), [visit.id])) == ["情况：看了车间。\n查了资料</w:t>{{经办人}}"]


def test_conditions_compare_numbers_days_and_answers_by_what_they_are(visits: Visits, filled: Any) -> None:
    danger = visits.danger(found_date=dt.date(2026, 11, 9), fund=1_234_500)
    visit = visits.done()
    changed(visits.store, danger, inspection=visit.id)
    said = lines(
        filled(
            line("{% for 条 in 隐患列表 %}")
            + line(
                "{% if 条.整改资金 > 1 %}贵{% endif %}{% if 条.整改资金 &lt; 1 %}贱{% endif %}"
                "{% if 条.发现日期 &lt; '2026-11-10' %}早{% endif %}{% if 条.延期次数 >= 1 %}延{% endif %}"
                "{% if 条.重复隐患 %}重复{% endif %}{% if loop.index == 1 %}首{% endif %}"
            )
            + line("{% endfor %}"),
            [visit.id],
        )
    )
    assert said == ["贵早首"]


def test_an_empty_link_says_nothing(visits: Visits, filled: Any) -> None:
    visit = visits.done(enterprise=None, public_area=visits.town.bridge.id)
    said = lines(
        filled(
            line("[{{被检查单位}}{{被检查单位.地址}}]{{被检查单位.所在村.名称}}{% if not 被检查单位 %}无{% endif %}"),
            [visit.id],
        )
    )
    assert said == ["[]无"]


def test_numbers_of_persons_are_masked_unless_the_form_asks_which_is_noted(
    store: Store, visits: Visits, filled: Any
) -> None:
    visit, before = visits.done(), op_count(store)
    assert lines(filled(line("{{被检查单位.法定代表人手机}}"), [visit.id])) == ["139****0013"]
    assert op_count(store) == before
    assert lines(filled(line("{{被检查单位.法定代表人手机.完整}}"), [visit.id])) == ["13900000013"]
    noted = store.db.execute("SELECT label FROM op ORDER BY id DESC LIMIT 1").fetchone()[0]
    assert noted == "自有格式“告知”1 条记录，写全了法定代表人电话"


def test_photos_stand_in_the_document_as_pictures_other_files_by_name(
    store: Store, visits: Visits, filled: Any
) -> None:
    photo = keep_content(store.attachments, PIXEL, "现场.png")
    letter = keep_content(store.attachments, b"%PDF-1.4", "回函.pdf")
    visit = changed(store, visits.done(), photo=(photo, letter))
    read = lambda path: PIXEL if path.read_bytes() == PIXEL else None  # noqa: E731
    made = filled(line("{{照片}}") + line("{{照片.名称}}"), [visit.id], read)
    assert len(made.inline_shapes) == 1
    assert [one.strip() for one in lines(made)] == ["回函.pdf", "现场.png、回函.pdf"]


def test_several_records_become_a_document_each_or_one_of_all(store: Store, visits: Visits, tmp_path: Path) -> None:
    ids = [visits.done().id or 0, visits.done().id or 0]
    single = OwnForm(
        "告知", form(store.folder, "检查台账", "告知", document(line("{{份号}} {{检查编号}}"))), "inspections"
    )
    with pytest.raises(Refusal, match="请选文件夹"):
        finish(fill_form(store, single, ids, tmp_path / "a.docx", lambda _: None))
    (tmp_path / "folder").mkdir()
    written = finish(fill_form(store, single, ids, tmp_path / "folder", lambda _: None))
    assert [path.name for path in written] == ["告知_JC-2026-0001.docx", "告知_JC-2026-0002.docx"]
    assert lines(Document(str(written[1]))) == ["2 JC-2026-0002"]
    body = line("{% for 检查 in 选中记录 %}") + line("{{检查.检查编号}}") + line("{% endfor %}")
    together = OwnForm("汇总", form(store.folder, "检查台账", "汇总", document(body)), "inspections")
    finish(fill_form(store, together, ids[::-1], tmp_path / "b.docx", lambda _: None))
    assert lines(Document(str(tmp_path / "b.docx"))) == ["JC-2026-0002", "JC-2026-0001"]


def test_the_same_form_of_the_same_record_is_the_same_file(store: Store, visits: Visits, tmp_path: Path) -> None:
    one = OwnForm("告知", form(store.folder, "检查台账", "告知", document(line("{{检查编号}}"))), "inspections")
    id = visits.done().id or 0
    for name in ("a", "b"):
        finish(fill_form(store, one, [id], tmp_path / f"{name}.docx", lambda _: None))
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            line("单位：{{单位", "全名}}"),
            "正文“单位：{{单位全名}}”里的{{单位全名}}：没有这个占位符。是不是 {{单位名称}}",
        ),
        (line("{{被检查单位.地扯}}"), "{{被检查单位.地扯}}：没有这个占位符。是不是 {{被检查单位.地址}}"),
        (line("{{隐患列表}}"), "{{隐患列表}}：是列表，要放在 {% for 条 in 隐患列表 %}"),
        (line("{% for 条 in 被检查单位 %}{% endfor %}"), "{{被检查单位}}：不是列表"),
        (line("{% for 条 in 隐患列表 %}{{条.内客}}{% endfor %}"), "{{条.内客}}：没有这个占位符"),
        (line("{% for 条 in 隐患列表 %}甲"), "没有成对"),
        (line("{% if 检查情况 %}") + line("甲"), "没有成对"),
        (line("{{本单位}}"), "{{本单位}}：后面要写是哪一项"),
        (line("{% if 检查情况 > 3 %}甲{% endif %}"), "{{检查情况}}：数和文字不能比"),
        (line("{% if '甲' in 检查情况 %}甲{% endif %}"), "只能比相等和大小"),
        (line("{{检查 日期}}"), "名称里不能有空格"),
        (line("{{检查日期.中午}}"), "{{检查日期.中午}}：没有这个占位符。是不是 {{检查日期.中文}}"),
    ],
)
def test_a_mistake_is_told_with_its_placeholder_and_what_is_meant(body: str, said: str) -> None:
    [told] = wrong(line("好的：{{检查编号}}") + body)
    assert said in told
    assert told.startswith("正文“")


@pytest.mark.parametrize(
    "written",
    [
        "{{被检查单位。地址}}",
        "{{所在村}}{{检查日期．年}}",
        "{{被检查单位.24小时值班电话}}",
        "{% if 检查结果 == “合格” %}甲{% endif %}",
    ],
)
def test_what_a_chinese_keyboard_writes_is_understood(written: str) -> None:
    assert wrong(line(written)) == []


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ 被检查单位.__init__.__globals__ }}",
        "{{ 被检查单位.record }}",
        "{{ 被检查单位['source'] }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ self._TemplateReference__context }}",
        "{{ 'a' * 999999999 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ range(99999999) }}",
        "{{ lipsum(9999) }}",
        "{{ 检查情况|attr('__class__') }}",
        "{{ 检查情况.format(1) }}",
        "{% set a = 1 %}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% macro a() %}{% endmacro %}",
        "{% for 条 in 隐患列表 recursive %}{% endfor %}",
        "{% for a in 隐患列表 %}{% for b in 隐患列表 %}{% for c in 隐患列表 %}{% for d in 隐患列表 %}{% for e in 隐患列表 %}"
        "{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
    ],
)
def test_a_hostile_placeholder_is_a_mistake_and_nothing_is_done(hostile: str) -> None:
    assert wrong(line(hostile))


def test_a_form_with_a_mistake_is_not_filled(store: Store, visits: Visits, filled: Any, tmp_path: Path) -> None:
    with pytest.raises(
        Refusal, match=r"格式“告知”有写错的地方，没有生成。正文“\{\{甲\}\}”里的\{\{甲\}\}：没有这个占位符"
    ):
        filled(line("{{甲}}"), [visits.done().id])
    assert not (tmp_path / "out.docx").exists()


def test_loops_that_turn_without_end_are_stopped(visits: Visits, filled: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_values, "MOST_TURNS", 40)
    visit = visits.done()
    visits.mark(visit, {})
    loop = "{% for a in 检查结果列表 %}{% for b in 检查结果列表 %}{% for c in 检查结果列表 %}甲{% endfor %}{% endfor %}{% endfor %}"
    with pytest.raises(Refusal, match="循环转了 40 次"):
        filled(line(loop), [visit.id])


ENTITY = '<!DOCTYPE a [<!ENTITY b "ccc"><!ENTITY d "&b;&b;">]>'


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def as_template(content: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as bundle, zipfile.ZipFile(out, "w") as changed_one:
        for name in bundle.namelist():
            changed_one.writestr(name, bundle.read(name).replace(b"document.main+xml", b"template.main+xml"))
    return out.getvalue()


def other_zip() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        bundle.writestr("xl/workbook.xml", "<a/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "不是 Word 的 .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧的 .doc 格式"),
        (other_zip(), "不是 Word 的 .docx"),
        (cut(document(line("甲"))), "不是 Word 的 .docx"),
        (as_template(document(line("甲"))), "不是 Word 的 .docx"),
        (document(line("甲"), before=ENTITY), "会自己膨胀"),
        (document(line("甲"), word__vbaProject_bin=b"1").replace(b"vbaProject_bin", b"vbaProject.bin"), "里有宏"),
        (document(line("甲") * 120_000), "内容太多"),
        (document(line("{{检查编号}}") * 6_000), "不像一份格式"),
        (document(line("{{检查编号")), "没有写完"),
        (document(line("{{tr " * 3_000)), "没有写完"),
        (document(line("｛｛检查编号｝｝")), "全角的花括号"),
        (document("<w:p><w:r><w:t>甲</w:p>"), "读不了"),
    ],
    ids=range(13),
)  # fmt: skip
def test_a_document_that_is_none_or_hostile_is_refused_in_one_sentence(content: bytes, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        check(content, "告知.docx", "inspections")
    assert said in str(refused.value)
    assert "告知" in str(refused.value)


def test_a_form_is_found_in_the_folder_of_its_ledger(store: Store, tmp_path: Path) -> None:
    source = tmp_path / "给企业的函.docx"
    source.write_bytes(document(line("{{企业}}")))
    assert own_forms(store.templates, DANGERS) == []
    taken = take_in(store.templates, source, DANGERS)
    assert own_forms(store.templates, DANGERS) == [taken]
    assert taken.path == store.folder / "templates" / "隐患台账" / "给企业的函.docx"
    with pytest.raises(Refusal, match="已经有一份“给企业的函”"):
        take_in(store.templates, source, DANGERS)
    (taken.path.parent / "~$企业的函.docx").write_bytes(b"")
    (store.templates / "散的.docx").write_bytes(document(line("甲")))
    assert own_forms(store.templates, DANGERS) == [taken]
    assert [path.name for path in strays(store.templates)] == ["散的.docx"]
    source.write_text("不是文档", encoding="utf-8")
    with pytest.raises(Refusal, match="不是 Word"):
        take_in(store.templates, source, VISITS)
    assert not (store.templates / "检查台账" / source.name).exists()


@pytest.mark.parametrize("ledger", LEDGERS[::15], ids=lambda ledger: ledger.name)
def test_every_listed_placeholder_can_be_written_and_the_sample_is_right(ledger: Any, tmp_path: Path) -> None:
    listed = placeholders(ledger)
    plain = [one.written for one in listed if one.written.startswith("{{") and "在 for 里面" not in one.means]
    looped = [one.written for one in listed if one.written.startswith("{% for")]
    assert len({one.written for one in listed}) > 20
    assert wrong("".join(map(line, [*plain, *looped])), ledger.name) == []
    place = tmp_path / "示例.docx"
    place.write_bytes(sample(ledger))
    assert state_of(OwnForm("示例", place, ledger.name)) == []


def test_a_sample_is_filled_as_it_is(store: Store, visits: Visits, tmp_path: Path) -> None:
    place = form(store.folder, "隐患台账", "示例", sample(DANGERS))
    danger = visits.danger(description="通道堵塞", deadline=dt.date(2026, 12, 1))
    out = tmp_path / "隐患.docx"
    finish(fill_form(store, OwnForm("示例", place, "hidden_dangers"), [danger.id or 0], out, lambda _: None))
    rows = {row.cells[0].text: row.cells[1].text for row in Document(str(out)).tables[0].rows}
    assert (rows["企业"], rows["隐患内容"], rows["整改期限"]) == ("茂林竹木制品有限公司", "通道堵塞", "2026年12月1日")


def test_the_command_line_fills_forms_and_lists_placeholders(
    store: Store, visits: Visits, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    visit = visits.done()
    form(store.folder, "检查台账", "告知", document(line("{{单位名称}}")))
    office = ["--office", str(store.folder)]
    assert cli.main([*office, "print", "检查台账/告知", str(visit.id), str(tmp_path / "a.docx")]) == 0
    assert lines(Document(str(tmp_path / "a.docx"))) == ["茂林竹木制品有限公司"]
    assert cli.main([*office, "print", "检查台账/没有", "1", str(tmp_path / "a.docx")]) == 1
    assert "没有名为“没有”的自有格式，现有：告知" in capsys.readouterr().err
    assert cli.main([*office, "print", "--list"]) == 0
    assert "检查台账/告知" in capsys.readouterr().out
    assert cli.main([*office, "placeholders", "检查台账", "整改期限"]) == 0
    assert "{{隐患.整改期限}}" in capsys.readouterr().out
