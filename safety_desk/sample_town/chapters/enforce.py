"""The sample town's records of enforcement, accidents and campaigns."""

from safety_desk.record import Record
from safety_desk.sample_town.chapters.page import Page

ORDER: tuple[type[Record], ...] = ()


def fill(page: Page) -> None:
    """Make them."""
