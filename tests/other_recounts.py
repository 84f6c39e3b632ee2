"""The numbers that are no statistics of the county, once more in plain SQL: 执法效能, lists, 季度评析.

The conditions are written from the 口径 that stands under each, not from the program's conditions.
"""
# ruff: noqa: E501

import sqlite3

from recounts import FOUND, LEFT, LIVE, SEEN, THERE, THREE

_VISIT = (
    "i.result IS NOT NULL AND substr(i.start_at, 1, 10) BETWEEN :first AND :last"
    " AND EXISTS (SELECT 1 FROM json_each(i.inspectors) WHERE value = :person)"
)
_DANGER = f"FROM hidden_dangers d JOIN inspections i ON i.id = d.inspection WHERE {_VISIT} AND d.status <> '99'"
_CHAIN = f"FROM enforce_chains c JOIN inspections i ON i.id = c.inspection WHERE {_VISIT}"
_CASE = "FROM penalty_cases p JOIN enforce_chains c ON c.id = p.chain JOIN inspections i ON i.id = c.inspection"
_DECIDED = f"{_CASE} WHERE {_VISIT} AND p.decision_date IS NOT NULL AND p.status <> 'dropped'"
_RECHECKED = "julianday(d.recheck_at) - julianday(d.rectified_at) <= :term"

EFFICACY = {
    "检查家次": f"SELECT count(*) FROM inspections i WHERE {_VISIT}",
    "检查单位数": f"SELECT count(DISTINCT coalesce(i.enterprise, -i.public_area)) FROM inspections i WHERE {_VISIT}",
    "发现隐患|合计": f"SELECT count(*) {_DANGER}",
    "发现隐患|其中重大": f"SELECT count(*) {_DANGER} AND d.level = 'major'",
    "文书份数": f"SELECT count(*) FROM documents d JOIN inspections i ON i.id = d.inspection WHERE {_VISIT} AND d.status NOT IN ('draft', 'void')",
    "复查|应复查": f"SELECT count(*) {_DANGER} AND (d.recheck_at IS NOT NULL OR d.recheck_due <= :last)",
    "复查|按期复查": f"SELECT count(*) {_DANGER} AND {_RECHECKED}",
    "五见闭环|有隐患的执法链": f"SELECT count(*) {_CHAIN} AND c.found_count > 0",
    "五见闭环|五见齐全": f"SELECT count(*) {_CHAIN} AND c.found_count > 0 AND c.missing IS NULL",
    "处罚|起数": f"SELECT count(*) {_DECIDED}",
    "处罚|罚款（元）": f"SELECT coalesce(sum(p.amount), 0) / 100.0 {_DECIDED}",
    "案件审查指出问题": f"SELECT count(*) {_CASE} JOIN case_reviews r ON r.penalty = p.id WHERE {_VISIT} AND r.opinion <> 'agree'",
}
"""By the head of its column: a number of 执法效能评估, of one person."""

TARGETS = {"检查家次": (30, 30), "发现隐患|合计": (45, 20), "文书份数": (60, 10)}
"""Of 数量分: the target of a quarter and its weight (domain item 20, the office's defaults)."""

RATES = {
    "复查": ("复查|按期复查", "复查|应复查", 100, 20),
    "五见": ("五见闭环|五见齐全", "五见闭环|有隐患的执法链", 90, 20),
}
"""And of its shares: part, whole, target in percent, weight."""


def efficacy(db: sqlite3.Connection, person: int, first: str, last: str) -> dict[str, float]:
    """All numbers of a person in a period."""
    facts = {"person": person, "first": first, "last": last, "term": 10}
    return {head: db.execute(query, facts).fetchone()[0] for head, query in EFFICACY.items()}


def quantity(told: dict[str, float], quarters: float) -> float:
    """数量分 from these numbers."""
    parts = [(min(1, told[head] / (target * quarters)), weight) for head, (target, weight) in TARGETS.items()]
    for part, whole, target, weight in RATES.values():
        if told[whole]:
            parts.append((min(1, round(100 * told[part] / told[whole], 1) / target), weight))
    return 100 * sum(share * weight for share, weight in parts) / sum(weight for _, weight in parts)


