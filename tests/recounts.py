"""Every number of the county's statistics once more, in plain SQL: what is counted, where, and how it is split.

The conditions are written from the 口径 that stands under each number, not from the program's conditions.
"""
# ruff: noqa: E501

import sqlite3
from typing import Any

LIVE = "t.status NOT IN ('closed', 'moved', 'cancelled', 'stopped')"
THERE = "t.status NOT IN ('closed', 'moved', 'cancelled')"
SEEN = "EXISTS (SELECT 1 FROM inspections i WHERE i.enterprise = t.id AND i.result IS NOT NULL AND substr(i.start_at, 1, 10) BETWEEN :first AND :last)"
FOUND = "t.status <> '99' AND t.found_date BETWEEN :first AND :last"
MENDED = "t.rectified_at IS NOT NULL AND t.rectified_at <= :last"
LEFT = f"t.status <> '99' AND t.found_date <= :last AND NOT ({MENDED})"
PLANNED = f"{LEFT} AND t.level = 'major' AND t.plan_measures IS NOT NULL"
DECIDED = "t.status <> 'dropped' AND t.decision_date BETWEEN :first AND :last"
PAPER = "t.status <> 'void' AND t.doc_no IS NOT NULL AND t.issue_date BETWEEN :first AND :last"
REAL = "t.is_near_miss = 0 AND t.is_production = 1 AND substr(t.occurred_at, 1, 10) BETWEEN :first AND :last"
DUE = "t.status <> 'changed' AND t.due_on BETWEEN :first AND :last"
PROGRESS = "t.period_end BETWEEN :first AND :last"
GOING = "EXISTS (SELECT 1 FROM special_campaigns c WHERE c.id = t.campaign AND coalesce(c.start, '') <= :last AND coalesce(c.\"end\", '9999') >= :first)"
RUNNING = "t.state = 'held' AND t.start <= :last AND t.\"end\" >= :last"
RISKY = f"t.is_high_risk = 1 AND {THERE}"
INSURED = "EXISTS (SELECT 1 FROM liability_insurances p WHERE p.enterprise = t.id AND p.state = 'held' AND p.start <= :last AND p.\"end\" >= :last)"
HELD = (
    "t.issue_date <= :last AND t.valid_to >= :last AND (t.status IN ('11', '12', '13', '14') OR"
    " (t.status IN ('21', '22', '23', '24', '25') AND t.withdraw_date > :last))"
)
SHOULD = f"{LIVE} AND (t.is_high_risk = 1 OR t.above_size = 1 OR EXISTS (SELECT 1 FROM standardizations s WHERE s.enterprise = t.id))"
STANDING = "t.state IN ('issued', 'filed', 'drilled', 'assessed')"
NO_CARD = f"{STANDING} AND t.kind <> 'card'"
THREE = "t.revoked = 0 AND t.kind IN ('主要负责人合格证', '安全管理人员合格证', '特种作业操作证')"
HOLD = "(t.valid_to IS NULL OR t.valid_to >= :last)"
START = "t.start BETWEEN :first AND :last"
ACTIVITY = "substr(t.start_at, 1, 10) BETWEEN :first AND :last"
PATROL = "t.date BETWEEN :first AND :last"
MONTHS = "t.ym BETWEEN substr(:first, 1, 7) AND substr(:last, 1, 7)"
DWM = "t.enabled = 1 AND t.start_date <= :last"
RECEIVED = "t.received_at BETWEEN :first AND :last"

