"""The code tables of what enterprises answer for (domain items 8–11)."""

from safety_desk.ledgers.lists.code_list import CodeList

LISTS: tuple[CodeList, ...] = ()
