"""The four-colour map and the grades of villages and the town: what the store knows, drawn, or put on record."""

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safety_desk import clock, geo
from safety_desk.conditions import EVERY, Where, between, eq, one_of
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.jobs import Job, Progress
from safety_desk.ledgers.enterprise import GONE, Enterprise, GradeSource
from safety_desk.ledgers.grade import Colours, Grade, colour
from safety_desk.ledgers.office import OfficeRules
from safety_desk.ledgers.place import PublicArea, Village
from safety_desk.ledgers.region import RegionRisk
from safety_desk.ledgers.standing import StandingRules, Weighed, people_weight, region_standing
from safety_desk.reports import atlas
from safety_desk.reports.atlas import EVERYTHING, Area, Layers, MapFacts, Mark, Rating, Shape, TitleBlock

_DOTS = {".png": 200, ".pdf": 100, ".svg": 100}
"""The kinds of file a map can be, and the dots per inch of its pictures."""
_DANGEROUS = {
    "危险化学品", "烟花爆竹", "加油(气)站", "重大危险源", "危险化学品生产", "危险化学品经营", "危险化学品使用",
    "加油加气站", "烟花爆竹批发", "烟花爆竹零售", "液化气站",
}  # fmt: skip
_CROWDED = {"学校", "幼儿园", "医院卫生院", "养老机构", "宗教场所", "农家乐民宿", "交通场站", "人员密集"}
_WORKSHOP = {"个体工商户", "小作坊", "出租房"}
_TAIL = re.compile(r"(?:有限责任公司|股份有限公司|有限公司|分公司|公司)$")
_LONGEST = 8

Ratings = Mapping[int | None, Rating]


def ratings(store: Store) -> Ratings:
    """The grade of every village by its id, and of the town under None, from what stands in them today.

    Counted are enterprises that are not closed, moved or cancelled, and public areas, as far as they are graded.
    An approved decision of this year (`RegionRisk` with reason and approver) goes before the computed grade.
    Raises Refusal where the three-layer method lacks a weight.
    """
    rules = store.options(StandingRules)
    of: dict[int | None, list[Weighed]] = {village.id: [] for village in _villages(store)}
    of[None] = []
    for village, weighed in _weighed(store):
        of[None].append(weighed)
        if village in of and village is not None:
            of[village].append(weighed)
    decided = _decided(store)
    return {id: _rated(objects, rules, decided.get(id)) for id, objects in of.items()}


def _villages(store: Store) -> list[Village]:
    return store.find(Village, eq("enabled", True), order="seq name")


def _weighed(store: Store) -> Iterable[tuple[int | None, Weighed]]:
    """Every graded object of the town with its village."""
    for e in store.find(Enterprise, ~one_of("status", *GONE)):
        if e.risk_grade is not None:
            yield e.village, Weighed(e.risk_grade, e.employees, e.industry_safety or "未定行业")
    for area in store.find(PublicArea):
        if area.risk_grade is not None:
            yield area.village, Weighed(area.risk_grade, area.people, "公共区域")


def _decided(store: Store) -> dict[int | None, RegionRisk]:
    """The newest record of this year for each region, as far as it holds an approved decision."""
    today = clock.today()
    year = between("decided_on", dt.date(today.year, 1, 1), today)
    newest = {record.village: record for record in store.find(RegionRisk, year, order="decided_on")}
    return {id: record for id, record in newest.items() if record.override_reason and record.override_approver}


def _rated(objects: Iterable[Weighed], rules: StandingRules, decision: RegionRisk | None) -> Rating:
    standing = region_standing(objects, rules)
    if decision is None:
        return Rating(standing)
    return Rating(standing, decision.grade_final, decision.override_reason or "")


def map_facts(store: Store, village: str | None = None, where: Where = EVERY, where_areas: Where = EVERY) -> MapFacts:
    """What the map of the town (or of one village) shows today.

    `where` chooses among the enterprises, `where_areas` among the public areas; the grades of villages count all.
    Raises Refusal where the village does not exist.
    """
    rules, colours = store.options(OfficeRules), store.options(Colours)
    only = None if village is None else _village(store, village)
    told = ratings(store)
    areas = tuple(_area(v, told[v.id]) for v in _villages(store) if only is None or v.id == only.id)
    here = EVERY if only is None else eq("village", only.id)
    place = f"{rules.town}{only.name}" if only else rules.town
    steps = store.options(StandingRules)
    return MapFacts(
        TitleBlock(
            f"{place}安全风险四色分布图", only.name if only else "全镇", clock.today(), _methods(steps), rules.office, rules.map_note
        ),
        areas,
        tuple(_marks(store, here & where, here & where_areas)),
        told[only.id if only else None],
        {grade: colour(grade, colours) for grade in (*Grade, None)},
        (steps.people_2, steps.people_3, steps.people_4),
        close_up=only is not None,
    )  # fmt: skip


def _methods(rules: StandingRules) -> str:
    return f"区域等级方法：{rules.region_method.label}；企业等级方法：{rules.enterprise_method.label}"


