"""The ledgers of what an enterprise keeps: licences, equipment, dangerous places (domain §1.3.1)."""
