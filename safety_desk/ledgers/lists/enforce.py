"""The code tables of enforcement, accidents, campaigns (domain items 18–22)."""

from safety_desk.ledgers.lists.code_list import CodeList

LISTS: tuple[CodeList, ...] = ()
