"""The code tables of what an enterprise keeps: licences, equipment, dangerous places (domain §1.3.1)."""

from safety_desk.ledgers.lists.code_list import CodeList

LISTS: tuple[CodeList, ...] = ()