_DANGERS, _FIRMS, _CASES = "hidden_dangers", "enterprises", "penalty_cases"
COUNTED: dict[str, tuple[str, str, str]] = {
    "to_check": (_FIRMS, LIVE, ""),
    "checked": (_FIRMS, f"{LIVE} AND ({SEEN} OR EXISTS (SELECT 1 FROM hidden_dangers h WHERE h.enterprise = t.id AND h.status <> '99' AND h.found_date BETWEEN :first AND :last))", ""),
    "general_found": (_DANGERS, f"{FOUND} AND t.level = 'general'", ""),
    "general_mended": (_DANGERS, f"{FOUND} AND t.level = 'general' AND {MENDED}", ""),
    "fund": (_DANGERS, f"{FOUND} AND t.level = 'general'", "fund / 1e6"),
    "major_found": (_DANGERS, f"{FOUND} AND t.level = 'major'", ""),
    "major_mended": (_DANGERS, f"{FOUND} AND t.level = 'major' AND {MENDED}", ""),
    "planned": (_DANGERS, PLANNED, ""),
    "plan_goal": (_DANGERS, PLANNED, ""),
    "plan_supply": (_DANGERS, f"{PLANNED} AND t.plan_fund IS NOT NULL", ""),
    "plan_people": (_DANGERS, f"{PLANNED} AND t.plan_duty IS NOT NULL", ""),
    "plan_time": (_DANGERS, f"{PLANNED} AND t.plan_time IS NOT NULL", ""),
    "plan_safety": (_DANGERS, f"{PLANNED} AND t.plan_emergency IS NOT NULL", ""),
    "plan_money": (_DANGERS, PLANNED, "fund / 1e6"),
    "general_left": (_DANGERS, f"{LEFT} AND t.level = 'general'", ""),
    "major_left": (_DANGERS, f"{LEFT} AND t.level = 'major'", ""),
    "left": (_DANGERS, LEFT, ""),
    "found": (_DANGERS, FOUND, ""),
    "mended": (_DANGERS, f"{FOUND} AND {MENDED}", ""),
    "closed": (_DANGERS, "t.status <> '99' AND t.closed_at BETWEEN :first AND :last", ""),
    "supervised": (_FIRMS, LIVE, ""),
    "covered": (_FIRMS, f"{LIVE} AND {SEEN}", ""),
    "visits": ("inspections", f"t.result IS NOT NULL AND {ACTIVITY}", ""),
    "plan_due": ("enforce_targets", DUE, "times_plan"),
    "plan_done": ("enforce_targets", f"{DUE} AND t.status IN ('checked', 'rechecked')", "times_plan"),
    **{f"paper_{kind}": ("documents", f"{PAPER} AND t.kind = '{kind}'", "") for kind in ("record", "order", "measure", "recheck", "transfer")},
    "penalties": (_CASES, DECIDED, ""),
    "penalties_simple": (_CASES, f"{DECIDED} AND t.procedure = 'simple'", ""),
    "penalties_normal": (_CASES, f"{DECIDED} AND t.procedure = 'normal'", ""),
    "penalty_money": (_CASES, DECIDED, "amount / 1e6"),
    "penalty_money_routine": (_CASES, f"{DECIDED} AND t.accident IS NULL", "amount / 1e6"),
    "penalty_money_accident": (_CASES, f"{DECIDED} AND t.accident IS NOT NULL", "amount / 1e6"),
    "penalties_licence": (_CASES, f"{DECIDED} AND (t.type LIKE '%暂扣许可证件%' OR t.type LIKE '%吊销许可证件%')", ""),
    "penalties_shut": (_CASES, f"{DECIDED} AND t.type LIKE '%责令关闭%'", ""),
    "penalties_published": (_CASES, f"{DECIDED} AND t.publicized_at IS NOT NULL", ""),
    "stopped": ("enforce_measures", "t.type IN ('stop', 'stop_work') AND t.start_at BETWEEN :first AND :last", ""),
    "seized": ("enforce_measures", "t.type IN ('seal', 'seize') AND t.start_at BETWEEN :first AND :last", ""),
    "cases_listed": ("supervise_cases", "t.status NOT IN ('proposed', 'approving') AND t.listed_date BETWEEN :first AND :last", ""),
    "interviews": ("interviews", f"t.status <> 'notice' AND {PATROL}", ""),
    "chains": ("enforce_chains", "t.found_count >= 1 AND t.checked_on BETWEEN :first AND :last", ""),
    "five_seen": ("enforce_chains", "t.found_count >= 1 AND t.missing IS NULL AND t.checked_on BETWEEN :first AND :last", ""),
    "campaign_to_check": ("campaign_targets", GOING, ""),
    "campaign_checked": ("campaign_targets", f"{GOING} AND t.checked_at <= :last", ""),
    **{f"campaign_{name}": ("campaign_progresses", PROGRESS, column) for name, column in {
        "people": "person_times", "visits": "checked_enterprises", "found": "found", "major": "major_found", "fixed": "fixed",
        "penalties": "penalties", "money": "amount / 1e6", "stopped": "stop_production", "seized": "seized", "shut": "closed",
        "interviews": "interviews", "exposed": "exposed",
    }.items()},
    "reports": ("report_cases", RECEIVED, ""),
    "reports_verified": ("report_cases", f"{RECEIVED} AND t.verify_result IN ('true', 'partly')", ""),
    "reports_answered": ("report_cases", f"{RECEIVED} AND t.status IN ('answered', 'rewarded', 'filed')", ""),
    "must_insure": (_FIRMS, RISKY, ""),
    "insured": (_FIRMS, f"{RISKY} AND {INSURED}", ""),
    "uninsured": (_FIRMS, f"{RISKY} AND NOT {INSURED}", ""),
    "policies": ("liability_insurances", RUNNING, ""),
    "persons_insured": ("liability_insurances", RUNNING, "persons"),
    "premiums": ("liability_insurances", RUNNING, "premium / 1e6"),
    "prevention": ("liability_insurances", RUNNING, "prevention_times"),
    "enterprises": (_FIRMS, THERE, ""),
    **{f"firms_{name}": (_FIRMS, f"{THERE} AND t.risk_grade = '{n}'", "") for n, name in enumerate(("red", "orange", "yellow", "blue"), 1)},
    "firms_ungraded": (_FIRMS, f"{THERE} AND t.risk_grade IS NULL", ""),
    "points": ("risk_points", "t.status = 'normal'", ""),
    **{f"points_{name}": ("risk_points", f"t.status = 'normal' AND t.grade = '{n}'", "") for n, name in enumerate(("red", "orange", "yellow", "blue"), 1)},
    "std_should": (_FIRMS, SHOULD, ""),
    "std_reached": (_FIRMS, f"{SHOULD} AND EXISTS (SELECT 1 FROM standardizations t2 WHERE t2.enterprise = t.id AND {HELD.replace('t.', 't2.')})", ""),
    **{f"std_{level}": ("standardizations", f"{HELD} AND t.level = '{level}'", "") for level in ("micro", "3", "2", "1")},
    "std_model": ("standardizations", f"{HELD} AND t.is_model = 1", ""),
    **{f"std_{name}": ("standardizations", f"t.occasion = '{word}' AND t.issue_date BETWEEN :first AND :last", "") for name, word in {"new": "first", "up": "upgrade", "again": "renew"}.items()},
    "std_expired": ("standardizations", "t.status IN ('11', '12', '13', '14', '25') AND t.valid_to BETWEEN :first AND :last", ""),
    "std_down": ("standardizations", "t.status = '22' AND t.withdraw_date BETWEEN :first AND :last", ""),
    "std_out": ("standardizations", "t.status IN ('23', '24') AND t.withdraw_date BETWEEN :first AND :last", ""),
    "std_audits": ("std_audits", "t.audit_date BETWEEN :first AND :last", ""),
    "dwm_teams": ("dwm_plans", f"{DWM} AND t.level = 'day'", ""),
    "dwm_workshops": ("dwm_plans", f"{DWM} AND t.level = 'week'", ""),
    **{f"dwm_{name}": ("dwm_months", MONTHS, name) for name in (
        "day_should", "week_should", "month_should", "day_done", "week_done", "month_done", "found", "same_day", "termed", "major",
    )},
    "certificates": ("certificates", THREE, ""),
    "certificates_valid": ("certificates", f"{THREE} AND {HOLD}", ""),
    "should_train": ("trainings", START, "should_count"),
    "trainings": ("trainings", START, ""),
    "trained": ("trainings", START, "people"),
    "train_hours": ("trainings", START, "hours"),
    "train_passed": ("trainings", START, "passed"),
    "injury_trained": ("trainings", f"{START} AND t.injury = 1", "people"),
    "activities": ("publicity_activities", ACTIVITY, ""),
    "units_reached": ("publicity_activities", ACTIVITY, "unit_count"),
    "audience": ("publicity_activities", ACTIVITY, "attendee_count"),
    "materials": ("publicity_activities", ACTIVITY, "material_count"),
    "media_reports": ("publicity_activities", f"{ACTIVITY} AND t.media_channel IS NOT NULL", ""),
    "plans": ("emergency_plans", NO_CARD, ""),
    "plans_to_file": ("emergency_plans", f"{STANDING} AND t.must_file = 1", ""),
    "plans_filed": ("emergency_plans", f"{STANDING} AND t.must_file = 1 AND t.filed_date <= :last AND t.valid_to >= :last", ""),
    "plans_drilled": ("emergency_plans", f"{NO_CARD} AND t.drill_due >= :last", ""),
    "drills": ("drills", PATROL, ""),
    "drill_people": ("drills", PATROL, "participants_count"),
    "grids": ("grids", "1", ""),
    "grids_walked": ("grids", "EXISTS (SELECT 1 FROM grid_patrols g WHERE g.grid = t.id AND g.date BETWEEN :first AND :last)", ""),
    "rounds": ("grid_patrols", PATROL, ""),
    "accidents": ("accidents", REAL, ""),
    "deaths": ("accidents", REAL, "deaths"),
    "serious_injuries": ("accidents", REAL, "serious"),
    "accident_loss": ("accidents", REAL, "direct_loss / 1e6"),
    **{f"accidents_{name}": ("accidents", f"{REAL} AND t.grade = '{n}'", "") for n, name in enumerate(("general", "larger", "major", "extreme"), 1)},
}  # fmt: skip
"""By the name of a number: the table, the condition, and what is summed (nothing: rows are counted)."""

