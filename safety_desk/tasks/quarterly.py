"""季度评析: counted from the office's measures, told by rules, changed by people, and kept as Word, PDF or on record."""

import datetime as dt
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from safety_desk import clock
from safety_desk.conditions import eq
from safety_desk.db import attachments
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.jobs import Job, Progress
from safety_desk.ledgers import catalog
from safety_desk.ledgers.govern.meetings import Quarter, QuarterReview, count_review
from safety_desk.ledgers.grade import Colours, Grade, colour
from safety_desk.ledgers.office import OfficeRules
from safety_desk.measures import Figure, Measure
from safety_desk.paper import Paper
from safety_desk.periods import Period, period_of
from safety_desk.reports.papers import RenderedPaper, render
from safety_desk.reports.quarterly import specs as specs
from safety_desk.reports.quarterly.chapters import CHAPTERS, LACKS
from safety_desk.reports.quarterly.lists import OWN
from safety_desk.reports.quarterly.review import Chapter, Grid, Part, Passage, Picture, Review, grid
from safety_desk.reports.quarterly.words import (
    Fact,
    Most,
    fallen_words,
    lack_words,
    most_words,
    number,
    paragraph,
    percent,
    points,
    spread_words,
)
from safety_desk.reports.tables import Table
from safety_desk.tasks.figures import say
from safety_desk.tasks.paper_columns import numeral
from safety_desk.tasks.tabulating import tabulate
from safety_desk.wording import file_name

MAP_WIDTH = 156.0
_MAP_INCHES = (8.6, 6.4)
"""The map is drawn larger than it is printed, so that its names find their places."""
_PAPER: Paper[QuarterReview] = Paper("quarterly", "季度评析", "quarterly.html", lambda *_: {})


