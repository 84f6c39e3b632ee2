"""The chapters of the sample town beyond risks, inspections and hidden dangers, in the order in which they are written."""

from safety_desk.record import Record
from safety_desk.sample_town.chapters import duty, enforce, firm, govern, society
from safety_desk.sample_town.chapters.page import Page

CHAPTERS = (firm, duty, society, enforce, govern)

ORDER: tuple[type[Record], ...] = tuple(record for chapter in CHAPTERS for record in chapter.ORDER)
"""The classes in which a record leads only to those before it."""


def fill(page: Page) -> None:
    """Write every chapter."""
    for chapter in CHAPTERS:
        chapter.fill(page)
