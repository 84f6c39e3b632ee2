"""Rules answer with verdicts; what is complete is told as a share and as what is missing."""

import pytest

from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.verdicts import Completeness, Gap, Outcome, Verdict, rule, tally


@rule("R1", "有名称", "某法第一条")
def named(firm: Enterprise) -> tuple[Outcome, str] | tuple[Outcome, str, list[Enterprise]]:
    return (Outcome.FINE, "有") if firm.name else (Outcome.BREACH, "没有名称", [firm])


def test_a_rule_is_asked_with_facts_and_answers_with_a_verdict() -> None:
    nameless = Enterprise(name="")
    assert named(Enterprise(name="某厂")) == Verdict("R1", "有名称", "某法第一条", Outcome.FINE, "有")
    assert named(nameless) == Verdict("R1", "有名称", "某法第一条", Outcome.BREACH, "没有名称", (nameless,))


def test_the_outcomes_are_counted_those_that_ask_for_something_first() -> None:
    told = [Verdict("", "", "", outcome, "") for outcome in (Outcome.FINE, Outcome.BREACH, Outcome.FINE)]
    assert list(tally(told).items()) == [(Outcome.BREACH, 1), (Outcome.FINE, 2)]
    assert [outcome.label for outcome in Outcome if outcome.asks] == ["不符合", "提醒", "资料不足"]
    assert len({outcome.shape for outcome in Outcome}) == len(Outcome)


@pytest.mark.parametrize(("filled", "wanted", "percent"), [(0, 0, 100), (27, 27, 100), (199, 200, 99), (0, 3, 0)])
def test_a_hundred_percent_means_that_nothing_is_missing(filled: int, wanted: int, percent: int) -> None:
    assert Completeness(filled, wanted, (Gap("电话", field="phone"),) * (wanted - filled)).percent == percent