_IN = "substr(t.{}, 1, 10) BETWEEN :first AND :last"
LISTS: dict[str, tuple[str, str]] = {
    "重大隐患整改台账": ("hidden_dangers", "t.status <> '99' AND t.level = 'major' AND t.found_date <= :last AND coalesce(t.closed_at, '9999') >= :first"),
    "行政处罚案件": ("penalty_cases", f"t.status <> 'dropped' AND {_IN.format('decision_date')}"),
    "计划概况": ("enforce_plans", "t.year = substr(:first, 1, 4) + 0"),
    "检查计划表": ("enterprises", "t.id IN (SELECT g.enterprise FROM enforce_targets g JOIN enforce_plans p ON p.id = g.plan WHERE p.year = substr(:first, 1, 4) + 0 AND g.status <> 'changed')"),
    "未完成的计划": ("enforce_targets", "t.status = 'open' AND t.due_on BETWEEN substr(:first, 1, 4) || '-01-01' AND :last"),
    "举报台账": ("report_cases", _IN.format("received_at")),
    "企业台账": ("enterprises", "1"),
    "较大以上风险企业": ("enterprises", f"{THERE} AND t.risk_grade IN ('1', '2')"),
    "重大风险清单": ("risk_points", "t.status = 'normal' AND t.grade = '1'"),
    "监管分类": ("enterprises", THERE),
    "失信惩戒名单": ("blacklists", "t.listed_date <= :last AND (t.state IN ('listed', 'public', 'early', 'restored') OR t.removed_date > :last)"),
    "安责险投保清单": ("enterprises", f"t.is_high_risk = 1 AND {THERE}"),
    "标准化企业名册": ("standardizations", "t.issue_date <= :last"),
    "三项岗位持证清单": ("certificates", THREE.replace("t.revoked = 0 AND ", "")),
    "培训明细": ("trainings", _IN.format("start")),
    "宣传活动明细": ("publicity_activities", _IN.format("start_at")),
    "预案和演练台账": ("emergency_plans", "t.state IN ('issued', 'filed', 'drilled', 'assessed') AND t.kind <> 'card'"),
    "约谈台账": ("interviews", _IN.format("date")),
    "挂牌督办台账": ("supervise_cases", "t.listed_date <= :last AND coalesce(t.delist_date, '9999') >= :first"),
    "网格巡查记录": ("grid_patrols", _IN.format("date")),
    "事故明细": ("accidents", f"t.is_near_miss = 0 AND t.is_production = 1 AND {_IN.format('occurred_at')}"),
}  # fmt: skip
"""By the name of a list: its table, and which records stand in it."""

