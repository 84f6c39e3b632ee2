"""The formulas of enforcement and accidents, by the handbook's own vectors."""

import datetime as dt
import hashlib

import pytest

from safety_desk.errors import Refusal
from safety_desk.ledgers.enforce.draw import DrawRules, draw, fingerprint
from safety_desk.ledgers.enforce.efficacy import EfficacyRules, quantity_score
from safety_desk.ledgers.enforce.grading import (
    AccidentGrade,
    accident_grade,
    against_last_year,
    deaths_per_gdp,
    deaths_per_hundred_thousand,
    deaths_per_thousand,
    lost_days,
    type_of_2025,
)
from safety_desk.ledgers.enforce.penalty import late_fee, repeat_alert
from safety_desk.ledgers.enforce.planning import (
    PlanRules,
    early_warning,
    months_of,
    need_days,
    spread,
    supervision_days,
)
from safety_desk.ledgers.enforce.report import ReportRules, concealment_reward, reward
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.grade import Grade

D = dt.date


@pytest.mark.parametrize(
    ("deaths", "serious", "loss", "grade"),
    [
        (2, 9, 999.99, "一般"),
        (3, 0, 0, "较大"),
        (0, 10, 0, "较大"),
        (1, 0, 1000, "较大"),
        (9, 49, 4999.99, "较大"),
        (10, 0, 0, "重大"),
        (29, 99, 9999.99, "重大"),
        (30, 0, 0, "特别重大"),
        (0, 0, 10000, "特别重大"),
        (0, 0, 0, "一般"),
        (0, 50, 0, "重大"),
        (0, 100, 0, "特别重大"),
    ],
)
def test_the_grade_of_an_accident_is_the_worst_of_three(deaths: int, serious: int, loss: float, grade: str) -> None:
    assert accident_grade(deaths, serious, loss).label == grade


def test_rates_of_accidents() -> None:
    assert deaths_per_thousand(2, 4000) == 0.5
    assert deaths_per_hundred_thousand(3, 20_000) == 15
    assert deaths_per_gdp(2, 40) == 0.05
    assert against_last_year(3, 4) == -0.25
    assert against_last_year(3, 0) is None and deaths_per_thousand(1, 0) is None
    assert lost_days(2, 130) == 12_130


def test_old_types_of_accident_have_new_names_except_where_a_person_chooses() -> None:
    assert [type_of_2025(old) for old in ("01", "011", "016", "019", None)] == ["1", "12", "14", None, None]


@pytest.mark.parametrize(("fine", "yuan"), [(50_000, 7500), (10_000, 3000), (5_000_000, 300_000), (0, 3000)])
def test_the_reward_is_15_percent_of_the_fine_within_its_bounds(fine: int, yuan: int) -> None:
    assert reward(fine, ReportRules()) == yuan


def test_an_employee_is_rewarded_more_but_not_above_the_most() -> None:
    assert reward(50_000, ReportRules(), is_employee=True) == 9000
    assert reward(5_000_000, ReportRules(), is_employee=True) == 300_000


@pytest.mark.parametrize(
    ("deaths", "grade", "yuan"),
    [(1, "1", 30_000), (3, "2", 120_000), (2, "3", 100_000), (5, "4", 300_000), (20, "1", 300_000)],
)
def test_a_concealed_death_is_rewarded_by_the_grade(deaths: int, grade: str, yuan: int) -> None:
    assert concealment_reward(deaths, AccidentGrade(grade), ReportRules()) == yuan


def test_a_late_fine_grows_by_3_percent_a_day_and_at_most_doubles() -> None:
    assert late_fee(1_000_000, D(2026, 11, 1), D(2026, 11, 1)) == 0
    assert late_fee(1_000_000, D(2026, 11, 1), D(2026, 11, 11)) == 300_000
    assert late_fee(1_000_000, D(2026, 11, 1), D(2027, 11, 1)) == 1_000_000


class TestRepeated:
    DAY = D(2026, 11, 20)

    def days(self, *before: int) -> list[D]:
        return [self.DAY - dt.timedelta(days=n) for n in before]

    def test_three_in_180_days_with_a_major_danger_propose_closure(self) -> None:
        assert "提请关闭" in repeat_alert(self.days(0, 60, 179), self.DAY, open_major=True)
        assert "提请关闭" not in repeat_alert(self.days(0, 60, 180), self.DAY, open_major=True)

    def test_four_in_a_year_propose_closure(self) -> None:
        assert "提请关闭" in repeat_alert(self.days(0, 190, 250, 364), self.DAY, open_major=True)
        assert "提请关闭" not in repeat_alert(self.days(0, 190, 250, 366), self.DAY, open_major=True)

    def test_without_a_major_danger_it_is_a_warning(self) -> None:
        assert repeat_alert(self.days(0, 10, 20), self.DAY, open_major=False).startswith("预警")

    def test_one_less_is_a_warning_and_one_alone_is_nothing(self) -> None:
        assert repeat_alert(self.days(0, 100), self.DAY, open_major=True).startswith("预警")
        assert repeat_alert(self.days(0, 200, 300), self.DAY, open_major=True).startswith("预警")
        assert repeat_alert(self.days(0, 300), self.DAY, open_major=True) == ""