_OF_FIRM = "(SELECT e.{0} FROM enterprises e WHERE e.id = t.enterprise)"
_OF_STD = "(SELECT e.{0} FROM standardizations s JOIN enterprises e ON e.id = s.enterprise WHERE s.id = t.std)"
_OWN_VILLAGE = (
    "enterprises",
    "hidden_dangers",
    "inspections",
    "risk_points",
    "grids",
    "grid_patrols",
    "accidents",
    "enforce_chains",
)
_OTHER = {
    "kind": "t.kind", "campaign": "t.campaign", "category": "t.category", "channel": "t.channel", "type": "t.accident_type",
    "owner": "t.owner_type", "enterprise": "t.enterprise",
}  # fmt: skip


def split_of(table: str, by: str) -> str:
    """The expression by which rows of a table are split."""
    if by in _OTHER:
        return _OTHER[by]
    column = "industry_safety" if by == "field" else "village"
    if table == "enterprises" or (by == "village" and table in _OWN_VILLAGE):
        return f"t.{column}"
    if table == "accidents":
        return "t.industry"
    return (_OF_STD if table == "std_audits" else _OF_FIRM).format(column)


def recount(db: sqlite3.Connection, name: str, by: str, first: str, last: str, more: str = "1") -> dict[Any, float]:
    """A number, row by row, as SQL alone counts it."""
    table, where, total = COUNTED[name]
    split = split_of(table, by) if by else "0"
    value = f"coalesce(sum(t.{total}), 0)" if total else "count(*)"
    query = f'SELECT {split}, {value} FROM "{table}" t WHERE {where} AND {more} GROUP BY 1'
    return dict(db.execute(query, {"first": first, "last": last}).fetchall())
