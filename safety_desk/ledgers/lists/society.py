"""The code tables of services, sanctions, grids, rescue, training (domain items 12, 13, 23–27)."""

from safety_desk.ledgers.lists.code_list import CodeList

LISTS: tuple[CodeList, ...] = ()
