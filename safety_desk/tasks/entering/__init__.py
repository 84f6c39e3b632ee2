"""逐项录入: what was found at a visit, or at a round of rechecks, keyed in line by line and saved as one operation."""