class TestDraw:
    IDS = tuple(f"91341823MA2{n:06d}X" for n in range(40))

    def test_is_the_order_of_the_hashes_of_seed_kind_and_id(self) -> None:
        def key(id: str) -> str:
            return hashlib.sha256(f"2026-11-23 48213706|企业|{id}".encode()).hexdigest()

        assert draw("企业", "2026-11-23 48213706", self.IDS, 5) == sorted(self.IDS, key=key)[:5]

    def test_does_not_depend_on_order_or_doubles(self) -> None:
        assert draw("企业", "x", [*reversed(self.IDS), *self.IDS], 7) == draw("企业", "x", self.IDS, 7)

    def test_another_seed_or_kind_draws_others(self) -> None:
        first = draw("企业", "x", self.IDS, 7)
        assert first != draw("企业", "y", self.IDS, 7) and first != draw("检查人员", "x", self.IDS, 7)

    def test_a_pool_has_one_fingerprint(self) -> None:
        assert fingerprint(self.IDS) == fingerprint(reversed(self.IDS)) != fingerprint(self.IDS[1:])

    def test_shares_by_colour(self) -> None:
        rules = DrawRules()
        assert [rules.share(g) for g in (Grade.RED, Grade.ORANGE, Grade.YELLOW, Grade.BLUE, None)] == [
            1,
            0.5,
            0.2,
            0.05,
            0.05,
        ]


class TestYearlyPlan:
    def test_the_days_of_the_handbook(self) -> None:
        assert supervision_days(247, 22, 2469, 1994) == 971
        with pytest.raises(Refusal, match="比总法定工作日（494 天）还多"):
            supervision_days(247, 2, 400, 100)

    def test_days_for_visits(self) -> None:
        assert need_days(10, 2, 4) == 10

    @pytest.mark.parametrize("frequency", [1, 2, 4, 12])
    def test_months_are_evenly_spread_from_a_first_one_that_the_code_gives(self, frequency: int) -> None:
        code, step = "91341823MA2ABCDEXF", 12 // frequency
        months = months_of(frequency, code)
        first = int(hashlib.sha256(code.encode()).hexdigest()[:8], 16) % step + 1
        assert months == [first + n * step for n in range(frequency)] and months[-1] <= 12

    @pytest.mark.parametrize(("frequency", "months"), [(5, {1, 3, 5, 8, 10}), (8, {1, 2, 4, 5, 7, 8, 10, 11})])
    def test_a_frequency_that_divides_no_year_is_spread_as_evenly_as_it_goes(
        self, frequency: int, months: set[int]
    ) -> None:
        told = months_of(frequency, "91341823MA2ABCDEXF")
        first = min(told)
        assert {month - first + 1 for month in told} == months and len(told) == frequency and max(told) <= 12

    def firms(self, number: int, grade: Grade) -> list[Enterprise]:
        return [Enterprise(id=n, name=f"甲{n}厂", risk_grade=grade) for n in range(1, number + 1)]

    def test_each_is_visited_as_often_as_it_is_said(self) -> None:
        [red], [blue] = self.firms(1, Grade.RED), self.firms(1, Grade.BLUE)
        slots = spread([(red, 4), (blue, 0)], PlanRules(), 0)
        assert [slot.firm for slot in slots] == [red] * 4 and len({slot.month for slot in slots}) == 4

    def test_a_month_that_is_full_hands_on_to_its_neighbour_and_says_so(self) -> None:
        slots = spread([(firm, 1) for firm in self.firms(60, Grade.YELLOW)], PlanRules(), 4)
        moved = [slot for slot in slots if slot.moved]
        assert moved and all("排满" in slot.moved for slot in moved) and len(slots) == 60

    def test_cold_stores_come_in_the_hot_months(self) -> None:
        cold = Enterprise(id=1, name="某冷库", risk_grade=Grade.YELLOW, tags=("液氨制冷",))
        assert {slot.month for slot in spread([(cold, 1)], PlanRules(), 0)} <= {7, 8}


def test_growth_by_half_is_a_warning() -> None:
    assert early_warning(6, 4) and early_warning(9, 4)
    assert not early_warning(5, 4) and not early_warning(3, 0)


def test_quantity_counts_no_target_more_than_once_over() -> None:
    rules = EfficacyRules()
    full = {"检查家次": 90.0, "发现隐患": 45.0, "文书份数": 60.0, "按期复查率": 100.0, "五见闭环率": 95.0}
    assert quantity_score(full, rules, 1, 1) == 100
    assert quantity_score({**full, "检查家次": 15.0}, rules, 1, 1) == 85
    assert quantity_score({"检查家次": 15.0}, rules, 1, 1) == 50  # what was not told does not weigh
    assert quantity_score({**full, "检查家次": 60.0}, rules, 2, 2) < 100
