"""安排检查: the page on which a round is put together, planned and printed."""
