"""Values never change, are equal where their parts are, and say what they lack."""

import pytest

from safety_desk.value import Value


class Spot(Value):
    """A spot."""

    x: int
    y: int = 0


class Named(Spot):
    """A spot with a name, and a way to tell it."""

    name: str = ""
    tell: object = str.upper


def test_parts_are_given_in_order_or_by_name_and_may_have_defaults() -> None:
    assert (Spot(1, 2).x, Spot(1).y, Spot(y=3, x=1).y) == (1, 0, 3)
    assert Named(1, name="井").tell is str.upper


def test_values_are_equal_where_all_parts_are() -> None:
    assert Spot(1) == Spot(1, 0) and hash(Spot(1)) == hash(Spot(1, 0))
    assert Spot(1) != Spot(2) and Spot(1) != Named(1) and Spot(1) != (1, 0)
    assert len({Spot(1), Spot(1), Spot(2)}) == 2
    assert repr(Spot(1)) == "Spot(x=1, y=0)"


def test_a_value_is_not_changed_but_replaced() -> None:
    spot = Spot(1, 2)
    with pytest.raises(AttributeError, match="replace"):
        spot.x = 5  # type: ignore[misc]
    assert spot.replace(y=9) == Spot(1, 9) and spot == Spot(1, 2)


@pytest.mark.parametrize(
    ("parts", "named", "said"),
    [
        ((), {}, "x"),
        ((1, 2, 3), {}, "one too many"),
        ((1,), {"x": 2}, "given twice"),
        ((1,), {"z": 2}, "z"),
        ((), {"z": 2}, "x, z"),
    ],
)
def test_a_part_too_few_or_too_many_is_told(parts: tuple[int, ...], named: dict[str, int], said: str) -> None:
    with pytest.raises(TypeError, match=f"Spot: .*{said}"):
        Spot(*parts, **named)
