"""The sentences of a quarter's review say what the numbers say: the same numbers, the same sentences."""

import pytest

from safety_desk.reports.quarterly.words import (
    Clause,
    Fact,
    Lack,
    Most,
    Spread,
    fallen_words,
    lack_words,
    most_words,
    paragraph,
    spread_words,
)

WHEN = ("上季", "去年同期")
FOUND = Clause("发现隐患", "found", "项")
RATE = Clause("隐患整改率", "mend_rate")


def share(part: int, whole: int, before: float | None = None, year_ago: float | None = None) -> Fact:
    return Fact(part / whole if whole else None, before, year_ago, "", part, whole, "应整改隐患")


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (Fact(132, 114, 140), "本季发现隐患 132 项，比上季多 18 项，比去年同期少 8 项。"),
        (Fact(132, 132, 132), "本季发现隐患 132 项，与上季、去年同期持平。"),
        (Fact(132, 132, 130), "本季发现隐患 132 项，与上季持平，比去年同期多 2 项。"),
        (Fact(5, 0, 0), "本季发现隐患 5 项，比上季多 5 项，比去年同期多 5 项。"),
        (Fact(5, None, None), "本季发现隐患 5 项。"),
        (Fact(5, None, 5), "本季发现隐患 5 项，与去年同期持平。"),
        (Fact(0, 3, 0), "本季没有发现隐患，上季 3 项。"),
        (Fact(0, 0, 0), "本季没有发现隐患。"),
        (Fact(0, None, None), "本季没有发现隐患。"),
        (Fact(7.24, 7.29, 7.241), "本季发现隐患 7.24 项，比上季少 0.05 项，与去年同期持平。"),
    ],
)
def test_a_count(fact: Fact, said: str) -> None:
    assert paragraph([FOUND], [fact], WHEN, "本季") == said


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (share(11, 12, 0.938, 0.9), "隐患整改率 91.7%（11/12），低于上季 2.1 个点，高于去年同期 1.7 个点。"),
        (share(11, 12, 11 / 12, None), "隐患整改率 91.7%（11/12），与上季持平。"),
        (share(0, 4), "隐患整改率 0.0%（0/4）。"),
        (share(0, 0, 0.5, 0.5), "没有应整改隐患，不计算隐患整改率。"),
    ],
)
def test_a_rate(fact: Fact, said: str) -> None:
    assert paragraph([RATE], [fact], WHEN) == said


def test_a_difference_of_rates_is_that_of_the_rates_as_printed() -> None:
    told = paragraph([RATE], [share(87049, 100000, 0.86951)], WHEN)
    assert told == "隐患整改率 87.0%（87049/100000），与上季持平。"


def test_rates_that_cannot_be_computed_are_said_together() -> None:
    told = paragraph([RATE, Clause("按期整改率", "in_time_rate")], [share(0, 0), share(0, 0)], WHEN)
    assert told == "没有应整改隐患、应整改隐患，有关的比率不计算。"


def test_what_tells_more_of_nothing_is_left_out() -> None:
    clauses = [
        FOUND,
        Clause("其中重大隐患", "found_major", "项", within=True, none="没有发现重大隐患"),
        Clause("销号", "closed", "项", shy=True, alone=True),
    ]
    assert paragraph(clauses, [Fact(0), Fact(0), Fact(0)], WHEN, "本季") == "本季没有发现隐患。"
    assert paragraph(clauses, [Fact(3), Fact(0, 2), Fact(0)], WHEN) == "发现隐患 3 项；没有发现重大隐患，上季 2 项。"
    assert paragraph(clauses, [Fact(0), Fact(0), Fact(4, 9)], WHEN) == "没有发现隐患；销号 4 项。"
    assert paragraph(clauses[2:], [Fact(0)], WHEN, "本季") == ""


def test_who_has_most_and_who_has_as_many() -> None:
    one = Most("隐患最多的村", "by_village", "发现", "项", most=2)
    rows = [("甲村", 3), ("乙村", 9), ("丙村", 3), ("丁村", 0)]
    assert most_words(one, rows) == "隐患最多的村是乙村（9 项）、甲村（3 项）、丙村（3 项）。"
    assert most_words(one, [("甲村", 0)]) == ""
    assert most_words(one, [(f"{n}村", 1) for n in range(9)]) == "隐患最多的村是0村（1 项）、1村（1 项）等 9 个。"


def test_how_a_list_spreads() -> None:
    one = Spread("逾期隐患按村分", "overdue", "所在村", "项", most=2)
    assert (
        spread_words(one, ["乙村", "甲村", "乙村", "", "丙村"]) == "逾期隐患按村分：乙村 2 项、甲村 1 项，其余 2 项。"
    )
    assert spread_words(one, []) == ""


def test_which_rates_fell() -> None:
    rates = [
        ("甲率", share(1, 2, 0.6)),
        ("乙率", share(1, 2, 0.9)),
        ("丙率", share(1, 2, 0.4)),
        ("丁率", share(0, 0, 0.4)),
    ]
    assert fallen_words(rates) == "比上季低的比率有 2 项：乙率 50.0%（低 40.0 个点）、甲率 50.0%（低 10.0 个点）。"
    assert fallen_words(rates[2:]) == ""


def test_problems_and_work_are_those_whose_numbers_are_not_0() -> None:
    lacks = [
        Lack("overdue", "逾期 {n} 项", "督促 {n} 项"),
        Lack("left", "存量 {n}", "跟踪 {n}"),
        Lack("rate", "整改率 {rate}，差 {n} 项", "补 {n} 项"),
    ]
    says, todo = lack_words(lacks, [Fact(2), Fact(0), share(9, 12)])
    assert says == ["1. 逾期 2 项。", "2. 整改率 75.0%，差 3 项。"]
    assert todo == ["1. 督促 2 项。", "2. 补 3 项。"]
    assert lack_words(lacks, [Fact(0), Fact(0), share(0, 0)]) == ([], [])
