"""The ledgers of enforcement, accidents, campaigns (domain items 18–22)."""
