"""The ledgers of services, sanctions, grids, rescue, training (domain items 12, 13, 23–27)."""