def last_quarter() -> Period:
    """The newest quarter that is over."""
    today = clock.today()
    return period_of(today.year, (today.month - 1) // 3 * 3 + 1, 3).before()


def review(store: Store, period: Period) -> Job[Review]:
    """The review of a quarter as the office's records tell it. Raises Refusal for what is no quarter, or not begun."""
    if (period.last.year * 12 + period.last.month) - (period.first.year * 12 + period.first.month) != 2:
        raise Refusal(f"季度评析按季度做，{period.title}不是一个季度。统计期写成 2026Q3 这样")
    if period.first > clock.today():
        raise Refusal(f"{period.title}还没有开始，没有可以评析的数")
    work, chapters, total = _Work(store, period), [], len(CHAPTERS) + 1
    for n, spec in enumerate(CHAPTERS, 1):
        yield Progress(n - 1, total, f"正在统计{spec.title}")
        title = f"{numeral(n)}、{spec.title}"
        chapters.append(Chapter(title, tuple(work.text(one) for one in spec.texts), tuple(work.parts(spec))))
    yield Progress(total - 1, total, "正在写问题和下步工作")
    chapters.append(work.problems(numeral(total)))
    rules = store.options(OfficeRules)
    return Review(
        f"{rules.town}{period.title}安全生产形势评析", rules.office, period.title, clock.today(), tuple(chapters)
    )


def suggested_name(told: Review, kind: str) -> str:
    """A file name for a review; `kind` begins with a point."""
    return file_name(f"{told.title}{kind}")


def paper(told: Review, folder: Path) -> RenderedPaper:
    """The review as a paper, for PDF and printer; its pictures are put into that folder, where they are read from."""
    places: dict[str, Path] = {}
    for chapter in told.chapters:
        for one in chapter.parts:
            if isinstance(one, Picture):
                places[one.caption] = folder / f"{len(places) + 1}.whole.png"
                places[one.caption].write_bytes(one.content)
    return render(_PAPER, _facts(told, places))


def _facts(told: Review, places: Mapping[str, Path]) -> dict[str, object]:
    from safety_desk.dates import chinese

    return {
        "title": told.title,
        "number": "",
        "office": told.office,
        "period": told.period,
        "day": chinese(told.day),
        "chapters": told.chapters,
        "places": {caption: place.as_uri() for caption, place in places.items()},
    }


def write_word(told: Review, out: Path) -> None:
    """Write the review as .docx. Raises Refusal where it cannot be written."""
    from safety_desk.reports.quarterly import word as quarterly_word

    quarterly_word.write(told, out)


def with_paper(told: Review, use: Callable[[RenderedPaper], object]) -> None:
    """Do something with the review as a paper while its pictures are there."""
    with TemporaryDirectory(prefix="safety-desk-", ignore_cleanup_errors=True) as folder:
        use(paper(told, Path(folder)))


def keep(store: Store, told: Review, period: Period) -> int:
    """Put the review on record: texts, figures, and the Word document as its report; answers the record's number.

    The record of the quarter is brought up to date where there is one. Raises Refusal where it is issued already.
    """
    from safety_desk.reports.quarterly import word as quarterly_word

    quarter = next(one for one in Quarter if one.value == str(period.last.month // 3))
    [*found] = store.find(QuarterReview, eq("year", period.first.year) & eq("quarter", quarter))
    record = found[0] if found else QuarterReview(year=period.first.year, quarter=quarter)
    if record.issued_on is not None:
        raise Refusal(f"{record.title}已在 {record.issued_on} 印发，不能再改。要更正的，先在台账里清空印发日期")
    content, name = quarterly_word.document(told), suggested_name(told, ".docx")
    others = [one for one in record.report_file or () if attachments.name_of(one) != name]
    file = attachments.keep_content(store.attachments, content, name)
    texts = told.texts
    changed = record.replace(
        ranking=texts.get("ranking") or None,
        problems=texts.get("problems") or None,
        next_measures=texts.get("next") or None,
        report_file=(*others, file),
    )
    [counted] = count_review(changed, store.kin(), store.scene())
    [id] = store.save("存季度评析", counted)
    return id


class _Work:
    """One review under way. What several chapters ask for is counted once."""

    def __init__(self, store: Store, period: Period) -> None:
        self.store, self.period = store, period
        self.known: dict[str, Figure] = {**catalog.named(store.scene()), **{one.name: one for one in OWN}}
        self._told: dict[str, Fact] = {}
        self._tables = self._read()

    def _read(self) -> dict[str, Table]:
        listed = [one.spec for chapter in CHAPTERS for one in chapter.shown if isinstance(one, specs.Listed)]
        return {
            spec.name: table for spec, table in zip(listed, tabulate(self.store, self.period, listed), strict=False)
        }

    # ---- figures

    def fact(self, name: str) -> Fact:
        """A figure in the quarter and in those that it is held against."""
        if name not in self._told:
            self._told[name] = self._count(self.known[name])
        return self._told[name]

    def _count(self, one: Figure) -> Fact:
        now = say(self.store, one, self.period)
        then = [None if self._is_unknown(one, period) else say(self.store, one, period) for period in self._thens]
        if isinstance(one, Measure):
            before, year_ago = (None if said is None else said.amount for said in then)
            return Fact(now.amount, before, year_ago, now.unit)
        before, year_ago = (None if said is None else said.share for said in then)
        return Fact(now.share, before, year_ago, now.unit, now.amount, now.whole, one.whole.title)

    @property
    def _thens(self) -> tuple[Period, Period]:
        return self.period.before(), self.period.year_before()

    def _is_unknown(self, one: Figure, period: Period) -> bool:
        """Whether there is nothing to compare with: nothing of the kind was on record at all by the end of then."""
        if self.is_steady(one):
            return True
        ever = Period(dt.date.min, period.last, "")
        return (
            isinstance(one, Measure)
            and not say(self.store, one, period).amount
            and not say(self.store, one, ever).amount
        )

    def is_steady(self, one: Figure) -> bool:
        """Whether it counts what is there today, whatever the period: then there is nothing to compare it with."""
        sides = (one,) if isinstance(one, Measure) else (one.part, one.whole)
        return all(side.rows(self.period) == side.rows(self._thens[0]) for side in sides)

    # ---- texts

    def text(self, spec: specs.Text) -> Passage:
        """The sentences of a text, each that has something to say on its line."""
        said = [self._sentence(one) for one in spec.sentences]
        if spec.key == "overall":
            said.insert(0, self._preface())
        return Passage(spec.key, spec.head, "\n".join(filter(None, said)))

    def _preface(self) -> str:
        today = clock.today()
        return "" if self.period.last < today else f"本季还没有结束，以下是截至 {today.month} 月 {today.day} 日的数。"

    def _sentence(self, one: specs.Sentence) -> str:
        if isinstance(one, specs.Paragraph):
            return paragraph(one.clauses, [self.fact(c.figure) for c in one.clauses], one.when, one.opening)
        table = self._tables[one.table]
        at = [column.head for column in table.columns].index(one.head)
        label = 1 if table.number_column else 0
        lines = list(table.lines())
        if isinstance(one, Most):
            return most_words(one, [(str(line[label]), float(line[at] or 0)) for line in lines])
        return spread_words(one, [str(line[at] or "") for line in lines])

    def problems(self, numbered: str) -> Chapter:
        """What is lacking, and the work that follows from it."""
        says, todo = lack_words(LACKS, [self.fact(lack.figure) for lack in LACKS])
        rates = {name: title for chapter in CHAPTERS for one in chapter.shown for title, name in _rows(one)}
        fallen = fallen_words([(title, self.fact(name)) for name, title in rates.items() if self.fact(name).is_rate])
        if fallen:
            says.append(fallen if not says else f"{len(says) + 1}. {fallen}")
        problems = "\n".join(says) or "从登记的数看，没有逾期、未完成和比上季下降的事项。"
        ahead = "\n".join(todo) or "从登记的数看，没有需要跟踪的未完成事项。"
        passages = (Passage("problems", "（一）存在的问题", problems), Passage("next", "（二）下步工作", ahead))
        return Chapter(f"{numbered}、问题和下步工作", passages)

    # ---- tables and pictures

    def parts(self, chapter: specs.ChapterSpec) -> list[Part]:
        """What is shown below the texts of a chapter."""
        found = (self._part(one) for one in chapter.shown)
        return [one for one in found if one is not None]

    def _part(self, one: specs.Shown) -> Part | None:
        match one:
            case specs.Figures():
                return self._figures(one)
            case specs.Listed():
                table = self._tables[one.spec.name]
                heads = [column.head for column in table.columns]
                return grid(table, one.spec.title, one.nothing, one.most, [heads.index(head) for head in one.by])
            case specs.Trend():
                return self._trend(one)
            case specs.Dots():
                return self._dots(one)
            case specs.Colours():
                return self._colours(one)
            case specs.FourColourMap():
                return self._map(one)

    def _figures(self, one: specs.Figures) -> Grid:
        rows, steady, empty = [], False, True
        for title, name in one.rows:
            fact = self.fact(name)
            star = self.is_steady(self.known[name])
            steady, empty = steady or star, empty and (star or not any((fact.now, fact.before, fact.year_ago)))
            rows.append([f"{title}＊" if star else title, *_compared(fact)])
        heads = ("指标", "本季", "上季", "环比", "去年同期", "同比")
        note = "带＊的是现在的数，没有上季和去年同期的可比。" if steady else ""
        note += "比率的环比、同比是相差的百分点；— 表示没有可以比的数。"
        widths = (30, 14, 14, 14, 14, 14)
        return Grid(
            one.caption, heads, [] if empty else rows, widths, frozenset(range(1, 6)), note=note, nothing=one.nothing
        )

    def _quarters(self, most: int) -> list[Period]:
        found = [self.period]
        while len(found) < most:
            found.insert(0, found[0].before())
        return found

    def _trend(self, one: specs.Trend) -> Picture | None:
        from safety_desk.reports.quarterly.charts import trend

        quarters = self._quarters(one.quarters)
        told = [(words, [say(self.store, self.known[name], p).amount for p in quarters]) for words, name in one.bars]
        while len(quarters) > 4 and not any(values[0] for _, values in told):
            quarters, told = quarters[1:], [(words, values[1:]) for words, values in told]
        if not any(value for _, values in told for value in values):
            return None
        words, name = one.rate
        shares = [say(self.store, self.known[name], p).share for p in quarters] if name else []
        labels = [
            f"{p.first.year}年\n{p.title.removeprefix(f'{p.first.year}年第').removesuffix('度')}" for p in quarters
        ]
        return trend(f"近 {len(quarters)} 个季度{one.caption}", labels, told, (words, shares))

    def _dots(self, one: specs.Dots) -> Picture | None:
        from safety_desk.reports.quarterly.charts import dots

        facts = [(title, self.fact(name)) for title, name in one.rates]
        known = [(title, fact.now, fact.before) for title, fact in facts if fact.now is not None]
        return dots(one.caption, known, ("本季", "上季")) if known else None

    def _colours(self, one: specs.Colours) -> Picture | None:
        from safety_desk.reports.quarterly.charts import colours

        names = {grade: grade.name.lower() for grade in Grade}
        rows = [
            (words, {grade: self.fact(f"{start}_{name}").now or 0 for grade, name in names.items()})
            for words, start in one.rows
        ]
        rules = self.store.options(Colours)
        fills = {grade: colour(grade, rules) for grade in Grade}
        return colours(one.caption, rows, fills) if any(n for _, counts in rows for n in counts.values()) else None

    def _map(self, one: specs.FourColourMap) -> Picture | None:
        from safety_desk.reports import atlas
        from safety_desk.reports.quarterly.charts import DOTS
        from safety_desk.tasks.atlas import map_facts

        told = map_facts(self.store)
        if not any(area.polygons for area in told.areas):
            return None
        out = BytesIO()
        atlas.draw_map(told, size=_MAP_INCHES, dpi=DOTS).figure.savefig(out, format="png", dpi=DOTS)
        height = MAP_WIDTH * _MAP_INCHES[1] / _MAP_INCHES[0]
        return Picture(f"{one.caption}（{_day(told.block.day)}）", out.getvalue(), MAP_WIDTH, height)


def _day(day: dt.date) -> str:
    return f"截至 {day.year} 年 {day.month} 月 {day.day} 日"


def _rows(one: specs.Shown) -> tuple[tuple[str, str], ...]:
    """What is shown of figures: titles and names."""
    return one.rows if isinstance(one, specs.Figures) else one.rates if isinstance(one, specs.Dots) else ()


def _compared(fact: Fact) -> list[str]:
    """A row of figures: now, before, against it, a year ago, against that."""
    tell = percent if fact.is_rate else lambda n: "—" if n is None else number(n)
    return [
        tell(fact.now),
        tell(fact.before),
        _against(fact, fact.before),
        tell(fact.year_ago),
        _against(fact, fact.year_ago),
    ]


def _against(fact: Fact, then: float | None) -> str:
    """The difference: of a rate in points, of a number as a share of what it was; — where there is nothing to compare."""
    if fact.now is None or then is None:
        return "—"
    if fact.is_rate:
        difference = points(fact.now, then)
        return f"{difference:+.1f} 点" if difference else "持平"
    if fact.now == then:
        return "持平"
    return f"{(fact.now - then) / then:+.1%}" if then else "—"