def _village(store: Store, name: str) -> Village:
    ids = store.names.find("villages", name)
    if len(ids) == 1:
        return store.get(Village, ids[0])
    known = "、".join(village.name for village in _villages(store)) or "还没有登记村"
    raise Refusal(f"没有名为“{name}”的村（社区）。已登记的有：{known}")


def _area(village: Village, rating: Rating) -> Area:
    polygons = geo.outline(json.loads(village.polygon)) if village.polygon else []
    return Area(village.id or 0, village.name, rating, tuple(tuple(map(tuple, polygon)) for polygon in polygons))


def _marks(store: Store, where: Where, where_areas: Where) -> Iterable[Mark]:
    rules, town = store.options(StandingRules), store.options(OfficeRules)
    for e in store.find(Enterprise, ~one_of("status", *GONE) & where, order="name"):
        lon, lat = _wgs84(e)
        label = e.short_name or short(e.name, town)
        manual = e.risk_grade_src is GradeSource.MANUAL
        yield Mark(
            "enterprises", e.id or 0, e.name, label, _shape(e), e.risk_grade, lon, lat, e.village,
            e.employees, people_weight(e.employees, rules), e.industry_safety or "", manual,
        )  # fmt: skip
    for area in store.find(PublicArea, where_areas, order="name"):
        lon, lat = _wgs84(area)
        yield Mark(
            "public_areas", area.id or 0, area.name, short(area.name, town), Shape.PUBLIC, area.risk_grade, lon, lat,
            area.village, area.people, people_weight(area.people, rules), "公共区域",
        )  # fmt: skip


def _wgs84(record: Any) -> tuple[float | None, float | None]:
    if record.lon is None or record.lat is None:
        return None, None
    return geo.to_wgs84(record.lon, record.lat, record.coord_sys)


def _shape(e: Enterprise) -> Shape:
    """What kind of object an enterprise is on the map: the dangerous and the crowded before the small."""
    said = {e.subject_type, e.industry_safety, *(e.tags or ())}
    if said & _DANGEROUS:
        return Shape.DANGEROUS
    if said & _CROWDED:
        return Shape.CROWDED
    return Shape.WORKSHOP if said & _WORKSHOP else Shape.ENTERPRISE


def short(name: str, rules: OfficeRules) -> str:
    """A name short enough for a map: without county, town and legal form."""
    told = name
    for place in (rules.county, rules.town):
        told = told.removeprefix(place)
    told = _TAIL.sub("", told) or name
    return told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1]}…"


@dataclass(frozen=True)
class MapChoice:
    """What of a map is wanted: one village or the town (None), which enterprises and public areas, which layers."""

    village: str | None = None
    where: Where = EVERY
    where_areas: Where = EVERY
    layers: Layers = EVERYTHING


def draw_map(store: Store, out: Path, choice: MapChoice) -> Job[None]:
    """Draw the map of the town (or of one village) on A4 landscape into a PNG, PDF or SVG file.

    The file takes the place of `out` only when it is whole. Raises Refusal where the kind of file is unknown, the
    village does not exist or the file cannot be written.
    """
    kind = out.suffix.lower()
    if kind not in _DOTS:
        raise Refusal(f"地图只能存为 .png、.pdf 或 .svg，不能存为“{out.name}”")
    yield Progress(0, 3, "正在读取企业和村界")
    facts = map_facts(store, choice.village, choice.where, choice.where_areas)
    yield Progress(1, 3, "正在画图")
    drawn = atlas.draw_map(facts, choice.layers, dpi=_DOTS[kind])
    yield Progress(2, 3, f"正在写入 {out.name}")
    part = out.with_name(f"{out.name}.part")
    try:
        drawn.figure.savefig(part, format=kind[1:], dpi=_DOTS[kind], metadata={"Title": facts.block.title})
        part.replace(out)
    except OSError as error:
        raise Refusal(
            f"写不了“{out}”。文件可能正在别的程序里打开，或者文件夹不能写，请关闭后再试，或换个地方"
        ) from error
    finally:
        part.unlink(missing_ok=True)


def assess_regions(store: Store) -> Job[int]:
    """Put the grade of every village and of the town on record for today, as one operation; answers how many.

    Today's record is brought up to date where there is one. An approved decision of this year is carried along with
    its reason and its approver until a person takes it back. Raises Refusal as `ratings` does.
    """
    told, today = ratings(store), clock.today()
    decided = _decided(store)
    have = {record.village: record for record in store.find(RegionRisk, eq("decided_on", today))}
    with store.operation("评定区域风险等级"):
        for n, (id, rating) in enumerate(told.items(), 1):
            record = have.get(id) or RegionRisk(village=id, decided_on=today, method="")
            decision = decided.get(id)
            store.put(
                record.replace(
                    method=rating.standing.method,
                    index=rating.standing.index,
                    counts=rating.standing.counts,
                    grade_calc=rating.standing.grade,
                    grade_final=rating.grade,
                    override_reason=decision.override_reason if decision else record.override_reason,
                    override_approver=decision.override_approver if decision else record.override_approver,
                )
            )
            yield Progress(n, len(told), "正在评定")
    return len(told)
