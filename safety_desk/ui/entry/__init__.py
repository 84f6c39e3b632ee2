"""The grid of 逐项录入: a visit's results, or a round of rechecks, by keys alone."""
