"""The ledgers of what the town answers for (domain items 1–5, 14–17, 保障)."""
