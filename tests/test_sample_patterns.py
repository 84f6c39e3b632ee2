"""The patterns of the sample town name only what there is."""

from safety_desk.ledgers.checklist import library
from safety_desk.ledgers.lists import CODE_LISTS
from safety_desk.sample_town import patterns


def test_patterns_name_only_what_there_is() -> None:
    points, dangers = patterns.points(), patterns.dangers()
    items = {f"{listed.sign}{item.seq}" for listed in library() for item in listed.items}
    villages, trades = {v.name for v in patterns.villages()}, {t.name for t in patterns.trades()}
    named = [word.rstrip("?") for trade in patterns.trades() for word in trade.words("风险")]
    named += [name for area in patterns.areas() for name in area.points]
    named += [d.point for group in dangers.values() for d in group if d.point]
    named += [name for major in patterns.majors() for name in major.points]
    assert set(named) == points.keys()
    groups = {word for trade in patterns.trades() for word in trade.words("隐患")}
    groups |= {word for area in patterns.areas() for word in area.dangers}
    assert groups == dangers.keys()
    assert {d.item for group in dangers.values() for d in group} <= items
    assert {area.village for area in patterns.areas()} <= villages
    assert {trade for major in patterns.majors() for trade in major.trades} <= trades


def test_patterns_use_only_built_in_codes() -> None:
    tables = {table.name: {code for code, _, _ in table.entries()} for table in CODE_LISTS}
    for point in patterns.points().values():
        assert point.kind in tables["point_type"]
        assert {hazard.factor for hazard in point.hazards} <= tables["factor"]
    categories = {d.category for group in patterns.dangers().values() for d in group}
    categories |= {item.danger_category for listed in library() for item in listed.items}
    assert categories <= tables["danger_category"]
    assert {item.method for listed in library() for item in listed.items} <= tables["check_method"]
