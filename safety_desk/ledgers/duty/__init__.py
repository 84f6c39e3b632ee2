"""The ledgers of what enterprises answer for (domain items 8–11)."""