_FLAW = "t.status <> '99' AND t.found_date <= :last"
_TASK = "t.due_date < :last AND t.status NOT IN ('ended', 'done')"
_HELD = "EXISTS (SELECT 1 FROM certificates c WHERE c.enterprise = t.id AND c.kind = '{}' AND c.revoked = 0 AND coalesce(c.valid_to, '9999') >= :last)"
_MONTHLY = f"{LIVE} AND EXISTS (SELECT 1 FROM dwm_plans p WHERE p.enterprise = t.id AND p.enabled = 1 AND p.level = 'month' AND p.start_date <= :last)"
_REPORTED = "EXISTS (SELECT 1 FROM dwm_months m WHERE m.enterprise = t.id AND m.ym = substr(:last, 1, 7) AND m.reported_at IS NOT NULL)"
_CAME_DUE = "t.status <> '99' AND t.due_on BETWEEN :first AND :last AND t.due_on < :today"
REVIEWED: dict[str, tuple[str, str, str]] = {
    "cases_left": ("supervise_cases", "t.status NOT IN ('proposed', 'approving') AND t.listed_date <= :last AND coalesce(t.delist_date, '9999') > :last", ""),
    "cases_to_list": ("hidden_dangers", "t.level = 'major' AND t.status NOT IN ('04', '99') AND t.rectified_at IS NULL AND t.due_on < :last AND NOT EXISTS (SELECT 1 FROM supervise_cases s WHERE s.hidden_danger = t.id)", ""),
    "chains_closed": ("enforce_chains", "t.found_count >= 1 AND t.stage = 'closed' AND t.checked_on BETWEEN :first AND :last", ""),
    "decisions_left": ("meeting_decisions", _TASK, ""),
    "tasks_late": ("impl_tasks", _TASK, ""),
    "duties_late": ("duty_occurrences", "t.done_at IS NULL AND t.due_date BETWEEN :first AND :last", ""),
    "dwm_hollow": ("dwm_months", "t.hollow = 1 AND t.ym BETWEEN substr(:first, 1, 7) AND substr(:last, 1, 7)", ""),
    "dwm_should": ("enterprises", _MONTHLY, ""),
    "dwm_reported": ("enterprises", f"{_MONTHLY} AND {_REPORTED}", ""),
    "dwm_silent": ("enterprises", f"{_MONTHLY} AND NOT {_REPORTED}", ""),
    "found_major": ("hidden_dangers", f"{FOUND} AND t.level = 'major'", ""),
    "came_due": ("hidden_dangers", _CAME_DUE, ""),
    "in_time": ("hidden_dangers", f"{_CAME_DUE} AND t.rectified_in_time = 1", ""),
    "key_firms": ("enterprises", f"{LIVE} AND t.risk_grade IN ('1', '2')", ""),
    "key_covered": ("enterprises", f"{LIVE} AND t.risk_grade IN ('1', '2') AND {SEEN}", ""),
    **{f"{who}_firms": ("enterprises", f"{THERE} AND {asked}", "") for who, asked in {"manager": "t.is_high_risk = 1", "principal": "t.is_high_risk = 1", "special": "t.special_posts >= 1"}.items()},
    "manager_held": ("enterprises", f"{THERE} AND t.is_high_risk = 1 AND {_HELD.format('安全管理人员合格证')}", ""),
    "principal_held": ("enterprises", f"{THERE} AND t.is_high_risk = 1 AND {_HELD.format('主要负责人合格证')}", ""),
    "special_held": ("enterprises", f"{THERE} AND t.special_posts >= 1 AND {_HELD.format('特种作业操作证')}", ""),
    "mend_asked": ("hidden_dangers", f"{_FLAW} AND coalesce(t.rectified_at, '9999') >= :first", ""),
    "mend_done": ("hidden_dangers", f"{_FLAW} AND t.rectified_at BETWEEN :first AND :last", ""),
    "mend_major_asked": ("hidden_dangers", f"{_FLAW} AND t.level = 'major' AND coalesce(t.rectified_at, '9999') >= :first", ""),
    "mend_major_done": ("hidden_dangers", f"{_FLAW} AND t.level = 'major' AND t.rectified_at BETWEEN :first AND :last", ""),
    "one_day": ("hidden_dangers", f"{FOUND} AND t.level = 'general' AND t.rectify_mode = 'at_once'", ""),
    "same_day": ("hidden_dangers", f"{FOUND} AND t.level = 'general' AND t.rectify_mode = 'at_once' AND t.same_day_fixed = 1", ""),
    "leader_visits": ("duty_records", f"t.kind = 'lead' AND {_IN.format('date')}", ""),
    "near_misses": ("accidents", f"t.is_near_miss = 1 AND {_IN.format('occurred_at')}", ""),
    "inspect_patrols": ("inspect_patrols", _IN.format("date"), ""),
    "inspect_failed": ("inspect_patrols", f"t.result = 'not' AND {_IN.format('date')}", ""),
    "cases_delisted": ("supervise_cases", _IN.format("delist_date"), ""),
    "criticised": ("bulletins", f"t.type IN ('criticism', 'exposure') AND {_IN.format('date')}", ""),
    "exposures": ("exposures", _IN.format("date"), ""),
    "blamed": ("accountabilities", _IN.format("date"), ""),
    "vetoed": ("vetoes", f"t.status = 'confirmed' AND {_IN.format('decided_date')}", ""),
    "overdue": ("hidden_dangers", f"{LEFT} AND t.due_on <= :last AND t.due_on < :today", ""),
    "overdue_major": ("hidden_dangers", f"{LEFT} AND t.level = 'major' AND t.due_on <= :last AND t.due_on < :today", ""),
    "to_train": ("trainings", f"t.should_count IS NOT NULL AND {_IN.format('start')}", "people"),
}  # fmt: skip
"""What the quarter's review counts besides the numbers of the county's statistics."""


def listed(db: sqlite3.Connection, name: str, first: str, last: str) -> set[int]:
    """The records of a list."""
    table, where = LISTS[name]
    return {id for (id,) in db.execute(f'SELECT t.id FROM "{table}" t WHERE {where}', {"first": first, "last": last})}


def reviewed(db: sqlite3.Connection, name: str, first: str, last: str, today: str) -> float:
    """A number of the quarter's review."""
    table, where, total = REVIEWED[name]
    value = f"coalesce(sum(t.{total}), 0)" if total else "count(*)"
    found: float = db.execute(
        f'SELECT {value} FROM "{table}" t WHERE {where}', {"first": first, "last": last, "today": today}
    ).fetchone()[0]
    return found
